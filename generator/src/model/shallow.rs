//! Makes a copy of one object for openapiv3: its own fields are kept, and each object below is replaced by a reference to its
//! place. Values for which openapiv3 would reject the whole object are left out.

use serde_json::Number;

use crate::diagnostics::Diagnostics;
use crate::dialect::{Handling, Keys, Object, Presence, Rows, Takes, count, fits, key_fits, missing};
use crate::source::{Members, Node, Pointer};

/// The copy; `None` if the node is not such an object or lacks a required field. Invalid values are reported and left out.
pub(super) fn object(
    object: Object,
    node: &Node,
    at: &Pointer,
    diagnostics: &mut Diagnostics,
) -> Option<Node> {
    if !fits(Takes::Inline(object), node, at, diagnostics) {
        return None;
    }
    let mut members = Members::new();
    for (key, value) in node.as_object()? {
        if let Some(value) = member(object, key, value, &at.child(key), diagnostics) {
            members.insert(key.clone(), value);
        }
    }
    if let Keys::Fixed(rows) = object.keys() {
        for keyword in rows.required() {
            missing(object, keyword, node, at, diagnostics);
        }
        assume(rows, &mut members)?;
    }
    if object == Object::Schema {
        whole_bounds(&mut members);
    }
    Some(Node::Object(members))
}

fn member(
    object: Object,
    key: &str,
    value: &Node,
    at: &Pointer,
    diagnostics: &mut Diagnostics,
) -> Option<Node> {
    if key.starts_with("x-") {
        return Some(value.clone());
    }
    match object.keys() {
        Keys::Free(rule, takes) => key_fits(rule, key, at, diagnostics)
            .then(|| copy(takes, value, at, diagnostics))
            .flatten(),
        Keys::Fixed(_) => {
            let keyword = object
                .keyword(key)
                .filter(|keyword| keyword.handling != Handling::Ignored)
                // In openapiv3, callbacks can't be references.
                .filter(|keyword| !matches!(keyword.takes, Takes::Map(Takes::Reference(Object::Callback))))?;
            copy(keyword.takes, value, at, diagnostics)
        }
    }
}

fn copy(takes: Takes, value: &Node, at: &Pointer, diagnostics: &mut Diagnostics) -> Option<Node> {
    if !fits(takes, value, at, diagnostics) {
        return None;
    }
    match takes {
        Takes::Any
        | Takes::Text
        | Takes::Flag
        | Takes::Number
        | Takes::NumberOrFlag
        | Takes::Choice(_)
        | Takes::TypeNames(_) => Some(value.clone()),
        Takes::Count => count(value).map(|count| Node::Number(count.into())),
        Takes::Inline(kind) => object(kind, value, at, diagnostics),
        Takes::SchemaOrFlag if value.as_bool().is_some() => Some(value.clone()),
        Takes::Reference(_) | Takes::SchemaOrFlag => Some(reference_to(at)),
        Takes::Items(takes) => {
            let items = value.as_array()?.iter().enumerate();
            Some(Node::Array(
                items
                    .filter_map(|(index, item)| copy(*takes, item, &at.index(index), diagnostics))
                    .collect(),
            ))
        }
        Takes::Map(takes) => {
            let members = value.as_object()?.iter();
            let copies = members.filter_map(|(key, value)| {
                Some((key.clone(), copy(*takes, value, &at.child(key), diagnostics)?))
            });
            Some(Node::Object(copies.collect()))
        }
    }
}

fn reference_to(at: &Pointer) -> Node {
    Node::Object(Members::from([(
        "$ref".to_owned(),
        Node::String(at.to_reference()),
    )]))
}

/// Adds the required keywords that are treated as empty; `None` if another required keyword is missing.
fn assume(rows: Rows, members: &mut Members) -> Option<()> {
    for keyword in rows.required() {
        if members.contains_key(keyword.name) {
            continue;
        }
        match (keyword.presence, keyword.takes) {
            (Presence::Optional, _) => {}
            (Presence::Required, _) => return None,
            (Presence::Assumed, takes) => {
                members.insert(keyword.name.to_owned(), takes.empty());
            }
        }
    }
    Some(())
}

/// Rewrites bounds such as `0.0` as integers. openapiv3 reads the bounds of an integer as i64, and rejects other spellings.
fn whole_bounds(members: &mut Members) {
    if members.get("type").and_then(Node::as_str) != Some("integer") {
        return;
    }
    for bound in ["minimum", "maximum", "multipleOf"] {
        let whole = members.get(bound).and_then(Node::as_number).and_then(whole);
        if let Some(whole) = whole {
            members.insert(bound.to_owned(), Node::Number(whole.into()));
        }
    }
}

fn whole(number: &Number) -> Option<i64> {
    let value = number.as_f64().filter(|_| number.is_f64())?;
    (value.fract() == 0.0 && value.abs() <= 9e15).then_some(value as i64)
}

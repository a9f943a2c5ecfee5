//! Makes a copy of one object for openapiv3: its own fields are kept, and each object below is replaced by a reference to its
//! place. Values for which openapiv3 would reject the whole object are left out.

use crate::diagnostics::Diagnostics;
use crate::dialect::{Handling, Keys, Object, Presence, Rows, Takes, count, fits, is_fit, key_fits, missing};
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
    Some(Node::Object(members))
}

/// The keywords of an object that have a value of the type that they take, and its `x-` extensions; `None` if the node is not an
/// object. Invalid values are reported and left out.
pub(super) fn keywords<'t>(
    object: Object,
    node: &'t Node,
    at: &Pointer,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<(&'t str, &'t Node)>> {
    if !fits(Takes::Inline(object), node, at, diagnostics) {
        return None;
    }
    let members = node.as_object()?.iter();
    let is_read = |(key, value): &(&'t String, &'t Node)| {
        key.starts_with("x-")
            || object.keyword(key).is_some_and(|keyword| {
                keyword.handling != Handling::Ignored
                    && (is_valid(keyword.takes, value)
                        || copy(keyword.takes, value, &at.child(key), diagnostics).is_some())
            })
    };
    let read = members.filter(is_read);
    Some(read.map(|(key, value)| (key.as_str(), value)).collect())
}

/// Whether the value and everything in it has the type that the keyword takes. `false` for an object, whose keywords are not
/// looked at.
fn is_valid(takes: Takes, value: &Node) -> bool {
    match takes {
        Takes::Inline(_) => false,
        Takes::Items(takes) => value
            .as_array()
            .is_some_and(|items| items.iter().all(|item| is_valid(*takes, item))),
        Takes::Map(takes) => value
            .as_object()
            .is_some_and(|members| members.values().all(|value| is_valid(*takes, value))),
        Takes::Any
        | Takes::Text
        | Takes::Flag
        | Takes::Number
        | Takes::NumberOrFlag
        | Takes::Count
        | Takes::Choice(_)
        | Takes::TypeNames(_)
        | Takes::Reference(_)
        | Takes::SchemaOrFlag => is_fit(takes, value),
    }
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

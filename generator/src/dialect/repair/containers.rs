//! Lists where objects are expected, and the reverse.

use super::super::keywords::{Dialect, Keys, Object, Takes};
use super::super::values;
use super::super::visit::Members;
use super::{Reading, objects, scalars};
use crate::source::Node;

/// Reads a list from a single item, an empty object, or an object of named objects.
pub(super) fn list(dialect: Dialect, inner: Takes, node: &Node) -> Option<Reading> {
    let as_one = |item: Node| {
        let list = Node::Array(vec![item]);
        Reading::new(list, "it is read as a list with this item").wrapped("0")
    };
    match node {
        Node::Object(members) if members.is_empty() => Some(Reading::new(
            Node::Array(Vec::new()),
            "it is read as an empty list",
        )),
        Node::Object(members) => {
            let (Takes::Inline(object) | Takes::Reference(object)) = inner else {
                return None;
            };
            if is_one(dialect, object, members) {
                return Some(as_one(node.clone()));
            }
            named_items(members).filter(|_| object == Object::Parameter)
        }
        Node::Null => None,
        Node::Bool(_) | Node::Number(_) | Node::String(_) | Node::Array(_) => {
            if values::is_fit(inner, node) {
                return Some(as_one(node.clone()));
            }
            let item = match inner {
                Takes::Text => scalars::text(node),
                Takes::Choice(choices) => scalars::choice(choices, node),
                Takes::Inline(object) | Takes::Reference(object) => objects::object(dialect, object, node),
                Takes::Any
                | Takes::Flag
                | Takes::Number
                | Takes::Count
                | Takes::Items(_)
                | Takes::Map(_)
                | Takes::SchemaOrFlag
                | Takes::TypeNames(_)
                | Takes::NumberOrFlag => None,
            };
            item.map(|item| as_one(item.node))
        }
    }
}

/// Whether the members are those of an `object`, and not of a map of such objects.
fn is_one(dialect: Dialect, object: Object, members: &Members) -> bool {
    match object.keys_in(dialect) {
        Keys::Free(..) => true,
        Keys::Fixed(rows) => {
            members.contains_key("$ref") || members.keys().any(|key| rows.get(key).is_some())
        }
    }
}

/// Reads a list of parameters from a map by name.
fn named_items(members: &Members) -> Option<Reading> {
    let items = members.iter().map(|(name, value)| {
        let mut item = value.as_object()?.clone();
        if !item.contains_key("$ref") {
            item.insert_missing("name", || Node::String(name.clone()));
        }
        Some(Node::Object(item))
    });
    let items: Option<Vec<Node>> = items.collect();
    let mut reading = Reading::new(Node::Array(items?), "its members are read as the items of a list");
    for (index, name) in members.keys().enumerate() {
        reading = reading.moved(Some(index.to_string()), Some(name.clone()));
    }
    Some(reading)
}

/// Reads a map from an empty list, or from a list of objects with names.
pub(super) fn map(key: &str, inner: Takes, node: &Node) -> Option<Reading> {
    let items = node.as_array()?;
    let members = match (items, inner) {
        ([], _) => {
            let empty = Node::Object(Members::new());
            return Some(Reading::new(empty, "it is read as an empty object"));
        }
        (_, Takes::Text) if key == "scopes" => words(items)?,
        (_, Takes::Reference(Object::Example)) => numbered(items),
        _ => by_name(items).or_else(|| merged(items))?,
    };
    let names: Vec<String> = members.keys().cloned().collect();
    let effect = "its items are read as the members of an object";
    let mut reading = Reading::new(Node::Object(members), effect);
    for (index, name) in names.into_iter().enumerate() {
        reading = reading.moved(Some(name), Some(index.to_string()));
    }
    Some(reading)
}

fn words(items: &[Node]) -> Option<Members> {
    let empty = || Node::String(String::new());
    let words = items
        .iter()
        .map(|item| Some((item.as_str()?.to_owned(), empty())));
    words.collect()
}

fn numbered(items: &[Node]) -> Members {
    let named = items.iter().enumerate();
    named
        .map(|(index, item)| ((index + 1).to_string(), item.clone()))
        .collect()
}

/// `[{name: a, …}, …]`.
fn by_name(items: &[Node]) -> Option<Members> {
    let named = items.iter().map(|item| {
        let mut members = item.as_object()?.clone();
        match members.remove("name")? {
            Node::String(name) => Some((name, Node::Object(members))),
            Node::Null | Node::Bool(_) | Node::Number(_) | Node::Array(_) | Node::Object(_) => None,
        }
    });
    named.collect()
}

/// `[{a: …}, {b: …}]`.
fn merged(items: &[Node]) -> Option<Members> {
    let mut members = Members::new();
    for item in items {
        let item = item.as_object().filter(|item| item.len() == 1)?;
        members.extend(item.clone());
    }
    Some(members)
}

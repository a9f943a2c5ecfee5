//! Restores the spelling of plain scalars that were read as numbers: `1.10`, and scalars that the YAML library reads as
//! numbers although they are strings in YAML 1.2 (`0b11`, `-0x1F`). Parsers don't return the spelling, so it is looked up in
//! the text. Most texts have no such scalar.

use std::collections::BTreeMap;

use super::locate::locate;
use super::pointer::Pointer;
use super::tree::Node;

/// Turns numbers that are strings in YAML 1.2 into strings (YAML 1.2.2, section 10.3.2, "Tag Resolution"), and keeps the
/// spelling of numbers that would be printed in another way.
pub(super) fn restore(root: &Pointer, text: &str, tree: &mut Node) {
    if !text.split(is_separator).any(may_differ) {
        return;
    }
    let mut numbers = Vec::new();
    collect(tree, root, &mut numbers);
    let places = locate(root.document(), text, &numbers);
    let written = |at: &Pointer| text.get(places.exact(at)?.value.clone());
    let texts: BTreeMap<Pointer, String> = numbers
        .iter()
        .filter_map(|at| {
            Some((
                at.clone(),
                written(at).filter(|text| may_differ(text))?.to_owned(),
            ))
        })
        .collect();
    if !texts.is_empty() {
        replace(tree, root, &texts);
    }
}

/// Whether the character may separate scalars. Splitting a scalar at a comma does no harm.
fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | '[' | ']' | '{' | '}' | ':')
}

/// Whether a scalar may be a number that is printed in another way, or a string that is read as a number.
fn may_differ(scalar: &str) -> bool {
    let is_numeral = scalar.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first));
    is_numeral && (is_text(scalar) || is_rewritten(scalar))
}

fn is_rewritten(scalar: &str) -> bool {
    let is_decimal = |byte: u8| byte.is_ascii_digit() || b"+-.eE".contains(&byte);
    scalar.bytes().all(is_decimal)
        && serde_json::from_str::<serde_json::Number>(scalar).map_or_else(
            |_| scalar.parse::<f64>().is_ok(),
            |number| number.to_string() != scalar,
        )
}

fn is_text(scalar: &str) -> bool {
    let bare = scalar.strip_prefix(['+', '-']).unwrap_or(scalar);
    let is_signed = bare.len() < scalar.len();
    bare.starts_with("0b") || is_signed && (bare.starts_with("0x") || bare.starts_with("0o"))
}

fn collect(node: &Node, at: &Pointer, into: &mut Vec<Pointer>) {
    match node {
        Node::Number(_) => into.push(at.clone()),
        Node::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(item, &at.index(index), into);
            }
        }
        Node::Object(members) => {
            for (key, value) in members {
                collect(value, &at.child(key), into);
            }
        }
        Node::Null | Node::Bool(_) | Node::String(_) => {}
    }
}

fn replace(node: &mut Node, at: &Pointer, texts: &BTreeMap<Pointer, String>) {
    match node {
        Node::Number(number) => match texts.get(at) {
            Some(text) if is_text(text) => *node = Node::String(text.clone()),
            Some(text) => number.keep_text(text),
            None => {}
        },
        Node::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                replace(item, &at.index(index), texts);
            }
        }
        Node::Object(members) => {
            for (key, value) in members {
                replace(value, &at.child(key), texts);
            }
        }
        Node::Null | Node::Bool(_) | Node::String(_) => {}
    }
}

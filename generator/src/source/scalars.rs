//! Restores the spelling of plain scalars that were read as numbers: `1.10`, and scalars that the YAML library reads as
//! numbers although they are strings in YAML 1.2 (`0b11`, `-0x1F`). Parsers don't return the spelling, so it is looked up in
//! the text. Most texts have no such scalar.

use std::collections::BTreeMap;

use super::locate::locate;
use super::pointer::{Pointer, push_token};
use super::tree::Node;

/// Turns numbers that are strings in YAML 1.2 into strings (YAML 1.2.2, section 10.3.2, "Tag Resolution"), and keeps the
/// spelling of numbers that would be printed in another way.
pub(super) fn restore(root: &Pointer, text: &str, tree: &mut Node) {
    if !text.split(is_separator).any(may_differ) {
        return;
    }
    let mut numbers = Vec::new();
    each_number(tree, root, &mut String::new(), &mut |_, at| numbers.push(at));
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
    if texts.is_empty() {
        return;
    }
    each_number(
        tree,
        root,
        &mut String::new(),
        &mut |node, at| match (texts.get(&at), node) {
            (Some(text), node) if is_text(text) => *node = Node::String(text.clone()),
            (Some(text), Node::Number(number)) => number.keep_text(text),
            (Some(_) | None, _) => {}
        },
    );
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

/// Calls `visit` with each number below `node` and its place. `fragment` leads from `root` to `node`.
fn each_number(
    node: &mut Node,
    root: &Pointer,
    fragment: &mut String,
    visit: &mut impl FnMut(&mut Node, Pointer),
) {
    let length = fragment.len();
    match node {
        Node::Number(_) => visit(node, root.below(fragment)),
        Node::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                push_token(fragment, &index.to_string());
                each_number(item, root, fragment, visit);
                fragment.truncate(length);
            }
        }
        Node::Object(members) => {
            for (key, value) in members {
                push_token(fragment, key);
                each_number(value, root, fragment, visit);
                fragment.truncate(length);
            }
        }
        Node::Null | Node::Bool(_) | Node::String(_) => {}
    }
}

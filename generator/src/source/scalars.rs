//! Plain scalars that the YAML library reads as numbers, and YAML 1.2 as text: `0b11`, `-0x1F`.
//! The library doesn't say what was written, so it is looked up; most texts have nothing like it.

use std::collections::BTreeMap;

use super::locate::locate;
use super::pointer::Pointer;
use super::tree::Node;

/// Makes texts of the numbers that only the library takes for some. YAML 1.2.2, section 10.3.2, "Tag Resolution".
pub(super) fn restore(root: &Pointer, text: &str, tree: &mut Node) {
    let signs = ["0b", "+0x", "-0x", "+0o", "-0o"];
    if !signs.iter().any(|sign| text.contains(sign)) {
        return;
    }
    let mut numbers = Vec::new();
    collect(tree, root, &mut numbers);
    let places = locate(root.document(), text, &numbers);
    let written = |at: &Pointer| text.get(places.exact(at)?.value.clone());
    let texts: BTreeMap<Pointer, String> = numbers
        .iter()
        .filter_map(|at| Some((at.clone(), written(at).filter(|text| is_text(text))?.to_owned())))
        .collect();
    if !texts.is_empty() {
        replace(tree, root, &texts);
    }
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
        Node::Number(_) => {
            if let Some(text) = texts.get(at) {
                *node = Node::String(text.clone());
            }
        }
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

//! Replaces tabs in the indentation of YAML by spaces. YAML does not allow such tabs (YAML 1.2.2, section 6.1).

use std::borrow::Cow;

use super::tree::Node;

/// The possible widths of a tab in spaces. One keeps the places in the text; two matches the hyphen of an item and its space.
pub(super) const WIDTHS: [usize; 4] = [1, 2, 4, 8];

/// The numbers of the lines that are indented with a tab.
pub(super) fn lines(text: &str) -> impl Iterator<Item = usize> {
    let lines = (1..).zip(text.lines());
    lines.filter_map(|(line, text)| indentation(text).contains('\t').then_some(line))
}

/// The text with `width` spaces in place of each tab that indents.
pub(super) fn expand(text: &str, width: usize) -> String {
    let spaces = " ".repeat(width);
    let line = |line: &str| {
        let indentation = indentation(line);
        let rest = line.get(indentation.len()..).unwrap_or_default();
        format!("{}{rest}", indentation.replace('\t', &spaces))
    };
    text.split_inclusive('\n').map(line).collect()
}

/// The indentation of a line; empty for a blank line.
fn indentation(line: &str) -> &str {
    let rest = line.trim_start_matches([' ', '\t']);
    let length = if rest.trim().is_empty() {
        0
    } else {
        line.len() - rest.len()
    };
    line.get(..length).unwrap_or_default()
}

/// Whether both nodes are equal, apart from white space in strings.
pub(super) fn is_same(one: &Node, other: &Node) -> bool {
    match (one, other) {
        (Node::String(one), Node::String(other)) => one.split_whitespace().eq(other.split_whitespace()),
        (Node::Array(one), Node::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same(one, other))
        }
        (Node::Object(one), Node::Object(other)) => {
            let mut members = one.iter().zip(other);
            let same = |((key, one), (name, other)): ((&String, &Node), (&String, &Node))| {
                key == name && is_same(one, other)
            };
            one.len() == other.len() && members.all(same)
        }
        (
            Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) | Node::Array(_) | Node::Object(_),
            _,
        ) => one == other,
    }
}

/// The text without tabs in its indentation. It has the same length, so places in it stay valid.
pub(super) fn blanked(text: &str) -> Cow<'_, str> {
    match lines(text).next() {
        Some(_) => Cow::Owned(expand(text, 1)),
        None => Cow::Borrowed(text),
    }
}

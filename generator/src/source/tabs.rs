//! YAML that is indented with tabs, which YAML doesn't allow (YAML 1.2.2, section 6.1): spaces in their place.

use std::borrow::Cow;

use super::tree::Node;

/// How many spaces a tab may be meant as. One keeps the places in the text; two is what stands behind the hyphen of an item.
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

/// What a line that isn't blank begins with.
fn indentation(line: &str) -> &str {
    let rest = line.trim_start_matches([' ', '\t']);
    let length = if rest.trim().is_empty() {
        0
    } else {
        line.len() - rest.len()
    };
    line.get(..length).unwrap_or_default()
}

/// Whether both are the same but for the white space in their texts.
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

/// The text as long as it is, without tabs that indent: for those who look for places in it.
pub(super) fn blanked(text: &str) -> Cow<'_, str> {
    match lines(text).next() {
        Some(_) => Cow::Owned(expand(text, 1)),
        None => Cow::Borrowed(text),
    }
}

//! Scalars of another type than their keyword takes: a number for a string, a boolean in quotes.

use super::super::values;
use super::Reading;
use crate::source::{Node, Number};

/// Reads a string from a number, a boolean, or a list of lines.
pub(super) fn text(node: &Node) -> Option<Reading> {
    let text = written(node)?;
    let effect = format!("it is read as the string `{}`", text.replace('\n', " "));
    Some(Reading::new(Node::String(text), effect))
}

fn written(node: &Node) -> Option<String> {
    match node {
        Node::Bool(flag) => Some(flag.to_string()),
        Node::Number(number) => Some(number.to_string()),
        Node::String(text) => Some(text.clone()),
        Node::Array(items) if !items.is_empty() => {
            let lines: Option<Vec<String>> = items.iter().map(line).collect();
            lines.map(|lines| lines.join("\n"))
        }
        Node::Null | Node::Array(_) | Node::Object(_) => None,
    }
}

fn line(node: &Node) -> Option<String> {
    match node {
        Node::Bool(_) | Node::Number(_) | Node::String(_) => written(node),
        Node::Null | Node::Array(_) | Node::Object(_) => None,
    }
}

/// Reads a boolean from `"true"`, `yes` or `1`; for the keyword `required`, also from `required` and `optional`.
pub(super) fn flag(key: &str, node: &Node) -> Option<Reading> {
    let word = match one(node) {
        Node::String(text) => text.trim().to_ascii_lowercase(),
        Node::Number(number) => number.to_string(),
        Node::Bool(flag) => flag.to_string(),
        Node::Null | Node::Array(_) | Node::Object(_) => return None,
    };
    let value = match word.as_str() {
        "true" | "yes" | "y" | "on" | "1" => true,
        "false" | "no" | "n" | "off" | "0" => false,
        "required" | "mandatory" if key == "required" => true,
        "optional" if key == "required" => false,
        _ => return None,
    };
    Some(Reading::new(
        Node::Bool(value),
        format!("it is read as `{value}`"),
    ))
}

/// Reads a number in quotes.
pub(super) fn number(node: &Node) -> Option<Reading> {
    let number = numeric(node)?;
    let effect = format!("it is read as `{number}`");
    Some(Reading::new(Node::Number(number), effect))
}

fn numeric(node: &Node) -> Option<Number> {
    match one(node) {
        Node::Number(number) => Some(number.clone()),
        Node::String(text) => {
            let text = text.trim();
            let whole = text.parse::<i64>().map(Number::from);
            let whole = whole.or_else(|_| text.parse::<u64>().map(Number::from));
            let is_numeral =
                text.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '-' | '.'));
            let real = || text.parse::<f64>().ok().filter(|_| is_numeral);
            whole.ok().or_else(|| Number::from_f64(real()?))
        }
        Node::Null | Node::Bool(_) | Node::Array(_) | Node::Object(_) => None,
    }
}

/// Reads a count in quotes.
pub(super) fn count(node: &Node) -> Option<Reading> {
    let number = Node::Number(numeric(node)?);
    let count = values::count(&number)?;
    Some(Reading::new(
        Node::Number(count.into()),
        format!("it is read as `{count}`"),
    ))
}

/// Reads one of the words in another case or with other separators.
pub(super) fn choice(choices: &[&str], node: &Node) -> Option<Reading> {
    let word = one(node).as_str()?.trim();
    let plain = |text: &str| text.replace(['-', '_', ' '], "").to_ascii_lowercase();
    let mut same = choices.iter().filter(|choice| plain(choice) == plain(word));
    let choice = same.next()?;
    Some(Reading::new(
        Node::String((*choice).to_owned()),
        format!("it is read as `{choice}`"),
    ))
}

/// The value itself, or the only item of a list.
fn one(node: &Node) -> &Node {
    match node.as_array() {
        Some([only]) => only,
        Some(_) | None => node,
    }
}

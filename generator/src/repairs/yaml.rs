//! A node as YAML: blocks for containers, and JSON for everything else, which YAML contains.

use crate::source::Node;

/// Appends the value of a key, which begins on the line of its key.
pub(super) fn value(node: &Node, indent: usize, out: &mut String) {
    if is_block(node) {
        out.push('\n');
        out.push_str(&" ".repeat(indent));
    } else {
        out.push(' ');
    }
    content(node, indent, out);
}

/// Whether the node is a container with lines of its own.
fn is_block(node: &Node) -> bool {
    match node {
        Node::Object(members) => !members.is_empty(),
        Node::Array(items) => !items.is_empty(),
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => false,
    }
}

/// Appends a node whose first line is indented already.
fn content(node: &Node, indent: usize, out: &mut String) {
    let mut is_first = true;
    let mut begin = |out: &mut String| {
        if !std::mem::take(&mut is_first) {
            out.push_str(&" ".repeat(indent));
        }
    };
    match node {
        Node::Object(members) if !members.is_empty() => {
            for (key, value) in members {
                begin(out);
                out.push_str(&self::key(key));
                out.push(':');
                self::value(value, indent.saturating_add(2), out);
            }
        }
        Node::Array(items) if !items.is_empty() => {
            for item in items {
                begin(out);
                out.push_str("- ");
                content(item, indent.saturating_add(2), out);
            }
        }
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) | Node::Array(_) | Node::Object(_) => {
            out.push_str(&inline(node));
            out.push('\n');
        }
    }
}

fn inline(node: &Node) -> String {
    match node {
        Node::Null => "null".to_owned(),
        Node::Bool(flag) => flag.to_string(),
        // YAML reads `-0` as an integer, which has no sign.
        Node::Number(number) if number.to_string() == "-0" => "-0.0".to_owned(),
        Node::Number(number) => number.to_string(),
        Node::String(text) => string(text),
        Node::Array(_) => "[]".to_owned(),
        Node::Object(_) => "{}".to_owned(),
    }
}

/// A key, without quotes where every version of YAML reads it as a string.
fn key(text: &str) -> String {
    let is_plain = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    const OTHERS: [&str; 9] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    match is_plain && !OTHERS.contains(&text.to_ascii_lowercase().as_str()) {
        true => text.to_owned(),
        false => string(text),
    }
}

/// A string in double quotes, whose escapes are those of JSON. Characters that a YAML reader may reject are escaped too.
pub(super) fn string(text: &str) -> String {
    let json = serde_json::Value::from(text).to_string();
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        let is_refused =
            c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}');
        match is_refused {
            true => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            false => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Diagnostics;
    use crate::source::parse;

    #[test]
    fn every_node_is_read_back() {
        let text = r#"{"a": [1, 1.50, -0, "x: #y", "", null, true, [], {}, [[1], {"b": [2]}]],
            "yes": {"on": "\u0007\u0085\u2028é\n", "404": {"- ": 1e3}}, "": "null"}"#;
        let read = |text: &str| parse("x.yaml", text, &mut Diagnostics::new()).expect("a tree");
        let node = read(text);
        let mut out = "v:".to_owned();
        value(&node, 2, &mut out);
        assert_eq!(read(&out).get("v"), Some(&node), "{out}");
    }
}

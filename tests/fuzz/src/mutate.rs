//! Mutations of a description's tree: junk at a node, one node in place of another, a renamed key. Mutated bytes rarely pass the
//! parser, so only one mutation in four changes bytes.

use generator::diagnostics::Diagnostics;
use generator::internals::source::{self, Node};
use libfuzzer_sys::fuzzer_mutate;
use serde_json::{Value, json};

use crate::parts::MARK;

/// Changes the text in place. Returns its new length.
pub(crate) fn mutate(bytes: &mut [u8], size: usize, most: usize, seed: u32) -> usize {
    let mut dice = Dice(u64::from(seed) << 1 | 1);
    let input = bytes.get(..size).and_then(|text| std::str::from_utf8(text).ok());
    let Some(text) = input
        .filter(|_| dice.roll(4) > 0)
        .and_then(|input| changed(input, &mut dice))
    else {
        return fuzzer_mutate(bytes, size, most);
    };
    match bytes.get_mut(..text.len()) {
        Some(room) if text.len() <= most => {
            room.copy_from_slice(text.as_bytes());
            text.len()
        }
        _ => fuzzer_mutate(bytes, size, most),
    }
}

/// The input with a change in one of its parts, or with another part, option or file.
fn changed(input: &str, dice: &mut Dice) -> Option<String> {
    if dice.roll(8) == 0 {
        return Some(format!("{input}\n{}", ADDED[dice.roll(ADDED.len())]));
    }
    let mut parts: Vec<String> = input.split(MARK).map(str::to_owned).collect();
    let chosen = dice.roll(parts.len());
    let part = parts.get_mut(chosen)?;
    // The line that names a part is kept. The first part is the description, which has no such line.
    let (head, text) = match chosen {
        0 => ("", part.as_str()),
        _ => part.split_at(part.find('\n').map_or(part.len(), |end| end + 1)),
    };
    if head.starts_with(" config") {
        *part = format!("{head}{}", configured(text, dice));
        return Some(parts.join(MARK));
    }
    let mut tree = tree(text)?;
    for _ in 0..=dice.roll(3) {
        change(&mut tree, dice);
    }
    *part = format!("{head}{tree}\n");
    Some(parts.join(MARK))
}

/// Parts that can be added to an input.
const ADDED: [&str; 9] = [
    "#== config\n[[client]]\nspec = \"api.yaml\"\npackage = \"fuzzed\"\nout = \"generated\"\n",
    "#== tags\n",
    "#== types\n",
    "#== lock\nA = type /components/schemas/A\nself = operation /paths/~1a/get\n",
    "#== lock\n<<<<<<< ours\n",
    "#== overlay\n{\"overlay\": \"1.0.0\", \"info\": {\"title\": \"o\", \"version\": \"1\"}, \"actions\": [{\"target\": \"$..properties\", \"update\": {\"new\": {\"type\": \"string\"}}}]}\n",
    "#== overlay\n{\"overlay\": \"1.0.0\", \"info\": {\"title\": \"o\", \"version\": \"1\"}, \"actions\": [{\"target\": \"$.paths[*]\", \"remove\": true}]}\n",
    "#== file common.yaml\n{\"A\": {\"type\": \"object\", \"properties\": {\"a\": {\"$ref\": \"#/A\"}}}, \"B\": {\"$ref\": \"api.yaml#/components/schemas/A\"}}\n",
    "#== file text.md\n```\nlet code = 1;\n```\n",
];

/// A generator.toml with another entry, without a line, or with a truncated line.
fn configured(text: &str, dice: &mut Dice) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let at = dice.roll(lines.len() + 1);
    match dice.roll(6) {
        0 if !lines.is_empty() => drop(lines.remove(dice.roll(lines.len()))),
        1 if !lines.is_empty() => {
            let chosen = dice.roll(lines.len());
            let line = &mut lines[chosen];
            let cut = line.floor_char_boundary(dice.roll(line.len() + 1));
            line.truncate(cut);
        }
        2 => {
            let (from, to) = (dice.roll(lines.len()), dice.roll(lines.len()));
            if !lines.is_empty() {
                lines.swap(from, to);
            }
        }
        _ => {
            let key = ENTRIES[dice.roll(ENTRIES.len())];
            let value = VALUES[dice.roll(VALUES.len())];
            let value = match dice.roll(4) {
                0 => format!("[{value}]"),
                1 => format!("{{ {} = {value} }}", MEMBERS[dice.roll(MEMBERS.len())]),
                2 => {
                    let members = [0; 2].map(|_| MEMBERS[dice.roll(MEMBERS.len())]);
                    format!("[{{ {} = {value}, {} = \"a\" }}]", members[0], members[1])
                }
                _ => value.to_owned(),
            };
            lines.insert(at, format!("{key} = {value}"));
        }
    }
    format!("{}\n", lines.join("\n"))
}

/// Valid and invalid entries of a client in generator.toml.
const ENTRIES: [&str; 24] = [
    "spec",
    "package",
    "out",
    "version",
    "allow",
    "deny",
    "names",
    "formats",
    "types",
    "rust-types",
    "dependencies",
    "only",
    "mode",
    "overlays",
    "root",
    "references",
    "idempotency-key",
    "pagination",
    "webhooks",
    "webhooks.signature",
    "features",
    "\"\"",
    "client",
    "pakage",
];

/// The keys of its tables.
const MEMBERS: [&str; 24] = [
    "code",
    "pointer",
    "reason",
    "tags",
    "paths",
    "operations",
    "header",
    "kind",
    "parameter",
    "next",
    "more",
    "items",
    "first",
    "type",
    "blank",
    "signature",
    "timestamp",
    "tolerance",
    "uuid",
    "date-time",
    "serde",
    "\"#/components/schemas/A\"",
    "\"#/components/schemas/A/properties/a\"",
    "\"#/paths/~1a/get\"",
];

const VALUES: [&str; 28] = [
    "\"\"",
    "\"a\"",
    "\"../a.yaml\"",
    "\"/etc/passwd\"",
    "\"a/../../b\"",
    "\"C:\\\\a\"",
    "\"Self\"",
    "\"r#type\"",
    "\"uuid::Uuid\"",
    "\"a::B; fn f() {}\"",
    "\"Vec<String>\"",
    "\"format::DateTime\"",
    "\"1.0.0\"",
    "\"1.0.0-\"",
    "\"X-Key\"",
    "\"a b\\nc\"",
    "\"#/components/schemas/A\"",
    "\"#/**\"",
    "\"$.data[-1].id\"",
    "\"tags\"",
    "\"types\"",
    "\"warnings\"",
    "\"cursor\"",
    "\"\\u202e\\U0001f600\"",
    "-9223372036854775808",
    "18446744073709551616",
    "1e999",
    "true",
];

fn tree(text: &str) -> Option<Value> {
    let node = source::parse("api.yaml", text, &mut Diagnostics::new())?;
    matches!(node, Node::Object(_)).then(|| value(&node))
}

fn value(node: &Node) -> Value {
    match node {
        Node::Null => Value::Null,
        Node::Bool(flag) => Value::Bool(*flag),
        Node::Number(_) => node.to_json(),
        Node::String(text) => Value::String(text.clone()),
        Node::Array(items) => items.iter().map(value).collect(),
        Node::Object(members) => members
            .iter()
            .map(|(key, member)| (key.clone(), value(member)))
            .collect(),
    }
}

fn change(tree: &mut Value, dice: &mut Dice) {
    let count = nodes(tree);
    let (from, to) = (dice.roll(count), dice.roll(count));
    let replacement = match dice.roll(3) {
        0 => nth(tree, from).map(|node| node.clone()).unwrap_or_default(),
        1 => json!({"$ref": pointer(tree, from)}),
        _ => junk(dice),
    };
    let Some(node) = nth(tree, to) else { return };
    match (dice.roll(4), node) {
        (0, Value::Object(members)) => {
            if let Some(key) = nth_key(members, dice) {
                let member = members.remove(&key).unwrap_or_default();
                members.insert(KEYS[dice.roll(KEYS.len())].to_owned(), member);
            }
        }
        (1, Value::Object(members)) => {
            if let Some(key) = nth_key(members, dice) {
                members.remove(&key);
            }
        }
        (2, Value::Object(members)) => {
            members.insert(KEYS[dice.roll(KEYS.len())].to_owned(), replacement);
        }
        (3, Value::Array(items)) => items.push(replacement),
        (_, node) => *node = replacement,
    }
}

fn nth_key(members: &serde_json::Map<String, Value>, dice: &mut Dice) -> Option<String> {
    let count = members.len().max(1);
    members.keys().nth(dice.roll(count)).cloned()
}

/// Names with a meaning in some place.
const KEYS: [&str; 40] = [
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "$ref",
    "type",
    "format",
    "enum",
    "const",
    "items",
    "properties",
    "required",
    "additionalProperties",
    "nullable",
    "discriminator",
    "mapping",
    "propertyName",
    "pattern",
    "minimum",
    "maxLength",
    "default",
    "example",
    "readOnly",
    "description",
    "title",
    "deprecated",
    "parameters",
    "requestBody",
    "responses",
    "content",
    "schema",
    "headers",
    "security",
    "servers",
    "tags",
    "operationId",
    "200",
    "webhooks",
    "in",
    "name",
];

fn junk(dice: &mut Dice) -> Value {
    let all = [
        json!(null),
        json!(true),
        json!(-1),
        json!(0.5),
        json!(u64::MAX),
        json!(1e300),
        json!(""),
        json!("string"),
        json!("integer"),
        json!("object"),
        json!("array"),
        json!("self"),
        json!("Self"),
        json!("\u{2028}*/ \"#{}`\r\n\u{202e}\u{1f600}"),
        json!("^(?=a)[\\p{L}-z]{1,3}$"),
        json!("#/components/schemas/A"),
        json!({"$ref": "common.yaml#/A"}),
        json!({"$ref": "text.md"}),
        json!("> ```\n> let code = 1;\n\n- a\n\n      let code = 2;\n\n\tlet code = 3;"),
        json!("```rust\nlet code = 1;"),
        json!([]),
        json!([null, 1, "a"]),
        json!(["object", "null"]),
        json!({}),
        json!({"type": "object"}),
        json!({"type": "string", "enum": ["a", "A", ""]}),
        json!({"oneOf": [{"type": "string"}, {"type": "object"}]}),
        json!({"allOf": [{"type": "object"}, {}]}),
    ];
    all[dice.roll(all.len())].clone()
}

fn nodes(node: &Value) -> usize {
    1 + children(node).map(nodes).sum::<usize>()
}

fn children(node: &Value) -> Box<dyn Iterator<Item = &Value> + '_> {
    match node {
        Value::Array(items) => Box::new(items.iter()),
        Value::Object(members) => Box::new(members.values()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Box::new(std::iter::empty()),
    }
}

/// The node with this index, depth first.
fn nth(node: &mut Value, index: usize) -> Option<&mut Value> {
    let pointer = place(node, index)?;
    node.pointer_mut(&pointer)
}

fn pointer(tree: &Value, index: usize) -> String {
    format!("#{}", place(tree, index).unwrap_or_default())
}

fn place(node: &Value, index: usize) -> Option<String> {
    if index == 0 {
        return Some(String::new());
    }
    let mut left = index - 1;
    let keys: Vec<String> = match node {
        Value::Array(items) => (0..items.len()).map(|index| index.to_string()).collect(),
        Value::Object(members) => members
            .keys()
            .map(|key| key.replace('~', "~0").replace('/', "~1"))
            .collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    };
    for (child, key) in children(node).zip(keys) {
        let size = nodes(child);
        if left < size {
            return place(child, left).map(|below| format!("/{key}{below}"));
        }
        left -= size;
    }
    None
}

/// Marsaglia's xorshift. libFuzzer requires the same mutation for the same seed.
struct Dice(u64);

impl Dice {
    /// A number below `sides`.
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides.max(1) as u64) as usize
    }
}

//! Changes of a description that must have no effect: another order of members changes no signature, and a new member renames
//! nothing. The lock of the first version is used, as in any project.

#![allow(clippy::expect_used, clippy::panic)] // What a suite can't do is a failed test.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use generator::diagnostics::Diagnostics;
use generator::internals::source::{self, Node};
use generator::{Generated, Input, Options, References, Unread};
use serde_json::Value;
use tests::overrides::overrides;

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/cases/features");
const FILES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/cases/files");

/// The number of orders, and of places for new members, that are tried for each case.
const ROUNDS: u64 = 3;

#[test]
fn the_order_of_members_changes_no_signature() {
    let mut changed = Vec::new();
    for (name, text) in cases() {
        let tree = tree(&name, &text);
        let first = generated(&name, &text, json(&tree), None).expect("a package");
        for round in 1..=ROUNDS {
            let shuffled = shuffled(&tree, &mut Dice(round));
            let lock = Some(first.lock.clone());
            let second = generated(&name, &text, json(&shuffled), lock).expect("a package");
            let (before, after) = (lines(&first.lock), lines(&second.lock));
            changed.extend(
                before
                    .symmetric_difference(&after)
                    .map(|line| format!("{name}: {line}")),
            );
            let (before, after) = (signatures(&first), signatures(&second));
            let lines = before.symmetric_difference(&after);
            changed.extend(lines.map(|(file, line)| format!("{name}: {file}: {line}")));
        }
    }
    assert!(changed.is_empty(), "{changed:#?}");
}

#[test]
fn the_tenth_run_changes_nothing() {
    for (name, text) in cases() {
        let mut last = generated(&name, &text, text.clone(), None).expect("a package");
        for run in 2..=10 {
            let next = generated(&name, &text, text.clone(), Some(last.lock.clone())).expect("a package");
            assert!(next.lock == last.lock, "{name}: run {run} changes the lock");
            assert!(next.files == last.files, "{name}: run {run} changes a file");
            last = next;
        }
    }
}

#[test]
fn a_new_member_renames_nothing() {
    let mut added = 0;
    let mut gone = Vec::new();
    for (name, text) in cases() {
        let tree = tree(&name, &text);
        let first = generated(&name, &text, json(&tree), None).expect("a package");
        for round in 1..=ROUNDS {
            let mut longer = tree.clone();
            // A name that is chosen for an item of a list refers to it by its index.
            let is_chosen = text.contains("\n# name: ") || text.starts_with("# name: ");
            let mut added_here = Added {
                dice: Dice(round),
                round,
                at_end: is_chosen,
                count: 0,
            };
            added_here.add(&mut longer, "");
            added += added_here.count;
            let lock = Some(first.lock.clone());
            let second = generated(&name, &text, json(&longer), lock);
            // With a new member, the variants of a union may be indistinguishable.
            let Some(second) = second else { continue };
            let (before, after) = (lines(&first.lock), lines(&second.lock));
            gone.extend(before.difference(&after).map(|line| format!("{name}: {line}")));
        }
    }
    assert!(gone.is_empty(), "{gone:#?}");
    assert!(added > 500, "only {added} members were added");
}

/// All cases with their texts.
fn cases() -> Vec<(String, String)> {
    let files = fs::read_dir(CASES).expect("a folder");
    let mut cases: Vec<_> = files
        .map(|entry| {
            let path = entry.expect("a file").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, fs::read_to_string(&path).expect("a text"))
        })
        .collect();
    cases.sort();
    cases
}

fn tree(name: &str, text: &str) -> Node {
    source::parse(name, text, &mut Diagnostics::new()).expect("a tree")
}

/// The package of a text, with the options of the case.
fn generated(name: &str, case: &str, text: String, lock: Option<String>) -> Option<Generated> {
    let beside = |path: &str| fs::read_to_string(Path::new(FILES).join(path)).map_err(|_| Unread::Missing);
    let input = Input {
        name: name.to_owned(),
        text,
        lock,
        options: Options {
            package: "order".to_owned(),
            references: References::new(beside),
            overrides: overrides(name, case),
            ..Options::default()
        },
    };
    generator::generate(&input).generated
}

fn lines(text: &str) -> BTreeSet<String> {
    text.lines().map(str::to_owned).collect()
}

/// The lines of functions, types and rows of tables in any order, as far as a caller sees them. The text after `where` and `=`
/// is about decoding and encoding.
fn signatures(generated: &Generated) -> BTreeSet<(String, String)> {
    let files = generated.files.iter();
    let rust = files.filter(|(path, _)| path.starts_with("src") && !path.starts_with("src/runtime"));
    rust.flat_map(|(path, text)| {
        let lines = text.lines().map(str::trim);
        let is_row = |line: &&str| line.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase());
        let code = lines.filter(move |line| line.starts_with("pub ") || is_row(line));
        let seen = |line: &str| {
            let (seen, _) = line.split_once(" where ").unwrap_or((line, ""));
            let (name, rest) = seen.split_once(" = ").unwrap_or((seen, ""));
            let conversion = rest.split_once(" from(").map_or("", |(_, conversion)| conversion);
            format!("{name} {conversion}")
        };
        code.map(move |line| (path.display().to_string(), seen(line)))
    })
    .collect()
}

/// JSON with the members in the order of the tree.
fn json(node: &Node) -> String {
    match node {
        Node::Null => "null".to_owned(),
        Node::Bool(flag) => flag.to_string(),
        Node::Number(number) => number.to_string(),
        Node::String(text) => Value::from(text.as_str()).to_string(),
        Node::Array(items) => format!("[{}]", items.iter().map(json).collect::<Vec<_>>().join(",")),
        Node::Object(members) => {
            let members = members.iter();
            let members =
                members.map(|(key, member)| format!("{}:{}", Value::from(key.as_str()), json(member)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        }
    }
}

/// The tree with another order of the members of all objects, and of the items of lists that are sets.
fn shuffled(node: &Node, dice: &mut Dice) -> Node {
    match node {
        Node::Object(members) => {
            let mut members: Vec<(String, Node)> = members
                .iter()
                .map(|(key, member)| {
                    let mut member = shuffled(member, dice);
                    if let (true, Node::Array(items)) = (is_set(key), &mut member) {
                        dice.shuffle(items);
                    }
                    (key.clone(), member)
                })
                .collect();
            dice.shuffle(&mut members);
            Node::Object(members.into_iter().collect())
        }
        Node::Array(items) => Node::Array(items.iter().map(|item| shuffled(item, dice)).collect()),
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => node.clone(),
    }
}

fn is_set(key: &str) -> bool {
    matches!(key, "parameters" | "required")
}

/// New members: one in each list of properties, parameters, paths, schemas and enum values. Its name collides with that of an
/// existing member.
struct Added {
    dice: Dice,
    round: u64,
    /// Whether new items of arrays come last.
    at_end: bool,
    count: usize,
}

impl Added {
    fn add(&mut self, node: &mut Node, key: &str) {
        match node {
            Node::Object(members) => {
                for (key, member) in members.iter_mut() {
                    self.add(member, key);
                }
                let value = match key {
                    "properties" => r#"{"type": "string"}"#,
                    "paths" => r#"{"get": {"responses": {"204": {"description": "It."}}}}"#,
                    "schemas" => r#"{"type": "object", "properties": {"a": {"type": "string"}}}"#,
                    _ => return,
                };
                let at = self.dice.roll(members.len() + 1);
                let other = members.keys().nth(self.dice.roll(members.len()));
                let Some(name) = other.map(|name| like(name, self.round)) else {
                    return;
                };
                if !members.contains_key(&name) {
                    let mut all: Vec<_> = std::mem::take(members).into_iter().collect();
                    all.insert(at, (name, tree("new.json", value)));
                    members.extend(all);
                    self.count += 1;
                }
            }
            Node::Array(items) => {
                items.iter_mut().for_each(|item| self.add(item, ""));
                // A single value is a constant, which distinguishes variants.
                if key == "enum" && items.len() < 2 {
                    return;
                }
                // The type of an item in an enum with several types is identified by its index.
                let is_mixed = key == "enum" && items.iter().any(|item| !matches!(item, Node::String(_)));
                let at = match self.at_end || is_mixed {
                    true => items.len(),
                    false => self.dice.roll(items.len() + 1),
                };
                let other = items.get(self.dice.roll(items.len()));
                if let Some(new) = other.and_then(|other| item(key, other, self.round))
                    && !items.contains(&new)
                {
                    items.insert(at, new);
                    self.count += 1;
                }
            }
            Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => {}
        }
    }
}

/// A new item of a list, similar to another one.
fn item(list: &str, other: &Node, round: u64) -> Option<Node> {
    match (list, other) {
        ("enum", Node::String(text)) => Some(Node::String(like(text, round))),
        ("parameters", parameter) => {
            let Node::String(name) = parameter.get("name")? else {
                return None;
            };
            let name = Value::from(like(name, round));
            let text = format!(r#"{{"name": {name}, "in": "query", "schema": {{"type": "string"}}}}"#);
            Some(tree("new.json", &text))
        }
        _ => None,
    }
}

/// A name with the same Rust name, or with the name that a second such member gets.
fn like(name: &str, round: u64) -> String {
    match round % 3 {
        0 => format!("{name}2"),
        1 => format!("{name}_"),
        _ => name.to_uppercase(),
    }
}

/// Marsaglia's xorshift.
struct Dice(u64);

impl Dice {
    /// A number below `sides`.
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides.max(1) as u64).unwrap_or_default()
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.roll(last + 1));
        }
    }
}

//! Every pattern in some large published descriptions has a small automaton.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use crate::pattern::compile;

#[track_caller]
fn all_compile(description: &str, count: usize, most_bytes: usize) {
    let Some(path) = crate::skip::shared(&format!("corpus/{description}")).unwrap() else {
        return;
    };
    let text = fs::read_to_string(path).unwrap();
    let mut patterns = BTreeSet::new();
    collect(&serde_json::from_str(&text).unwrap(), &mut patterns);
    let size = |pattern: &String| {
        compile(pattern)
            .unwrap_or_else(|refusal| panic!("{pattern:?}: {refusal}"))
            .table_bytes()
    };
    let most = patterns.iter().map(size).max();
    assert_eq!((patterns.len(), most), (count, Some(most_bytes)));
}

fn collect(value: &Value, patterns: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            if let Some(Value::String(pattern)) = object.get("pattern") {
                patterns.insert(pattern.clone());
            }
            object.values().for_each(|value| collect(value, patterns));
        }
        Value::Array(array) => array.iter().for_each(|value| collect(value, patterns)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn discord() {
    all_compile("discord.json", 2, 60);
}

#[test]
fn github() {
    all_compile("github.json", 17, 2332);
}

#[test]
fn nexus() {
    all_compile("nexus.json", 10, 3390);
}

#[test]
fn stripe() {
    all_compile("stripe-2020.json", 49, 720);
}

#[test]
fn twilio() {
    all_compile("twilio-api.json", 39, 184);
}

#![allow(clippy::string_slice)] // A wrong slice is a failed test.

use std::time::Instant;

use super::*;
use crate::source::{Node, parse};

fn slice<'t>(text: &'t str, range: &Option<Range<usize>>) -> Option<&'t str> {
    range.clone().map(|range| &text[range])
}

/// Key, last key and value of a node, as slices of the text.
fn found<'t>(name: &str, text: &'t str, keys: &[&str]) -> (Option<&'t str>, Option<&'t str>, &'t str) {
    let pointer = Pointer::root(name).descend(keys.iter().copied());
    let places = locate(name, text, [&pointer]);
    let place = places.get(&pointer).expect("a place");
    (
        slice(text, &place.key),
        slice(text, &place.last_key),
        &text[place.value.clone()],
    )
}

#[test]
fn keys_and_values_of_both_formats() {
    let json = "\u{feff}{ \"é\": {\"b\\u0063\": [1, \"t\\\"wo\", {\"d\" : null}]} , \"é\": 2}";
    assert_eq!(
        found("a.json", json, &["é", "bc"]),
        (Some("\"b\\u0063\""), None, "[")
    );
    assert_eq!(
        found("a.json", json, &["é", "bc", "1"]),
        (None, None, "\"t\\\"wo\"")
    );
    assert_eq!(
        found("a.json", json, &["é", "bc", "2", "d"]),
        (Some("\"d\""), None, "null")
    );
    assert_eq!(found("a.json", json, &["é"]), (Some("\"é\""), Some("\"é\""), "2"));
    let yaml = "\u{feff}é: # ü\n  bc:\n  - 1\n  - \"t\\\"wo\"\n  - d: ~\n    ? [complex]\n    : 3\n    200: 'x'\né: 2\n";
    assert_eq!(found("a.yaml", yaml, &["é", "bc"]).0, Some("bc"));
    assert_eq!(
        found("a.yaml", yaml, &["é", "bc", "1"]),
        (None, None, "\"t\\\"wo\"")
    );
    assert_eq!(
        found("a.yaml", yaml, &["é", "bc", "2", "d"]),
        (Some("d"), None, "~")
    );
    assert_eq!(
        found("a.yaml", yaml, &["é", "bc", "2", "200"]),
        (Some("200"), None, "'x'")
    );
    assert_eq!(found("a.yaml", yaml, &["é"]).1, Some("é"));
}

#[test]
fn a_node_that_is_not_in_the_text_has_the_place_of_its_nearest_parent() {
    let yaml = "a: &x {b: 1}\nc: *x\n";
    assert_eq!(found("a.yaml", yaml, &["c", "b"]), (Some("c"), None, "*x"));
    assert_eq!(found("a.yaml", yaml, &["a", "z", "0"]).0, Some("a"));
    assert_eq!(found("a.json", "[1, [2", &["1", "0"]).2, "2");
}

fn every_pointer(node: &Node, at: &Pointer, into: &mut Vec<Pointer>) {
    into.push(at.clone());
    for (key, value) in node.as_object().into_iter().flatten() {
        every_pointer(value, &at.child(key), into);
    }
    for (index, item) in node.as_array().into_iter().flatten().enumerate() {
        every_pointer(item, &at.index(index), into);
    }
}

/// Every node of real descriptions has the place of its own text. Hand-written YAML has all styles.
#[test]
fn every_node_of_the_corpus_is_found() {
    let Some(corpus) = crate::skip::shared("corpus").expect("the corpus") else {
        return;
    };
    for name in [
        "petstore.yaml",
        "uspto.yaml",
        "tictactoe31.yaml",
        "buildomat.json",
        "nexus.json",
    ] {
        let text = std::fs::read_to_string(corpus.join(name)).expect("a text");
        let tree = parse(name, &text, &mut crate::diagnostics::Diagnostics::new()).expect("a tree");
        let mut pointers = Vec::new();
        every_pointer(&tree, &Pointer::root(name), &mut pointers);
        let start = Instant::now();
        let places = locate(name, &text, &pointers);
        println!("{name}: {} pointers in {:?}", pointers.len(), start.elapsed());
        for pointer in &pointers {
            let place = places.exact(pointer).unwrap_or_else(|| panic!("{name}{pointer}"));
            let (Some(key), Some(range)) = (pointer.last(), &place.key) else {
                continue;
            };
            assert_eq!(
                text[range.clone()].trim_matches(['"', '\'']),
                key,
                "{name}{pointer}"
            );
        }
    }
}

#[test]
fn values_of_toml() {
    let toml = "[[client]]\nspec = \"a\"\n[[client]]\nallow = [{ code = \"x\" }, { code = \"é\" }]\n[client.names]\n\"#/a\" = \"B\"\n";
    let found = |keys: &[&str]| found("generator.toml", toml, keys);
    assert_eq!(found(&["client", "0", "spec"]), (Some("spec"), None, "\"a\""));
    assert_eq!(found(&["client", "1", "allow", "1"]), (None, None, "{"));
    assert_eq!(found(&["client", "1", "allow", "1", "code"]).2, "\"é\"");
    assert_eq!(
        found(&["client", "1", "names", "#/a"]),
        (Some("\"#/a\""), None, "\"B\"")
    );
}

use std::time::{Duration, Instant};

use super::*;
use crate::diagnostics::{Code, Diagnostics, Part};

fn read(name: &str, text: &str) -> (Option<Node>, Vec<(Code, String, Part)>) {
    let mut diagnostics = Diagnostics::new();
    let node = parse(name, text, &mut diagnostics);
    (
        node,
        diagnostics
            .iter()
            .map(|found| (found.code, found.at.to_string(), found.part))
            .collect(),
    )
}

fn codes(name: &str, text: &str) -> Vec<Code> {
    read(name, text).1.into_iter().map(|(code, ..)| code).collect()
}

#[test]
fn json_and_yaml_give_the_same_tree() {
    let json = read(
        "a.json",
        "\u{feff}{\"b\": [1, -2, 0.5, null, true, \"x\"], \"a\": {}}",
    )
    .0
    .expect("JSON");
    let yaml = read("a.yaml", "\u{feff}b: [1, -2, 0.5, ~, true, x]\na: {}\n")
        .0
        .expect("YAML");
    assert_eq!(json, yaml);
    let keys: Vec<_> = json.as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["b", "a"], "the order of the text");
}

#[test]
fn braces_in_a_yaml_file_may_be_yaml() {
    let (node, found) = read("a.yaml", "{a: 1}");
    assert_eq!(
        (node.and_then(|node| node.get("a").cloned()), found.len()),
        (Some(Node::Number(1.into())), 0)
    );
}

/// The table of YAML 1.2.2, section 10.3.2, except that `012` is a string, as in serde_yaml.
#[test]
fn scalars_of_yaml_1_2() {
    let string = |text: &str| Node::String(text.into());
    for (text, expected) in [
        ("no", string("no")),
        ("on", string("on")),
        ("012", string("012")),
        ("1_000", string("1_000")),
        ("12:30:45", string("12:30:45")),
        ("2020-01-01", string("2020-01-01")),
        ("<<", string("<<")),
        ("0x1F", Node::Number(31.into())),
        (
            "12e03",
            Node::Number(super::Number::from_f64(12000.0).expect("finite")),
        ),
        ("True", Node::Bool(true)),
        ("~", Node::Null),
        ("'200'", string("200")),
    ] {
        assert_eq!(read("a.yaml", text), (Some(expected), vec![]), "{text}");
    }
}

#[test]
fn keys_of_yaml_are_read_as_they_are_spelled() {
    let (node, found) = read(
        "a.yaml",
        "200: a\nno: b\ntrue: c\n1.10: d\n0x10: e\n2020-01-01: f\n",
    );
    let node = node.expect("a tree");
    let keys: Vec<_> = node
        .as_object()
        .expect("an object")
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(
        (keys, found),
        (vec!["200", "no", "true", "1.10", "0x10", "2020-01-01"], vec![])
    );
}

#[test]
fn a_duplicate_key_is_found_and_the_rest_is_read() {
    for (name, text) in [
        ("a.json", r#"{"a": {"b": 1, "b": 2}, "c": 3}"#),
        ("a.yaml", "a:\n  b: 1\n  b: 2\nc: 3\n"),
    ] {
        let (node, found) = read(name, text);
        assert_eq!(found, [(Code::DuplicateKey, "#/a/b".to_owned(), Part::LastKey)]);
        let node = node.expect("a tree");
        assert_eq!(
            node.get("a").and_then(|a| a.get("b")),
            Some(&Node::Number(2.into()))
        );
        assert!(node.get("c").is_some());
    }
}

/// The example of <https://yaml.org/type/merge.html>, the order of members, and a value that is not a mapping.
#[test]
fn merge_keys_add_missing_members() {
    let text = "- &CENTER { x: 1, y: 2 }\n- &LEFT { x: 0, y: 2 }\n- &BIG { r: 10 }\n- &SMALL { r: 1 }\n\
        - { x: 1, y: 2, r: 10, label: c }\n- { <<: *CENTER, r: 10, label: c }\n\
        - { <<: [ *CENTER, *BIG ], label: c }\n- { <<: [ *BIG, *LEFT, *SMALL ], x: 1, label: c }\n";
    let (node, found) = read("a.yaml", text);
    assert_eq!(found, []);
    let node = node.expect("a tree");
    let items = node.as_array().expect("an array");
    assert!(
        items.iter().skip(4).all(|item| Some(item) == items.get(4)),
        "{items:?}"
    );
    let (node, _) = read("a.yaml", "a: &a {x: 1, y: 1}\nb: {o: 2, <<: *a, x: 2, p: 2}\n");
    let keys = node.and_then(|node| Some(node.get("b")?.as_object()?.keys().cloned().collect()));
    assert_eq!(keys, Some(["o", "x", "y", "p"].map(str::to_owned).to_vec()));
    let twice = [(Code::DuplicateKey, "#/b/x".to_owned(), Part::LastKey)];
    assert_eq!(read("a.yaml", "b: {<<: {x: 1}, x: 2, x: 3}").1, twice);
    let no_mapping = [(Code::WrongType, "#/b/<<".to_owned(), Part::Key)];
    assert_eq!(read("a.yaml", "b: {<<: [{x: 1}, 2]}").1, no_mapping);
    assert_eq!(
        read("a.json", r#"{"<<": {"x": 1}}"#)
            .0
            .map(|it| it.get("<<").is_some()),
        Some(true)
    );
}

#[test]
fn a_text_that_is_neither_json_nor_yaml_is_located() {
    let part = |name, text| {
        read(name, text)
            .1
            .into_iter()
            .map(|(code, _, part)| (code, part))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        part("a.json", "{\n  \"é\": 1,\n  \"ü\": }"),
        [(Code::Syntax, Part::Position { line: 3, column: 8 })]
    );
    assert_eq!(
        part("a.yaml", "a: b: c"),
        [(Code::Syntax, Part::Position { line: 1, column: 5 })]
    );
    for text in [
        "a: [",
        "a: *nowhere",
        "a: 1\n---\nb: 2\n",
        "\t\"",
        "{",
        "a: !custom b",
    ] {
        let (_, found) = read("a.yaml", text);
        assert_eq!(
            found.iter().filter(|(code, ..)| *code == Code::Syntax).count(),
            1,
            "{text:?}: {found:?}"
        );
    }
    // An empty text is null. The next stage reports that the description is empty.
    assert_eq!(part("a.yaml", ""), []);
}

#[test]
fn tabs_indent_if_every_width_gives_the_same_tree() {
    let place = |line| vec![(Code::Syntax, "#".to_owned(), Part::Position { line, column: 1 })];
    let spaces = read("a.yaml", "a:\n  b:\n  - c: 1\n    d: [2]\n").0;
    for text in [
        "a:\n\tb:\n\t- c: 1\n\t  d: [2]\n",
        "a:\n\tb:\n\t\t- c: 1\n\t\t  d: [2]\n",
        // The tab stands for the two characters of the hyphen and its space.
        "a:\n\tb:\n\t- c: 1\n\t\td: [2]\n",
    ] {
        let (node, found) = read("a.yaml", text);
        assert_eq!((node, found), (spaces.clone(), place(2)), "{text:?}");
    }
    // Here it may be two spaces, or four.
    assert_eq!(read("a.yaml", "a:\n  b:\n\tc: 2\n"), (None, place(3)));
    assert_eq!(read("a.yaml", "a:\n  b:\n    c:\n\td: 2\n"), (None, place(4)));
    // In strings it stays a tab.
    let (node, found) = read("a.yaml", "a: |\n  b\n  \tc\nd: e\n");
    assert_eq!(
        (
            node.and_then(|node| Some(node.get("a")?.as_str()? == "b\n\tc\n")),
            found
        ),
        (Some(true), vec![])
    );
}

#[test]
fn numbers_that_lose_digits_are_reported() {
    for (name, text) in [
        ("a.json", r#"{"a": 18446744073709551616}"#),
        ("a.yaml", "a: 18446744073709551616"),
    ] {
        assert_eq!(
            read(name, text).1,
            [(Code::NumberPrecision, "#/a".to_owned(), Part::Value)],
            "{name}"
        );
    }
    assert_eq!(
        codes("a.yaml", "[18446744073709551615, -9223372036854775808, -0, 1.5]"),
        []
    );
    assert_eq!(codes("a.yaml", "a: .inf"), [Code::NumberPrecision]);
    assert_eq!(codes("a.json", "[1e400]"), [Code::Syntax], "no f64 at all");
}

/// Deep nesting and expanding aliases are errors, in bounded time and memory.
#[test]
fn bombs_are_refused() {
    let start = Instant::now();
    for name in ["a.json", "a.yaml"] {
        assert_eq!(codes(name, &"[".repeat(100_000)), [Code::TooDeep], "{name}");
        assert_eq!(codes(name, &"{\"a\":".repeat(100_000)), [Code::TooDeep], "{name}");
    }
    assert_eq!(codes("a.yaml", &"- ".repeat(100_000)), [Code::TooDeep]);
    let mut laughs = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for level in 1..10 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        laughs.push_str(&format!("a{level}: &a{level} [{aliases}]\n"));
    }
    assert_eq!(codes("a.yaml", &laughs), [Code::TooLarge]);
    let long = format!(
        "a: &a {}\nb: [{}]\n",
        "x".repeat(1 << 20),
        vec!["*a"; 1 << 12].join(", ")
    );
    assert_eq!(codes("a.yaml", &long), [Code::TooLarge]);
    // The limit is generous, because the machine may be busy; only parsing without a bound takes a minute.
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

fn resolved(text: &str, at: &[&str]) -> (Option<String>, Vec<(Code, String)>) {
    let mut diagnostics = Diagnostics::new();
    let root = parse("a.yaml", text, &mut diagnostics).expect("a tree");
    let at = Pointer::root("a.yaml").descend(at.iter().copied());
    let target = resolve(&root, &at, &mut diagnostics).map(|target| target.to_string());
    (
        target,
        diagnostics
            .iter()
            .map(|found| (found.code, found.at.to_string()))
            .collect(),
    )
}

#[test]
fn references_are_followed_to_the_end() {
    let text = "a: {$ref: '#/b'}\nb: {$ref: '#/c~1d'}\nc/d: {type: string}\n";
    assert_eq!(resolved(text, &["a"]), (Some("#/c~1d".into()), vec![]));
}

#[test]
fn references_without_a_target_are_reported() {
    for (reference, code) in [
        ("'#/components/schemas/Pet'", Code::DanglingReference),
        ("'#Pet'", Code::DanglingReference),
        ("'other.yaml#/a'", Code::ExternalReference),
        ("'http://example.com/#/a'", Code::ExternalReference),
        ("file:///etc/passwd", Code::ExternalReference),
        ("42", Code::WrongType),
        ("'#/a'", Code::CyclicReference),
    ] {
        let text = format!("a: {{$ref: {reference}}}");
        assert_eq!(
            resolved(&text, &["a"]),
            (None, vec![(code, "#/a/$ref".into())]),
            "{reference}"
        );
    }
}

#[test]
fn a_cycle_of_references_is_one_diagnostic_and_a_long_chain_ends() {
    let chain = |length: usize, last: &str| {
        let links = (0..length)
            .map(|n| format!("r{n}: {{$ref: '#/r{}'}}\n", n + 1))
            .collect::<String>();
        format!("{links}r{length}: {last}\n")
    };
    let mut diagnostics = Diagnostics::new();
    let root = parse("a.yaml", &chain(9, "{$ref: '#/r0'}"), &mut diagnostics).expect("a tree");
    for n in 0..10 {
        assert_eq!(
            resolve(
                &root,
                &Pointer::root("a.yaml").child(&format!("r{n}")),
                &mut diagnostics
            ),
            None
        );
    }
    assert_eq!(
        diagnostics.iter().map(|found| found.code).collect::<Vec<_>>(),
        [Code::CyclicReference]
    );
    let (target, found) = resolved(&chain(10_000, "{}"), &["r0"]);
    assert_eq!((target, found), (None, vec![(Code::TooDeep, "#/r0/$ref".into())]));
    assert_eq!(resolved(&chain(30, "{}"), &["r0"]).0.as_deref(), Some("#/r30"));
}

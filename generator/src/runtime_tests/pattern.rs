//! Matching with tables: in constants, and compared with the automaton from which the tables were compiled.

use crate::pattern::compile;
use crate::runtime::pattern::{Pattern, Tables};

/// The pattern of winDeviceId in the Applivery description, as the generator emits it.
const DEVICE: Pattern = Pattern::new(
    r"^(([a-fA-F0-9]{24})|(\w{1,}))$",
    Tables {
        runs: b"\0\0\0\0\0\x000\x01\0\0:\0\0\0A\x01\0\0[\0\0\0_\x01\0\0`\0\0\0a\x01\0\0{\0",
        transitions: b"\0\x03\0\x03",
        classes: 2,
        states: 4,
        start: 2,
        accepting: 3,
    },
);

// The compiler evaluates the matches, so an error here doesn't compile.
const _: () = assert!(DEVICE.is_match("356938035643809"));
const _: () = assert!(!DEVICE.is_match("é"));
const _: () = assert!(!DEVICE.is_match(""));

/// The pattern as a value of the runtime.
fn pattern(source: &'static str) -> Pattern {
    let tables = compile(source).unwrap().tables();
    Pattern::new(
        source,
        Tables {
            runs: tables.runs.leak(),
            transitions: tables.transitions.leak(),
            classes: tables.classes,
            states: tables.states,
            start: tables.start,
            accepting: tables.accepting,
        },
    )
}

#[test]
fn the_tables_above_are_the_output_of_the_generator() {
    let made = pattern(DEVICE.source());
    assert_eq!(
        format!("{made:?}"),
        r#"Pattern("^(([a-fA-F0-9]{24})|(\\w{1,}))$")"#
    );
    let tables = compile(DEVICE.source()).unwrap().tables();
    assert_eq!(
        tables.runs,
        b"\0\0\0\0\0\x000\x01\0\0:\0\0\0A\x01\0\0[\0\0\0_\x01\0\0`\0\0\0a\x01\0\0{\0"
    );
    assert_eq!(tables.transitions, b"\0\x03\0\x03");
}

#[test]
fn tables_match_as_the_automaton_does() {
    let wide = "a".repeat(300);
    let texts = [
        "",
        "a",
        "ab\\",
        "é",
        "π",
        "🐲",
        "\u{7FF}",
        "\u{800}",
        "\u{D7FF}",
        "\u{E000}",
        "\u{FFFF}",
        "\u{10000}",
        "\u{10FFFF}",
        "\0",
        "\n",
        "a\n",
        "🐲a",
        wide.as_str(),
    ];
    for source in [
        "",
        "[]",
        "^a?$",
        r"^\p{L}+$",
        "^[^]$",
        "🐲",
        "^a{300}$",
        "^.{1,256}$",
        r"[\u{800}-\u{FFFF}]",
        r"^[\u{10000}-\u{10FFFF}]",
        r"^(([a-fA-F0-9]{24})|([a-zA-Z0-9\\-]{3,}))$",
        r"\B",
    ] {
        let (pattern, automaton) = (pattern(source), compile(source).unwrap());
        for text in texts {
            assert_eq!(
                pattern.is_match(text),
                automaton.is_match(text),
                "{source:?} on {text:?}"
            );
        }
    }
}

/// Every code point is decoded correctly: each is inside or outside of a class with many runs.
#[test]
fn every_code_point() {
    let (pattern, automaton) = (pattern(r"^\p{L}"), compile(r"^\p{L}").unwrap());
    for c in (0..=0x10_FFFF).filter_map(char::from_u32) {
        let text = c.to_string();
        assert_eq!(pattern.is_match(&text), automaton.is_match(&text), "{c:?}");
        assert_eq!(
            pattern.is_match(&text),
            automaton.class(u32::from(c)) == automaton.class(u32::from('é'))
        );
    }
}

#[test]
fn broken_tables_match_nothing() {
    let empty = Tables {
        runs: b"",
        transitions: b"",
        classes: 2,
        states: 4,
        start: 2,
        accepting: 3,
    };
    assert!(!Pattern::new("", empty).is_match("a"));
}

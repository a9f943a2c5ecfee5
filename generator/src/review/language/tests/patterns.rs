use std::time::{Duration, Instant};

use super::check;
use crate::pattern::compile;
use crate::review::language::Relation::{Equal, Incomparable, Narrower, Undecided, Wider};
use crate::review::language::{Comparison, compare_patterns};

/// Compares two patterns; each example must be matched by the one and not by the other.
#[track_caller]
fn patterns(old: &str, new: &str) -> Comparison {
    let found = compare_patterns(old, new);
    let automata = compile(old).ok().zip(compile(new).ok());
    let examples = [(&found.only_old, true), (&found.only_new, false)];
    for (example, is_old) in examples {
        let Some((text, (old, new))) = example.as_ref().zip(automata.as_ref()) else {
            continue;
        };
        if let Ok(text) = serde_json::from_str::<String>(text) {
            assert_eq!(
                (old.is_match(&text), new.is_match(&text)),
                (is_old, !is_old),
                "{text:?}"
            );
        }
    }
    found
}

#[test]
fn patterns_are_compared_by_what_they_match() {
    let rows = [
        (r"^\d{3}$", "^[0-9]{3}$", Equal, None, None),
        ("^a*$", "^(a|aa)*$", Equal, None, None),
        ("^(a|b)+$", "^[ab][ab]*$", Equal, None, None),
        ("a", "^.*a.*$", Narrower, Some(r#""a\n""#), None),
        ("", "^", Equal, None, None),
        (r"^\w+$", "^[A-Za-z0-9_]+$", Equal, None, None),
        ("^[a-z0-9]+$", "^[a-z]+$", Narrower, Some(r#""0""#), None),
        ("^[a-z]+$", "^[a-z0-9]+$", Wider, None, Some(r#""0""#)),
        (
            "^[a-m]+$",
            "^[g-z]+$",
            Incomparable,
            Some(r#""a""#),
            Some(r#""n""#),
        ),
        (
            "^.{1,3}$",
            "^.{2,5}$",
            Incomparable,
            Some(r#""a""#),
            Some(r#""aaaa""#),
        ),
        ("^[^a]$", "^[^b]$", Incomparable, Some(r#""b""#), Some(r#""a""#)),
        ("^[a-c]+$", "^[a-cé]+$", Wider, None, Some(r#""é""#)),
        (
            r"^[\x00-\x08]$",
            r"^[\x00-\x07]$",
            Narrower,
            Some(r#""\b""#),
            None,
        ),
        (r"(a)\1", r"(a)\1", Equal, None, None),
        (r"(a)\1", r"(b)\1", Undecided, None, None),
        ("(", "[a-z]", Undecided, None, None),
        ("^(?!admin)[a-z]+$", "^[a-z]+$", Wider, None, Some(r#""admin""#)),
        (r"^\p{L}$", r"^[a-z]$", Narrower, Some(r#""A""#), None),
    ];
    for (old, new, relation, only_old, only_new) in rows {
        let found = patterns(old, new);
        let examples = (found.only_old.as_deref(), found.only_new.as_deref());
        assert_eq!(
            (found.relation, examples),
            (relation, (only_old, only_new)),
            "{old} and {new}"
        );
    }
}

#[test]
fn lengths_are_part_of_the_product() {
    check(&[
        (
            "{type: string, pattern: '^a+$'}",
            "{type: string, pattern: '^a+$', maxLength: 3}",
            Narrower,
            r#""aaaa""#,
            "-",
        ),
        (
            "{type: string, pattern: '^a{3}$'}",
            "{type: string, minLength: 3, maxLength: 3}",
            Wider,
            "-",
            r#""aab""#,
        ),
        (
            "{type: string, pattern: '^[a-z]{2}$'}",
            "{type: string, pattern: '^[a-z]+$', minLength: 2, maxLength: 2}",
            Equal,
            "-",
            "-",
        ),
        (
            "{type: string, pattern: '^.{0,4}$'}",
            "{type: string, maxLength: 4}",
            Wider,
            "-",
            r#""\n""#,
        ),
        (
            "{type: string}",
            "{type: string, minLength: 1}",
            Narrower,
            r#""""#,
            "-",
        ),
        (
            "{type: string, minLength: 1}",
            "{type: string, minLength: 1, pattern: '^[a-z]'}",
            Narrower,
            r#""0""#,
            "-",
        ),
        (
            "{type: string, minLength: 2}",
            "{type: string, maxLength: 2}",
            Incomparable,
            r#""aaa""#,
            r#""""#,
        ),
        (
            "{type: string, maxLength: 10}",
            "{type: string, maxLength: 10, minLength: 0}",
            Equal,
            "-",
            "-",
        ),
        (
            "{type: string}",
            "{type: string, maxLength: 100000}",
            Narrower,
            "a string of 100001 characters",
            "-",
        ),
        (
            "{type: string}",
            "{type: string, maxLength: 100}",
            Narrower,
            &format!("\"{}…\" (101 characters)", "a".repeat(30)),
            "-",
        ),
        (
            "{type: string, pattern: '^(ab)*$', minLength: 1}",
            "{type: string, pattern: '^(ab)+$'}",
            Equal,
            "-",
            "-",
        ),
        // Too many lengths to count, but neither the patterns nor the lengths differ this way.
        (
            "{type: string, pattern: '^[a-z]+$', maxLength: 300000}",
            "{type: string, pattern: '^[a-z0-9]+$'}",
            Wider,
            "-",
            r#""0""#,
        ),
    ]);
}

#[test]
fn enums_are_tested_value_by_value() {
    check(&[
        (
            "{type: string, enum: [ab, cd]}",
            "{type: string, pattern: '^[a-z]+$'}",
            Wider,
            "-",
            r#""a""#,
        ),
        (
            "{type: string, enum: [ab, c1]}",
            "{type: string, pattern: '^[a-z]+$'}",
            Incomparable,
            r#""c1""#,
            r#""a""#,
        ),
        (
            "{type: string, pattern: '^(yes|no)$'}",
            "{type: string, enum: ['yes', 'no']}",
            Equal,
            "-",
            "-",
        ),
        (
            "{type: string, pattern: '^[ab]$'}",
            "{type: string, enum: [a, b, c]}",
            Wider,
            "-",
            r#""c""#,
        ),
        (
            "{type: string}",
            "{type: string, enum: [a, b]}",
            Narrower,
            r#""""#,
            "-",
        ),
        (
            "{type: string, enum: [a, b]}",
            "{type: string, enum: [b, c]}",
            Incomparable,
            r#""a""#,
            r#""c""#,
        ),
        (
            "{type: string, enum: [a, b]}",
            "{type: string, enum: [b, a]}",
            Equal,
            "-",
            "-",
        ),
        (
            "{type: string, enum: [a, bcd]}",
            "{type: string, maxLength: 2}",
            Incomparable,
            r#""bcd""#,
            r#""""#,
        ),
        (
            "{type: integer, enum: [1, 2, 3]}",
            "{type: integer, minimum: 1, maximum: 3}",
            Equal,
            "-",
            "-",
        ),
        (
            "{type: integer, enum: [1, 2, 4]}",
            "{type: integer, minimum: 1, maximum: 3}",
            Incomparable,
            "4",
            "3",
        ),
        (
            "{type: integer, enum: [2, 4]}",
            "{type: integer, multipleOf: 2}",
            Wider,
            "-",
            "0",
        ),
    ]);
}

#[test]
fn a_product_that_is_too_large_is_undecided_in_bounded_time() {
    let start = Instant::now();
    let long = |pattern: &str| format!("{{type: string, pattern: '{pattern}', minLength: 150000}}");
    let found = super::relation(&long("^[ab]*a[ab]{5}$"), &long("^[ab]*b[ab]{6}$"));
    assert_eq!(found.relation, Undecided);
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

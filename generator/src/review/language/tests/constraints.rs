use super::check;
use crate::ir::{Api, Constraints, Kinds};
use crate::review::language::Relation::{Equal, Incomparable, Narrower, Wider};
use crate::review::language::rest::Rest;
use crate::review::language::{Domain, Values, compare, counts};

#[test]
fn counts_are_compared() {
    let list = |more: &str| format!("{{type: array, items: {{type: string}}{more}}}");
    let any = list("");
    check(&[
        (&any, &list(", maxItems: 1"), Narrower, "a list of 2 items", "-"),
        (&any, &list(", minItems: 1"), Narrower, "a list of 0 items", "-"),
        (
            &list(", minItems: 1"),
            &list(", maxItems: 1"),
            Incomparable,
            "a list of 2 items",
            "a list of 0 items",
        ),
        (
            &any,
            &list(", uniqueItems: true"),
            Narrower,
            "a list of 2 equal items",
            "-",
        ),
        (
            &list(", maxItems: 1"),
            &list(", maxItems: 1, uniqueItems: true"),
            Equal,
            "-",
            "-",
        ),
        (
            &list(", uniqueItems: true"),
            &list(", minItems: 2"),
            Incomparable,
            "a list of 0 items",
            "a list of 2 equal items",
        ),
        (
            &any,
            &list(", maxItems: 100000"),
            Narrower,
            "a list of 100001 items",
            "-",
        ),
    ]);
    let map = |more: &str| format!("{{type: object, additionalProperties: {{type: integer}}{more}}}");
    check(&[
        (
            &map(""),
            &map(", minProperties: 1"),
            Narrower,
            "an object of 0 properties",
            "-",
        ),
        (
            &map(", maxProperties: 2"),
            &map(", maxProperties: 1"),
            Narrower,
            "an object of 2 properties",
            "-",
        ),
    ]);
    // A range that allows nothing.
    assert_eq!(counts::minus((2, Some(1)), Some((3, None))), Rest::Nothing);
    assert_eq!(counts::minus((3, None), Some((2, Some(1)))), Rest::Example(3));
}

#[test]
fn items_and_values_are_compared_inside() {
    check(&[
        (
            "{type: array, items: {type: integer}}",
            "{type: array, items: {type: integer, maximum: 3}}",
            Narrower,
            "[4]",
            "-",
        ),
        (
            "{type: array, items: {type: integer, exclusiveMinimum: 0}}",
            "{type: array, items: {type: integer, minimum: 1}}",
            Equal,
            "-",
            "-",
        ),
        (
            "{type: array, maxItems: 0, items: {type: integer}}",
            "{type: array, items: {type: integer, maximum: 3}}",
            Wider,
            "-",
            "a list of 1 item",
        ),
        (
            "{type: array, minItems: 2, items: {type: integer}}",
            "{type: array, minItems: 2, items: {type: integer, maximum: 3}}",
            Narrower,
            "[4,4]",
            "-",
        ),
        (
            "{type: object, additionalProperties: {type: number}}",
            "{type: object, additionalProperties: {type: number, minimum: 0}}",
            Narrower,
            r#"{"a":-1}"#,
            "-",
        ),
        (
            "{type: array, items: {type: array, items: {type: integer}}}",
            "{type: array, items: {type: array, items: {type: integer, minimum: 1}}}",
            Narrower,
            "[[0]]",
            "-",
        ),
    ]);
}

#[test]
fn assertions_are_decided_where_one_follows_from_the_other() {
    check(&[
        (
            "{type: string}",
            "{type: string, not: {const: a}}",
            Narrower,
            r#""a""#,
            "-",
        ),
        ("{not: {type: string}}", "{not: {type: string}}", Equal, "-", "-"),
        (
            "{anyOf: [{required: [b]}, {required: [c]}]}",
            "{anyOf: [{required: [b]}, {required: [c]}]}",
            Equal,
            "-",
            "-",
        ),
        ("{const: [1, 2]}", "{const: [1.0, 2]}", Equal, "-", "-"),
    ]);
}

#[test]
fn kinds_are_compared() {
    let [string, integer, number] = [Kinds::STRING, Kinds::INTEGER, Kinds::NUMBER];
    let nullable = Kinds { null: true, ..string };
    let rows = [
        (string, nullable, Wider, None, Some("null")),
        (string, string, Equal, None, None),
        (string, integer, Incomparable, Some("\"\""), Some("0")),
        (integer, number, Wider, None, Some("0.5")),
        (nullable, Kinds::ANY, Wider, None, Some("0")),
        (Kinds::default(), string, Wider, None, Some("\"\"")),
    ];
    let (api, constraints) = (Api::default(), Constraints::default());
    for (old, new, relation, only_old, only_new) in rows {
        let side = |kinds| Values {
            domain: Domain::Kinds(kinds),
            constraints: &constraints,
            api: &api,
        };
        let found = compare(side(old), side(new));
        let examples = (found.only_old.as_deref(), found.only_new.as_deref());
        assert_eq!(
            (found.relation, examples),
            (relation, (only_old, only_new)),
            "{old:?} and {new:?}"
        );
    }
}

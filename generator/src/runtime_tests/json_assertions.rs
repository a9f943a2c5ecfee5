//! Assertions on JSON: `not`, `contains` and similar keywords for values of any type.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use crate::runtime::json::{Assertion, Bound, Check, Number, Path, Schema, evidence, validate};

const SMALL: Check = Check {
    maximum: Some(Bound::inclusive(Number::I64(3))),
    ..Check::NONE
};
const TEXT: Check = Check {
    more: &[Assertion::Kind(evidence::STRING)],
    ..Check::NONE
};
const NEVER: Check = Check {
    more: &[Assertion::Never],
    ..Check::NONE
};

fn violations(value: &impl Schema, assertions: &'static [Assertion]) -> Vec<String> {
    let check = Box::leak(Box::new(Check {
        more: assertions,
        ..Check::NONE
    }));
    let mut found = Vec::new();
    validate(value.value(), check, Path::Root("$"), &mut found);
    found.iter().map(ToString::to_string).collect()
}

#[test]
fn items_are_checked_by_their_position() {
    const TUPLE: &[Assertion] = &[Assertion::Prefix(&[&TEXT, &SMALL]), Assertion::Rest(2, &NEVER)];
    assert!(violations(&json!(["a", 3]), TUPLE).is_empty());
    assert!(violations(&json!(["a"]), TUPLE).is_empty());
    assert!(violations(&json!("not a list"), TUPLE).is_empty());
    assert_eq!(
        violations(&json!([1, 4, null]), TUPLE),
        [
            "$[0] must be of another type",
            "$[1] must be at most 3",
            "$[2] must be absent",
        ]
    );
}

#[test]
fn contained_items_are_counted() {
    const ONE: &[Assertion] = &[Assertion::Contains(&SMALL, 1, Some(1))];
    assert!(violations(&vec![3_i64, 4], ONE).is_empty());
    assert_eq!(
        violations(&vec![4_i64, 5], ONE),
        ["$ must contain at least 1 of the required items"]
    );
    assert_eq!(
        violations(&vec![1_i64, 2], ONE),
        ["$ must contain at most 1 of these items"]
    );
}

#[test]
fn members_are_checked_by_their_names() {
    const DEMANDS: &[Assertion] = &[
        Assertion::Required(&["a"]),
        Assertion::Dependent(&[(
            "b",
            &Check {
                more: &[Assertion::Required(&["c"])],
                ..Check::NONE
            },
        )]),
        Assertion::Others(&["a", "b", "c"], &[], &SMALL),
    ];
    let map = |entries: &[(&str, i64)]| -> BTreeMap<String, i64> {
        entries
            .iter()
            .map(|(key, value)| ((*key).to_owned(), *value))
            .collect()
    };
    assert!(violations(&map(&[("a", 9), ("b", 9), ("c", 9), ("d", 3)]), DEMANDS).is_empty());
    assert_eq!(
        violations(&map(&[("b", 1), ("d", 4)]), DEMANDS),
        ["$ must have `a`", "$ must have `c`", "$.d must be at most 3"]
    );
}

#[test]
fn alternatives_can_be_combined() {
    const EITHER: &[Assertion] = &[Assertion::One(&[&TEXT, &SMALL]), Assertion::Not(&NEVER)];
    // A bound doesn't apply to a text, so both alternatives hold.
    assert_eq!(
        violations(&"x".to_owned(), EITHER),
        ["$ must match exactly one of the schemas in the description"]
    );
    assert!(violations(&2_i64, EITHER).is_empty());
    const VALUES: &[Assertion] = &[Assertion::Values(&["1", "\"a\"", "{\"b\":[2.0]}"])];
    for good in [json!(1.0), json!("a"), json!({ "b": [2] })] {
        assert!(violations(&good, VALUES).is_empty(), "{good}");
    }
    assert_eq!(
        violations(&json!("A"), VALUES),
        ["$ must be one of the values that the description lists"]
    );
}

#[test]
fn absent_and_nullable_values_are_not_checked() {
    const NO: &[Assertion] = &[Assertion::Never];
    assert!(violations(&None::<i64>, NO).is_empty());
    assert_eq!(violations(&Json::Null, NO), ["$ must be absent"]);
}

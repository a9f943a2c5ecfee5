//! The validation of values before they are sent.

use super::json::read;
use super::json_types::*;
use crate::runtime::json::{
    Bound, Check, Number, Path, Schema, Violation, encode, encode_watching, validate,
};
use crate::runtime::macros::union;

fn violations(value: &impl Schema, check: &'static Check, root: &str) -> Vec<String> {
    let mut found: Vec<Violation> = Vec::new();
    validate(value.value(), check, Path::Root(root), &mut found);
    found.iter().map(ToString::to_string).collect()
}

/// Encodes a value, and asserts that what is known to be valid is.
fn is_known_to_be_valid(value: &impl Schema, check: &'static Check) -> bool {
    let (json, is_known) = encode_watching(value.value(), check).unwrap();
    assert_eq!(json, encode(value.value()));
    let violations = violations(value, check, "$");
    assert!(!is_known || violations.is_empty(), "{violations:?}");
    is_known
}

#[test]
fn values_are_validated_while_they_are_encoded() {
    const LIST: Check = Check {
        max_items: Some(1),
        ..Check::NONE
    };
    let item = |text: &str| is_known_to_be_valid(&read::<Item>(text).unwrap(), &Check::NONE);
    assert!(item(
        r#"{"name":"éééé","size":10,"ratio":1.25,"any":[1],"parent":{"name":"b"}}"#
    ));
    assert!(!item(r#"{"name":"ééééé"}"#));
    assert!(!item(r#"{"name":"a","size":11}"#));
    assert!(!item(r#"{"name":"a","ratio":1.5}"#));
    assert!(!item(r#"{"name":"a","parent":{"name":"ééééé"}}"#));
    assert!(item(
        r#"{"name":"a","action":{"entity":"application","action":"a","id":"received"}}"#
    ));
    assert!(is_known_to_be_valid(&vec![1.5, 2.0], &Check::NONE));
    assert!(!is_known_to_be_valid(&vec![1.5, f64::NAN], &Check::NONE));
    assert!(!is_known_to_be_valid(&vec![1.5, 2.0], &LIST));
    assert!(is_known_to_be_valid(&"a".to_owned(), &LIST));
}

/// The content of a variant has constraints, also if it is itself the content of a variant.
#[test]
fn constraints_of_variants_hold_in_nested_unions() {
    const SHORT: Check = Check {
        max_length: Some(2),
        ..Check::NONE
    };
    union! {
        pub enum Inner {
            Text(String) check(&SHORT) where kind(STRING),
            ..Unknown,
        }
    }
    union! {
        pub enum Outer {
            Inner(Inner) where kind(STRING),
            ..Unknown,
        }
    }
    let outer = |text: &str| Outer::Inner(Inner::Text(text.to_owned()));
    assert!(is_known_to_be_valid(&outer("ab"), &Check::NONE));
    assert!(!is_known_to_be_valid(&outer("abc"), &Check::NONE));
    assert_eq!(
        violations(&outer("abc"), &Check::NONE, "$"),
        ["$ must have at most 2 characters"]
    );
}

#[test]
fn every_violation_is_listed_with_its_path_and_without_the_value() {
    let page: Page = read(
        r#"{"total":1,"next":"x","labels":{},"items":[
            {"name":"ok","size":3,"ratio":1.5,"password":"hunter2"},
            {"name":"ok","action":{"entity":"application","action":"a","id":"x"}},
            {"name":"hunter2","size":10},
            {"name":"éééé","size":15}, {"name":"éééé","size":15}]}"#,
    )
    .unwrap();
    assert_eq!(
        violations(&page, &Check::NONE, "$"),
        [
            "$.items must have at most 2 items",
            "$.items[0].size must be at least 10",
            "$.items[0].size must be a multiple of 5",
            "$.items[0].ratio must be less than 1.5",
            "$.items[0].password must have at most 4 characters",
            "$.items[2].name must have at most 4 characters",
            "$.items[4] must differ from the items before it",
        ]
    );
}

#[test]
fn received_values_are_sent_back_unchanged() {
    let id: Id = read(r#""x""#).unwrap();
    assert_eq!(violations(&id, &Check::NONE, "organizationId"), [""; 0]);
    assert!("x".parse::<Id>().is_err());
}

#[test]
fn numbers_must_be_finite() {
    assert_eq!(
        violations(&vec![1.0, f64::NAN, f64::INFINITY], &Check::NONE, "$").len(),
        2
    );
}

#[test]
fn bounds_are_exact() {
    const MOST: Check = Check {
        maximum: Some(Bound::inclusive(Number::F64(9_007_199_254_740_992.0))),
        ..Check::NONE
    };
    assert_eq!(violations(&9_007_199_254_740_992i64, &MOST, "n").len(), 0);
    assert_eq!(violations(&9_007_199_254_740_993i64, &MOST, "n").len(), 1);
    const LEAST: Check = Check {
        minimum: Some(Bound::exclusive(Number::U64(u64::MAX - 1))),
        ..Check::NONE
    };
    assert_eq!(violations(&(u64::MAX - 1), &LEAST, "n").len(), 1);
    assert_eq!(violations(&u64::MAX, &LEAST, "n").len(), 0);
    const HALF: Check = Check {
        minimum: Some(Bound::inclusive(Number::F64(-0.5))),
        ..Check::NONE
    };
    assert_eq!(violations(&-1i64, &HALF, "n").len(), 1);
    assert_eq!(violations(&0i64, &HALF, "n").len(), 0);
}

#[test]
fn multiples_of_decimal_fractions() {
    const TENTH: Check = Check {
        multiple_of: Some(Number::F64(0.1)),
        ..Check::NONE
    };
    for number in [0.3, 0.7, 1.1, 1e6, 0.0] {
        assert_eq!(violations(&number, &TENTH, "n").len(), 0, "{number}");
    }
    for number in [0.25, 0.33, 1e-9] {
        assert_eq!(violations(&number, &TENTH, "n").len(), 1, "{number}");
    }
}

#[test]
fn maps_and_any_json_are_checked_too() {
    const SHORT: Check = Check {
        max_length: Some(1),
        ..Check::NONE
    };
    const MAP: Check = Check {
        min_properties: Some(1),
        max_properties: Some(1),
        values: Some(&SHORT),
        ..Check::NONE
    };
    let json = |text| read::<serde_json::Value>(text).unwrap();
    assert_eq!(
        violations(&json("{}"), &MAP, "$"),
        ["$ must have at least 1 properties"]
    );
    assert_eq!(
        violations(&json(r#"{"a b":"xx","c":"y"}"#), &MAP, "$"),
        [
            "$ must have at most 1 properties",
            "$[\"a b\"] must have at most 1 characters"
        ]
    );
}

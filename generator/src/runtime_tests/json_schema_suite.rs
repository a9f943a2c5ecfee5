//! The expected results of the JSON Schema test suite for the keywords that a [`Check`] covers.

use std::fs;

use serde_json::Value as Json;

use crate::runtime::json::{Bound, Check, Number, Path, Schema, validate};

/// The files of the suite, each with the number of applicable results.
const FILES: [(&str, usize); 12] = [
    ("minimum", 11),
    ("maximum", 8),
    ("exclusiveMinimum", 4),
    ("exclusiveMaximum", 4),
    ("multipleOf", 9),
    ("minLength", 7),
    ("maxLength", 7),
    ("minItems", 6),
    ("maxItems", 6),
    ("minProperties", 10),
    ("maxProperties", 10),
    ("uniqueItems", 43),
];

#[test]
fn checks_agree_with_the_suite() {
    let Some(suite) = crate::skip::shared("conformance/json-schema-2020-12").unwrap() else {
        return;
    };
    for (keyword, expected) in FILES {
        let text = fs::read_to_string(suite.join(format!("{keyword}.json"))).unwrap();
        let cases: Vec<Json> = serde_json::from_str(&text).unwrap();
        let judged: usize = cases.iter().map(judge).sum();
        assert_eq!(judged, expected, "{keyword}");
    }
}

/// Validates the data of one schema. Returns their number. Schemas with other keywords are skipped.
fn judge(case: &Json) -> usize {
    let Some(check) = check(&case["schema"]) else {
        return 0;
    };
    let tests = case["tests"].as_array().unwrap();
    for test in tests {
        let mut violations = Vec::new();
        validate(test["data"].value(), check, Path::Root("$"), &mut violations);
        assert_eq!(
            violations.is_empty(),
            test["valid"],
            "{} {test} {violations:?}",
            case["schema"]
        );
    }
    tests.len()
}

/// The check of a schema in the form of the emitter. `None` if a check can't express it.
fn check(schema: &Json) -> Option<&'static Check> {
    let mut check = Check::NONE;
    for (keyword, value) in schema.as_object()? {
        // Counts may be written as floats.
        let count = value.as_f64().map(|number| number as u64);
        let number = number(value);
        match keyword.as_str() {
            "$schema" => {}
            "minLength" => check.min_length = count,
            "maxLength" => check.max_length = count,
            "minItems" => check.min_items = count,
            "maxItems" => check.max_items = count,
            "minProperties" => check.min_properties = count,
            "maxProperties" => check.max_properties = count,
            "uniqueItems" => check.unique_items = value.as_bool()?,
            "multipleOf" => check.multiple_of = number,
            "minimum" => check.minimum = number.map(Bound::inclusive),
            "maximum" => check.maximum = number.map(Bound::inclusive),
            "exclusiveMinimum" => check.minimum = number.map(Bound::exclusive),
            "exclusiveMaximum" => check.maximum = number.map(Bound::exclusive),
            _ => return None,
        }
    }
    Some(Box::leak(Box::new(check)))
}

fn number(value: &Json) -> Option<Number> {
    let number = value.as_number()?;
    let float = || number.as_f64().map(Number::F64);
    number
        .as_i64()
        .map(Number::I64)
        .or_else(|| number.as_u64().map(Number::U64))
        .or_else(float)
}

// Copied from runtime/json/assertion.rs of generator 0.1.0; independent of the description.

//! Assertions about a value as a whole: keywords of JSON Schema that Rust types don't express. They are rare, so they are
//! evaluated on JSON, whatever the type of the value. Source: JSON Schema 2020-12, Core, section 10; Validation, section 6.

use std::fmt::Display;

use serde_json::Value as Json;

use crate::runtime::json::check::{Check, Number};
use crate::runtime::json::evidence;
use crate::runtime::json::validate::{Path, Violation, validate_json};
use crate::runtime::pattern::Pattern;

/// One assertion.
#[derive(Debug)]
pub enum Assertion {
    /// `type`: a sum of the kinds in [`evidence`].
    Kind(u8),
    /// `enum` and `const`: one of these JSON texts.
    Values(&'static [&'static str]),
    /// `required`: an object has all these properties.
    Required(&'static [&'static str]),
    /// `dependentRequired` and `dependentSchemas`: an object with the property satisfies the check.
    Dependent(&'static [(&'static str, &'static Check)]),
    /// `properties`
    Properties(&'static [(&'static str, &'static Check)]),
    /// `patternProperties`
    Patterns(&'static [(&'static Pattern, &'static Check)]),
    /// `additionalProperties`, for properties other than these names and patterns.
    Others(
        &'static [&'static str],
        &'static [&'static Pattern],
        &'static Check,
    ),
    /// `propertyNames`
    Names(&'static Check),
    /// `prefixItems`
    Prefix(&'static [&'static Check]),
    /// `items` after this many items of `prefixItems`.
    Rest(usize, &'static Check),
    /// `contains`, `minContains` and `maxContains`: how many items satisfy the check.
    Contains(&'static Check, usize, Option<usize>),
    /// `not`
    Not(&'static Check),
    /// `allOf`
    All(&'static [&'static Check]),
    /// `anyOf`
    Any(&'static [&'static Check]),
    /// `oneOf`
    One(&'static [&'static Check]),
    /// `if`, `then`, `else`
    If(&'static Check, &'static Check, &'static Check),
    /// The schema `false`, which no value satisfies.
    Never,
}

/// Adds the violations of the assertions by `json`.
pub(crate) fn check_assertions(
    json: &Json,
    assertions: &'static [Assertion],
    path: Path<'_>,
    violations: &mut Vec<Violation>,
) {
    for assertion in assertions {
        assertion.evaluate(json, path, violations);
    }
}

impl Assertion {
    fn evaluate(&self, json: &Json, path: Path<'_>, violations: &mut Vec<Violation>) {
        match self {
            Self::Kind(kinds) => {
                let fits = kind_of(json) & kinds != 0;
                expect(fits, &"must be of another type", path, violations);
            }
            Self::Values(texts) => {
                let fits = texts.iter().any(|text| is_text(json, text));
                expect(
                    fits,
                    &"must be one of the values that the description lists",
                    path,
                    violations,
                );
            }
            Self::Required(names) if json.is_object() => {
                for name in *names {
                    let fits = json.get(name).is_some();
                    expect(fits, &format_args!("must have `{name}`"), path, violations);
                }
            }
            Self::Required(_) => {}
            Self::Dependent(rules) => {
                for (_, check) in rules.iter().filter(|(name, _)| json.get(name).is_some()) {
                    validate_json(json, check, path, violations);
                }
            }
            Self::Properties(rules) => {
                for (name, check) in *rules {
                    if let Some(value) = json.get(name) {
                        validate_json(value, check, Path::Key(&path, name), violations);
                    }
                }
            }
            Self::Patterns(rules) => {
                for (name, value) in members(json) {
                    for (_, check) in rules.iter().filter(|(pattern, _)| pattern.is_match(name)) {
                        validate_json(value, check, Path::Key(&path, name), violations);
                    }
                }
            }
            Self::Others(names, patterns, check) => {
                for (name, value) in members(json) {
                    let is_named = names.contains(&name);
                    if !is_named && !patterns.iter().any(|pattern| pattern.is_match(name)) {
                        validate_json(value, check, Path::Key(&path, name), violations);
                    }
                }
            }
            Self::Names(check) => {
                for (name, _) in members(json) {
                    let (fits, path) = (is(&Json::from(name), check), Path::Key(&path, name));
                    expect(
                        fits,
                        &"must have a name that the description allows",
                        path,
                        violations,
                    );
                }
            }
            Self::Prefix(checks) => {
                for (index, (item, check)) in items(json).iter().zip(*checks).enumerate() {
                    validate_json(item, check, Path::Index(&path, index), violations);
                }
            }
            Self::Rest(first, check) => {
                for (index, item) in items(json).iter().enumerate().skip(*first) {
                    validate_json(item, check, Path::Index(&path, index), violations);
                }
            }
            Self::Contains(check, least, most) if json.is_array() => {
                let count = items(json).iter().filter(|item| is(item, check)).count();
                let (few, many) = (count < *least, most.is_some_and(|most| count > most));
                let most = most.unwrap_or_default();
                let problem = format!("must contain at least {least} of the required items");
                expect(!few, &problem, path, violations);
                let problem = format!("must contain at most {most} of these items");
                expect(!many, &problem, path, violations);
            }
            Self::Contains(..) => {}
            Self::Not(check) => expect(!is(json, check), &"must not have this form", path, violations),
            Self::All(checks) => {
                for check in *checks {
                    validate_json(json, check, path, violations);
                }
            }
            Self::Any(checks) => {
                let fits = checks.iter().any(|check| is(json, check));
                expect(
                    fits,
                    &"must match one of the schemas in the description",
                    path,
                    violations,
                );
            }
            Self::One(checks) => {
                let fits = checks.iter().filter(|check| is(json, check)).count() == 1;
                expect(
                    fits,
                    &"must match exactly one of the schemas in the description",
                    path,
                    violations,
                );
            }
            Self::If(test, then, otherwise) => {
                let check = if is(json, test) { then } else { otherwise };
                validate_json(json, check, path, violations);
            }
            Self::Never => expect(false, &"must be absent", path, violations),
        }
    }
}

fn members(json: &Json) -> impl Iterator<Item = (&str, &Json)> {
    let members = json.as_object().into_iter().flatten();
    members.map(|(name, value)| (name.as_str(), value))
}

fn items(json: &Json) -> &[Json] {
    json.as_array().map_or(&[], Vec::as_slice)
}

fn expect(fits: bool, problem: &dyn Display, path: Path<'_>, violations: &mut Vec<Violation>) {
    if !fits {
        violations.push(Violation::new(path, problem));
    }
}

/// Whether `json` satisfies `check`.
fn is(json: &Json, check: &'static Check) -> bool {
    let mut violations = Vec::new();
    validate_json(json, check, Path::Root("$"), &mut violations);
    violations.is_empty()
}

fn kind_of(json: &Json) -> u8 {
    match json {
        Json::Null => evidence::NULL,
        Json::Bool(_) => evidence::BOOLEAN,
        Json::Number(number) => {
            let fraction = number.as_f64().is_some_and(|number| number.fract() != 0.0);
            if fraction {
                evidence::FRACTION
            } else {
                evidence::INTEGER
            }
        }
        Json::String(_) => evidence::STRING,
        Json::Array(_) => evidence::ARRAY,
        Json::Object(_) => evidence::OBJECT,
    }
}

fn is_text(json: &Json, text: &str) -> bool {
    serde_json::from_str(text).is_ok_and(|value| same(json, &value))
}

/// Whether two values are equal by JSON Schema's rules; `1.0` equals 1.
pub(crate) fn same(one: &Json, other: &Json) -> bool {
    match (one, other) {
        (Json::Number(one), Json::Number(other)) => Number::of(one) == Number::of(other),
        (Json::Array(one), Json::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Json::Object(one), Json::Object(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .all(|(key, value)| other.get(key).is_some_and(|other| same(value, other)))
        }
        _ => one == other,
    }
}

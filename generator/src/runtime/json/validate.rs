//! Validates values before they are sent, and reports every violation with its path. It never shows values, which may be secret.

use std::collections::BTreeSet;
use std::fmt::{self, Display};

use crate::runtime::json::assertion::check_assertions;
use crate::runtime::json::check::{Bound, Check, Number, Rule};
use crate::runtime::json::context::{push_index, push_key};
use crate::runtime::json::encode::encode;
use crate::runtime::json::schema::{ListValue, MapValue, Object, Schema, Value};
use crate::runtime::json::shape::Field;

/// A constraint of the description that a value violates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    path: String,
    problem: String,
}

/// The place of a value: a chain up to the root, formatted only when there is a violation.
#[derive(Clone, Copy, Debug)]
pub enum Path<'a> {
    /// The root: `$` for a body, or the name of a parameter.
    Root(&'a str),
    /// The root of a value that is validated by itself: received values are not exempt from the rules of their types.
    Standalone(&'a str),
    /// A property.
    Key(&'a Path<'a>, &'a str),
    /// An item, counted from 0.
    Index(&'a Path<'a>, usize),
}

/// All violations of the description by `value`, as it would be sent.
pub fn violations(value: &impl Schema) -> Vec<Violation> {
    let mut violations = Vec::new();
    validate(
        value.value(),
        &Check::NONE,
        Path::Standalone("$"),
        &mut violations,
    );
    violations
}

impl Path<'_> {
    fn is_standalone(&self) -> bool {
        match self {
            Path::Root(_) => false,
            Path::Standalone(_) => true,
            Path::Key(parent, _) | Path::Index(parent, _) => parent.is_standalone(),
        }
    }
}

/// Adds all violations by `value` and its parts to `violations`.
pub fn validate(value: Value<'_>, check: &'static Check, path: Path<'_>, violations: &mut Vec<Violation>) {
    validate_typed(value, check, path, violations);
    // Arbitrary JSON has been validated by then.
    if !matches!(
        value,
        Value::Absent | Value::Null | Value::Json(_) | Value::ExactJson(_)
    ) {
        validate_assertions(value, check, path, violations);
    }
}

/// Validates the argument of a parameter. A text that violates the rules of its type is rejected even if a server sent it,
/// because an argument determines what the call does.
pub(crate) fn validate_argument(
    value: Value<'_>,
    check: &'static Check,
    path: Path<'_>,
    violations: &mut Vec<Violation>,
) {
    if let Value::Checked(text, own) = value {
        report_rules(own.rules_broken_by(text).into_iter(), path, violations);
    }
    validate(value, check, path, violations);
}

/// Whether `value` satisfies the constraints of its own type.
pub(crate) fn is_valid(value: Value<'_>) -> bool {
    let mut content = value;
    while let Value::Union(union) = content {
        content = union.content();
    }
    // When it is sent back, a received text is exempt; here the constraints of its type count.
    if matches!(content, Value::Checked(text, own) if own.broken_by(text).is_some()) {
        return false;
    }
    let mut violations = Vec::new();
    validate(value, &Check::NONE, Path::Root("$"), &mut violations);
    violations.is_empty()
}

/// Whether `value` is a scalar and satisfies the constraints of its place. A received text that violates those of its own type
/// is exempt.
pub(crate) fn validate_scalar(value: Value<'_>, check: &'static Check) -> bool {
    let is_scalar = matches!(
        value,
        Value::Absent
            | Value::Null
            | Value::Bool(_)
            | Value::I64(_)
            | Value::Unlisted(..)
            | Value::U64(_)
            | Value::F64(_)
            | Value::Str(_)
            | Value::Checked(..)
    );
    let mut violations = Vec::new();
    if is_scalar {
        validate(value, check, Path::Root(""), &mut violations);
    }
    is_scalar && violations.is_empty()
}

/// Whether there is nothing to validate: a value without parts and without constraints.
pub(crate) fn is_free(value: Value<'_>, check: &Check) -> bool {
    matches!(
        value,
        Value::Bool(_) | Value::I64(_) | Value::U64(_) | Value::Str(_)
    ) && check.is_unconstrained()
}

/// Validates assertions, which are rare and evaluated on JSON.
fn validate_assertions(
    value: Value<'_>,
    check: &'static Check,
    path: Path<'_>,
    violations: &mut Vec<Violation>,
) {
    if check.more.is_empty() {
        return;
    }
    if let Ok(json) = serde_json::to_value(value) {
        check_assertions(&json, check.more, path, violations);
    }
}

fn validate_typed(value: Value<'_>, check: &'static Check, path: Path<'_>, violations: &mut Vec<Violation>) {
    match value {
        Value::Absent | Value::Null | Value::Bool(_) | Value::Foreign(_) => {}
        Value::I64(number) | Value::Unlisted(number, _) => {
            validate_number(Number::I64(number), check, path, violations);
        }
        Value::U64(number) => validate_number(Number::U64(number), check, path, violations),
        Value::F64(number) => validate_number(Number::F64(number), check, path, violations),
        Value::Str(text) => validate_text(text, check, path, violations),
        Value::Checked(text, own) => {
            // Only a received text can violate the rules of its type. It is sent back unchanged.
            let broken = own.rules_broken_by(text);
            if broken.is_empty() {
                report_rules(check.rules_broken_by(text).into_iter(), path, violations);
            } else if path.is_standalone() {
                report_rules(broken.into_iter(), path, violations);
            }
        }
        Value::Json(json) => validate_json(json, check, path, violations),
        Value::ExactJson(kept) => validate_json(kept.json(), check, path, violations),
        // The author of the type validates its values.
        Value::Custom(custom) => {
            if let Err(error) = custom.write() {
                violations.push(Violation::new(path, format_args!("can't be encoded: {error}")));
            }
        }
        Value::List(list) => validate_list(list, check, path, violations),
        Value::Map(map) => validate_map(map, check, path, violations),
        Value::Object(object) => validate_object(object, check, path, violations),
        Value::Union(union) => {
            let variant = union
                .selected()
                .and_then(|number| union.shape().variants.get(number));
            match variant.and_then(|variant| variant.check) {
                Some(own) => validate(union.content(), own, path, violations),
                None => validate_typed(union.content(), check, path, violations),
            }
        }
    }
}

impl Violation {
    /// The place of the violation, such as `$.data.items[3].name`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The violated constraint, without the value: `must have at most 10 characters`.
    pub fn problem(&self) -> &str {
        &self.problem
    }

    pub(crate) fn new(path: Path<'_>, problem: impl Display) -> Self {
        Self {
            path: path.to_string(),
            problem: problem.to_string(),
        }
    }
}

impl Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.path, self.problem)
    }
}

impl Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut step = String::new();
        match self {
            Self::Root(name) | Self::Standalone(name) => return f.write_str(name),
            Self::Key(parent, key) => {
                parent.fmt(f)?;
                push_key(&mut step, key);
            }
            Self::Index(parent, index) => {
                parent.fmt(f)?;
                push_index(&mut step, *index);
            }
        }
        f.write_str(&step)
    }
}

fn validate_text(text: &str, check: &'static Check, path: Path<'_>, violations: &mut Vec<Violation>) {
    report_rules(check.rules_broken_by(text).into_iter(), path, violations);
}

fn report_rules(broken: impl Iterator<Item = Option<Rule>>, path: Path<'_>, violations: &mut Vec<Violation>) {
    violations.extend(broken.flatten().map(|rule| Violation::new(path, rule)));
}

/// Adds all violations by `json` and its parts to `violations`.
pub(crate) fn validate_json(
    json: &serde_json::Value,
    check: &'static Check,
    path: Path<'_>,
    violations: &mut Vec<Violation>,
) {
    match json {
        serde_json::Value::String(text) => validate_text(text, check, path, violations),
        serde_json::Value::Number(number) => {
            validate_number(Number::of(number), check, path, violations);
        }
        serde_json::Value::Array(items) => validate_list(items, check, path, violations),
        serde_json::Value::Object(entries) => {
            validate_count(entries.len(), &check.properties(), path, violations);
            for (key, value) in entries {
                validate_json(
                    value,
                    check.values.unwrap_or(&Check::NONE),
                    Path::Key(&path, key),
                    violations,
                );
            }
        }
        serde_json::Value::Null | serde_json::Value::Bool(_) => {}
    }
    check_assertions(json, check.more, path, violations);
}

fn validate_number(number: Number, check: &'static Check, path: Path<'_>, violations: &mut Vec<Violation>) {
    let mut report = |problem: &dyn Display| violations.push(Violation::new(path, problem));
    if matches!(number, Number::F64(float) if !float.is_finite()) {
        report(&"must be a finite number");
        return;
    }
    match check.minimum {
        Some(Bound {
            limit,
            exclusive: false,
        }) if number < limit => {
            report(&format_args!("must be at least {limit}"));
        }
        Some(Bound {
            limit,
            exclusive: true,
        }) if number <= limit => {
            report(&format_args!("must be greater than {limit}"));
        }
        Some(_) | None => {}
    }
    match check.maximum {
        Some(Bound {
            limit,
            exclusive: false,
        }) if number > limit => {
            report(&format_args!("must be at most {limit}"));
        }
        Some(Bound {
            limit,
            exclusive: true,
        }) if number >= limit => {
            report(&format_args!("must be less than {limit}"));
        }
        Some(_) | None => {}
    }
    match check.multiple_of {
        Some(divisor) if !number.is_multiple_of(divisor) => {
            report(&format_args!("must be a multiple of {divisor}"));
        }
        Some(_) | None => {}
    }
}

/// Minimum, maximum and unit, such as those of `minItems` and `maxItems`.
type Count = (Option<u64>, Option<u64>, &'static str);

impl Check {
    const fn counted_items(&self) -> Count {
        (self.min_items, self.max_items, "items")
    }

    const fn properties(&self) -> Count {
        (self.min_properties, self.max_properties, "properties")
    }
}

fn validate_count(
    count: usize,
    (least, most, what): &Count,
    path: Path<'_>,
    violations: &mut Vec<Violation>,
) {
    let count = count as u64;
    if let Some(least) = least.filter(|least| count < *least) {
        violations.push(Violation::new(
            path,
            format_args!("must have at least {least} {what}"),
        ));
    }
    if let Some(most) = most.filter(|most| count > *most) {
        violations.push(Violation::new(
            path,
            format_args!("must have at most {most} {what}"),
        ));
    }
}

fn validate_list(
    list: &dyn ListValue,
    check: &'static Check,
    path: Path<'_>,
    violations: &mut Vec<Violation>,
) {
    validate_count(list.count(), &check.counted_items(), path, violations);
    // Items are equal if their JSON is, since a list of one type has one encoding of each value.
    let mut before = BTreeSet::new();
    for index in 0..list.count() {
        let (item, path) = (list.item(index), Path::Index(&path, index));
        validate(item, check.items.unwrap_or(&Check::NONE), path, violations);
        let is_json = !matches!(item, Value::Foreign(_));
        if check.unique_items && is_json && !before.insert(canonical(item)) {
            violations.push(Violation::new(path, "must differ from the items before it"));
        }
    }
}

/// The canonical JSON of an item, in which equal values are equal texts: the number `1.0` of arbitrary JSON becomes 1.
fn canonical(item: Value<'_>) -> Vec<u8> {
    if let Value::Json(json) = item {
        encode(Value::Json(&without_fractions(json)))
    } else {
        // `encode` would write the numbers of arbitrary JSON as received.
        serde_json::to_vec(&item).unwrap_or_default()
    }
}

fn without_fractions(json: &serde_json::Value) -> serde_json::Value {
    match json {
        serde_json::Value::Number(number) => match Number::of(number) {
            Number::F64(float) if float.fract() == 0.0 && float.abs() < 2f64.powi(63) => {
                (float as i64).into()
            }
            Number::F64(_) | Number::I64(_) | Number::U64(_) => json.clone(),
        },
        serde_json::Value::Array(items) => items.iter().map(without_fractions).collect(),
        serde_json::Value::Object(members) => {
            let members = members
                .iter()
                .map(|(key, value)| (key.clone(), without_fractions(value)));
            serde_json::Value::Object(members.collect())
        }
        serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::String(_) => json.clone(),
    }
}

/// Why a property without a value is refused, although its Rust field is an `Option`.
fn without_value(value: Value<'_>, field: &Field) -> Option<&'static str> {
    if matches!(value, Value::Absent) {
        return field.is_needed.then_some("is required");
    }
    (matches!(value, Value::Null) && field.is_never_null).then_some("must not be null")
}

fn validate_map(map: &dyn MapValue, check: &'static Check, path: Path<'_>, violations: &mut Vec<Violation>) {
    validate_count(map.count(), &check.properties(), path, violations);
    for (key, value) in map.entries() {
        validate(
            value,
            check.values.unwrap_or(&Check::NONE),
            Path::Key(&path, key),
            violations,
        );
    }
}

fn validate_object(
    object: &dyn Object,
    check: &'static Check,
    path: Path<'_>,
    violations: &mut Vec<Violation>,
) {
    let shape = object.shape();
    let own = shape.check.unwrap_or(&Check::NONE);
    let mut count = shape.constants.len();
    for (number, field) in shape.fields.iter().enumerate() {
        let value = object.field_value(number);
        if !matches!(value, Value::Absent) {
            count += 1;
            validate(value, field.check, Path::Key(&path, field.name), violations);
        }
        if let Some(problem) = without_value(value, field) {
            violations.push(Violation::new(Path::Key(&path, field.name), problem));
        }
    }
    if let Value::Map(extra) = object.extra_value() {
        count += extra.count();
        for (key, value) in extra.entries() {
            let is_constant = shape.constants.iter().any(|(name, _)| *name == key);
            count -= usize::from(is_constant);
            let values = check.values.or(own.values).unwrap_or(&Check::NONE);
            validate(value, values, Path::Key(&path, key), violations);
        }
    }
    validate_count(count, &check.properties(), path, violations);
    validate_count(count, &own.properties(), path, violations);
    validate_assertions(Value::Object(object), own, path, violations);
}

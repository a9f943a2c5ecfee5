//! Instances that deviate from valid ones as real servers do, each with the expected result.

use serde_json::{Value, json};

use super::instances::{Flat, Maker};

/// The expected result for an instance.
#[derive(Clone, Debug, PartialEq)]
pub enum Expected {
    /// The encoded value equals the instance.
    Kept,
    /// The encoded value is this one. A `null` that the schema doesn't allow is decoded as absent, since some servers send `null`
    /// for absent properties.
    Becomes(Value),
}

/// An instance with the kind of its mutation and the expected result.
#[derive(Clone, Debug)]
pub struct Mutation {
    pub kind: &'static str,
    pub instance: Value,
    pub expected: Expected,
}

/// A number beyond the exact integers of a double.
const BIG: i64 = 9_007_199_254_740_993;

/// The mutations of an object of this schema, or of the first variant of a union. Their expected results hold for any lossless
/// generator. In a choice, a property may belong to another variant.
pub fn mutations<'d>(maker: &Maker<'d>, schema: &'d Value, instance: &Value) -> Vec<Mutation> {
    let flat = maker.flat(&[schema]);
    let mut all = Vec::new();
    if let Some(mutation) = unknown_tag(&flat, instance) {
        all.push(mutation);
    }
    if !flat.choices.is_empty() || !instance.is_object() {
        return all;
    }
    if is_open(&flat) {
        all.push(kept(
            "unknown property",
            with(instance, "x-unheard-of", json!({ "a": [1, null] })),
        ));
    }
    for (name, schemas) in &flat.properties {
        if instance.get(name).is_none() {
            continue;
        }
        property(&flat, (name, &maker.flat(schemas)), instance, &mut all);
    }
    all
}

fn property(flat: &Flat<'_>, (name, property): (&str, &Flat<'_>), instance: &Value, all: &mut Vec<Mutation>) {
    let is_required = flat.required.contains(name);
    let is_plain = property.choices.is_empty();
    let mut without = instance.clone();
    if let Some(members) = without.as_object_mut().filter(|_| !is_required) {
        members.remove(name);
        all.push(kept("absent optional", without.clone()));
    }
    let is_any = is_plain && property.ty() == Some("any") && property.fixed().is_none();
    if property.is_nullable() {
        all.push(kept("null for nullable", with(instance, name, Value::Null)));
    } else if is_plain && !is_required && !is_any && property.fixed().is_none() {
        all.push(Mutation {
            kind: "null for optional",
            instance: with(instance, name, Value::Null),
            expected: Expected::Becomes(without),
        });
    }
    let values = property.find("enum").and_then(Value::as_array);
    if is_plain && values.is_some_and(|values| values.iter().all(Value::is_string)) {
        let is_constant = is_required && values.is_some_and(|values| values.len() == 1);
        all.push(Mutation {
            kind: "unknown enum value",
            instance: with(instance, name, json!("unheard-of \u{1f600}")),
            // A closed object can't keep another value than its constant.
            expected: match is_constant && !is_open(flat) {
                true => Expected::Becomes(instance.clone()),
                false => Expected::Kept,
            },
        });
    }
    let has_bound = |key: &&str| property.find(key).is_some();
    let bounds = ["maximum", "exclusiveMaximum", "multipleOf", "enum", "const"];
    let is_int32 = property.find("format").is_some_and(|format| format == "int32");
    if is_plain && property.ty() == Some("integer") && !bounds.iter().any(has_bound) && !is_int32 {
        all.push(kept("integer above 2^53", with(instance, name, json!(BIG))));
    }
}

fn kept(kind: &'static str, instance: Value) -> Mutation {
    Mutation {
        kind,
        instance,
        expected: Expected::Kept,
    }
}

/// A discriminator value that selects no variant.
fn unknown_tag(flat: &Flat<'_>, instance: &Value) -> Option<Mutation> {
    let key = flat.find("discriminator")?.get("propertyName")?.as_str()?;
    let has = !flat.choices.is_empty() && instance.get(key).is_some();
    has.then(|| kept("unknown tag", with(instance, key, json!("unheard-of"))))
}

/// Whether every part allows additional properties.
fn is_open(flat: &Flat<'_>) -> bool {
    flat.parts.iter().all(|part| {
        let others = ["additionalProperties", "unevaluatedProperties"];
        let mut others = others.iter().filter_map(|key| part.get(*key));
        others.all(|value| value == &Value::Bool(true)) && part.get("patternProperties").is_none()
    })
}

fn with(instance: &Value, name: &str, value: Value) -> Value {
    let mut changed = instance.clone();
    if let Some(members) = changed.as_object_mut() {
        members.insert(name.to_owned(), value);
    }
    changed
}

//! Instances that differ from valid ones the way servers make them differ, each with what has to become of it.

use serde_json::{Value, json};

use super::instances::{Flat, Maker};

/// What is to become of an instance.
#[derive(Clone, Debug, PartialEq)]
pub enum Expected {
    /// It comes out equal.
    Kept,
    /// It comes out as this: `null` where nothing says that it may be reads as missing, so that a server that writes `null`
    /// for what it leaves out is understood.
    Becomes(Value),
}

/// An instance, what was done to it, and what is to become of it.
#[derive(Clone, Debug)]
pub struct Mutation {
    pub kind: &'static str,
    pub instance: Value,
    pub expected: Expected,
}

/// More than a double holds exactly.
const BIG: i64 = 9_007_199_254_740_993;

/// The mutations of an object of this schema; of a union, of its first variant. Only what holds for every generator that
/// loses nothing: where the schema is a choice, a property may be another one's.
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
            // A closed object has no place for another value than the one it always has.
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

/// A value of the discriminator that nothing maps.
fn unknown_tag(flat: &Flat<'_>, instance: &Value) -> Option<Mutation> {
    let key = flat.find("discriminator")?.get("propertyName")?.as_str()?;
    let has = !flat.choices.is_empty() && instance.get(key).is_some();
    has.then(|| kept("unknown tag", with(instance, key, json!("unheard-of"))))
}

/// Whether every part leaves other properties alone.
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

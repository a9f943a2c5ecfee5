//! Random instances of schemas. Most of them are valid; a validator decides which.

use std::collections::BTreeSet;

use serde_json::{Map, Number, Value, json};

use super::Dice;
use crate::fidelity::instances::{Flat, Maker};

/// Where an instance is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Request,
    Response,
}

/// Makes random instances of the schemas of one description.
#[derive(Clone, Debug)]
pub(super) struct Random<'d> {
    maker: Maker<'d>,
    /// Strings that stand in the descriptions, such as values of enums.
    texts: Vec<String>,
    way: Way,
}

/// The depth below which optional properties are left out, and the one below which nothing is made.
const OPTIONAL: usize = 4;
const DEEPEST: usize = 16;

/// Strings for the usual patterns and lengths.
const TEXTS: [&str; 12] = [
    "a",
    "a1",
    "abc",
    "A",
    "",
    "x-y",
    "42",
    "ÄÖ",
    "hello world",
    "abcdefghijkl",
    "ab",
    "Z9",
];

const NUMBERS: [f64; 12] = [
    0.0,
    1.0,
    -1.0,
    2.0,
    1.5,
    5.0,
    10.0,
    50.0,
    100.0,
    1_000.0,
    3_000_000_000.0,
    -2.5,
];

impl<'d> Random<'d> {
    /// Instances of schemas in `root`. Strings are also taken from the descriptions in `others`.
    #[must_use]
    pub(super) fn new(root: &'d Value, others: &[&Value], way: Way) -> Self {
        let mut texts: BTreeSet<String> = TEXTS.iter().map(|text| (*text).to_owned()).collect();
        for document in others {
            add_texts(document, false, &mut texts);
        }
        Self {
            maker: Maker::new(root),
            texts: texts.into_iter().collect(),
            way,
        }
    }

    /// A random instance; `None` where the schema has no end.
    pub(super) fn instance(&self, schema: &'d Value, dice: &mut Dice) -> Option<Value> {
        self.make(&[schema], dice, 0)
    }

    fn make(&self, schemas: &[&'d Value], dice: &mut Dice, depth: usize) -> Option<Value> {
        if depth > DEEPEST {
            return None;
        }
        let mut flat = self.maker.flat(schemas);
        if flat.is_nullable() && dice.once_in(4) {
            return Some(Value::Null);
        }
        let tag = self.choose(&mut flat, dice)?;
        let mut instance = self.value(&flat, dice, depth)?;
        if let (Some((key, value)), Some(object)) = (tag, instance.as_object_mut()) {
            object.insert(key, value);
        }
        Some(instance)
    }

    /// Adds a random branch of each `oneOf` and `anyOf`, and returns the discriminator's property of the last one.
    fn choose(&self, flat: &mut Flat<'d>, dice: &mut Dice) -> Option<Option<(String, Value)>> {
        let mut tag = None;
        for _ in 0..DEEPEST {
            let Some(variants) = flat.choices.pop() else {
                return Some(tag);
            };
            let chosen = dice.pick(&variants)?;
            let discriminator = flat.find("discriminator");
            let inner = self.maker.flat(&[chosen]);
            if let Some(discriminator) = discriminator {
                tag = self.maker.tag(discriminator, chosen, &inner);
            }
            flat.merge(inner);
        }
        None
    }

    fn value(&self, flat: &Flat<'d>, dice: &mut Dice, depth: usize) -> Option<Value> {
        if let Some(value) = flat.find("const") {
            return Some(value.clone());
        }
        if let Some(values) = flat.find("enum").and_then(Value::as_array) {
            return dice.pick(values);
        }
        let named = match flat.find("type") {
            Some(Value::Array(names)) => dice.pick(names)?.as_str().map(str::to_owned),
            Some(_) | None => flat.ty().map(str::to_owned),
        };
        Some(match named?.as_str() {
            "object" => self.object(flat, dice, depth)?,
            "array" => self.array(flat, dice, depth)?,
            "string" => Value::from(self.text(flat, dice)),
            "integer" => integer(number(flat, dice)),
            "number" => float(number(flat, dice)),
            "boolean" => Value::from(dice.once_in(2)),
            "null" => Value::Null,
            _ => any(dice),
        })
    }

    /// Whether values on this way have the property.
    fn is_here(&self, schemas: &[&'d Value]) -> bool {
        let hidden = match self.way {
            Way::Request => "readOnly",
            Way::Response => "writeOnly",
        };
        self.maker.flat(schemas).find(hidden) != Some(&Value::Bool(true))
    }

    fn object(&self, flat: &Flat<'d>, dice: &mut Dice, depth: usize) -> Option<Value> {
        let mut members = Map::new();
        for (name, schemas) in &flat.properties {
            let is_required = flat.required.contains(name);
            let is_wanted = is_required || (depth < OPTIONAL && dice.once_in(2));
            if !is_wanted || !self.is_here(schemas) {
                continue;
            }
            match self.make(schemas, dice, depth + 1) {
                Some(value) => drop(members.insert((*name).to_owned(), value)),
                None if is_required => return None,
                None => {}
            }
        }
        let values = flat.find("additionalProperties");
        let free: Vec<&str> = flat
            .required
            .iter()
            .copied()
            .filter(|name| !flat.has(name))
            .collect();
        let more =
            (depth < OPTIONAL && values != Some(&Value::Bool(false)) && dice.once_in(3)).then_some("more");
        for name in free.into_iter().chain(more) {
            let value = match values.filter(|values| values.is_object()) {
                Some(values) => self.make(&[values], dice, depth + 1),
                None => Some(any(dice)),
            };
            members.extend(value.map(|value| (name.to_owned(), value)));
        }
        Some(Value::Object(members))
    }

    fn array(&self, flat: &Flat<'d>, dice: &mut Dice, depth: usize) -> Option<Value> {
        let count = |keyword| {
            flat.find(keyword)
                .and_then(Value::as_u64)
                .map(|count| count as usize)
        };
        let least = count("minItems").unwrap_or_default();
        let most = count("maxItems").unwrap_or(usize::MAX);
        let wanted = least.saturating_add(dice.below(3)).min(most.max(least)).min(64);
        let mut items = Vec::new();
        for _ in 0..wanted {
            let item = match flat.find("items").filter(|items| items.is_object()) {
                Some(schema) => self.make(&[schema], dice, depth + 1),
                None => Some(any(dice)),
            };
            match item {
                Some(item) => items.push(item),
                None if least > 0 => return None,
                None => break,
            }
        }
        Some(Value::Array(items))
    }

    fn text(&self, flat: &Flat<'d>, dice: &mut Dice) -> String {
        if let Some(text) = formatted(flat.find("format").and_then(Value::as_str), dice) {
            return text;
        }
        let mut text = dice.pick(&self.texts).unwrap_or_default();
        let count = |keyword| {
            flat.find(keyword)
                .and_then(Value::as_u64)
                .map(|count| count as usize)
        };
        while count("minLength").is_some_and(|least| text.chars().count() < least.min(10_000)) {
            text.push('a');
        }
        match count("maxLength") {
            Some(most) => text.chars().take(most).collect(),
            None => text,
        }
    }
}

/// A text of the format; `None` for formats that leave the text free.
fn formatted(format: Option<&str>, dice: &mut Dice) -> Option<String> {
    let all: &[&str] = match format? {
        "date-time" => &["2024-05-06T07:08:09Z", "1999-12-31T23:59:60.5+02:00"],
        "date" => &["2024-02-29", "1970-01-01"],
        "time" => &["07:08:09Z"],
        "duration" => &["P1D", "PT5M"],
        "uuid" => &[
            "01234567-89ab-cdef-0123-456789abcdef",
            "FFFFFFFF-89AB-4DEF-8123-456789ABCDEF",
        ],
        "uri" | "url" => &["https://example.com/a?b=c", "urn:isbn:1"],
        "email" => &["someone@example.com"],
        "ipv4" => &["192.0.2.1"],
        "ipv6" => &["2001:db8::1"],
        "byte" => &["aGVsbG8=", ""],
        _ => return None,
    };
    dice.pick(all).map(str::to_owned)
}

/// A number that the bounds allow, if that is easy.
fn number(flat: &Flat<'_>, dice: &mut Dice) -> f64 {
    let bound = |keyword| flat.find(keyword).and_then(Value::as_f64);
    let near: Vec<f64> = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]
        .into_iter()
        .filter_map(bound)
        .flat_map(|bound| [bound, bound - 1.0, bound + 1.0])
        .collect();
    let mut wanted = match !near.is_empty() && dice.once_in(2) {
        true => dice.pick(&near),
        false => dice.pick(&NUMBERS),
    }
    .unwrap_or_default();
    if let Some(step) = bound("multipleOf") {
        wanted = (wanted / step).round() * step;
    }
    let wanted = bound("minimum").map_or(wanted, |least| wanted.max(least));
    let wanted = bound("maximum").map_or(wanted, |most| wanted.min(most));
    match flat.find("format").and_then(Value::as_str).and_then(range) {
        Some((least, most)) => wanted.clamp(least, most),
        None => wanted,
    }
}

/// The least and the largest number of an integer format. The validator does not know all of them.
fn range(format: &str) -> Option<(f64, f64)> {
    let (is_signed, bits) = match format.strip_prefix("uint") {
        Some(bits) => (false, bits),
        None => (true, format.strip_prefix("int")?),
    };
    let bits: i32 = bits.parse().ok().filter(|bits| [8, 16, 32, 64].contains(bits))?;
    Some(match is_signed {
        true => (-2_f64.powi(bits - 1), 2_f64.powi(bits - 1) - 1.0),
        false => (0.0, 2_f64.powi(bits) - 1.0),
    })
}

fn integer(number: f64) -> Value {
    Value::from(number as i64)
}

fn float(number: f64) -> Value {
    match number.fract() == 0.0 {
        true => integer(number),
        false => Number::from_f64(number).map_or(Value::Null, Value::Number),
    }
}

fn any(dice: &mut Dice) -> Value {
    let all = [json!("any"), json!(1), json!(true), json!([1]), json!({"a": "b"})];
    dice.pick(&all).unwrap_or_default()
}

/// The strings in `enum`, `const` and `mapping`.
fn add_texts(node: &Value, is_value: bool, texts: &mut BTreeSet<String>) {
    match node {
        Value::Object(members) => {
            for (key, member) in members {
                let is_value = matches!(key.as_str(), "enum" | "const" | "default" | "example");
                add_texts(member, is_value, texts);
                if key == "mapping" {
                    let names = member.as_object().into_iter().flatten();
                    texts.extend(names.map(|(name, _)| name.clone()));
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| add_texts(item, is_value, texts)),
        Value::String(text) if is_value => drop(texts.insert(text.clone())),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

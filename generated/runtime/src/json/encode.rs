// Copied from runtime/json/encode.rs of generator 0.1.0; independent of the description.

//! Encoding: every value is written by its tables.

use serde::ser::{Error, SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use crate::runtime::json::custom::serialize_custom;
use crate::runtime::json::schema::{Object, Union, Value};
use crate::runtime::json::shape::{Field, Literal, Presence, Variant};

/// Encodes a value as JSON text, or as an empty text if it can't be encoded. A number that is not finite becomes `null`.
/// `validate` reports both.
pub fn encode(value: Value<'_>) -> Vec<u8> {
    try_encode(value).unwrap_or_default()
}

/// Encodes a value as JSON text. A number that is not finite becomes `null`; `validate` reports it.
///
/// # Errors
/// When a custom type refuses to serialize its value, or the value contains a file.
pub fn try_encode(value: Value<'_>) -> Result<Vec<u8>, serde_json::Error> {
    serde_json::to_vec(&Sent { value, is_text: true })
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let sent = Sent {
            value: *self,
            is_text: false,
        };
        sent.serialize(serializer)
    }
}

/// A value that is being serialized. Only JSON text can contain numbers exactly as received.
struct Sent<'a> {
    value: Value<'a>,
    is_text: bool,
}

impl<'a> Sent<'a> {
    /// A part of this value.
    fn part(&self, value: Value<'a>) -> Self {
        Self {
            value,
            is_text: self.is_text,
        }
    }

    fn serialize_members<S: Serializer>(
        &self,
        members: impl Iterator<Item = (&'a str, Value<'a>)>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let mut entries = serializer.serialize_map(None)?;
        for (key, value) in members {
            entries.serialize_entry(key, &self.part(value))?;
        }
        entries.end()
    }
}

impl Serialize for Sent<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.value {
            Value::Absent | Value::Null => serializer.serialize_none(),
            Value::Bool(value) => serializer.serialize_bool(*value),
            Value::I64(number) => serializer.serialize_i64(*number),
            Value::U64(number) => serializer.serialize_u64(*number),
            Value::F64(number) => serializer.serialize_f64(*number),
            Value::Str(text) | Value::Checked(text, _) => serializer.serialize_str(text),
            Value::Json(value) => value.serialize(serializer),
            Value::ExactJson(kept) => match kept.text() {
                Some(text) if self.is_text => text.serialize(serializer),
                Some(_) | None => kept.json().serialize(serializer),
            },
            Value::List(list) => {
                let mut items = serializer.serialize_seq(Some(list.count()))?;
                for index in 0..list.count() {
                    items.serialize_element(&self.part(list.item(index)))?;
                }
                items.end()
            }
            Value::Map(map) => {
                serializer.collect_map(map.entries().map(|(key, value)| (key, self.part(value))))
            }
            Value::Object(object) => self.serialize_members(members(*object), serializer),
            Value::Union(union) => match tagged(*union) {
                Some(members) => self.serialize_members(members, serializer),
                None => self.part(union.content()).serialize(serializer),
            },
            Value::Custom(custom) => serialize_custom(*custom, serializer),
            Value::Foreign(_) => Err(S::Error::custom("a file can't be written as JSON")),
        }
    }
}

/// The encoding of a union whose variant has a tag that its object doesn't contain: the tag, then the members of the object.
/// `None` if the content is encoded alone.
pub(crate) fn tagged<'a>(union: &'a dyn Union) -> Option<impl Iterator<Item = (&'a str, Value<'a>)>> {
    let mut tags: Vec<(&'static str, Literal)> = Vec::new();
    let mut content = Value::Union(union);
    let object = loop {
        match content {
            Value::Union(union) => {
                let variant = union
                    .selected()
                    .and_then(|number| union.shape().variants.get(number));
                let tag = variant.and_then(Variant::tag);
                tags.extend(tag.filter(|(key, _)| tags.iter().all(|(other, _)| other != key)));
                content = union.content();
            }
            Value::Object(object) if !tags.is_empty() => break object,
            Value::Object(_)
            | Value::Absent
            | Value::Null
            | Value::Bool(_)
            | Value::I64(_)
            | Value::U64(_)
            | Value::F64(_)
            | Value::Str(_)
            | Value::Checked(..)
            | Value::Json(_)
            | Value::ExactJson(_)
            | Value::List(_)
            | Value::Map(_)
            | Value::Custom(_)
            | Value::Foreign(_) => return None,
        }
    };
    tags.retain(|(tag, _)| members(object).all(|(key, _)| key != *tag));
    let tags = tags.into_iter().map(|(key, literal)| (key, literal.value()));
    Some(tags.chain(members(object)))
}

/// The encoded members of an object: constants, then fields in the order of the table, then extra properties.
pub(crate) fn members<'a>(object: &'a dyn Object) -> impl Iterator<Item = (&'a str, Value<'a>)> {
    let shape = object.shape();
    let extra = object.extra_value();
    // A value that was received instead of the constant is among the extra properties.
    let constants = shape
        .constants
        .iter()
        .filter(move |(key, _)| !contains(extra, key));
    let constants = constants.map(|(key, literal)| (*key, literal.value()));
    let fields = shape.fields.iter().enumerate();
    let fields = fields.filter_map(move |(number, field)| {
        let value = present(field, object.field_value(number))?;
        Some((field.name, value))
    });
    let entries = extra.entries();
    // A property can't be encoded twice, so the field takes precedence.
    let is_unnamed = move |key: &str| shape.fields.iter().all(|field| field.name != key);
    let unnamed = entries
        .into_iter()
        .flatten()
        .filter(move |(key, _)| is_unnamed(key));
    constants.chain(fields).chain(unnamed)
}

/// The value of a field, unless it is omitted.
fn present<'a>(field: &Field, value: Value<'a>) -> Option<Value<'a>> {
    match (value, field.presence) {
        (Value::Absent, Presence::Optional | Presence::Tristate) => None,
        (value, _) => Some(value),
    }
}

impl<'a> Value<'a> {
    /// The entries of an object with arbitrary keys.
    fn entries(self) -> Option<Box<dyn Iterator<Item = (&'a str, Value<'a>)> + 'a>> {
        if let Value::Map(map) = self {
            Some(map.entries())
        } else {
            None
        }
    }
}

fn contains(extra: Value<'_>, key: &str) -> bool {
    extra
        .entries()
        .is_some_and(|mut entries| entries.any(|(other, _)| other == key))
}

impl Literal {
    const fn value(&self) -> Value<'static> {
        match self {
            Self::Str(text) => Value::Str(text),
            Self::I64(number) => Value::I64(*number),
            Self::Bool(value) => Value::Bool(*value),
        }
    }
}

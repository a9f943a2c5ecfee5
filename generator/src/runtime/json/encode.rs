//! Encoding: every value writes itself from its tables.

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use crate::runtime::json::schema::{Object, Value};
use crate::runtime::json::shape::{Field, Literal, Presence};

/// Encodes a value as JSON text. A number that is not finite becomes `null`; `validate` reports it.
pub fn encode(value: Value<'_>) -> Vec<u8> {
    // Serialization fails only for keys that are no strings, and ours are.
    serde_json::to_vec(&value).unwrap_or_default()
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Absent | Value::Null => serializer.serialize_none(),
            Value::Bool(value) => serializer.serialize_bool(*value),
            Value::I64(number) => serializer.serialize_i64(*number),
            Value::U64(number) => serializer.serialize_u64(*number),
            Value::F64(number) => serializer.serialize_f64(*number),
            Value::Str(text) | Value::Checked(text, _) => serializer.serialize_str(text),
            Value::Json(value) => value.serialize(serializer),
            Value::List(list) => {
                let mut items = serializer.serialize_seq(Some(list.count()))?;
                for index in 0..list.count() {
                    items.serialize_element(&list.item(index))?;
                }
                items.end()
            }
            Value::Map(map) => serializer.collect_map(map.entries()),
            Value::Object(object) => serialize_object(*object, serializer),
            Value::Union(union) => union.content().serialize(serializer),
        }
    }
}

/// Writes constants, then fields in the order of the table, then the extra properties.
fn serialize_object<S: Serializer>(object: &dyn Object, serializer: S) -> Result<S::Ok, S::Error> {
    let shape = object.shape();
    let extra = object.extra_value();
    let mut entries = serializer.serialize_map(None)?;
    for (key, literal) in shape.constants {
        // A value that was received in place of the constant is among the extra properties.
        if !contains(extra, key) {
            entries.serialize_entry(key, literal)?;
        }
    }
    for (number, field) in shape.fields.iter().enumerate() {
        if let Some(value) = present(field, object.field_value(number)) {
            entries.serialize_entry(field.name, &value)?;
        }
    }
    if let Value::Map(extra) = extra {
        // A property can't be there twice, so the field counts.
        let unnamed = extra
            .entries()
            .filter(|(key, _)| shape.fields.iter().all(|field| field.name != *key));
        for (key, value) in unnamed {
            entries.serialize_entry(key, &value)?;
        }
    }
    entries.end()
}

/// The value of a field, unless it is left out.
fn present<'a>(field: &Field, value: Value<'a>) -> Option<Value<'a>> {
    match (value, field.presence) {
        (Value::Absent, Presence::Optional | Presence::Tristate) => None,
        (value, _) => Some(value),
    }
}

fn contains(extra: Value<'_>, key: &str) -> bool {
    if let Value::Map(extra) = extra {
        extra.entries().any(|(other, _)| other == key)
    } else {
        false
    }
}

impl Serialize for Literal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Str(text) => serializer.serialize_str(text),
            Self::I64(number) => serializer.serialize_i64(*number),
            Self::Bool(value) => serializer.serialize_bool(*value),
        }
    }
}

// Copied from runtime/json/encode.rs of generator 0.1.0; independent of the description.

//! Encoding: every value is written by its tables.

use serde::ser::{Error, SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use crate::runtime::json::check::Check;
use crate::runtime::json::custom::serialize_custom;
use crate::runtime::json::members::{Tags, in_unions, visit_members};
use crate::runtime::json::schema::{Object, Value};
use crate::runtime::json::write::Writer;

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
    let mut writer = Writer::new(false);
    writer.write(&value)?;
    Ok(writer.out)
}

/// Encodes a value as JSON text, and returns whether it is known to violate nothing.
pub(crate) fn encode_watching(
    value: Value<'_>,
    check: &'static Check,
) -> Result<(Vec<u8>, bool), serde_json::Error> {
    let mut writer = Writer::new(true);
    writer.watch(value, check);
    writer.write(&value)?;
    let is_valid = writer.is_valid();
    Ok((writer.out, is_valid))
}

/// Formats other than JSON text can't contain numbers exactly as received.
impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Absent | Value::Null => serializer.serialize_none(),
            Value::Bool(value) => serializer.serialize_bool(*value),
            Value::I64(number) | Value::Unlisted(number, _) => serializer.serialize_i64(*number),
            Value::U64(number) => serializer.serialize_u64(*number),
            Value::F64(number) => serializer.serialize_f64(*number),
            Value::Str(text) | Value::Checked(text, _) => serializer.serialize_str(text),
            Value::Json(value) => value.serialize(serializer),
            Value::ExactJson(kept) => kept.json().serialize(serializer),
            Value::List(list) => {
                let mut items = serializer.serialize_seq(Some(list.count()))?;
                for index in 0..list.count() {
                    items.serialize_element(&list.item(index))?;
                }
                items.end()
            }
            Value::Map(map) => serializer.collect_map(map.entries()),
            Value::Object(object) => serialize_object(*object, None, serializer),
            Value::Union(_) => in_unions(*self, None, |content, tags| {
                if let Value::Object(object) = content {
                    serialize_object(object, tags, serializer)
                } else {
                    content.serialize(serializer)
                }
            }),
            Value::Custom(custom) => serialize_custom(*custom, serializer),
            Value::Foreign(_) => Err(S::Error::custom("a file can't be written as JSON")),
        }
    }
}

fn serialize_object<S: Serializer>(
    object: &dyn Object,
    tags: Option<&Tags<'_>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut entries = serializer.serialize_map(None)?;
    visit_members(object, tags, |name, value| {
        entries.serialize_entry(name.text, value)
    })?;
    entries.end()
}

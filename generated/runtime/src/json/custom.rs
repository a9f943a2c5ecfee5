// Copied from runtime/json/custom.rs of generator 0.1.0; independent of the description.

//! Types that are not generated. Their JSON is that of their serde implementations. `custom!` makes such a type usable as a
//! generated one.

use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error};
use serde::ser::{self, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::runtime::json::context::Context;

/// A type that reads and writes JSON itself.
pub trait Custom {
    /// Replaces the value with the one in a JSON text.
    ///
    /// # Errors
    /// When the type rejects the JSON.
    fn read(&mut self, json: &str) -> Result<(), serde_json::Error>;
    /// The JSON text of the value.
    ///
    /// # Errors
    /// When the type refuses to serialize its value.
    fn write(&self) -> Result<String, serde_json::Error>;
}

/// Implements [`Custom`] by the serde implementations of a type.
macro_rules! by_serde {
    ($($type:ty),+) => {$(
        impl $crate::runtime::json::Custom for $type {
            fn read(&mut self, json: &str) -> Result<(), serde_json::Error> {
                $crate::runtime::json::read_by_serde(self, json)
            }

            fn write(&self) -> Result<String, serde_json::Error> {
                $crate::runtime::json::write_by_serde(self)
            }
        }
    )+};
}

pub(crate) use by_serde;

/// Replaces a value with the one that its serde implementation reads.
///
/// # Errors
/// When the type rejects the JSON.
pub fn read_by_serde<T: DeserializeOwned>(place: &mut T, json: &str) -> Result<(), serde_json::Error> {
    *place = serde_json::from_str(json)?;
    Ok(())
}

/// The JSON text that the serde implementation of a value writes.
///
/// # Errors
/// When the type refuses to serialize the value.
pub fn write_by_serde<T: Serialize>(value: &T) -> Result<String, serde_json::Error> {
    serde_json::to_string(value)
}

/// Decodes the value of `deserializer` into `place`. JSON text is passed unchanged, so that numbers keep their digits.
pub(crate) fn decode_custom<'de, D: Deserializer<'de>>(
    place: &mut dyn Custom,
    deserializer: D,
    context: &mut Context<'_>,
) -> Result<(), D::Error> {
    let read = if context.text.is_some() {
        let raw = <&RawValue>::deserialize(deserializer)?.get();
        place.read(raw).inspect_err(|error| context.refuse(error, raw))
    } else {
        let json = serde_json::Value::deserialize(deserializer)?.to_string();
        place.read(&json)
    };
    read.map_err(D::Error::custom)
}

/// Serializes a custom value. A number that a double can't represent is written unchanged.
pub(crate) fn serialize_custom<S: Serializer>(custom: &dyn Custom, serializer: S) -> Result<S::Ok, S::Error> {
    let text = custom.write().map_err(ser::Error::custom)?;
    let json: serde_json::Value = serde_json::from_str(&text).map_err(ser::Error::custom)?;
    if let serde_json::Value::Number(number) = &json {
        if number.to_string() != text {
            let raw = RawValue::from_string(text).map_err(ser::Error::custom)?;
            return raw.serialize(serializer);
        }
    }
    json.serialize(serializer)
}

/// The text of a custom value that is a string or a number, for paths, queries and headers.
pub(crate) fn leaf(custom: &dyn Custom) -> Option<String> {
    let text = custom.write().ok()?;
    match text.as_bytes().first() {
        Some(b'"') => serde_json::from_str(&text).ok(),
        Some(b'-' | b'0'..=b'9') => Some(text),
        Some(_) | None => None,
    }
}

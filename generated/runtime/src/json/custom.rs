// Copied from runtime/json/custom.rs of generator 0.1.0; not from the description.

//! Types that are not generated: what serde makes of them is their JSON. `custom!` lets one stand where generated types do.

use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error};
use serde::ser::{self, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::runtime::json::context::Context;

/// A type whose own serde implementations read and write it.
pub trait Custom {
    /// Becomes what a JSON text says.
    ///
    /// # Errors
    /// When the type doesn't take it.
    fn read(&mut self, json: &str) -> Result<(), serde_json::Error>;
    /// Its JSON text.
    ///
    /// # Errors
    /// When the type refuses to be written.
    fn write(&self) -> Result<String, serde_json::Error>;
}

impl<T: Serialize + DeserializeOwned> Custom for T {
    fn read(&mut self, json: &str) -> Result<(), serde_json::Error> {
        *self = serde_json::from_str(json)?;
        Ok(())
    }

    fn write(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }
}

/// Decodes what `deserializer` holds into `place`. JSON is read as it stands, so that no digit of a number is lost.
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

/// Hands a custom value on. The JSON of a number that a double can't hold is written as it stands.
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

/// The text of a custom value that is a string or a number: what a path, a query or a header holds of it.
pub(crate) fn leaf(custom: &dyn Custom) -> Option<String> {
    let text = custom.write().ok()?;
    match text.as_bytes().first() {
        Some(b'"') => serde_json::from_str(&text).ok(),
        Some(b'-' | b'0'..=b'9') => Some(text),
        Some(_) | None => None,
    }
}

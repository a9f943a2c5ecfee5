//! The JSON text of a value that is being deserialized.

use std::any::type_name;
use std::borrow::Cow;
use std::fmt;

use serde::de::value::{BorrowedStrDeserializer, MapDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::value::RawValue;

use crate::runtime::json::decode::TextSeed;

/// The JSON text of the next value. serde_json yields the text as it is; the value of another format is written as JSON.
pub(crate) fn capture<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Cow<'de, str>, D::Error> {
    // The name of a type decides the cost alone: a `RawValue` is asked for in a way that other formats understand too.
    if !type_name::<D>().contains("serde_json::") {
        return Ok(written(&serde_json::Value::deserialize(deserializer)?));
    }
    let mut text = None;
    <&RawValue>::deserialize(Probe {
        deserializer,
        text: &mut text,
    })?;
    text.ok_or_else(|| D::Error::custom("a value without JSON text"))
}

fn written<'de>(value: &serde_json::Value) -> Cow<'de, str> {
    Cow::Owned(value.to_string())
}

/// A deserializer that is asked for a `RawValue`. It asks its own deserializer for one, keeps the text, and returns `null`.
/// So the name by which serde_json recognizes a `RawValue` comes from serde_json.
struct Probe<'a, 'de, D> {
    deserializer: D,
    text: &'a mut Option<Cow<'de, str>>,
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Probe<'_, 'de, D> {
    type Error = D::Error;

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let raw = self
            .deserializer
            .deserialize_newtype_struct(name, RawVisitor { name })?;
        *self.text = Some(raw);
        let null = (
            BorrowedStrDeserializer::new(name),
            BorrowedStrDeserializer::new("null"),
        );
        visitor.visit_map(MapDeserializer::new([null].into_iter()))
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, D::Error> {
        Err(D::Error::custom("not a value with JSON text"))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct seq
        tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// Takes the text of a `RawValue`, or else any value.
struct RawVisitor {
    name: &'static str,
}

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut members = serde_json::Map::new();
        while let Some(key) = entries.next_key_seed(TextSeed)? {
            if key == self.name {
                return entries.next_value_seed(TextSeed);
            }
            members.insert(key.into_owned(), entries.next_value()?);
        }
        Ok(written(&members.into()))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        Ok(written(&serde_json::Value::deserialize(deserializer)?))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        self.visit_newtype_struct(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Self::Value, A::Error> {
        self.visit_newtype_struct(SeqAccessDeserializer::new(items))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        Ok(written(&value.into()))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        Ok(written(&number.into()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        Ok(written(&number.into()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Self::Value, E> {
        Ok(written(&number.into()))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(written(&text.into()))
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(written(&serde_json::Value::Null))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        self.visit_none()
    }
}

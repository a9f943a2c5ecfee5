//! The user's own types.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};
use serde_json::value::RawValue;

/// Cents, as `12.50 EUR`.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Money(pub u64);

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            ..=100_000 => serializer.collect_str(&format_args!("{}.{:02} EUR", self.0 / 100, self.0 % 100)),
            _ => Err(ser::Error::custom("nobody has as much")),
        }
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let cents = text.strip_suffix(" EUR").map(|amount| amount.replace('.', ""));
        let cents = cents.and_then(|cents| cents.parse().ok());
        cents.map(Self).ok_or_else(|| de::Error::custom("no amount of EUR"))
    }
}

/// A number, digit for digit.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Digits(pub String);

impl Serialize for Digits {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let raw = RawValue::from_string(self.0.clone()).map_err(ser::Error::custom)?;
        raw.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Digits {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        Ok(Self(raw.get().to_owned()))
    }
}

/// A box.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Shape3d {
    pub width: f32,
    pub height: f32,
}

/// A tag.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Tag {
    pub name: String,
}

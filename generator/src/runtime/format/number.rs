//! Values that are numbers in one message and strings in another, because some servers write either.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{self, Serialize, Serializer};
use serde_json::value::RawValue;

#[cfg(feature = "schemars")]
use crate::runtime::json::json_schema::{self, JsonSchemaValue, SchemaGenerator};
use crate::runtime::json::{Schema, Slot, Value, by_serde};

/// A number that in JSON is a number or a string of its digits: `12.50` or `"12.50"`.
///
/// The digits and the form in which it was received are kept, so nothing is lost between receiving and sending. A number that
/// is created here is sent as a number. Two numbers are equal if their digits are.
#[derive(Clone)]
pub struct Number {
    digits: Box<str>,
    is_string: bool,
}

/// A text that is not a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidNumber(());

/// An integer or a string. In Kubernetes, both `8080` and `"http"` can identify a port.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IntOrString {
    /// An integer.
    Int(i64),
    /// A string.
    String(String),
}

impl Number {
    /// The digits, with sign, fraction and exponent as received.
    pub fn as_str(&self) -> &str {
        &self.digits
    }

    /// The value as an integer, if it is one and fits.
    pub fn as_i64(&self) -> Option<i64> {
        self.digits.parse().ok()
    }

    /// The value as an integer, if it is one and fits.
    pub fn as_u64(&self) -> Option<u64> {
        self.digits.parse().ok()
    }

    /// The nearest float.
    pub fn as_f64(&self) -> f64 {
        self.digits.parse().unwrap_or(f64::NAN)
    }

    /// Whether the number is sent as a string.
    pub fn is_string(&self) -> bool {
        self.is_string
    }

    /// Converts into a number that is sent as a string.
    #[must_use]
    pub fn into_string(self) -> Self {
        Self {
            is_string: true,
            ..self
        }
    }

    fn of(digits: impl fmt::Display, is_string: bool) -> Self {
        Self {
            digits: digits.to_string().into(),
            is_string,
        }
    }
}

impl FromStr for Number {
    type Err = InvalidNumber;

    fn from_str(text: &str) -> Result<Self, InvalidNumber> {
        let is_number = serde_json::from_str::<&RawValue>(text).is_ok_and(|raw| raw.get() == text)
            && text.starts_with(|c: char| c == '-' || c.is_ascii_digit());
        is_number.then(|| Self::of(text, false)).ok_or(InvalidNumber(()))
    }
}

macro_rules! from {
    ($($type:ty),*) => {$(
        impl From<$type> for Number {
            fn from(number: $type) -> Self {
                Self::of(number, false)
            }
        }
    )*};
}
from!(i32, i64, u32, u64, f64);

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.digits == other.digits
    }
}

impl Eq for Number {}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.digits.hash(state);
    }
}

impl PartialEq<i64> for Number {
    fn eq(&self, other: &i64) -> bool {
        self.as_i64() == Some(*other)
    }
}

impl PartialEq<f64> for Number {
    fn eq(&self, other: &f64) -> bool {
        self.as_f64() == *other
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.digits)
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_string {
            write!(f, "Number({:?})", self.digits)
        } else {
            write!(f, "Number({})", self.digits)
        }
    }
}

impl fmt::Display for InvalidNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text is not a number")
    }
}

impl std::error::Error for InvalidNumber {}

by_serde! { Number, IntOrString }

impl Schema for Number {
    fn placeholder() -> Self {
        Self::of(0, false)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Custom(self)
    }

    fn value(&self) -> Value<'_> {
        let is_written_so = |number: &dyn fmt::Display| *number.to_string() == *self.digits;
        if self.is_string {
            return Value::Str(&self.digits);
        }
        match (self.as_i64(), self.as_u64()) {
            (Some(number), _) if is_written_so(&number) => Value::I64(number),
            (_, Some(number)) if is_written_so(&number) => Value::U64(number),
            _ if is_written_so(&self.as_f64()) => Value::F64(self.as_f64()),
            _ => Value::Custom(self),
        }
    }

    #[cfg(feature = "schemars")]
    fn json_schema(_: &mut SchemaGenerator) -> JsonSchemaValue {
        json_schema::of_either(["number", "string"])
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_string {
            return serializer.serialize_str(&self.digits);
        }
        let raw = RawValue::from_string(self.digits.to_string()).map_err(ser::Error::custom)?;
        raw.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        let written = raw.get();
        match written.as_bytes().first() {
            Some(b'-' | b'0'..=b'9') => Ok(Self::of(written, false)),
            Some(b'"') => {
                let text: String = serde_json::from_str(written).map_err(D::Error::custom)?;
                let is_number = text.parse::<f64>().is_ok_and(f64::is_finite);
                let read = is_number.then(|| Self::of(&text, true));
                read.ok_or_else(|| D::Error::custom("a string that is not a number"))
            }
            Some(_) | None => Err(D::Error::custom("neither a number nor a string of digits")),
        }
    }
}

impl From<i64> for IntOrString {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<&str> for IntOrString {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<String> for IntOrString {
    fn from(text: String) -> Self {
        Self::String(text)
    }
}

/// Every text can be converted: into an integer if it consists of digits, else into a string.
impl FromStr for IntOrString {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(text.parse().map_or_else(|_| Self::from(text), Self::Int))
    }
}

impl fmt::Display for IntOrString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int(number) => number.fmt(f),
            Self::String(text) => f.pad(text),
        }
    }
}

impl Schema for IntOrString {
    fn placeholder() -> Self {
        Self::Int(0)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Custom(self)
    }

    fn value(&self) -> Value<'_> {
        match self {
            Self::Int(number) => Value::I64(*number),
            Self::String(text) => Value::Str(text),
        }
    }

    #[cfg(feature = "schemars")]
    fn json_schema(_: &mut SchemaGenerator) -> JsonSchemaValue {
        json_schema::of_either(["integer", "string"])
    }
}

impl Serialize for IntOrString {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for IntOrString {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(IntOrStringVisitor)
    }
}

struct IntOrStringVisitor;

impl Visitor<'_> for IntOrStringVisitor {
    type Value = IntOrString;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer or a string")
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<IntOrString, E> {
        Ok(IntOrString::Int(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<IntOrString, E> {
        let number = i64::try_from(number);
        number
            .map(IntOrString::Int)
            .map_err(|_| E::custom("an integer above that of 64 bits"))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<IntOrString, E> {
        // Both limits are powers of two, so they are exact.
        let fits = (-(2f64.powi(63))..2f64.powi(63)).contains(&number);
        if fits && number.fract() == 0.0 {
            return Ok(IntOrString::Int(number as i64));
        }
        Err(E::custom("neither an integer nor a string"))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<IntOrString, E> {
        Ok(text.into())
    }
}

//! Values without a schema, whose numbers keep their text.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

use serde::Deserializer;
use serde::de::{Deserialize, Error};
use serde_json::value::RawValue;

use crate::runtime::json::context::Context;
use crate::runtime::json::scan::Tokens;
use crate::runtime::json::schema::{Schema, Slot, Value};

/// Arbitrary JSON that was received or set. It keeps its text if [`serde_json::Value`] would write one of its numbers
/// differently. It can be used as a [`serde_json::Value`], and converted from one.
#[derive(Clone)]
pub struct ExactJson {
    value: serde_json::Value,
    text: Option<Box<RawValue>>,
}

impl ExactJson {
    /// Parses JSON text. A number beyond the range of a double becomes the nearest double; its text is kept.
    ///
    /// # Errors
    /// When the text is not JSON.
    pub(crate) fn read(text: &str) -> Result<Self, serde_json::Error> {
        let value = nearest(text)?;
        let text = if is_rewritten(text) {
            Some(RawValue::from_string(compact(text))?)
        } else {
            None
        };
        Ok(Self { value, text })
    }

    /// The value, with the nearest representable numbers.
    pub fn json(&self) -> &serde_json::Value {
        &self.value
    }

    /// Converts into the value, with the nearest representable numbers.
    pub fn into_json(self) -> serde_json::Value {
        self.value
    }

    /// The text, if the value would be written with a different number.
    pub(crate) fn text(&self) -> Option<&RawValue> {
        self.text.as_deref()
    }
}

/// Parses JSON text. A number beyond the range of a double becomes the nearest double.
///
/// # Errors
/// When the text is not JSON.
pub(crate) fn nearest(text: &str) -> Result<serde_json::Value, serde_json::Error> {
    serde_json::from_str(text).or_else(|error| match within_range(text) {
        Some(near) => serde_json::from_str(&near).map_err(|_| error),
        None => Err(error),
    })
}

impl Deref for ExactJson {
    type Target = serde_json::Value;

    fn deref(&self) -> &serde_json::Value {
        &self.value
    }
}

impl fmt::Debug for ExactJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl PartialEq<serde_json::Value> for ExactJson {
    fn eq(&self, other: &serde_json::Value) -> bool {
        self.value == *other
    }
}

impl From<ExactJson> for serde_json::Value {
    fn from(kept: ExactJson) -> Self {
        kept.value
    }
}

/// The text is ignored: `1.0` and `1.00` are the same value.
impl PartialEq for ExactJson {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Eq for ExactJson {}

impl Hash for ExactJson {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}

impl From<serde_json::Value> for ExactJson {
    fn from(value: serde_json::Value) -> Self {
        Self { value, text: None }
    }
}

impl Schema for ExactJson {
    #[inline]
    fn placeholder() -> Self {
        Self::from(serde_json::Value::Null)
    }

    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        Slot::ExactJson(self)
    }

    #[inline]
    fn value(&self) -> Value<'_> {
        match self.text {
            Some(_) => Value::ExactJson(self),
            None => Value::Json(&self.value),
        }
    }
}

/// Decodes arbitrary JSON, with the nearest representable numbers.
pub(crate) fn decode_json<'de, D: Deserializer<'de>>(
    place: &mut serde_json::Value,
    deserializer: D,
    context: &mut Context<'_>,
) -> Result<(), D::Error> {
    if context.text.is_none() {
        *place = Deserialize::deserialize(deserializer)?;
        return Ok(());
    }
    let text = <&RawValue as Deserialize>::deserialize(deserializer)?.get();
    *place = nearest(text)
        .inspect_err(|error| context.fail(error, text))
        .map_err(D::Error::custom)?;
    Ok(())
}

/// Decodes arbitrary JSON. The text of numbers is only known if the format is JSON text.
pub(crate) fn decode_kept<'de, D: Deserializer<'de>>(
    place: &mut ExactJson,
    deserializer: D,
    context: &mut Context<'_>,
) -> Result<(), D::Error> {
    if context.text.is_none() {
        let value: serde_json::Value = Deserialize::deserialize(deserializer)?;
        *place = ExactJson::from(value);
        return Ok(());
    }
    let text = <&RawValue as Deserialize>::deserialize(deserializer)?.get();
    *place = ExactJson::read(text)
        .inspect_err(|error| context.fail(error, text))
        .map_err(D::Error::custom)?;
    Ok(())
}

/// Whether a number of the text is written differently after parsing.
fn is_rewritten(text: &str) -> bool {
    Tokens::of(text).filter(|token| is_number(token)).any(|token| {
        let number = serde_json::from_str::<serde_json::Number>(token);
        number.map_or(true, |number| number.to_string() != token)
    })
}

/// The text without whitespace between tokens.
fn compact(text: &str) -> String {
    Tokens::of(text).collect()
}

/// The text, with the nearest doubles in place of numbers out of range; `None` if it has no such number.
fn within_range(text: &str) -> Option<String> {
    let is_beyond = |token: &str| is_number(token) && token.parse::<f64>().is_ok_and(f64::is_infinite);
    if !Tokens::of(text).any(is_beyond) {
        return None;
    }
    let replaced = |token| match is_beyond(token) {
        true if token.starts_with('-') => "-1.7976931348623157e308",
        true => "1.7976931348623157e308",
        false => token,
    };
    Some(Tokens::of(text).map(replaced).collect())
}

fn is_number(token: &str) -> bool {
    token.starts_with(|first: char| first == '-' || first.is_ascii_digit())
}

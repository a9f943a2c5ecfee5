//! Values that the description doesn't describe: what they are, and how their numbers were written.

use serde_json::value::RawValue;

use crate::runtime::json::scan::Tokens;
use crate::runtime::json::schema::{Schema, Slot, Value};

/// Any JSON that was received or set, with its text where [`serde_json::Value`] writes a number of it otherwise.
#[derive(Clone, Debug)]
pub struct Kept {
    value: serde_json::Value,
    text: Option<Box<RawValue>>,
}

impl Kept {
    /// Reads JSON text. A number beyond the range of a double becomes the nearest double; its text is kept.
    ///
    /// # Errors
    /// When the text is no JSON.
    pub(crate) fn read(text: &str) -> Result<Self, serde_json::Error> {
        let value = match serde_json::from_str(text) {
            Ok(value) => value,
            Err(error) => match within_range(text) {
                Some(near) => serde_json::from_str(&near).map_err(|_| error)?,
                None => return Err(error),
            },
        };
        let text = if is_rewritten(text) {
            Some(RawValue::from_string(compact(text))?)
        } else {
            None
        };
        Ok(Self { value, text })
    }

    /// The value; its numbers are the nearest that it can hold.
    pub fn json(&self) -> &serde_json::Value {
        &self.value
    }

    /// The value alone.
    pub fn into_json(self) -> serde_json::Value {
        self.value
    }

    /// The text, where the value would be written with another number.
    pub(crate) fn text(&self) -> Option<&RawValue> {
        self.text.as_deref()
    }
}

/// The texts don't count: `1.0` and `1.00` are the same value.
impl PartialEq for Kept {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl From<serde_json::Value> for Kept {
    fn from(value: serde_json::Value) -> Self {
        Self { value, text: None }
    }
}

impl Schema for Kept {
    #[inline]
    fn blank() -> Self {
        Self::from(serde_json::Value::Null)
    }

    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        Slot::Kept(self)
    }

    #[inline]
    fn value(&self) -> Value<'_> {
        match self.text {
            Some(_) => Value::Kept(self),
            None => Value::Json(&self.value),
        }
    }
}

/// Whether a number in the text is written otherwise once it has been read.
fn is_rewritten(text: &str) -> bool {
    Tokens::of(text).filter(|token| is_number(token)).any(|token| {
        let number = serde_json::from_str::<serde_json::Number>(token);
        number.map_or(true, |number| number.to_string() != token)
    })
}

/// The text without the space between its tokens.
fn compact(text: &str) -> String {
    Tokens::of(text).collect()
}

/// The text with the numbers that a double can't hold replaced by the nearest one; `None` when it has no such number.
fn within_range(text: &str) -> Option<String> {
    let is_beyond = |token: &str| is_number(token) && token.parse::<f64>().is_ok_and(f64::is_infinite);
    if !Tokens::of(text).any(is_beyond) {
        return None;
    }
    let nearest = |token| match is_beyond(token) {
        true if token.starts_with('-') => "-1.7976931348623157e308",
        true => "1.7976931348623157e308",
        false => token,
    };
    Some(Tokens::of(text).map(nearest).collect())
}

fn is_number(token: &str) -> bool {
    token.starts_with(|first: char| first == '-' || first.is_ascii_digit())
}

//! A number of a description, with its spelling: where a string is expected, `1.10` is not `1.1`.

use std::fmt;
use std::ops::Deref;

/// A number. Two numbers with the same value are equal, however they are spelled.
#[derive(Clone, Debug)]
pub struct Number {
    value: serde_json::Number,
    /// The spelling in the description, if it differs from the printed value.
    text: Option<Box<str>>,
}

impl Number {
    /// The nearest number; `None` for infinities and NaN, which JSON does not have.
    pub fn from_f64(value: f64) -> Option<Self> {
        serde_json::Number::from_f64(value).map(Self::from)
    }

    /// Keeps the spelling of the number.
    pub(super) fn keep_text(&mut self, text: &str) {
        self.text = (self.value.to_string() != text).then(|| text.into());
    }
}

impl<T: Into<serde_json::Number>> From<T> for Number {
    fn from(value: T) -> Self {
        Self {
            value: value.into(),
            text: None,
        }
    }
}

impl Deref for Number {
    type Target = serde_json::Number;

    fn deref(&self) -> &serde_json::Number {
        &self.value
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

/// The number as the description spells it.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.text {
            Some(text) => f.write_str(text),
            None => self.value.fmt(f),
        }
    }
}

// Copied from runtime/http/spec/listed.rs of generator 0.1.0; independent of the description.

//! Arguments for open enums. A text must be one of the listed values, so a misspelled one is an error before anything is sent.

use std::str::FromStr;

use serde::{de, ser};

use crate::runtime::json::{Custom, ListValue, ListedInteger, ListedText, Schema, UnknownValue, Value};

/// What a parameter of an open enum accepts: a value of the enum, a reference to one, or the text or the integer of a value that
/// the description lists. To send any other value, use the variant for unknown values.
pub trait IntoListed<T> {
    /// The value.
    ///
    /// # Errors
    /// When the description doesn't list the text or the integer.
    fn into_listed(self) -> Result<T, UnknownValue>;
}

impl<T: Schema> IntoListed<T> for T {
    fn into_listed(self) -> Result<T, UnknownValue> {
        Ok(self)
    }
}

impl<T: Schema + Clone> IntoListed<T> for &T {
    fn into_listed(self) -> Result<T, UnknownValue> {
        Ok(self.clone())
    }
}

impl<T: ListedText> IntoListed<T> for &str {
    fn into_listed(self) -> Result<T, UnknownValue> {
        T::from_str(self)
    }
}

impl<T: ListedText> IntoListed<T> for String {
    fn into_listed(self) -> Result<T, UnknownValue> {
        T::from_str(&self)
    }
}

impl<T: ListedText> IntoListed<T> for &String {
    fn into_listed(self) -> Result<T, UnknownValue> {
        T::from_str(self)
    }
}

impl<T: ListedInteger> IntoListed<T> for i64 {
    fn into_listed(self) -> Result<T, UnknownValue> {
        T::try_from(self)
    }
}

/// The argument for a parameter of an open enum. One that isn't listed is refused when the call is sent.
pub struct Listed<T>(Result<T, Unlisted>);

/// A value that can't be sent.
struct Unlisted(UnknownValue);

impl<T: Schema> Listed<T> {
    /// Converts an argument.
    pub fn of(given: impl IntoListed<T>) -> Self {
        Self(given.into_listed().map_err(Unlisted))
    }

    /// The value that is sent.
    pub fn value(&self) -> Value<'_> {
        match &self.0 {
            Ok(value) => value.value(),
            Err(unlisted) => Value::Custom(unlisted),
        }
    }
}

/// A list of arguments for open enums.
pub struct ListedItems<T>(Vec<Listed<T>>);

impl<T: Schema> ListedItems<T> {
    /// Converts arguments in their order.
    pub fn of(given: impl IntoIterator<Item = impl IntoListed<T>>) -> Self {
        Self(given.into_iter().map(Listed::of).collect())
    }

    /// The value that is sent.
    pub fn value(&self) -> Value<'_> {
        Value::List(self)
    }
}

impl<T: Schema> ListValue for ListedItems<T> {
    fn count(&self) -> usize {
        self.0.len()
    }

    fn item(&self, index: usize) -> Value<'_> {
        self.0.get(index).map_or(Value::Absent, Listed::value)
    }
}

impl Custom for Unlisted {
    fn read(&mut self, _: &str) -> Result<(), serde_json::Error> {
        Err(de::Error::custom(&self.0))
    }

    fn write(&self) -> Result<String, serde_json::Error> {
        Err(ser::Error::custom(&self.0))
    }
}

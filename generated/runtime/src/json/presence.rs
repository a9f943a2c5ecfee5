// Copied from runtime/json/presence.rs of generator 0.1.0; not from the description.

//! How a field's value is read, by presence: `object!` calls the function that is named like the field's presence.

use crate::runtime::json::schema::{Schema, Value};

/// The value of a field that is always there.
#[inline]
pub fn required<T: Schema>(field: &T) -> Value<'_> {
    field.value()
}

/// The value of a field that is always there, possibly `null`.
#[inline]
pub fn nullable<T: Schema>(field: &T) -> Value<'_> {
    field.value()
}

/// The value of a field that may be left out.
#[inline]
pub fn optional<T: Schema>(field: &Option<T>) -> Value<'_> {
    match field {
        Some(value) => value.value(),
        None => Value::Absent,
    }
}

/// The value of a field that may be left out or `null`.
#[inline]
pub fn tristate<T: Schema>(field: &Option<Option<T>>) -> Value<'_> {
    optional(field)
}

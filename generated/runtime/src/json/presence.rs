// Copied from runtime/json/presence.rs of generator 0.1.0; independent of the description.

//! Reads the value of a field by its presence. `object!` calls the function with the name of the field's presence.

use crate::runtime::json::schema::{Schema, Value};

/// The value of a required field that is not nullable.
#[inline]
pub fn required<T: Schema>(field: &T) -> Value<'_> {
    field.value()
}

/// The value of a required field that is nullable.
#[inline]
pub fn nullable<T: Schema>(field: &T) -> Value<'_> {
    field.value()
}

/// The value of an optional field that is not nullable.
#[inline]
pub fn optional<T: Schema>(field: &Option<T>) -> Value<'_> {
    match field {
        Some(value) => value.value(),
        None => Value::Absent,
    }
}

/// The value of an optional field that is nullable.
#[inline]
pub fn tristate<T: Schema>(field: &Option<Option<T>>) -> Value<'_> {
    optional(field)
}

// The compiler checks a call of these in less time than the conversion and the assignment themselves.

/// Sets a required property.
#[inline]
pub fn put<T>(place: &mut T, value: impl Into<T>) {
    *place = value.into();
}

/// Sets an optional property.
#[inline]
pub fn set<T>(place: &mut Option<T>, value: impl Into<T>) {
    *place = Some(value.into());
}

/// Sets a tristate property to a value.
#[inline]
pub fn set_value<T>(place: &mut Option<Option<T>>, value: impl Into<T>) {
    *place = Some(Some(value.into()));
}

// Copied from runtime/json/debug.rs of generator 0.1.0; independent of the description.

//! `Debug` by the tables: the output of a derive, with secrets redacted.

use std::fmt::{self, Debug, Formatter};

use crate::runtime::json::schema::{Object, Union, Value};

/// The `Debug` of an object.
pub fn debug_object(object: &dyn Object, f: &mut Formatter<'_>) -> fmt::Result {
    let shape = object.shape();
    let mut fields = f.debug_struct(shape.name);
    for (number, field) in shape.fields.iter().enumerate() {
        let value = object.field_value(number);
        if field.secret && !matches!(value, Value::Absent | Value::Null) {
            fields.field(field.name, &format_args!("[redacted]"));
        } else {
            fields.field(field.name, &value);
        }
    }
    if let extra @ Value::Map(_) = object.extra_value() {
        fields.field("extra", &extra);
    }
    fields.finish()
}

/// The `Debug` of a union: the variant and its content.
pub fn debug_union(union: &dyn Union, f: &mut Formatter<'_>) -> fmt::Result {
    let variant = union
        .selected()
        .and_then(|number| union.shape().variants.get(number));
    f.debug_tuple(variant.map_or("Unknown", |variant| variant.name))
        .field(&union.content())
        .finish()
}

/// A string of a type that may be secret.
pub struct Shown<'a> {
    text: &'a str,
    secret: bool,
}

impl<'a> Shown<'a> {
    /// Shows `text`, unless there is a `clause`: the macro passes `secret` or nothing.
    pub fn new(text: &'a str, clause: &str) -> Self {
        Self {
            text,
            secret: !clause.is_empty(),
        }
    }
}

impl Debug for Shown<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.secret {
            f.write_str("[redacted]")
        } else {
            Debug::fmt(self.text, f)
        }
    }
}

impl Debug for Value<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Value::Absent | Value::Null => f.write_str("None"),
            Value::Bool(value) => Debug::fmt(value, f),
            Value::I64(number) | Value::Unlisted(number, _) => Debug::fmt(number, f),
            Value::U64(number) => Debug::fmt(number, f),
            Value::F64(number) => Debug::fmt(number, f),
            Value::Str(text) | Value::Checked(text, _) => Debug::fmt(text, f),
            Value::Json(value) => fmt::Display::fmt(value, f),
            Value::ExactJson(kept) => fmt::Display::fmt(kept.json(), f),
            Value::List(list) => f
                .debug_list()
                .entries((0..list.count()).map(|i| list.item(i)))
                .finish(),
            Value::Map(map) => f.debug_map().entries(map.entries()).finish(),
            Value::Object(object) => debug_object(*object, f),
            Value::Union(union) => debug_union(*union, f),
            Value::Custom(custom) => f.write_str(&custom.write().unwrap_or_default()),
            Value::Foreign(foreign) => Debug::fmt(foreign, f),
        }
    }
}

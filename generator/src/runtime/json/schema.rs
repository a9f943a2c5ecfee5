//! The interface between types and the engine: slots to decode into, and values to encode.
//!
//! The engine passes both by reference. The parts of an enum are stored separately, and a processor that copies the enum at once
//! waits for these stores: encoding of floats took 1.7 times as long.

use crate::runtime::json::check::Check;
use crate::runtime::json::custom::Custom;
#[cfg(feature = "schemars")]
use crate::runtime::json::json_schema::{self, JsonSchemaValue, SchemaGenerator};
use crate::runtime::json::kept::ExactJson;
use crate::runtime::json::shape::{Shape, UnionShape};
use std::any::Any;
use std::fmt::Debug;

/// A type that JSON can be decoded into and encoded from.
pub trait Schema: Sized {
    /// A value to decode into. Users never see it: if decoding fails, it is dropped.
    fn placeholder() -> Self;
    /// The place that decoding writes to.
    fn slot(&mut self) -> Slot<'_>;
    /// The value that encoding, validation and `Debug` read.
    fn value(&self) -> Value<'_>;
    /// The items of a list, if they are integers.
    #[inline]
    fn integers(_: &[Self]) -> Option<&[i64]> {
        None
    }
    /// What an explicit `null` means where a value may be left out: `None` unless `null` is itself a value of the type.
    #[inline]
    fn null() -> Option<Self> {
        None
    }
    /// The JSON Schema of the type. By default it is that of any JSON, as for types that are not generated.
    #[cfg(feature = "schemars")]
    fn json_schema(_: &mut SchemaGenerator) -> JsonSchemaValue {
        json_schema::any()
    }
}

/// A mutable place for one JSON value.
pub enum Slot<'a> {
    /// A boolean.
    Bool(&'a mut bool),
    /// A signed integer.
    I64(&'a mut i64),
    /// An unsigned integer.
    U64(&'a mut u64),
    /// A number.
    F64(&'a mut f64),
    /// A string.
    String(&'a mut String),
    /// Arbitrary JSON.
    Json(&'a mut serde_json::Value),
    /// Arbitrary JSON, with the text of its numbers.
    ExactJson(&'a mut ExactJson),
    /// A string with its own type: an open enum or a newtype.
    Text(&'a mut dyn Text),
    /// An integer with its own type: an open enum.
    Integer(&'a mut dyn Integer),
    /// `null` or a value.
    Nullable(&'a mut dyn Nullable),
    /// An array.
    List(&'a mut dyn List),
    /// An object with arbitrary keys.
    Map(&'a mut dyn Map),
    /// An object with known keys.
    Object(&'a mut dyn Object),
    /// One of several types.
    Union(&'a mut dyn Union),
    /// A type that is not generated.
    Custom(&'a mut dyn Custom),
    /// A value that JSON can't represent. Nothing is decoded into it.
    Foreign(&'a mut dyn Any),
    /// No place: the syntax is checked, and the value is dropped.
    Skip,
}

impl Slot<'_> {
    /// The same place, for a shorter time.
    pub(crate) fn reborrow(&mut self) -> Slot<'_> {
        match self {
            Slot::Bool(place) => Slot::Bool(place),
            Slot::I64(place) => Slot::I64(place),
            Slot::U64(place) => Slot::U64(place),
            Slot::F64(place) => Slot::F64(place),
            Slot::String(place) => Slot::String(place),
            Slot::Json(place) => Slot::Json(place),
            Slot::ExactJson(place) => Slot::ExactJson(place),
            Slot::Text(place) => Slot::Text(*place),
            Slot::Integer(place) => Slot::Integer(*place),
            Slot::Nullable(place) => Slot::Nullable(*place),
            Slot::List(place) => Slot::List(*place),
            Slot::Map(place) => Slot::Map(*place),
            Slot::Object(place) => Slot::Object(*place),
            Slot::Union(place) => Slot::Union(*place),
            Slot::Custom(place) => Slot::Custom(*place),
            Slot::Foreign(place) => Slot::Foreign(*place),
            Slot::Skip => Slot::Skip,
        }
    }

    /// Removes what decoding adds to and doesn't replace, so that the text can be decoded again.
    #[cold]
    pub(crate) fn clear(self) {
        match self {
            Slot::List(list) => list.clear(),
            Slot::Map(map) => map.clear(),
            Slot::Object(object) => {
                for number in 0..object.shape().fields.len() {
                    object.field_slot(number).clear();
                }
                object.extra_slot().clear();
            }
            Slot::Bool(_)
            | Slot::I64(_)
            | Slot::U64(_)
            | Slot::F64(_)
            | Slot::String(_)
            | Slot::Json(_)
            | Slot::ExactJson(_)
            | Slot::Text(_)
            | Slot::Integer(_)
            | Slot::Nullable(_)
            | Slot::Union(_)
            | Slot::Custom(_)
            | Slot::Foreign(_)
            | Slot::Skip => {}
        }
    }
}

/// A view of one JSON value.
#[derive(Clone, Copy)]
pub enum Value<'a> {
    /// An absent value: a field that is omitted.
    Absent,
    /// `null`
    Null,
    /// A boolean.
    Bool(bool),
    /// A signed integer.
    I64(i64),
    /// An integer that its enum, whose name follows, doesn't list.
    Unlisted(i64, &'static str),
    /// An unsigned integer.
    U64(u64),
    /// A number.
    F64(f64),
    /// A string.
    Str(&'a str),
    /// A string, with the constraints of its type.
    Checked(&'a str, &'static Check),
    /// Arbitrary JSON.
    Json(&'a serde_json::Value),
    /// Arbitrary JSON with a number that is written as received.
    ExactJson(&'a ExactJson),
    /// An array.
    List(&'a dyn ListValue),
    /// An object with arbitrary keys.
    Map(&'a dyn MapValue),
    /// An object with known keys.
    Object(&'a dyn Object),
    /// One of several types; see [`Union::content`].
    Union(&'a dyn Union),
    /// A value of a type that is not generated.
    Custom(&'a dyn Custom),
    /// A value that JSON can't represent.
    Foreign(&'a dyn Foreign),
}

/// The place of a string.
pub trait Text {
    /// Sets any string: received values are not validated.
    fn set(&mut self, text: &str);
}

/// The place of an integer.
pub trait Integer {
    /// Sets any integer: received values are not validated.
    fn set(&mut self, value: i64);
}

/// The place of `null` or a value.
pub trait Nullable {
    /// Sets `null`.
    fn set_null(&mut self);
    /// Sets a value, and returns its place.
    fn set_some(&mut self) -> Slot<'_>;
}

/// The place of an array.
pub trait List {
    /// Appends an item, and returns its place.
    fn push(&mut self) -> Slot<'_>;
    /// Removes all items.
    fn clear(&mut self);
}

/// An array, for encoding.
pub trait ListValue {
    /// The number of items.
    fn count(&self) -> usize;
    /// The item at `index`, counted from 0; [`Value::Absent`] beyond the end.
    fn item(&self, index: usize) -> Value<'_>;
    /// The items, if they are integers, which are then encoded faster.
    #[inline]
    fn integers(&self) -> Option<&[i64]> {
        None
    }
}

/// The place of an object with arbitrary keys.
pub trait Map {
    /// Adds `key`, and returns the place of its value; `None` if the key is a duplicate.
    fn insert_key(&mut self, key: &str) -> Option<Slot<'_>>;
    /// Removes all entries.
    fn clear(&mut self);
}

/// An object with arbitrary keys, for encoding.
pub trait MapValue {
    /// The number of entries.
    fn count(&self) -> usize;
    /// The entries, sorted by key.
    fn entries<'a>(&'a self) -> Box<dyn Iterator<Item = (&'a str, Value<'a>)> + 'a>;
    /// Visits the entries until `visit` returns `false`.
    #[inline]
    fn visit<'a>(&'a self, visit: &mut dyn FnMut(&'a str, Value<'a>) -> bool) {
        for (key, value) in self.entries() {
            if !visit(key, value) {
                return;
            }
        }
    }
}

/// An object with the keys in its [`Shape`]. Fields are numbered as in the shape, from 0.
pub trait Object {
    /// The names, the presence and the checks of the fields.
    fn shape(&self) -> &'static Shape;
    /// The place of a field; [`Slot::Skip`] beyond the last.
    fn field_slot(&mut self, field: usize) -> Slot<'_>;
    /// The value of a field; [`Value::Absent`] beyond the last.
    fn field_value(&self, field: usize) -> Value<'_>;
    /// The place of properties that the shape doesn't list, if the type keeps them.
    #[inline]
    fn extra_slot(&mut self) -> Slot<'_> {
        Slot::Skip
    }
    /// The properties that the shape doesn't list: a [`Value::Map`], or absent.
    #[inline]
    fn extra_value(&self) -> Value<'_> {
        Value::Absent
    }
}

/// One of several types, distinguished by the evidence in its [`UnionShape`]. Variants are numbered as in the shape, from 0.
pub trait Union {
    /// The names and the evidence of the variants.
    fn shape(&self) -> &'static UnionShape;
    /// Selects a variant with a placeholder, and returns the place of its content; [`Slot::Skip`] beyond the last.
    fn select(&mut self, variant: usize) -> Slot<'_>;
    /// Selects the unknown variant, and returns the place of its JSON.
    fn select_unknown(&mut self) -> Slot<'_>;
    /// The index of the selected variant; `None` for the unknown one.
    fn selected(&self) -> Option<usize>;
    /// The content of the variant.
    fn content(&self) -> Value<'_>;
}

/// A value that JSON can't represent, such as a file. The code that sends it knows its type.
pub trait Foreign: Debug {
    /// The value itself.
    fn as_any(&self) -> &dyn Any;
}

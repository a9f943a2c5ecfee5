// Copied from runtime/json/schema.rs of generator 0.1.0; not from the description.

//! How a type shows its parts to the engine: slots to decode into, values to read from.

use crate::runtime::json::check::Check;
use crate::runtime::json::custom::Custom;
use crate::runtime::json::kept::ExactJson;
use crate::runtime::json::shape::{Shape, UnionShape};
use std::any::Any;
use std::fmt::Debug;

/// A type that JSON can be decoded into and encoded from.
pub trait Schema: Sized {
    /// A value to decode into. Users never see one: a decode that fails drops it.
    fn placeholder() -> Self;
    /// The place that decoding writes to.
    fn slot(&mut self) -> Slot<'_>;
    /// What encoding, validation and `Debug` read.
    fn value(&self) -> Value<'_>;
    /// What an explicit `null` means where a value may be left out: `None` unless `null` is itself a value of the type.
    #[inline]
    fn null() -> Option<Self> {
        None
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
    /// Any JSON.
    Json(&'a mut serde_json::Value),
    /// Any JSON, and the text of its numbers.
    ExactJson(&'a mut ExactJson),
    /// A string with a type of its own: an open enum, a newtype.
    Text(&'a mut dyn Text),
    /// An integer with a type of its own: an open enum.
    Integer(&'a mut dyn Integer),
    /// `null` or a value.
    Nullable(&'a mut dyn Nullable),
    /// An array.
    List(&'a mut dyn List),
    /// An object with any keys.
    Map(&'a mut dyn Map),
    /// An object with known keys.
    Object(&'a mut dyn Object),
    /// One of several types.
    Union(&'a mut dyn Union),
    /// A type that is not generated.
    Custom(&'a mut dyn Custom),
    /// What is no JSON: nothing is decoded into it.
    Foreign(&'a mut dyn Any),
    /// Nowhere: the value is checked for syntax and dropped.
    Skip,
}

/// A view of one JSON value.
#[derive(Clone, Copy)]
pub enum Value<'a> {
    /// Not there: a field that is left out.
    Absent,
    /// `null`
    Null,
    /// A boolean.
    Bool(bool),
    /// A signed integer.
    I64(i64),
    /// An unsigned integer.
    U64(u64),
    /// A number.
    F64(f64),
    /// A string.
    Str(&'a str),
    /// A string with what its type demands of it.
    Checked(&'a str, &'static Check),
    /// Any JSON.
    Json(&'a serde_json::Value),
    /// Any JSON with a number that is written as it was received.
    ExactJson(&'a ExactJson),
    /// An array.
    List(&'a dyn ListValue),
    /// An object with any keys.
    Map(&'a dyn MapValue),
    /// An object with known keys.
    Object(&'a dyn Object),
    /// One of several types; see [`Union::content`].
    Union(&'a dyn Union),
    /// What is of a type that is not generated.
    Custom(&'a dyn Custom),
    /// What is no JSON.
    Foreign(&'a dyn Foreign),
}

/// A string-like place.
pub trait Text {
    /// Takes any string: what is received is not checked.
    fn set(&mut self, text: &str);
}

/// An integer-like place.
pub trait Integer {
    /// Takes any integer: what is received is not checked.
    fn set(&mut self, value: i64);
}

/// A place for `null` or a value.
pub trait Nullable {
    /// `null` was received.
    fn set_null(&mut self);
    /// A value was received: the place for it.
    fn set_some(&mut self) -> Slot<'_>;
}

/// A place for an array.
pub trait List {
    /// Appends an item and gives its place.
    fn push(&mut self) -> Slot<'_>;
}

/// An array to read.
pub trait ListValue {
    /// The number of items.
    fn count(&self) -> usize;
    /// The item at `index`, counted from 0; [`Value::Absent`] beyond the end.
    fn item(&self, index: usize) -> Value<'_>;
}

/// A place for an object with any keys.
pub trait Map {
    /// Adds `key` and gives the place of its value; `None` when the key is there already.
    fn insert_key(&mut self, key: &str) -> Option<Slot<'_>>;
}

/// An object with any keys, to read.
pub trait MapValue {
    /// The number of entries.
    fn count(&self) -> usize;
    /// The entries, sorted by key.
    fn entries<'a>(&'a self) -> Box<dyn Iterator<Item = (&'a str, Value<'a>)> + 'a>;
}

/// An object whose keys its [`Shape`] lists. Fields are numbered as there, from 0.
pub trait Object {
    /// Names, presence and checks of the fields.
    fn shape(&self) -> &'static Shape;
    /// The place of a field; [`Slot::Skip`] beyond the last.
    fn field_slot(&mut self, field: usize) -> Slot<'_>;
    /// The value of a field; [`Value::Absent`] beyond the last.
    fn field_value(&self, field: usize) -> Value<'_>;
    /// The place of properties that the shape doesn't name, when the type keeps them.
    #[inline]
    fn extra_slot(&mut self) -> Slot<'_> {
        Slot::Skip
    }
    /// The properties that the shape doesn't name: a [`Value::Map`], or absent.
    #[inline]
    fn extra_value(&self) -> Value<'_> {
        Value::Absent
    }
}

/// One of several types, told apart by the evidence in its [`UnionShape`]. Variants are numbered as there, from 0.
pub trait Union {
    /// Names and evidence of the variants.
    fn shape(&self) -> &'static UnionShape;
    /// Becomes the given variant, placeholder, and gives the place of its content; [`Slot::Skip`] beyond the last.
    fn select(&mut self, variant: usize) -> Slot<'_>;
    /// Becomes the unknown variant and gives the place of its JSON.
    fn select_unknown(&mut self) -> Slot<'_>;
    /// The number of the variant that this is; `None` for the unknown one.
    fn selected(&self) -> Option<usize>;
    /// What is in the variant.
    fn content(&self) -> Value<'_>;
}

/// What stands among values and is no JSON, such as a file: whoever sends it knows what it is.
pub trait Foreign: Debug {
    /// The thing itself.
    fn as_any(&self) -> &dyn Any;
}

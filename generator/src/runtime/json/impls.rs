//! `Schema` for the types that every description uses: scalars, strings, arrays, maps, options and boxes.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

#[cfg(feature = "schemars")]
use crate::runtime::json::json_schema::{self, JsonSchemaValue, SchemaGenerator};
use crate::runtime::json::schema::{List, ListValue, Map, MapValue, Nullable, Schema, Slot, Text, Value};

macro_rules! scalar {
    ($($type:ty: $kind:ident, $name:literal;)*) => {$(
        impl Schema for $type {
            #[inline]
            fn placeholder() -> Self {
                Self::default()
            }

            #[inline]
            fn slot(&mut self) -> Slot<'_> {
                Slot::$kind(self)
            }

            #[inline]
            fn value(&self) -> Value<'_> {
                Value::$kind(*self)
            }

            #[cfg(feature = "schemars")]
            fn json_schema(_: &mut SchemaGenerator) -> JsonSchemaValue {
                json_schema::of_type($name)
            }
        }
    )*};
}

scalar! { bool: Bool, "boolean"; u64: U64, "integer"; f64: F64, "number"; }

impl Schema for i64 {
    #[inline]
    fn placeholder() -> Self {
        0
    }

    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        Slot::I64(self)
    }

    #[inline]
    fn value(&self) -> Value<'_> {
        Value::I64(*self)
    }

    #[inline]
    fn integers(list: &[Self]) -> Option<&[i64]> {
        Some(list)
    }

    #[cfg(feature = "schemars")]
    fn json_schema(_: &mut SchemaGenerator) -> JsonSchemaValue {
        json_schema::of_type("integer")
    }
}

impl Schema for String {
    #[inline]
    fn placeholder() -> Self {
        Self::new()
    }

    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        Slot::String(self)
    }

    #[inline]
    fn value(&self) -> Value<'_> {
        Value::Str(self)
    }

    #[cfg(feature = "schemars")]
    fn json_schema(_: &mut SchemaGenerator) -> JsonSchemaValue {
        json_schema::of_type("string")
    }
}

impl Schema for Cow<'static, str> {
    #[inline]
    fn placeholder() -> Self {
        Self::Borrowed("")
    }

    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        Slot::Text(self)
    }

    #[inline]
    fn value(&self) -> Value<'_> {
        Value::Str(self)
    }

    #[cfg(feature = "schemars")]
    fn json_schema(_: &mut SchemaGenerator) -> JsonSchemaValue {
        json_schema::of_type("string")
    }
}

impl Text for Cow<'static, str> {
    #[inline]
    fn set(&mut self, text: &str) {
        *self = Self::Owned(text.to_owned());
    }
}

impl Schema for serde_json::Value {
    #[inline]
    fn placeholder() -> Self {
        Self::Null
    }

    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        Slot::Json(self)
    }

    #[inline]
    fn value(&self) -> Value<'_> {
        Value::Json(self)
    }

    #[inline]
    fn null() -> Option<Self> {
        Some(Self::Null)
    }
}

impl<T: Schema> Schema for Box<T> {
    #[inline]
    fn placeholder() -> Self {
        Self::new(T::placeholder())
    }

    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        (**self).slot()
    }

    #[inline]
    fn value(&self) -> Value<'_> {
        (**self).value()
    }

    #[inline]
    fn null() -> Option<Self> {
        T::null().map(Self::new)
    }

    #[cfg(feature = "schemars")]
    fn json_schema(generator: &mut SchemaGenerator) -> JsonSchemaValue {
        T::json_schema(generator)
    }
}

impl<T: Schema> Schema for Option<T> {
    #[inline]
    fn placeholder() -> Self {
        None
    }

    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        Slot::Nullable(self)
    }

    #[inline]
    fn value(&self) -> Value<'_> {
        match self {
            Some(value) => value.value(),
            None => Value::Null,
        }
    }

    #[inline]
    fn null() -> Option<Self> {
        Some(None)
    }

    #[cfg(feature = "schemars")]
    fn json_schema(generator: &mut SchemaGenerator) -> JsonSchemaValue {
        json_schema::nullable(T::json_schema(generator))
    }
}

impl<T: Schema> Nullable for Option<T> {
    #[inline]
    fn set_null(&mut self) {
        *self = T::null();
    }

    #[inline]
    fn set_some(&mut self) -> Slot<'_> {
        self.insert(T::placeholder()).slot()
    }
}

impl<T: Schema> Schema for Vec<T> {
    #[inline]
    fn placeholder() -> Self {
        Self::new()
    }

    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        Slot::List(self)
    }

    #[inline]
    fn value(&self) -> Value<'_> {
        Value::List(self)
    }

    #[cfg(feature = "schemars")]
    fn json_schema(generator: &mut SchemaGenerator) -> JsonSchemaValue {
        json_schema::list(T::json_schema(generator))
    }
}

impl<T: Schema> List for Vec<T> {
    #[inline]
    fn push(&mut self) -> Slot<'_> {
        self.push(T::placeholder());
        self.last_mut().map_or(Slot::Skip, Schema::slot)
    }

    #[inline]
    fn clear(&mut self) {
        self.clear();
    }
}

impl<T: Schema> ListValue for Vec<T> {
    #[inline]
    fn count(&self) -> usize {
        self.len()
    }

    #[inline]
    fn item(&self, index: usize) -> Value<'_> {
        self.get(index).map_or(Value::Absent, Schema::value)
    }

    #[inline]
    fn integers(&self) -> Option<&[i64]> {
        T::integers(self)
    }
}

impl<T: Schema> ListValue for &[T] {
    #[inline]
    fn count(&self) -> usize {
        self.len()
    }

    #[inline]
    fn item(&self, index: usize) -> Value<'_> {
        self.get(index).map_or(Value::Absent, Schema::value)
    }

    #[inline]
    fn integers(&self) -> Option<&[i64]> {
        T::integers(self)
    }
}

impl<T: Schema> Schema for BTreeMap<String, T> {
    #[inline]
    fn placeholder() -> Self {
        Self::new()
    }

    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        Slot::Map(self)
    }

    #[inline]
    fn value(&self) -> Value<'_> {
        Value::Map(self)
    }

    #[cfg(feature = "schemars")]
    fn json_schema(generator: &mut SchemaGenerator) -> JsonSchemaValue {
        json_schema::map(T::json_schema(generator))
    }
}

impl<T: Schema> Map for BTreeMap<String, T> {
    #[inline]
    fn insert_key(&mut self, key: &str) -> Option<Slot<'_>> {
        match self.entry(key.to_owned()) {
            Entry::Vacant(place) => Some(place.insert(T::placeholder()).slot()),
            Entry::Occupied(_) => None,
        }
    }

    #[inline]
    fn clear(&mut self) {
        self.clear();
    }
}

impl<T: Schema> MapValue for BTreeMap<String, T> {
    #[inline]
    fn count(&self) -> usize {
        self.len()
    }

    #[inline]
    fn entries<'a>(&'a self) -> Box<dyn Iterator<Item = (&'a str, Value<'a>)> + 'a> {
        Box::new(self.iter().map(|(key, value)| (key.as_str(), value.value())))
    }

    #[inline]
    fn visit<'a>(&'a self, visit: &mut dyn FnMut(&'a str, Value<'a>) -> bool) {
        for (key, value) in self {
            if !visit(key, value.value()) {
                return;
            }
        }
    }
}

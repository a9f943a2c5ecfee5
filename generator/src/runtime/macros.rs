//! The macros that generated code is written in: a table each, expanding to a few small implementations.
//!
//! Everything is `#[inline]`, so that code is generated only for the types that a program uses, in that program.

/// Makes a struct an object: `object! { Pet { const "kind" = string("pet"), 0 id "id" required check(&ID), ..extra } }`.
///
/// Rows are number (from 0), field, key, presence (`required`, `optional`, `nullable`, `tristate`) and the clauses
/// `check(&CHECK)` and `secret`.
macro_rules! object {
    ($type:ident {
        $(const $constant:literal = $kind:ident($literal:expr),)*
        $($index:literal $field:ident $key:literal $presence:ident $($clause:ident $(($argument:expr))?)*,)*
        $(..$extra:ident $(,)?)?
    }) => {
        impl $crate::runtime::json::Schema for $type {
            #[inline]
            fn blank() -> Self {
                Self {
                    $($field: $crate::runtime::json::Schema::blank(),)*
                    $($extra: $crate::runtime::json::Schema::blank(),)?
                }
            }

            #[inline]
            fn slot(&mut self) -> $crate::runtime::json::Slot<'_> {
                $crate::runtime::json::Slot::Object(self)
            }

            #[inline]
            fn value(&self) -> $crate::runtime::json::Value<'_> {
                $crate::runtime::json::Value::Object(self)
            }
        }

        impl $crate::runtime::json::Object for $type {
            #[inline]
            fn shape(&self) -> &'static $crate::runtime::json::Shape {
                const {
                    &$crate::runtime::json::Shape {
                        name: stringify!($type),
                        constants: &[$(($constant, $crate::runtime::json::Literal::$kind($literal)),)*],
                        fields: &[$(
                            $crate::runtime::json::Field::$presence($key)$(.$clause($($argument)?))*,
                        )*],
                    }
                }
            }

            #[inline]
            fn field_slot(&mut self, field: usize) -> $crate::runtime::json::Slot<'_> {
                match field {
                    $($index => $crate::runtime::json::Schema::slot(&mut self.$field),)*
                    _ => $crate::runtime::json::Slot::Skip,
                }
            }

            #[inline]
            fn field_value(&self, field: usize) -> $crate::runtime::json::Value<'_> {
                match field {
                    $($index => $crate::runtime::json::presence::$presence(&self.$field),)*
                    _ => $crate::runtime::json::Value::Absent,
                }
            }

            $(
                #[inline]
                fn extra_slot(&mut self) -> $crate::runtime::json::Slot<'_> {
                    $crate::runtime::json::Schema::slot(&mut self.$extra)
                }

                #[inline]
                fn extra_value(&self) -> $crate::runtime::json::Value<'_> {
                    $crate::runtime::json::Schema::value(&self.$extra)
                }
            )?
        }

        impl ::std::fmt::Debug for $type {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::runtime::json::debug_object(self, f)
            }
        }

        $crate::runtime::macros::serde_impls! { $type }
    };
}

/// Adds a setter per optional field: `setters! { Pet { tag: String, note: String as tristate } }`.
///
/// The setter sets `Some(value)`; with `as tristate`, `Some(Some(value))`, and `null` is set through the field.
macro_rules! setters {
    ($type:ident { $($(#[$meta:meta])* $field:ident: $value:ty $(as $presence:ident)?),* $(,)? }) => {
        impl $type {$(
            $(#[$meta])*
            #[doc = concat!("Sets `", stringify!($field), "`.")]
            #[inline]
            #[must_use]
            pub fn $field(mut self, value: impl Into<$value>) -> Self {
                self.$field = Some($crate::runtime::macros::set!(value.into() $(, $presence)?));
                self
            }
        )*}
    };
}

macro_rules! set {
    ($value:expr) => {
        $value
    };
    ($value:expr, tristate) => {
        Some($value)
    };
}

/// `Serialize` and `Deserialize` through the engine.
macro_rules! serde_impls {
    ($type:ident) => {
        impl ::serde::Serialize for $type {
            #[inline]
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                ::serde::Serialize::serialize(&$crate::runtime::json::Schema::value(self), serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $type {
            #[inline]
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::runtime::json::deserialize(deserializer)
            }
        }
    };
}

/// Makes an enum an open set of strings: `string_enum! { Kind { Cat = "cat", Dog = "dog", ..Unknown } }`.
macro_rules! string_enum {
    ($type:ident { $($variant:ident = $text:literal,)* ..$unknown:ident $(,)? }) => {
        impl $type {
            /// The value on the wire.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::$unknown(text) => text,
                }
            }
        }

        impl ::std::convert::From<&str> for $type {
            #[inline]
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)*
                    _ => Self::$unknown(text.to_owned()),
                }
            }
        }

        impl ::std::convert::From<String> for $type {
            #[inline]
            fn from(text: String) -> Self {
                match text.as_str() {
                    $($text => Self::$variant,)*
                    _ => Self::$unknown(text),
                }
            }
        }

        impl ::std::str::FromStr for $type {
            type Err = ::std::convert::Infallible;

            #[inline]
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(text.into())
            }
        }

        impl ::std::fmt::Display for $type {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl $crate::runtime::json::Schema for $type {
            #[inline]
            fn blank() -> Self {
                Self::$unknown(String::new())
            }

            #[inline]
            fn slot(&mut self) -> $crate::runtime::json::Slot<'_> {
                $crate::runtime::json::Slot::Text(self)
            }

            #[inline]
            fn value(&self) -> $crate::runtime::json::Value<'_> {
                $crate::runtime::json::Value::Str(self.as_str())
            }
        }

        impl $crate::runtime::json::Text for $type {
            #[inline]
            fn set(&mut self, text: &str) {
                *self = text.into();
            }
        }

        $crate::runtime::macros::serde_impls! { $type }
    };
}

/// Makes an enum an open set of integers: `integer_enum! { Code { NotFound = 404, ..Unknown } }`.
macro_rules! integer_enum {
    ($type:ident { $($variant:ident = $number:literal,)* ..$unknown:ident $(,)? }) => {
        impl $type {
            /// The value on the wire.
            #[inline]
            pub const fn as_i64(&self) -> i64 {
                match self {
                    $(Self::$variant => $number,)*
                    Self::$unknown(number) => *number,
                }
            }
        }

        impl ::std::convert::From<i64> for $type {
            #[inline]
            fn from(number: i64) -> Self {
                match number {
                    $($number => Self::$variant,)*
                    _ => Self::$unknown(number),
                }
            }
        }

        impl ::std::convert::From<$type> for i64 {
            #[inline]
            fn from(value: $type) -> Self {
                value.as_i64()
            }
        }

        impl ::std::fmt::Display for $type {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.as_i64(), f)
            }
        }

        impl $crate::runtime::json::Schema for $type {
            #[inline]
            fn blank() -> Self {
                Self::$unknown(0)
            }

            #[inline]
            fn slot(&mut self) -> $crate::runtime::json::Slot<'_> {
                $crate::runtime::json::Slot::Integer(self)
            }

            #[inline]
            fn value(&self) -> $crate::runtime::json::Value<'_> {
                $crate::runtime::json::Value::I64(self.as_i64())
            }
        }

        impl $crate::runtime::json::Integer for $type {
            #[inline]
            fn set(&mut self, value: i64) {
                *self = value.into();
            }
        }

        $crate::runtime::macros::serde_impls! { $type }
    };
}

/// Makes an enum an open union: `union! { Pet { 0 Cat from Cat where tag("kind", "cat"), 1 Name where kind(STRING), ..Unknown } }`.
///
/// The first variant whose tests (see `json::evidence`) all hold is taken.
macro_rules! union {
    ($type:ident {
        $($index:literal $variant:ident $(from $from:ty)? where $($test:ident($($argument:expr),* $(,)?))+,)*
        ..$unknown:ident $(,)?
    }) => {
        $($(
            impl ::std::convert::From<$from> for $type {
                #[inline]
                fn from(value: $from) -> Self {
                    Self::$variant(value.into())
                }
            }
        )?)*

        impl $crate::runtime::json::Schema for $type {
            #[inline]
            fn blank() -> Self {
                Self::$unknown(::serde_json::Value::Null)
            }

            #[inline]
            fn slot(&mut self) -> $crate::runtime::json::Slot<'_> {
                $crate::runtime::json::Slot::Union(self)
            }

            #[inline]
            fn value(&self) -> $crate::runtime::json::Value<'_> {
                $crate::runtime::json::Value::Union(self)
            }
        }

        impl $crate::runtime::json::Union for $type {
            #[inline]
            fn shape(&self) -> &'static $crate::runtime::json::UnionShape {
                const {
                    use $crate::runtime::json::evidence::*;
                    &$crate::runtime::json::UnionShape {
                        name: stringify!($type),
                        variants: &[$(
                            $crate::runtime::json::Variant {
                                name: stringify!($variant),
                                tests: &[$($test($($argument),*),)+],
                            },
                        )*],
                    }
                }
            }

            #[inline]
            fn select(&mut self, variant: usize) -> $crate::runtime::json::Slot<'_> {
                match variant {
                    $($index => *self = Self::$variant($crate::runtime::json::Schema::blank()),)*
                    _ => {}
                }
                match self {
                    $(Self::$variant(content) => $crate::runtime::json::Schema::slot(content),)*
                    Self::$unknown(_) => $crate::runtime::json::Slot::Skip,
                }
            }

            #[inline]
            fn select_unknown(&mut self) -> $crate::runtime::json::Slot<'_> {
                *self = Self::$unknown(::serde_json::Value::Null);
                match self {
                    Self::$unknown(content) => $crate::runtime::json::Schema::slot(content),
                    $(Self::$variant(_) => $crate::runtime::json::Slot::Skip,)*
                }
            }

            #[inline]
            fn selected(&self) -> Option<usize> {
                match self {
                    $(Self::$variant(_) => Some($index),)*
                    Self::$unknown(_) => None,
                }
            }

            #[inline]
            fn content(&self) -> $crate::runtime::json::Value<'_> {
                match self {
                    $(Self::$variant(content) => $crate::runtime::json::Schema::value(content),)*
                    Self::$unknown(content) => $crate::runtime::json::Schema::value(content),
                }
            }
        }

        impl ::std::fmt::Debug for $type {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::runtime::json::debug_union(self, f)
            }
        }

        $crate::runtime::macros::serde_impls! { $type }
    };
}

/// Makes `struct Id(Cow<'static, str>)` a string that can't be made wrong: `string_newtype! { Id check(&ID) }`.
///
/// What is received is taken as it is. `secret` behind the check hides the string from `Debug` and from errors.
macro_rules! string_newtype {
    ($type:ident check($check:expr) $($secret:ident)?) => {
        impl $type {
            /// Takes a string that is known when the program is compiled. In a `const`, a wrong one doesn't compile.
            ///
            /// # Panics
            /// When the type doesn't allow the string; for input use `parse` or `try_from`.
            #[allow(clippy::panic)] // In a constant, a panic is how the compiler is told.
            #[inline]
            pub const fn from_static(text: &'static str) -> Self {
                let check: &$crate::runtime::json::Check = $check;
                match check.broken_by(text) {
                    None => Self(::std::borrow::Cow::Borrowed(text)),
                    Some(rule) => panic!("{}", rule.message()),
                }
            }

            /// The string.
            #[inline]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl ::std::str::FromStr for $type {
            type Err = $crate::runtime::json::InvalidString;

            #[inline]
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.to_owned().try_into()
            }
        }

        impl ::std::convert::TryFrom<&str> for $type {
            type Error = $crate::runtime::json::InvalidString;

            #[inline]
            fn try_from(text: &str) -> Result<Self, Self::Error> {
                text.to_owned().try_into()
            }
        }

        impl ::std::convert::TryFrom<String> for $type {
            type Error = $crate::runtime::json::InvalidString;

            #[inline]
            fn try_from(text: String) -> Result<Self, Self::Error> {
                let check: &$crate::runtime::json::Check = $check;
                match check.broken_by(&text) {
                    None => Ok(Self(::std::borrow::Cow::Owned(text))),
                    Some(rule) => Err($crate::runtime::json::InvalidString::new(
                        stringify!($type),
                        rule,
                        &text,
                        stringify!($($secret)?),
                    )),
                }
            }
        }

        impl ::std::convert::From<$type> for String {
            #[inline]
            fn from(value: $type) -> Self {
                value.0.into_owned()
            }
        }

        impl ::std::convert::AsRef<str> for $type {
            #[inline]
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl ::std::fmt::Display for $type {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(&self.0)
            }
        }

        impl ::std::fmt::Debug for $type {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                let shown = $crate::runtime::json::Shown::new(&self.0, stringify!($($secret)?));
                f.debug_tuple(stringify!($type)).field(&shown).finish()
            }
        }

        impl $crate::runtime::json::Schema for $type {
            #[inline]
            fn blank() -> Self {
                Self(::std::borrow::Cow::Borrowed(""))
            }

            #[inline]
            fn slot(&mut self) -> $crate::runtime::json::Slot<'_> {
                $crate::runtime::json::Slot::Text(&mut self.0)
            }

            #[inline]
            fn value(&self) -> $crate::runtime::json::Value<'_> {
                $crate::runtime::json::Value::Checked(&self.0, $check)
            }
        }

        $crate::runtime::macros::serde_impls! { $type }
    };
}

/// Makes `struct Tree(Vec<Tree>)` a transparent wrapper of what is in it: `newtype! { Tree(Vec<Tree>) }`.
macro_rules! newtype {
    ($type:ident($inner:ty)) => {
        impl ::std::convert::From<$inner> for $type {
            #[inline]
            fn from(inner: $inner) -> Self {
                Self(inner)
            }
        }

        impl ::std::convert::From<$type> for $inner {
            #[inline]
            fn from(outer: $type) -> Self {
                outer.0
            }
        }

        impl ::std::ops::Deref for $type {
            type Target = $inner;

            #[inline]
            fn deref(&self) -> &Self::Target {
                &self.0
            }
        }

        impl ::std::ops::DerefMut for $type {
            #[inline]
            fn deref_mut(&mut self) -> &mut Self::Target {
                &mut self.0
            }
        }

        impl ::std::fmt::Debug for $type {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_tuple(stringify!($type))
                    .field(&$crate::runtime::json::Schema::value(self))
                    .finish()
            }
        }

        impl $crate::runtime::json::Schema for $type {
            #[inline]
            fn blank() -> Self {
                Self($crate::runtime::json::Schema::blank())
            }

            #[inline]
            fn slot(&mut self) -> $crate::runtime::json::Slot<'_> {
                $crate::runtime::json::Schema::slot(&mut self.0)
            }

            #[inline]
            fn value(&self) -> $crate::runtime::json::Value<'_> {
                $crate::runtime::json::Schema::value(&self.0)
            }

            #[inline]
            fn null() -> Option<Self> {
                <$inner as $crate::runtime::json::Schema>::null().map(Self)
            }
        }

        $crate::runtime::macros::serde_impls! { $type }
    };
}

pub(crate) use {
    integer_enum, newtype, object, serde_impls, set, setters, string_enum, string_newtype, union,
};

//! Objects: structs whose keys a table lists.

/// Defines a struct whose keys a table lists, a row a property:
///
/// ```text
/// object! {
///     /// A pet.
///     pub struct Pet: new(name: String) {
///         const "kind" = string("pet"),
///         /// What it is called.
///         0 name: String = required "name" check(&NAME),
///         1 tag: String = optional "tag",
///     }
/// }
/// ```
///
/// The presence says what a row's type stands in: `String`, `Option<String>` where it is `optional` or `nullable`,
/// `Option<Option<String>>` where it is `tristate`. Other properties are kept in `extra`; `..rest: BTreeMap<String, i64>`
/// types them and names the field, `closed` says that there are none. With `new`, a caller can make one: from what is
/// required, and with a setter for each property that can be left out, unless it is `read_only`. With `received` in place of
/// `new` only the server makes one, and tests do, by the feature `testing`.
///
/// Or makes an object of a struct that is there: `object! { Pet { const "kind" = string("pet"), 0 id "id" required check(&ID), ..extra } }`.
///
/// `check(&CHECK),` in front of the rows demands something of the object as a whole.
///
/// Rows are number (from 0), field, key, presence (`required`, `optional`, `nullable`, `tristate`) and the clauses
/// `read_only`, `check(&CHECK)` and `secret`.
#[doc(hidden)]
#[macro_export]
macro_rules! __object {
    ($(#[$meta:meta])* pub struct $type:ident $(: $maker:ident($($required:ident: $needed:ty),* $(,)?))? {
        $(check($own:expr $(,)?),)?
        $(const $constant:literal = $kind:ident($literal:expr $(,)?),)*
        $(
            $(#[$field_meta:meta])*
            $index:literal $field:ident: $of:ty = $presence:ident $key:literal $($clause:ident $(($argument:expr $(,)?))?)*
        ),* $(,)?
    }) => {
        $crate::runtime::macros::object! {
            $(#[$meta])*
            pub struct $type $(: $maker($($required: $needed),*))? {
                $(check($own),)?
                $(const $constant = $kind($literal),)*
                $($(#[$field_meta])* $index $field: $of = $presence $key $($clause $(($argument))?)*,)*
                ..extra: $crate::runtime::json::Extra
            }
        }
    };
    ($(#[$meta:meta])* pub struct $type:ident $(: $maker:ident($($required:ident: $needed:ty),* $(,)?))? {
        $(check($own:expr $(,)?),)?
        $(const $constant:literal = $kind:ident($literal:expr $(,)?),)*
        $(
            $(#[$field_meta:meta])*
            $index:literal $field:ident: $of:ty = $presence:ident $key:literal $($clause:ident $(($argument:expr $(,)?))?)*,
        )*
        closed $(,)?
    }) => {
        $crate::runtime::macros::object! {
            @define
            $(#[$meta])*
            pub struct $type $(: $maker($($required: $needed),*))? {
                $(check($own),)?
                $(const $constant = $kind($literal),)*
                $($(#[$field_meta])* $index $field: $of = $presence $key $($clause $(($argument))?)*,)*
            }
        }
    };
    ($(#[$meta:meta])* pub struct $type:ident $(: $maker:ident($($required:ident: $needed:ty),* $(,)?))? {
        $(check($own:expr $(,)?),)?
        $(const $constant:literal = $kind:ident($literal:expr $(,)?),)*
        $(
            $(#[$field_meta:meta])*
            $index:literal $field:ident: $of:ty = $presence:ident $key:literal $($clause:ident $(($argument:expr $(,)?))?)*,
        )*
        ..$extra:ident: $rest:ty $(,)?
    }) => {
        $crate::runtime::macros::object! {
            @define
            $(#[$meta])*
            pub struct $type $(: $maker($($required: $needed),*))? {
                $(check($own),)?
                $(const $constant = $kind($literal),)*
                $($(#[$field_meta])* $index $field: $of = $presence $key $($clause $(($argument))?)*,)*
                ..$extra: $rest
            }
        }
    };
    (@define $(#[$meta:meta])* pub struct $type:ident $(: $maker:ident($($required:ident: $needed:ty),*))? {
        $(check($own:expr),)?
        $(const $constant:literal = $kind:ident($literal:expr),)*
        $(
            $(#[$field_meta:meta])*
            $index:literal $field:ident: $of:ty = $presence:ident $key:literal $($clause:ident $(($argument:expr))?)*,
        )*
        $(..$extra:ident: $rest:ty)?
    }) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        pub struct $type {
            $(
                $(#[$field_meta])*
                #[doc = ""]
                #[doc = concat!("On the wire: `", stringify!($key), "`.")]
                pub $field: $crate::runtime::macros::property!($presence $of),
            )*
            $(
                /// Properties that the description doesn't name.
                pub $extra: $rest,
            )?
        }

        $crate::runtime::macros::object! {
            $type {
                $(check($own),)?
                $(const $constant = $kind($literal),)*
                $($index $field $key $presence $($clause $(($argument))?)*,)*
                $(..$extra)?
            }
        }

        $crate::runtime::macros::constructor! {
            $type
            [$($maker($($required: $needed),*))?]
            $($field: $of = $presence [$($clause)*],)*
        }
    };
    ($type:ident {
        $(check($own:expr $(,)?),)?
        $(const $constant:literal = $kind:ident($literal:expr),)*
        $($index:literal $field:ident $key:literal $presence:ident $($clause:ident $(($argument:expr $(,)?))?)*,)*
        $(..$extra:ident $(,)?)?
    }) => {
        impl $crate::runtime::json::Schema for $type {
            #[inline]
            fn placeholder() -> Self {
                Self {
                    $($field: $crate::runtime::json::Schema::placeholder(),)*
                    $($extra: $crate::runtime::json::Schema::placeholder(),)?
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
                        check: $crate::runtime::json::Check::of(&[$($own)?]),
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

/// What a property's field holds: its type, and the options that its presence makes of it.
#[doc(hidden)]
#[macro_export]
macro_rules! __property {
    (required $of:ty) => { $of };
    (optional $of:ty) => { Option<$of> };
    (nullable $of:ty) => { Option<$of> };
    (tristate $of:ty) => { Option<Option<$of>> };
}

/// What a caller makes a value with, where the table says so.
#[doc(hidden)]
#[macro_export]
macro_rules! __constructor {
    ($type:ident [] $($row:tt)*) => {};
    ($type:ident [received($($required:ident: $needed:ty),*)] $($row:tt)*) => {
        #[cfg(feature = "testing")]
        $crate::runtime::macros::constructor! { $type [new($($required: $needed),*)] $($row)* }
    };
    ($type:ident [new($($required:ident: $needed:ty),*)] $($field:ident: $of:ty = $presence:ident [$($clause:ident)*],)*) => {
        impl $type {
            /// Creates the value from what is required.
            #[inline]
            #[allow(clippy::new_without_default, reason = "what the type needs may grow")]
            pub fn new($($required: impl Into<$needed>),*) -> Self {
                #[allow(unused_mut, reason = "nothing may be required")]
                let mut value = <Self as $crate::runtime::json::Schema>::placeholder();
                $(value.$required = $required.into();)*
                value
            }

            $($crate::runtime::macros::setter! { $presence $field: $of, [$($clause)*] })*
        }
    };
}

/// The setter of a property that can be left out. `null` of a tristate is set through the field.
#[doc(hidden)]
#[macro_export]
macro_rules! __setter {
    ($presence:ident $field:ident: $of:ty, [read_only $($clause:ident)*]) => {};
    (optional $field:ident: $of:ty, [$($clause:ident)*]) => {
        #[doc = concat!("Sets `", stringify!($field), "`.")]
        #[inline]
        #[must_use]
        pub fn $field(mut self, value: impl Into<$of>) -> Self {
            self.$field = Some(value.into());
            self
        }
    };
    (tristate $field:ident: $of:ty, [$($clause:ident)*]) => {
        #[doc = concat!("Sets `", stringify!($field), "`.")]
        #[inline]
        #[must_use]
        pub fn $field(mut self, value: impl Into<$of>) -> Self {
            self.$field = Some(Some(value.into()));
            self
        }
    };
    ($presence:ident $field:ident: $of:ty, [$($clause:ident)*]) => {};
}

pub use {__constructor as constructor, __object as object, __property as property, __setter as setter};

// Copied from runtime/macros/object.rs of generator 0.1.0; independent of the description.

//! Objects: structs whose keys are listed in a table.

/// Defines a struct whose keys are listed in a table, with one row for each property:
///
/// ```text
/// object! {
///     /// A pet.
///     pub struct Pet: new {
///         const "kind" = string("pet"),
///         /// The name.
///         pub name: String = required "name" check(&NAME),
///         pub tag: Option<String> = optional "tag",
///         ..extra: Extra,
///     }
/// }
/// ```
///
/// A row consists of the field, its type, its presence, its key, and the clauses `needed`, `never_null`, `read_only`,
/// `by_value`, `check(&CHECK)` and `secret`. The presence is `required`, `optional`, `nullable` (an `Option`), or
/// `tristate(name_null)` (an `Option<Option<_>>`, and the name of the setter for `null`). The field `..extra` keeps other
/// properties; without it they are dropped.
///
/// With `new`, callers can create a value: `new` takes the required and nullable properties in the order of the rows, and each
/// optional property has a setter, unless it is `read_only`. A value that is passed `by_value` is not converted. With
/// `received` instead of `new`, only the server sends the type; its constructor needs the feature `testing`. Every type without
/// required properties is `Default`.
///
/// The macro also accepts an existing struct: `object! { Pet { const "kind" = string("pet"), .id = required "id" check(&ID), ..extra } }`.
///
/// `check(&CHECK),` before the rows is a constraint on the object as a whole.
#[doc(hidden)]
#[macro_export]
macro_rules! __object {
    // A type is matched in parts, since a setter takes the content of the `Option`. A type that isn't a plain path is in
    // parentheses.
    ($(#[$meta:meta])* pub struct $type:ident $(: $maker:ident)? {
        $(check($own:expr $(,)?),)?
        $(const $constant:literal = $kind:ident($literal:expr $(,)?),)*
        $(
            $(#[$field_meta:meta])*
            pub $field:ident: $(($whole:ty))? $($path:ident)::* $(<
                $(($inner:ty))? $($inner_path:ident)::* $(, $second:ty >)? $(<$($innermost:ty),+ $(>>)? $(> >)?)?
            $(>)?)? = $presence:ident $(($null:ident))? $key:literal $($clause:ident $(($value:expr $(,)?))?)*,
        )*
        $(..$extra:ident: $rest:ty $(,)?)?
    }) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        pub struct $type {
            $(
                $(#[$field_meta])*
                #[doc = ""]
                #[doc = concat!("On the wire: `", stringify!($key), "`.")]
                pub $field: $($whole)? $($path)::* $(<$($inner)? $($inner_path)::* $(<$($innermost),+>)? $(, $second)?>)?,
            )*
            $(
                /// Properties that the description doesn't list.
                pub $extra: $rest,
            )?
        }

        $crate::runtime::macros::object! {
            $type {
                $(check($own),)?
                $(const $constant = $kind($literal),)*
                $(.$field = $presence $key $($clause $(($value))?)*,)*
                $(..$extra)?
            }
        }

        $crate::runtime::macros::constructor! {
            [$($maker)?] $type
            $(
                ($($whole)? $($path)::* $(<$($inner)? $($inner_path)::* $(<$($innermost),+>)? $(, $second)?>)?)
                ($($($inner)? $($inner_path)::* $(<$($innermost),+>)?)?)
                ($($($($innermost),+)?)?)
                [$($null $field)?]
                $presence $($clause)* => $field,
            )*
        }
    };
    ($type:ident {
        $(check($own:expr $(,)?),)?
        $(const $constant:literal = $kind:ident($literal:expr),)*
        $(.$field:ident = $presence:ident $key:literal $($clause:ident $(($value:expr $(,)?))?)*,)*
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

            $crate::runtime::macros::named_schema! {}
        }

        impl $crate::runtime::json::Object for $type {
            #[inline]
            fn shape(&self) -> &'static $crate::runtime::json::Shape {
                const {
                    &$crate::runtime::json::Shape {
                        name: stringify!($type),
                        constants: &[$(($constant, $crate::runtime::json::Literal::$kind($literal)),)*],
                        fields: &[$(
                            $crate::runtime::json::Field::$presence($key)$(.$clause($($value)?))*,
                        )*],
                        check: $crate::runtime::json::Check::of(&[$($own)?]),
                    }
                }
            }

            // The optimizer turns the comparisons into a switch.
            #[inline]
            #[allow(unused_assignments, unused_mut, unused_variables, reason = "there may be no rows")]
            fn field_slot(&mut self, field: usize) -> $crate::runtime::json::Slot<'_> {
                let mut row = 0;
                $(
                    if field == row {
                        return $crate::runtime::json::Schema::slot(&mut self.$field);
                    }
                    row += 1;
                )*
                $crate::runtime::json::Slot::Skip
            }

            #[inline]
            #[allow(unused_assignments, unused_mut, unused_variables, reason = "there may be no rows")]
            fn field_value(&self, field: usize) -> $crate::runtime::json::Value<'_> {
                let mut row = 0;
                $(
                    if field == row {
                        return $crate::runtime::json::presence::$presence(&self.$field);
                    }
                    row += 1;
                )*
                $crate::runtime::json::Value::Absent
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

        $crate::runtime::macros::json_schema! {
            $type, generator => {
                let fields = vec![$($crate::runtime::json::json_schema::row::$presence(
                    |value: &Self| &value.$field,
                    generator,
                )),*];
                let extra: &[$crate::runtime::json::json_schema::JsonSchemaValue] = &[$(
                    $crate::runtime::json::json_schema::row::required(|value: &Self| &value.$extra, generator)
                )?];
                let shape = $crate::runtime::json::Object::shape(
                    &<Self as $crate::runtime::json::Schema>::placeholder(),
                );
                $crate::runtime::json::json_schema::object(shape, fields, extra.first().cloned())
            }
        }

        $crate::runtime::macros::serde_impls! { $type }
    };
}

/// The constructor: `new` with the required and nullable properties, and a setter for each optional one, and for `null` of a
/// tristate property.
///
/// A row consists of its type, the content of that type's `<>`, the content of the inner type's `<>`, and the setter for
/// `null` with its field, if there is one. It matches the group of its presence. A repetition over the field of a group is expanded only for the rows of that group.
#[doc(hidden)]
#[macro_export]
macro_rules! __constructor {
    ([] $($rest:tt)*) => {};
    ([new] $($rest:tt)*) => {
        $crate::runtime::macros::constructor! { if all() => $($rest)* }
    };
    ([received] $($rest:tt)*) => {
        $crate::runtime::macros::constructor! { if feature = "testing" => $($rest)* }
    };
    (if $condition:meta => $type:ident $(
        ($of:ty) $inner:tt $innermost:tt [$($null:ident $nullable:ident)?]
        $($(required)? $(nullable)? $(never_null)? $(check)? $(secret)? => $argument:ident)?
        $(required by_value $(check)? $(secret)? => $number:ident)?
        $(optional $(needed)? $(check)? $(secret)? => $optional:ident)?
        $(optional $(needed)? by_value $(check)? $(secret)? => $optional_number:ident)?
        $(tristate $(needed)? $(never_null)? $(check)? $(secret)? => $tristate:ident)?
        $(tristate $(needed)? $(never_null)? by_value $(check)? $(secret)? => $tristate_number:ident)?
        $($(optional)? $(tristate)? $(needed)? $(never_null)? read_only $(by_value)? $(check)? $(secret)? => $read_only:ident)?,
    )*) => {
        $crate::runtime::macros::default! { $type $($($argument)? $($number)?)* }

        #[cfg($condition)]
        #[allow(unused_parens, reason = "a row is in parentheses")]
        impl $type {
            /// Creates the value from its required properties.
            #[inline]
            pub fn new($($($argument: impl Into<$of>,)? $($number: $of,)?)*) -> Self {
                #[allow(unused_mut, reason = "there may be no required properties")]
                let mut value = <Self as $crate::runtime::json::Schema>::placeholder();
                $(
                    $($crate::runtime::json::presence::put(&mut value.$argument, $argument);)?
                    $(value.$number = $number;)?
                )*
                value
            }

            $(
                $(
                    #[doc = concat!("Sets `", stringify!($optional), "`.")]
                    #[inline]
                    #[must_use]
                    pub fn $optional(mut self, value: impl Into<$inner>) -> Self {
                        $crate::runtime::json::presence::set(&mut self.$optional, value);
                        self
                    }
                )?
                $(
                    #[doc = concat!("Sets `", stringify!($optional_number), "`.")]
                    #[inline]
                    #[must_use]
                    pub fn $optional_number(mut self, value: $inner) -> Self {
                        self.$optional_number = Some(value);
                        self
                    }
                )?
                $(
                    #[doc = concat!("Sets `", stringify!($tristate), "`.")]
                    #[inline]
                    #[must_use]
                    pub fn $tristate(mut self, value: impl Into<$innermost>) -> Self {
                        $crate::runtime::json::presence::set_value(&mut self.$tristate, value);
                        self
                    }
                )?
                $(
                    #[doc = concat!("Sets `", stringify!($tristate_number), "`.")]
                    #[inline]
                    #[must_use]
                    pub fn $tristate_number(mut self, value: $innermost) -> Self {
                        self.$tristate_number = Some(Some(value));
                        self
                    }
                )?
                $(
                    #[doc = concat!("Sets `", stringify!($nullable), "` to `null`.")]
                    #[inline]
                    #[must_use]
                    pub fn $null(mut self) -> Self {
                        self.$nullable = Some(None);
                        self
                    }
                )?
            )*
        }
    };
}

/// Implements `Default` for a type without required properties: the arguments of its constructor follow its name.
#[doc(hidden)]
#[macro_export]
macro_rules! __default {
    ($type:ident) => {
        impl ::std::default::Default for $type {
            /// The value without any property.
            #[inline]
            fn default() -> Self {
                <Self as $crate::runtime::json::Schema>::placeholder()
            }
        }
    };
    ($type:ident $($argument:ident)+) => {};
}

pub use {__constructor as constructor, __default as default, __object as object};

// Copied from runtime/macros/enums.rs of generator 0.1.0; independent of the description.

//! Open enums: a set of strings or integers, and any other value that is received. Conversions accept only values of the set;
//! other values must use the unknown variant, so a misspelled value can't be sent by accident.

/// Implements an open set of strings for an enum: `string_enum! { Kind { Cat = "cat", Dog = "dog", ..Unknown } }`.
///
/// It can also define the enum: `string_enum! { pub enum Kind { … } }`, where each row has docs.
#[doc(hidden)]
#[macro_export]
macro_rules! __string_enum {
    ($(#[$meta:meta])* pub enum $type:ident {
        $($(#[$variant_meta:meta])* $variant:ident = $text:literal,)* ..$unknown:ident $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $type {
            $(
                $(#[$variant_meta])*
                #[doc = ""]
                #[doc = concat!("On the wire: `", stringify!($text), "`.")]
                $variant,
            )*
            /// A value that the description doesn't list.
            $unknown(String),
        }

        $crate::runtime::macros::string_enum! { $type { $($variant = $text,)* ..$unknown } }
    };
    ($type:ident { $($variant:ident = $text:literal,)* ..$unknown:ident $(,)? }) => {
        impl $type {
            /// The values that the description lists.
            #[allow(dead_code, reason = "few programs use it")]
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Whether the description lists the value.
            #[allow(dead_code, reason = "few programs use it")]
            #[inline]
            pub const fn is_known(&self) -> bool {
                !matches!(self, Self::$unknown(_))
            }

            /// The value as sent.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::$unknown(text) => text,
                }
            }
        }

        impl ::std::str::FromStr for $type {
            type Err = $crate::runtime::json::UnknownValue;

            #[inline]
            // `Self::Err` could be a variant.
            fn from_str(text: &str) -> Result<Self, $crate::runtime::json::UnknownValue> {
                let mut value = Self::$unknown(String::new());
                $crate::runtime::json::Text::set(&mut value, text);
                match value {
                    Self::$unknown(text) => Err($crate::runtime::json::UnknownValue::new(
                        stringify!($type),
                        stringify!($unknown),
                        &text,
                        &[$($text),*],
                    )),
                    value => Ok(value),
                }
            }
        }

        impl $crate::runtime::json::ListedText for $type {}

        #[cfg(feature = "clap")]
        impl $crate::runtime::macros::ValueEnum for $type {
            #[inline]
            fn value_variants<'a>() -> &'a [Self] {
                Self::ALL
            }

            #[inline]
            fn to_possible_value(&self) -> Option<$crate::runtime::macros::PossibleValue> {
                let mut all = Self::ALL.iter();
                all.find(|value| *value == self)
                    .map(|value| $crate::runtime::macros::PossibleValue::new(value.as_str()))
            }
        }

        $crate::runtime::macros::text_impls! { $type }

        impl $crate::runtime::json::Schema for $type {
            #[inline]
            fn placeholder() -> Self {
                Self::$unknown(String::new())
            }

            #[inline]
            fn slot(&mut self) -> $crate::runtime::json::Slot<'_> {
                $crate::runtime::json::Slot::Text(self)
            }

            #[inline]
            fn value(&self) -> $crate::runtime::json::Value<'_> {
                match self {
                    Self::$unknown(text) => $crate::runtime::json::Value::Checked(
                        text,
                        const { &$crate::runtime::json::Check::unlisted(stringify!($type)) },
                    ),
                    known => $crate::runtime::json::Value::Str(known.as_str()),
                }
            }

            $crate::runtime::macros::named_schema! {}
        }

        impl $crate::runtime::json::Text for $type {
            #[inline]
            fn set(&mut self, text: &str) {
                *self = match text {
                    $($text => Self::$variant,)*
                    _ => Self::$unknown(text.to_owned()),
                };
            }
        }

        $crate::runtime::macros::json_schema! {
            $type, _generator => $crate::runtime::json::json_schema::one_of([$($text),*])
        }

        $crate::runtime::macros::serde_impls! { $type }
    };
}

/// Implements an open set of integers for an enum: `integer_enum! { Code { NotFound = 404, ..Unknown } }`.
///
/// It can also define the enum: `integer_enum! { pub enum Code { … } }`, where each row has docs.
#[doc(hidden)]
#[macro_export]
macro_rules! __integer_enum {
    ($(#[$meta:meta])* pub enum $type:ident {
        $($(#[$variant_meta:meta])* $variant:ident = $number:literal,)* ..$unknown:ident $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $type {
            $(
                $(#[$variant_meta])*
                #[doc = ""]
                #[doc = concat!("On the wire: `", stringify!($number), "`.")]
                $variant,
            )*
            /// A value that the description doesn't list.
            $unknown(i64),
        }

        $crate::runtime::macros::integer_enum! { $type { $($variant = $number,)* ..$unknown } }
    };
    ($type:ident { $($variant:ident = $number:literal,)* ..$unknown:ident $(,)? }) => {
        impl $type {
            /// The values that the description lists.
            #[allow(dead_code, reason = "few programs use it")]
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Whether the description lists the value.
            #[allow(dead_code, reason = "few programs use it")]
            #[inline]
            pub const fn is_known(&self) -> bool {
                !matches!(self, Self::$unknown(_))
            }

            /// The value as sent.
            #[inline]
            pub const fn as_i64(&self) -> i64 {
                match self {
                    $(Self::$variant => $number,)*
                    Self::$unknown(number) => *number,
                }
            }
        }

        impl ::std::convert::TryFrom<i64> for $type {
            type Error = $crate::runtime::json::UnknownValue;

            #[inline]
            // `Self::Error` could be a variant.
            fn try_from(number: i64) -> Result<Self, $crate::runtime::json::UnknownValue> {
                match number {
                    $($number => Ok(Self::$variant),)*
                    _ => Err($crate::runtime::json::UnknownValue::new(
                        stringify!($type),
                        stringify!($unknown),
                        &number.to_string(),
                        &[$(stringify!($number)),*],
                    )),
                }
            }
        }

        impl $crate::runtime::json::ListedInteger for $type {}

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
            fn placeholder() -> Self {
                Self::$unknown(0)
            }

            #[inline]
            fn slot(&mut self) -> $crate::runtime::json::Slot<'_> {
                $crate::runtime::json::Slot::Integer(self)
            }

            #[inline]
            fn value(&self) -> $crate::runtime::json::Value<'_> {
                match self {
                    Self::$unknown(number) => {
                        $crate::runtime::json::Value::Unlisted(*number, stringify!($type))
                    }
                    known => $crate::runtime::json::Value::I64(known.as_i64()),
                }
            }

            $crate::runtime::macros::named_schema! {}
        }

        impl $crate::runtime::json::Integer for $type {
            #[inline]
            fn set(&mut self, value: i64) {
                *self = match value {
                    $($number => Self::$variant,)*
                    _ => Self::$unknown(value),
                };
            }
        }

        $crate::runtime::macros::json_schema! {
            $type, _generator => $crate::runtime::json::json_schema::one_of([$($number as i64),*])
        }

        $crate::runtime::macros::serde_impls! { $type }
    };
}

pub use {__integer_enum as integer_enum, __string_enum as string_enum};

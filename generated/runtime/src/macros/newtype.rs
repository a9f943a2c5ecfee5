// Copied from runtime/macros/newtype.rs of generator 0.1.0; independent of the description.

//! Newtypes: strings that are always valid unless they were received, and transparent wrappers. They have named fields: a tuple
//! struct would also be a function, which an argument of the same name would shadow in a script without letter case.

/// Makes `struct Id { text: Cow<'static, str> }` a validated string: `string_newtype! { Id check(&ID) }`.
///
/// A received string is not validated. `secret` after the check redacts the string in `Debug` and in errors.
///
/// It can also define the struct: `string_newtype! { pub struct Id check(&ID) }`.
#[doc(hidden)]
#[macro_export]
macro_rules! __string_newtype {
    ($(#[$meta:meta])* pub struct $type:ident check($check:expr $(,)?) $($secret:ident)? $(,)?) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $type {
            text: ::std::borrow::Cow<'static, str>,
        }

        $crate::runtime::macros::string_newtype! { $type check($check) $($secret)? }
    };
    ($type:ident check($check:expr $(,)?) $($secret:ident)?) => {
        impl $type {
            /// Creates the value from a string that is known at compile time. In a `const`, an invalid string doesn't compile.
            ///
            /// # Panics
            /// When the type doesn't allow the string. For input, use `parse` or `try_from`.
            #[allow(clippy::panic)] // In a constant, a panic is how the compiler is told.
            #[inline]
            pub const fn from_static(text: &'static str) -> Self {
                let check: &$crate::runtime::json::Check = $check;
                match check.broken_by(text) {
                    None => Self { text: ::std::borrow::Cow::Borrowed(text) },
                    Some(rule) => panic!("{}", rule.message()),
                }
            }

            /// The string.
            #[inline]
            pub fn as_str(&self) -> &str {
                &self.text
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
                    None => Ok(Self { text: ::std::borrow::Cow::Owned(text) }),
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
                value.text.into_owned()
            }
        }

        $crate::runtime::macros::text_impls! { $type }

        // Equality, order and hash are those of the string.
        impl ::std::borrow::Borrow<str> for $type {
            #[inline]
            fn borrow(&self) -> &str {
                &self.text
            }
        }

        impl ::std::fmt::Debug for $type {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                let shown = $crate::runtime::json::Shown::new(&self.text, stringify!($($secret)?));
                f.debug_tuple(stringify!($type)).field(&shown).finish()
            }
        }

        impl $crate::runtime::json::Schema for $type {
            #[inline]
            fn placeholder() -> Self {
                Self { text: ::std::borrow::Cow::Borrowed("") }
            }

            #[inline]
            fn slot(&mut self) -> $crate::runtime::json::Slot<'_> {
                $crate::runtime::json::Slot::Text(&mut self.text)
            }

            #[inline]
            fn value(&self) -> $crate::runtime::json::Value<'_> {
                $crate::runtime::json::Value::Checked(&self.text, $check)
            }

            $crate::runtime::macros::named_schema! {}
        }

        $crate::runtime::macros::json_schema! {
            $type, _generator => $crate::runtime::json::json_schema::text($check)
        }

        $crate::runtime::macros::serde_impls! { $type }
    };
}

/// Makes `struct Tree { inner: Vec<Tree> }` a transparent wrapper: `newtype! { Tree(Vec<Tree>) }`.
#[doc(hidden)]
#[macro_export]
macro_rules! __newtype {
    ($type:ident($inner:ty $(,)?)) => {
        impl ::std::convert::From<$inner> for $type {
            #[inline]
            fn from(inner: $inner) -> Self {
                Self { inner }
            }
        }

        impl ::std::convert::From<$type> for $inner {
            #[inline]
            fn from(outer: $type) -> Self {
                outer.inner
            }
        }

        impl ::std::ops::Deref for $type {
            type Target = $inner;

            #[inline]
            fn deref(&self) -> &Self::Target {
                &self.inner
            }
        }

        impl ::std::ops::DerefMut for $type {
            #[inline]
            fn deref_mut(&mut self) -> &mut Self::Target {
                &mut self.inner
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
            fn placeholder() -> Self {
                Self {
                    inner: $crate::runtime::json::Schema::placeholder(),
                }
            }

            #[inline]
            fn slot(&mut self) -> $crate::runtime::json::Slot<'_> {
                $crate::runtime::json::Schema::slot(&mut self.inner)
            }

            #[inline]
            fn value(&self) -> $crate::runtime::json::Value<'_> {
                $crate::runtime::json::Schema::value(&self.inner)
            }

            #[inline]
            fn null() -> Option<Self> {
                <$inner as $crate::runtime::json::Schema>::null().map(|inner| Self { inner })
            }

            $crate::runtime::macros::named_schema! {}
        }

        $crate::runtime::macros::json_schema! {
            $type, generator => <$inner as $crate::runtime::json::Schema>::json_schema(generator)
        }

        $crate::runtime::macros::serde_impls! { $type }
    };
}

pub use {__newtype as newtype, __string_newtype as string_newtype};

// Copied from runtime/macros/union.rs of generator 0.1.0; independent of the description.

//! Open unions: one of several types, distinguished by evidence.

/// Implements an open union for an enum: `union! { Pet { Cat from Cat where tag("kind", "cat"), Name where kind(STRING), ..Unknown } }`.
///
/// `check(&CHECK)` after the name of a variant is a constraint on its content.
///
/// The first variant whose tests (see `json::evidence`) all hold is chosen.
///
/// It can also define the enum: `union! { pub enum Pet { /// A cat. Cat(Cat) where tag("kind", "cat"), ..Unknown } }`. The
/// enum implements `From` for the content of each variant. `from(Cat)` names the type in a box, and `from()` marks a variant
/// whose content is that of another variant.
#[doc(hidden)]
#[macro_export]
macro_rules! __union {
    ($(#[$meta:meta])* pub enum $type:ident {
        $(
            $(#[$variant_meta:meta])*
            $variant:ident($content:ty) $(check($check:expr $(,)?))? $(from($($from:ty)?))? where $($test:ident($($argument:expr),* $(,)?))+,
        )*
        ..$unknown:ident $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        #[allow(missing_docs, reason = "the content of a variant documents it")]
        pub enum $type {
            $($(#[$variant_meta])* $variant($content),)*
            /// Any other value, as received.
            $unknown($crate::runtime::json::ExactJson),
        }

        $crate::runtime::macros::union! {
            $type {
                $($variant $(check($check))? where $($test($($argument),*))+,)*
                ..$unknown
            }
        }

        $($crate::runtime::macros::from! { $type $variant($content) $(from($($from)?))? })*
    };
    ($type:ident {
        $($variant:ident $(check($check:expr $(,)?))? $(from $from:ty)? where $($test:ident($($argument:expr),* $(,)?))+,)*
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
            fn placeholder() -> Self {
                Self::$unknown($crate::runtime::json::Schema::placeholder())
            }

            #[inline]
            fn slot(&mut self) -> $crate::runtime::json::Slot<'_> {
                $crate::runtime::json::Slot::Union(self)
            }

            #[inline]
            fn value(&self) -> $crate::runtime::json::Value<'_> {
                $crate::runtime::json::Value::Union(self)
            }

            #[inline]
            fn null() -> Option<Self> {
                let mut union = <Self as $crate::runtime::json::Schema>::placeholder();
                $crate::runtime::json::take_null(&mut union).then_some(union)
            }

            $crate::runtime::macros::named_schema! {}
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
                                check: $crate::runtime::json::Check::of(&[$($check)?]),
                                key: None,
                            },
                        )*],
                    }
                }
            }

            #[inline]
            #[allow(unused_assignments, reason = "the last row is not counted")]
            fn select(&mut self, variant: usize) -> $crate::runtime::json::Slot<'_> {
                let mut row = 0;
                $(
                    if variant == row {
                        *self = Self::$variant($crate::runtime::json::Schema::placeholder());
                    }
                    row += 1;
                )*
                match self {
                    $(Self::$variant(content) => $crate::runtime::json::Schema::slot(content),)*
                    Self::$unknown(_) => $crate::runtime::json::Slot::Skip,
                }
            }

            #[inline]
            fn select_unknown(&mut self) -> $crate::runtime::json::Slot<'_> {
                *self = Self::$unknown($crate::runtime::json::Schema::placeholder());
                match self {
                    Self::$unknown(content) => $crate::runtime::json::Schema::slot(content),
                    $(Self::$variant(_) => $crate::runtime::json::Slot::Skip,)*
                }
            }

            #[inline]
            #[allow(unused_assignments, reason = "the last row is not counted")]
            fn selected(&self) -> Option<usize> {
                let mut row = 0;
                $(
                    if let Self::$variant(_) = self {
                        return Some(row);
                    }
                    row += 1;
                )*
                None
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

        $crate::runtime::macros::json_schema! {
            $type, generator => {
                let contents = [$(Some($crate::runtime::json::json_schema::content(Self::$variant, generator))),*];
                let shape = $crate::runtime::json::Union::shape(
                    &<Self as $crate::runtime::json::Schema>::placeholder(),
                );
                $crate::runtime::json::json_schema::union(shape, contents)
            }
        }

        $crate::runtime::macros::serde_impls! { $type }
    };
}

/// Implements `From` for the content of a variant.
#[doc(hidden)]
#[macro_export]
macro_rules! __from {
    ($type:ident $variant:ident($content:ty)) => {
        impl ::std::convert::From<$content> for $type {
            #[inline]
            fn from(value: $content) -> Self {
                Self::$variant(value)
            }
        }
    };
    ($type:ident $variant:ident($content:ty) from()) => {};
    ($type:ident $variant:ident($content:ty) from($bare:ty)) => {
        impl ::std::convert::From<$bare> for $type {
            #[inline]
            fn from(value: $bare) -> Self {
                Self::$variant(value.into())
            }
        }
    };
}

pub use {__from as from, __union as union};

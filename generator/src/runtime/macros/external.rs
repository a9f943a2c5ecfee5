//! Externally tagged unions: a string, or an object whose only property has the name of the variant.

/// Defines an open union in serde's default representation of an enum:
///
/// ```text
/// external_union! {
///     pub enum State {
///         /// Nothing runs.
///         Idle = "Idle",
///         Running(Process) = "Running",
///         Failed(String) from() = "Failed" check(&REASON),
///         ..Unknown,
///     }
/// }
/// ```
///
/// On the wire: `"Idle"`, `{"Running": {…}}`. `from` and `check` are those of `union!`.
#[doc(hidden)]
#[macro_export]
macro_rules! __external_union {
    ($(#[$meta:meta])* pub enum $type:ident {
        $(
            $(#[$variant_meta:meta])*
            $variant:ident $(($content:ty) $(from($($from:ty)?))?)? = $key:literal $(check($check:expr $(,)?))?,
        )*
        ..$unknown:ident $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        #[allow(missing_docs, reason = "the content of a variant documents it")]
        pub enum $type {
            $(
                $(#[$variant_meta])*
                #[doc = ""]
                #[doc = concat!("On the wire: `", $key, "`.")]
                $variant $(($content))?,
            )*
            /// Any other value, as received.
            $unknown($crate::runtime::json::ExactJson),
        }

        $($($crate::runtime::macros::from! { $type $variant($content) $(from($($from)?))? })?)*

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

            $crate::runtime::macros::named_schema! {}
        }

        impl $crate::runtime::json::Union for $type {
            #[inline]
            fn shape(&self) -> &'static $crate::runtime::json::UnionShape {
                const {
                    &$crate::runtime::json::UnionShape {
                        name: stringify!($type),
                        variants: &[$($crate::runtime::macros::external_union!(
                            @row $variant $key [$($content)?] [$($check)?]
                        ),)*],
                    }
                }
            }

            #[inline]
            #[allow(unused_assignments, reason = "the last row is not counted")]
            fn select(&mut self, variant: usize) -> $crate::runtime::json::Slot<'_> {
                let mut row = 0;
                $(
                    if variant == row {
                        *self = $crate::runtime::macros::external_union!(@placeholder $variant [$($content)?]);
                    }
                    row += 1;
                )*
                match self {
                    $($crate::runtime::macros::external_union!(@pattern content $variant [$($content)?]) => {
                        $crate::runtime::macros::external_union!(@slot content [$($content)?])
                    })*
                    Self::$unknown(_) => $crate::runtime::json::Slot::Skip,
                }
            }

            #[inline]
            fn select_unknown(&mut self) -> $crate::runtime::json::Slot<'_> {
                *self = Self::$unknown($crate::runtime::json::Schema::placeholder());
                match self {
                    Self::$unknown(content) => $crate::runtime::json::Schema::slot(content),
                    _ => $crate::runtime::json::Slot::Skip,
                }
            }

            #[inline]
            #[allow(unused_assignments, reason = "the last row is not counted")]
            fn selected(&self) -> Option<usize> {
                let mut row = 0;
                $(
                    if let Self::$variant { .. } = self {
                        return Some(row);
                    }
                    row += 1;
                )*
                None
            }

            #[inline]
            fn content(&self) -> $crate::runtime::json::Value<'_> {
                match self {
                    $(Self::$variant { .. } => {
                        $crate::runtime::macros::external_union!(@content self $key [$($content)?])
                    })*
                    Self::$unknown(content) => $crate::runtime::json::Schema::value(content),
                }
            }
        }

        impl $crate::runtime::json::MapValue for $type {
            #[inline]
            fn count(&self) -> usize {
                self.entries().count()
            }

            #[inline]
            fn entries<'a>(
                &'a self,
            ) -> Box<dyn Iterator<Item = (&'a str, $crate::runtime::json::Value<'a>)> + 'a> {
                match self {
                    $($crate::runtime::macros::external_union!(@pattern content $variant [$($content)?]) => {
                        $crate::runtime::macros::external_union!(@entries content $key [$($content)?])
                    })*
                    Self::$unknown(_) => Box::new(::std::iter::empty()),
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
                let contents = [$(
                    $crate::runtime::macros::external_union!(@schema generator $variant [$($content)?])
                ),*];
                let shape = $crate::runtime::json::Union::shape(
                    &<Self as $crate::runtime::json::Schema>::placeholder(),
                );
                $crate::runtime::json::json_schema::union(shape, contents)
            }
        }

        $crate::runtime::macros::serde_impls! { $type }
    };
    (@row $variant:ident $key:literal [] []) => {
        $crate::runtime::json::Variant {
            name: stringify!($variant),
            tests: &[$crate::runtime::json::evidence::value_in(&[$key])],
            check: None,
            key: None,
        }
    };
    (@row $variant:ident $key:literal [$content:ty] [$($check:expr)?]) => {
        $crate::runtime::json::Variant {
            name: stringify!($variant),
            tests: &[$crate::runtime::json::evidence::sole_key($key)],
            check: $crate::runtime::json::Check::of(&[$(&$crate::runtime::json::Check {
                values: Some($check),
                ..$crate::runtime::json::Check::NONE
            })?]),
            key: Some($key),
        }
    };
    (@schema $generator:ident $variant:ident []) => { None };
    (@schema $generator:ident $variant:ident [$content:ty]) => {
        Some($crate::runtime::json::json_schema::content(Self::$variant, $generator))
    };
    (@placeholder $variant:ident []) => { Self::$variant };
    (@placeholder $variant:ident [$content:ty]) => { Self::$variant($crate::runtime::json::Schema::placeholder()) };
    (@pattern $inner:ident $variant:ident []) => { Self::$variant };
    (@pattern $inner:ident $variant:ident [$content:ty]) => { Self::$variant($inner) };
    (@slot $inner:ident []) => { $crate::runtime::json::Slot::Skip };
    (@slot $inner:ident [$content:ty]) => { $crate::runtime::json::Schema::slot($inner) };
    (@content $self:ident $key:literal []) => { $crate::runtime::json::Value::Str($key) };
    (@content $self:ident $key:literal [$content:ty]) => { $crate::runtime::json::Value::Map($self) };
    (@entries $inner:ident $key:literal []) => { Box::new(::std::iter::empty()) };
    (@entries $inner:ident $key:literal [$content:ty]) => {
        Box::new(::std::iter::once(($key, $crate::runtime::json::Schema::value($inner))))
    };
}

pub use __external_union as external_union;

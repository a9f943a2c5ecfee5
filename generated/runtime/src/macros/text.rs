// Copied from runtime/macros/text.rs of generator 0.1.0; independent of the description.

//! What types of text have in common: each can be used as a `str`.

/// Implements `Deref`, `AsRef`, `PartialEq` with text, and `Display` for a type with `as_str`: `text_impls! { Kind }`.
#[doc(hidden)]
#[macro_export]
macro_rules! __text_impls {
    ($type:ident) => {
        impl ::std::ops::Deref for $type {
            type Target = str;

            #[inline]
            fn deref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::std::convert::AsRef<str> for $type {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::std::cmp::PartialEq<str> for $type {
            #[inline]
            fn eq(&self, other: &str) -> bool {
                self.as_str() == other
            }
        }

        impl ::std::cmp::PartialEq<&str> for $type {
            #[inline]
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
            }
        }

        impl ::std::fmt::Display for $type {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}

pub use __text_impls as text_impls;

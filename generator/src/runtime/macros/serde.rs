//! The serde implementations of every type, by way of the engine.

/// Implements `Serialize` and `Deserialize` by way of the engine.
#[doc(hidden)]
#[macro_export]
macro_rules! __serde_impls {
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

pub use __serde_impls as serde_impls;

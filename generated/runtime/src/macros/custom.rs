// Copied from runtime/macros/custom.rs of generator 0.1.0; not from the description.

//! Types that are not generated.

/// Lets a type stand where generated types do: `custom! { uuid::Uuid }`, `custom! { jiff::Zoned = epoch() }`.
///
/// It is `Clone + PartialEq + Serialize + DeserializeOwned`, for serde reads and writes it, and `Default` where no other value
/// is given: that is what stands in its place until it is read.
#[doc(hidden)]
#[macro_export]
macro_rules! __custom {
    ($type:ty) => {
        $crate::runtime::macros::custom! { $type = <$type as ::std::default::Default>::default() }
    };
    ($type:ty = $placeholder:expr) => {
        impl $crate::runtime::json::Schema for $type {
            #[inline]
            fn placeholder() -> Self {
                $placeholder
            }

            #[inline]
            fn slot(&mut self) -> $crate::runtime::json::Slot<'_> {
                $crate::runtime::json::Slot::Custom(self)
            }

            #[inline]
            fn value(&self) -> $crate::runtime::json::Value<'_> {
                $crate::runtime::json::Value::Custom(self)
            }
        }
    };
}

pub use __custom as custom;

//! Types that are not generated.

/// Makes a type usable as a generated one: `custom! { uuid::Uuid }`, `custom! { jiff::Zoned = epoch() }`.
///
/// The type must be `Clone + PartialEq + Serialize + DeserializeOwned`, since serde reads and writes it. It must also be
/// `Default`, unless a placeholder is given, which is the value until it is decoded.
#[doc(hidden)]
#[macro_export]
macro_rules! __custom {
    // The part that doesn't depend on how the type is read and written.
    (@schema $type:ty = $placeholder:expr $(, $check:expr)?) => {
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

            $(
                #[cfg(feature = "schemars")]
                fn json_schema(
                    _: &mut $crate::runtime::json::json_schema::SchemaGenerator,
                ) -> $crate::runtime::json::json_schema::JsonSchemaValue {
                    $crate::runtime::json::json_schema::text($check)
                }
            )?
        }
    };
    ($type:ty) => {
        $crate::runtime::macros::custom! { $type = <$type as ::std::default::Default>::default() }
    };
    ($type:ty = $placeholder:expr) => {
        $crate::runtime::macros::custom! { @schema $type = $placeholder }

        impl $crate::runtime::json::Custom for $type {
            fn read(&mut self, json: &str) -> Result<(), ::serde_json::Error> {
                $crate::runtime::json::read_by_serde(self, json)
            }

            fn write(&self) -> Result<String, ::serde_json::Error> {
                $crate::runtime::json::write_by_serde(self)
            }
        }
    };
}

pub use __custom as custom;

//! `JsonSchema` of schemars, with the feature `schemars`.

/// Implements `JsonSchema` for a generated type: `json_schema! { Kind, generator => text(&KIND) }`.
#[doc(hidden)]
#[macro_export]
macro_rules! __json_schema {
    ($type:ident, $generator:ident => $schema:expr) => {
        #[cfg(feature = "schemars")]
        impl $crate::runtime::json::json_schema::JsonSchema for $type {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                ::std::borrow::Cow::Borrowed(stringify!($type))
            }

            fn schema_id() -> ::std::borrow::Cow<'static, str> {
                ::std::borrow::Cow::Borrowed(concat!(module_path!(), "::", stringify!($type)))
            }

            #[allow(unused_variables, reason = "a type may consist of nothing else")]
            fn json_schema(
                $generator: &mut $crate::runtime::json::json_schema::SchemaGenerator,
            ) -> $crate::runtime::json::json_schema::JsonSchemaValue {
                $schema
            }
        }
    };
}

/// The JSON Schema of a type that implements `JsonSchema`, as a part of others: a reference to its definition.
#[doc(hidden)]
#[macro_export]
macro_rules! __named_schema {
    () => {
        #[cfg(feature = "schemars")]
        fn json_schema(
            generator: &mut $crate::runtime::json::json_schema::SchemaGenerator,
        ) -> $crate::runtime::json::json_schema::JsonSchemaValue {
            generator.subschema_for::<Self>()
        }
    };
}

pub use {__json_schema as json_schema, __named_schema as named_schema};

//! The security schemes of a client.

/// Defines `SCHEMES`, the table of the security schemes, and the module `scheme`, with which operations name them:
///
/// ```text
/// schemes! {
///     bearer_token = http_bearer("bearerAuth"),
///     api_key = api_key_header("apiKey", "X-Key"),
/// }
/// ```
///
/// A row has the name of the method that sets the credential.
#[doc(hidden)]
#[macro_export]
macro_rules! __schemes {
    ($($name:ident = $constructor:ident($($argument:literal),* $(,)?)),+ $(,)?) => {
        const SCHEMES: &[$crate::runtime::http::Scheme] =
            &[$($crate::runtime::http::Scheme::$constructor($($argument),*)),+];

        /// The position of each security scheme in the table.
        #[allow(dead_code, non_upper_case_globals, reason = "constants are named as the setters")]
        pub(crate) mod scheme {
            #[allow(non_camel_case_types, reason = "variants are named as the setters")]
            enum Position {
                $($name),+
            }

            $(pub(crate) const $name: usize = Position::$name as usize;)+
        }
    };
}

pub use __schemes as schemes;

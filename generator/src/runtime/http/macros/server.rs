//! Servers whose URLs have variables (OpenAPI: Server Variable Object).

/// Defines a server, a setter for each variable, and the function that creates it with the default values:
///
/// ```text
/// server! {
///     /// Production.
///     production: Production = "https://{region}.example.com/{base}" {
///         /// Where.
///         region: Region = "region" or "eu",
///         base: String = "base" or "v1",
///     }
/// }
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __server {
    ($(#[$meta:meta])* $function:ident: $type:ident = $url:literal {
        $($(#[$row:meta])* $name:ident: $of:ty = $wire:literal or $default:literal,)*
    }) => {
        $(#[$meta])*
        #[must_use]
        pub fn $function() -> $type {
            $type { server: $crate::runtime::http::Server::new($url, &[$(($wire, $default)),*]) }
        }

        $(#[$meta])*
        #[derive(Clone, Debug)]
        pub struct $type {
            server: $crate::runtime::http::Server,
        }

        impl $type {
            $(
                $(#[$row])*
                #[must_use]
                pub fn $name(self, $name: impl Into<$of>) -> Self {
                    let value: $of = $name.into();
                    Self { server: self.server.with($wire, value) }
                }
            )*
        }

        impl From<$type> for $crate::runtime::http::Server {
            fn from(server: $type) -> Self {
                server.server
            }
        }
    };
}

/// Defines the values of a server variable: `server_variable! { /// Where. Region { Eu = "eu", Us = "us" } }`
#[doc(hidden)]
#[macro_export]
macro_rules! __server_variable {
    ($(#[$meta:meta])* $type:ident { $($variant:ident = $value:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum $type {
            $(#[doc = concat!("`", stringify!($value), "`")] $variant,)*
        }

        impl From<$type> for ::std::borrow::Cow<'static, str> {
            fn from(value: $type) -> Self {
                Self::Borrowed(match value {
                    $($type::$variant => $value,)*
                })
            }
        }
    };
}

pub use {__server as server, __server_variable as server_variable};

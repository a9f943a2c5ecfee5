// Copied from runtime/http/macros/client.rs of generator 0.1.0; independent of the description.

//! The types of a client to which generated code adds methods. Rust allows inherent methods only in the crate of a type, so
//! each client has its own thin types over the runtime's.

/// Defines `Client`, `BlockingClient`, `ClientBuilder` and `Call`.
#[doc(hidden)]
#[macro_export]
macro_rules! __client {
    () => {
        /// A client of the API. It is a handle that is cheap to clone.
        pub struct Client<M: $crate::runtime::http::Mode = $crate::runtime::http::Async>(
            $crate::runtime::http::Client<M>,
        );

        /// A client whose calls block the thread.
        pub type BlockingClient = Client<$crate::runtime::http::Blocking>;

        impl<M: $crate::runtime::http::Mode> Client<M> {
            /// The same client, but its calls send values without validating them against the description.
            #[must_use]
            pub fn without_validation(&self) -> Self {
                Self(self.0.without_validation())
            }
        }

        impl<M: $crate::runtime::http::Mode> Clone for Client<M> {
            fn clone(&self) -> Self {
                Self(self.0.clone())
            }
        }

        impl<M: $crate::runtime::http::Mode> ::std::fmt::Debug for Client<M> {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                self.0.fmt(f)
            }
        }

        $crate::runtime::http::macros::client_builder! {}
        $crate::runtime::http::macros::call! {}
    };
}

pub use __client as client;

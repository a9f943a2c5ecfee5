//! The builder of a client: the runtime's, which the client gives a method for each security scheme.

/// Defines `ClientBuilder`.
#[doc(hidden)]
#[macro_export]
macro_rules! __client_builder {
    () => {
        /// What a client is made of.
        pub struct ClientBuilder<M: $crate::runtime::http::Mode = $crate::runtime::http::Async>(
            $crate::runtime::http::ClientBuilder<M>,
        );

        impl<M: $crate::runtime::http::Mode> ClientBuilder<M> {
            /// Starts from the API's table.
            fn new(api: &'static $crate::runtime::http::Api) -> Self {
                Self($crate::runtime::http::ClientBuilder::new(api))
            }

            /// Sets the credential for the security scheme at this index of the API's table.
            #[allow(dead_code, reason = "not every API has security schemes")]
            fn credential(
                self,
                scheme: usize,
                credential: impl Into<$crate::runtime::http::Credential>,
            ) -> Self {
                Self(self.0.credential(scheme, credential))
            }

            /// Sets the address that calls go to, whatever servers the description names; its path is kept, with or without a slash at
            /// its end.
            #[must_use]
            pub fn base_url(self, url: impl Into<String>) -> Self {
                Self(self.0.base_url(url))
            }

            /// Sets which of the description's servers calls go to; by default it is the first, with its variables' defaults.
            #[must_use]
            pub fn server(self, server: impl Into<$crate::runtime::http::Server>) -> Self {
                Self(self.0.server(server))
            }

            /// Lets credentials go to this origin too (`https://files.example.com`), where an operation has a server of its own.
            /// Without it, they go to the origin of the base address alone.
            #[must_use]
            pub fn trust_origin(self, origin: impl Into<String>) -> Self {
                Self(self.0.trust_origin(origin))
            }

            /// Sets the credential for the security scheme that the description calls so: one that is asked at every call, fetches
            /// tokens or signs, where the scheme's own method takes a text.
            #[must_use]
            pub fn credential_for(
                self,
                scheme: &str,
                credential: impl Into<$crate::runtime::http::Credential>,
            ) -> Self {
                Self(self.0.credential_for(scheme, credential))
            }

            /// Adds a header to every call.
            #[must_use]
            pub fn header(self, name: impl Into<String>, value: impl Into<String>) -> Self {
                Self(self.0.header(name, value))
            }

            /// Sets the `User-Agent` header; by default it is the crate's name and version. JavaScript sends its own.
            #[must_use]
            pub fn user_agent(self, user_agent: impl Into<String>) -> Self {
                Self(self.0.user_agent(user_agent))
            }

            /// Sets how long a call may take, all attempts and pauses together; two minutes by default, `None` for no limit.
            #[must_use]
            pub fn timeout(self, timeout: impl Into<Option<::std::time::Duration>>) -> Self {
                Self(self.0.timeout(timeout))
            }

            /// Sets how long one attempt may take; one minute by default, `None` for no limit.
            #[must_use]
            pub fn attempt_timeout(self, timeout: impl Into<Option<::std::time::Duration>>) -> Self {
                Self(self.0.attempt_timeout(timeout))
            }

            /// Sets how long an answer's body may pause; 30 seconds by default, `None` for no limit. With `ureq`, which doesn't tell
            /// them apart, the wait for the answer to begin counts too.
            #[must_use]
            pub fn stall_timeout(self, timeout: impl Into<Option<::std::time::Duration>>) -> Self {
                Self(self.0.stall_timeout(timeout))
            }

            /// Sets how long connecting may take; 10 seconds by default. A transport of your own has its own, and so has JavaScript.
            #[must_use]
            pub fn connect_timeout(self, timeout: ::std::time::Duration) -> Self {
                Self(self.0.connect_timeout(timeout))
            }

            /// Sets when a failed attempt is made again.
            #[must_use]
            pub fn retry(self, policy: $crate::runtime::http::RetryPolicy) -> Self {
                Self(self.0.retry(policy))
            }

            /// Sets how large an answer may be, in bytes; 32 MiB by default.
            #[must_use]
            pub fn response_limit(self, bytes: u64) -> Self {
                Self(self.0.response_limit(bytes))
            }

            /// Sends values without checking them against the description.
            #[must_use]
            pub fn without_validation(self) -> Self {
                Self(self.0.without_validation())
            }

            /// Puts middleware around every call, within what was put there before.
            #[must_use]
            pub fn call_middleware(self, middleware: impl $crate::runtime::http::Middleware) -> Self {
                Self(self.0.call_middleware(middleware))
            }

            /// Puts middleware around every attempt of a call, within what was put there before.
            #[must_use]
            pub fn attempt_middleware(self, middleware: impl $crate::runtime::http::Middleware) -> Self {
                Self(self.0.attempt_middleware(middleware))
            }

            /// Puts up with responses that break the description in ways that leave their meaning, and calls this for each place: a
            /// required property that is missing or `null` (an empty text, list or map, zero, `false` or an unknown variant stands in
            /// its place; where there is nothing of that kind it stays an error), JSON under another media type, and another
            /// success than the documented ones. Items of streams are read as they are described.
            #[must_use]
            pub fn lenient(
                self,
                hook: impl Fn(&$crate::runtime::http::Deviation) + Send + Sync + 'static,
            ) -> Self {
                Self(self.0.lenient(hook))
            }

            /// Calls this after every attempt, before the pause that may follow.
            #[must_use]
            pub fn on_attempt(
                self,
                hook: impl Fn(&$crate::runtime::http::Attempt) + Send + Sync + 'static,
            ) -> Self {
                Self(self.0.on_attempt(hook))
            }

            /// Uses the proxy that the environment names (`HTTPS_PROXY` and the like); by default none is used. JavaScript chooses
            /// its proxy itself.
            #[must_use]
            pub fn proxy_from_environment(self) -> Self {
                Self(self.0.proxy_from_environment())
            }

            /// Makes the client.
            ///
            /// # Errors
            /// When the address, a header or a credential can't be used, or when no transport is there.
            pub fn build(self) -> Result<Client<M>, $crate::runtime::http::BuildError> {
                self.0.build().map(Client)
            }
        }

        impl ClientBuilder<$crate::runtime::http::Async> {
            /// Sends with this transport; timeouts for connecting and proxies are then its own.
            #[must_use]
            pub fn transport(self, transport: impl $crate::runtime::http::Transport) -> Self {
                Self(self.0.transport(transport))
            }
        }

        impl ClientBuilder<$crate::runtime::http::Blocking> {
            /// Sends with this transport; timeouts for connecting and proxies are then its own.
            #[must_use]
            pub fn transport(self, transport: impl $crate::runtime::http::BlockingTransport) -> Self {
                Self(self.0.transport(transport))
            }
        }

        impl<M: $crate::runtime::http::Mode> ::std::fmt::Debug for ClientBuilder<M> {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

pub use __client_builder as client_builder;

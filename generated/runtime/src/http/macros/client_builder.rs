// Copied from runtime/http/macros/client_builder.rs of generator 0.1.0; independent of the description.

//! The builder of a client: the runtime's builder, to which the client adds a method for each security scheme.

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
            /// Starts from the API's table. The generated `Client::builder` calls this.
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

            /// Sets the credentials in these environment variables.
            #[allow(dead_code, reason = "not every API has security schemes")]
            fn credentials_from(self, rows: &[$crate::runtime::http::FromEnv]) -> Self {
                Self(self.0.credentials_from(rows))
            }

            /// Sets the base URL of all calls, instead of the servers in the description. Its path is kept; a slash at its
            /// end makes no difference.
            #[must_use]
            pub fn base_url(self, url: impl Into<String>) -> Self {
                Self(self.0.base_url(url))
            }

            /// Sets which of the description's servers calls go to. The default is the first one, with its variables'
            /// default values.
            #[must_use]
            pub fn server(self, server: impl Into<$crate::runtime::http::Server>) -> Self {
                Self(self.0.server(server))
            }

            /// Also sends credentials to this origin, such as `https://files.example.com`, for operations with a server of
            /// their own. Otherwise credentials are sent only to the origin of the base URL.
            #[must_use]
            pub fn trust_origin(self, origin: impl Into<String>) -> Self {
                Self(self.0.trust_origin(origin))
            }

            /// Sets the credential for the security scheme with this name in the description. It also takes credentials that
            /// are more than a text: providers, OAuth 2 and signatures.
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

            /// Sets the `User-Agent` header. The default is the crate's name and version. In JavaScript the host sends its own.
            #[must_use]
            pub fn user_agent(self, user_agent: impl Into<String>) -> Self {
                Self(self.0.user_agent(user_agent))
            }

            /// Sets the timeout of a call, including all attempts and pauses. The default is two minutes; `None` for no limit.
            #[must_use]
            pub fn timeout(self, timeout: impl Into<Option<::std::time::Duration>>) -> Self {
                Self(self.0.timeout(timeout))
            }

            /// Sets the timeout of one attempt. The default is one minute; `None` for no limit.
            #[must_use]
            pub fn attempt_timeout(self, timeout: impl Into<Option<::std::time::Duration>>) -> Self {
                Self(self.0.attempt_timeout(timeout))
            }

            /// Sets how long the body of a response may stall. The default is 30 seconds; `None` for no limit. With `ureq`, which
            /// doesn't distinguish the two, the limit also applies to the wait for the response headers.
            #[must_use]
            pub fn stall_timeout(self, timeout: impl Into<Option<::std::time::Duration>>) -> Self {
                Self(self.0.stall_timeout(timeout))
            }

            /// Sets the timeout for connecting. The default is 10 seconds. It has no effect on your own transport, nor in
            /// JavaScript.
            #[must_use]
            pub fn connect_timeout(self, timeout: ::std::time::Duration) -> Self {
                Self(self.0.connect_timeout(timeout))
            }

            /// Sets when a failed attempt is repeated.
            #[must_use]
            pub fn retry(self, policy: $crate::runtime::http::RetryPolicy) -> Self {
                Self(self.0.retry(policy))
            }

            /// Sets the size limit of a response body, in bytes. The default is 32 MiB.
            #[must_use]
            pub fn response_limit(self, bytes: u64) -> Self {
                Self(self.0.response_limit(bytes))
            }

            /// Sends values without validating them against the description.
            #[must_use]
            pub fn without_validation(self) -> Self {
                Self(self.0.without_validation())
            }

            /// Adds middleware around every call, inside the middleware that was added before.
            #[must_use]
            pub fn call_middleware(self, middleware: impl $crate::runtime::http::Middleware) -> Self {
                Self(self.0.call_middleware(middleware))
            }

            /// Adds middleware around every attempt of a call, inside the middleware that was added before.
            #[must_use]
            pub fn attempt_middleware(self, middleware: impl $crate::runtime::http::Middleware) -> Self {
                Self(self.0.attempt_middleware(middleware))
            }

            /// Accepts responses that deviate from the description in ways that don't change their meaning, and calls `hook`
            /// for each deviation. A required property may be missing or `null`: an empty text, list or map, zero, `false`
            /// or an unknown variant replaces it, and where the type has no such value it stays an error. JSON may have
            /// another media type, and the status may be a success that isn't documented. This also applies to each page and
            /// to each item of a stream.
            #[must_use]
            pub fn lenient(
                self,
                hook: impl Fn(&$crate::runtime::http::Deviation) + Send + Sync + 'static,
            ) -> Self {
                Self(self.0.lenient(hook))
            }

            /// Calls `hook` after every attempt, before the pause that may follow.
            #[must_use]
            pub fn on_attempt(
                self,
                hook: impl Fn(&$crate::runtime::http::Attempt) + Send + Sync + 'static,
            ) -> Self {
                Self(self.0.on_attempt(hook))
            }

            /// Uses the proxy from the environment (`HTTPS_PROXY` and similar variables). By default no proxy is used. In
            /// JavaScript this has no effect, because the host chooses its proxy.
            #[must_use]
            pub fn proxy_from_environment(self) -> Self {
                Self(self.0.proxy_from_environment())
            }

            /// Builds the client.
            ///
            /// # Errors
            /// When the base URL, a header or a credential is invalid, or when no transport is available.
            pub fn build(self) -> Result<Client<M>, $crate::runtime::http::BuildError> {
                self.0.build().map(Client)
            }
        }

        impl ClientBuilder<$crate::runtime::http::Async> {
            /// Sends requests with this transport. The connect timeout and proxy settings of the builder don't apply to it.
            #[must_use]
            pub fn transport(self, transport: impl $crate::runtime::http::Transport) -> Self {
                Self(self.0.transport(transport))
            }
        }

        impl ClientBuilder<$crate::runtime::http::Blocking> {
            /// Sends requests with this transport. The connect timeout and proxy settings of the builder don't apply to it.
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

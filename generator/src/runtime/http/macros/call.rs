//! A call of a client: the runtime's call, to which the client adds a method for each optional parameter of an operation.

/// Defines `Call`. `Client` is in scope.
#[doc(hidden)]
#[macro_export]
macro_rules! __call {
    () => {
        /// A call, ready to be sent. What can't be encoded is reported when it is sent.
        ///
        /// Optional parameters are methods too: the page of each operation in [`operations`](crate::operations) documents its own.
        #[must_use = "a call does nothing until it is awaited or sent"]
        pub struct Call<O, M: $crate::runtime::http::Mode = $crate::runtime::http::Async>(
            $crate::runtime::http::Call<O, M>,
        );

        #[allow(dead_code, reason = "not every API has every kind of parameter and body")]
        impl<O: $crate::runtime::http::Operation, M: $crate::runtime::http::Mode> Call<O, M> {
            /// Starts a call with its required parameters, in the order of the operation's table.
            pub(crate) fn new(client: &Client<M>, required: &[$crate::runtime::json::Value<'_>]) -> Self {
                Self($crate::runtime::http::Call::new(&client.0, required))
            }

            pub(crate) fn parameter(self, index: usize, value: $crate::runtime::json::Value<'_>) -> Self {
                Self(self.0.parameter(index, value))
            }

            pub(crate) fn json(self, body: &impl $crate::runtime::json::Schema) -> Self {
                Self(self.0.json(body))
            }

            pub(crate) fn encoded(self, body: &impl $crate::runtime::json::Schema) -> Self {
                Self(self.0.encoded(body))
            }

            pub(crate) fn written(self, body: $crate::runtime::json::Value<'_>) -> Self {
                Self(self.0.written(body))
            }

            pub(crate) fn raw_body(self, media_type: &'static str, body: impl Into<$crate::runtime::http::Body>) -> Self {
                Self(self.0.raw_body(media_type, body))
            }

            pub(crate) fn ranged_body(self, range: &'static str, body: impl Into<$crate::runtime::http::MediaBody>) -> Self {
                Self(self.0.ranged_body(range, body))
            }

            pub(crate) fn chosen<C: $crate::runtime::http::Choice>(self, body: impl Into<C>) -> Self {
                Self(self.0.chosen(body))
            }
        }

        impl<O: $crate::runtime::http::Operation, M: $crate::runtime::http::Mode> Call<O, M> {
            /// Sets the timeout of the call, including all attempts and pauses; `None` for no limit.
            pub fn timeout(self, timeout: impl Into<Option<::std::time::Duration>>) -> Self {
                Self(self.0.timeout(timeout))
            }

            /// Sets the timeout of one attempt; `None` for no limit.
            pub fn attempt_timeout(self, timeout: impl Into<Option<::std::time::Duration>>) -> Self {
                Self(self.0.attempt_timeout(timeout))
            }

            /// Sets the base URL of this call, such as one from a response. Credentials are sent there only if it has the client's
            /// own origin or one that `ClientBuilder::trust_origin` trusts.
            pub fn base_url(self, url: &str) -> Self {
                Self(self.0.base_url(url))
            }

            /// Sets a header, replacing any header of the same name.
            pub fn header(self, name: &str, value: &str) -> Self {
                Self(self.0.header(name, value))
            }

            /// Sends the values even if they violate the description. Values that were set earlier have already been checked;
            /// [`Client::without_validation`] also saves that work.
            pub fn without_validation(self) -> Self {
                Self(self.0.without_validation())
            }

            /// Accepts a response that deviates from the description as `ClientBuilder::lenient` does, and calls `hook` for
            /// each deviation.
            pub fn lenient(self, hook: impl Fn(&$crate::runtime::http::Deviation) + Send + Sync + 'static) -> Self {
                Self(self.0.lenient(hook))
            }

            /// Rejects every response that deviates from the description, even if the client is lenient.
            pub fn strict(self) -> Self {
                Self(self.0.strict())
            }

            /// Sets when a failed attempt is repeated.
            pub fn retry(self, policy: $crate::runtime::http::RetryPolicy) -> Self {
                Self(self.0.retry(policy))
            }

            /// Adds middleware around this call, inside the client's call middleware and any added before. Each page of a
            /// paginated response is a call of its own.
            pub fn call_middleware(self, middleware: impl $crate::runtime::http::Middleware) -> Self {
                Self(self.0.call_middleware(middleware))
            }

            /// Adds middleware around each attempt of this call, inside the client's attempt middleware and any added before.
            pub fn attempt_middleware(self, middleware: impl $crate::runtime::http::Middleware) -> Self {
                Self(self.0.attempt_middleware(middleware))
            }

            /// Calls `hook` after every attempt of this call, before the pause that may follow.
            pub fn on_attempt(self, hook: impl Fn(&$crate::runtime::http::Attempt) + Send + Sync + 'static) -> Self {
                Self(self.0.on_attempt(hook))
            }

            /// The request that would be sent, without credentials or signatures that are fetched or computed for each
            /// attempt. No I/O.
            ///
            /// # Errors
            /// When a value can't be sent, or a credential is missing.
            pub fn request(&self) -> Result<$crate::runtime::http::Request, $crate::runtime::http::Error<O::Error>> {
                self.0.request()
            }
        }

        impl<O: $crate::runtime::http::Operation> Call<O, $crate::runtime::http::Async> {
            /// Sends the call and returns the decoded response with its status and headers.
            pub fn send(self) -> $crate::runtime::http::SendFuture<O> {
                self.0.send()
            }

            /// Sends the call and returns the undecoded response, whatever its status.
            pub fn raw(self) -> $crate::runtime::http::RawFuture<O> {
                self.0.raw()
            }

            /// Sends the call and returns when the headers of a documented success arrive; the body is read as a stream. The stall
            /// timeout applies to that body. The timeouts of attempt and call and the size limit do not.
            ///
            /// # Errors
            /// See `ErrorKind`.
            pub async fn stream(self) -> Result<$crate::runtime::http::Response<$crate::runtime::http::ByteStream>, $crate::runtime::http::Error<O::Error>> {
                self.0.stream().await
            }
        }

        impl<O: $crate::runtime::http::Streaming> Call<O, $crate::runtime::http::Async> {
            /// Sends the call and returns its events as a stream.
            ///
            /// # Errors
            /// When the stream can't be opened. A later failure is the error of an item. See `ErrorKind`.
            pub async fn events(self) -> Result<$crate::runtime::http::Events<O::Item>, $crate::runtime::http::Error<O::Error>> {
                self.0.events().await
            }

            /// Sends the call and returns its items as a stream.
            ///
            /// # Errors
            /// As [`Call::events`].
            pub async fn items(self) -> Result<$crate::runtime::http::Items<O::Item>, $crate::runtime::http::Error<O::Error>> {
                self.0.items().await
            }
        }

        impl<O: $crate::runtime::http::Paged> Call<O, $crate::runtime::http::Async> {
            /// The pages from this one on, as a stream. Each page is fetched by a call of its own, when it is polled for.
            pub fn pages(self) -> $crate::runtime::http::Pages<O> {
                self.0.pages()
            }
        }

        impl<O: $crate::runtime::http::Operation> Call<O, $crate::runtime::http::Blocking> {
            /// Sends the call and returns the documented body.
            ///
            /// # Errors
            /// See `ErrorKind`.
            pub fn call(self) -> Result<O::Output, $crate::runtime::http::Error<O::Error>> {
                self.0.call()
            }

            /// Sends the call and returns the decoded response with its status and headers.
            ///
            /// # Errors
            /// See `ErrorKind`.
            pub fn send(self) -> Result<$crate::runtime::http::Response<O::Output>, $crate::runtime::http::Error<O::Error>> {
                self.0.send()
            }

            /// Sends the call and returns the undecoded response, whatever its status.
            ///
            /// # Errors
            /// When no response arrived.
            pub fn raw(self) -> Result<$crate::runtime::http::Response<::bytes::Bytes>, $crate::runtime::http::Error<O::Error>> {
                self.0.raw()
            }

            /// Sends the call and returns when the headers of a documented success arrive; the body is read as it arrives.
            /// The stall timeout applies to that body. The timeouts of attempt and call and the size limit do not.
            ///
            /// # Errors
            /// See `ErrorKind`.
            pub fn stream(self) -> Result<$crate::runtime::http::Response<$crate::runtime::http::ByteReader>, $crate::runtime::http::Error<O::Error>> {
                self.0.stream()
            }
        }

        impl<O: $crate::runtime::http::Streaming> Call<O, $crate::runtime::http::Blocking> {
            /// Sends the call and returns its events as an iterator.
            ///
            /// # Errors
            /// When the stream can't be opened. A later failure is the error of an item. See `ErrorKind`.
            pub fn events(self) -> Result<$crate::runtime::http::BlockingEvents<O::Item>, $crate::runtime::http::Error<O::Error>> {
                self.0.events()
            }

            /// Sends the call and returns its items as an iterator.
            ///
            /// # Errors
            /// As [`Call::events`].
            pub fn items(self) -> Result<$crate::runtime::http::BlockingItems<O::Item>, $crate::runtime::http::Error<O::Error>> {
                self.0.items()
            }
        }

        impl<O: $crate::runtime::http::Paged> Call<O, $crate::runtime::http::Blocking> {
            /// The pages from this one on, as an iterator. Each page is fetched by a call of its own, when it is asked for.
            pub fn pages(self) -> $crate::runtime::http::BlockingPages<O> {
                self.0.pages()
            }
        }

        impl<O: $crate::runtime::http::Operation> ::std::future::IntoFuture for Call<O, $crate::runtime::http::Async> {
            type Output = Result<O::Output, $crate::runtime::http::Error<O::Error>>;
            type IntoFuture = $crate::runtime::http::BodyFuture<O>;

            fn into_future(self) -> Self::IntoFuture {
                self.0.into_future()
            }
        }

        impl<O: $crate::runtime::http::Operation, M: $crate::runtime::http::Mode> ::std::fmt::Debug for Call<O, M> {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

pub use __call as call;

// Copied from runtime/http/macros/call.rs of generator 0.1.0; not from the description.

//! A call of a client: the runtime's, which the client gives a method for each optional parameter of an operation.

/// Defines `Call`. `Client` is in scope.
#[doc(hidden)]
#[macro_export]
macro_rules! __call {
    () => {
        /// A call, ready to be sent. What can't be encoded is reported when it is sent.
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
            /// Sets how long the call may take, all attempts and pauses together; `None` for no limit.
            pub fn timeout(self, timeout: impl Into<Option<::std::time::Duration>>) -> Self {
                Self(self.0.timeout(timeout))
            }

            /// Sets how long one attempt may take; `None` for no limit.
            pub fn attempt_timeout(self, timeout: impl Into<Option<::std::time::Duration>>) -> Self {
                Self(self.0.attempt_timeout(timeout))
            }

            /// Sets the address that this call goes to, such as one that an answer named. Credentials go there only if it is of the
            /// client's own origin or of one that `ClientBuilder::trust_origin` names.
            pub fn base_url(self, url: &str) -> Self {
                Self(self.0.base_url(url))
            }

            /// Adds a header, in place of any of the same name.
            pub fn header(self, name: &str, value: &str) -> Self {
                Self(self.0.header(name, value))
            }

            /// Sends the values although the description forbids them. Those that were given before were checked then;
            /// [`Client::without_validation`] spares that work too.
            pub fn without_validation(self) -> Self {
                Self(self.0.without_validation())
            }

            /// Puts up with a response that breaks the description, as `ClientBuilder::lenient` says, and calls this for each place.
            pub fn lenient(self, hook: impl Fn(&$crate::runtime::http::Deviation) + Send + Sync + 'static) -> Self {
                Self(self.0.lenient(hook))
            }

            /// Puts up with nothing, whatever the client does.
            pub fn strict(self) -> Self {
                Self(self.0.strict())
            }

            /// Sets when a failed attempt is made again.
            pub fn retry(self, policy: $crate::runtime::http::RetryPolicy) -> Self {
                Self(self.0.retry(policy))
            }

            /// Puts middleware around this call, within what is around the client's calls and what was put there before. Each page
            /// of an answer is a call.
            pub fn call_middleware(self, middleware: impl $crate::runtime::http::Middleware) -> Self {
                Self(self.0.call_middleware(middleware))
            }

            /// Puts middleware around each attempt of this call, within what is around the client's attempts and what was put there
            /// before.
            pub fn attempt_middleware(self, middleware: impl $crate::runtime::http::Middleware) -> Self {
                Self(self.0.attempt_middleware(middleware))
            }

            /// Calls this after every attempt of this call, before the pause that may follow.
            pub fn on_attempt(self, hook: impl Fn(&$crate::runtime::http::Attempt) + Send + Sync + 'static) -> Self {
                Self(self.0.on_attempt(hook))
            }

            /// The request that would be sent, without what has to be fetched or computed for it first. No I/O.
            ///
            /// # Errors
            /// When the values can't be sent, or a credential is missing.
            pub fn request(&self) -> Result<$crate::runtime::http::Request, $crate::runtime::http::Error<O::Error>> {
                self.0.request()
            }
        }

        impl<O: $crate::runtime::http::Operation> Call<O, $crate::runtime::http::Async> {
            /// Sends the call; the answer comes with its status and headers.
            pub fn send(self) -> $crate::runtime::http::SendFuture<O> {
                self.0.send()
            }

            /// Sends the call; the answer comes as it is, whatever its status.
            pub fn raw(self) -> $crate::runtime::http::RawFuture<O> {
                self.0.raw()
            }

            /// Sends the call; a documented success comes as soon as it begins, its body as it arrives. Neither the timeouts of
            /// attempt and call nor the limit of size hold for that body; the stall timeout does.
            ///
            /// # Errors
            /// See `ErrorKind`.
            pub async fn stream(self) -> Result<$crate::runtime::http::Response<$crate::runtime::http::ByteStream>, $crate::runtime::http::Error<O::Error>> {
                self.0.stream().await
            }
        }

        impl<O: $crate::runtime::http::Streaming> Call<O, $crate::runtime::http::Async> {
            /// Sends the call; its events come as they arrive.
            ///
            /// # Errors
            /// When the sequence doesn't begin; what happens later is an item's error. See `ErrorKind`.
            pub async fn events(self) -> Result<$crate::runtime::http::Events<O::Item>, $crate::runtime::http::Error<O::Error>> {
                self.0.events().await
            }

            /// Sends the call; its items come as they arrive.
            ///
            /// # Errors
            /// As [`Call::events`].
            pub async fn items(self) -> Result<$crate::runtime::http::Items<O::Item>, $crate::runtime::http::Error<O::Error>> {
                self.0.items().await
            }
        }

        impl<O: $crate::runtime::http::Paged> Call<O, $crate::runtime::http::Async> {
            /// The pages from this one on, as they are asked for; each is a call of its own.
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

            /// Sends the call; the answer comes with its status and headers.
            ///
            /// # Errors
            /// See `ErrorKind`.
            pub fn send(self) -> Result<$crate::runtime::http::Response<O::Output>, $crate::runtime::http::Error<O::Error>> {
                self.0.send()
            }

            /// Sends the call; the answer comes as it is, whatever its status.
            ///
            /// # Errors
            /// When no answer came.
            pub fn raw(self) -> Result<$crate::runtime::http::Response<::bytes::Bytes>, $crate::runtime::http::Error<O::Error>> {
                self.0.raw()
            }

            /// Sends the call; a documented success comes as soon as it begins, its body as it is read. Neither the timeouts of
            /// attempt and call nor the limit of size hold for that body; the stall timeout does.
            ///
            /// # Errors
            /// See `ErrorKind`.
            pub fn stream(self) -> Result<$crate::runtime::http::Response<$crate::runtime::http::ByteReader>, $crate::runtime::http::Error<O::Error>> {
                self.0.stream()
            }
        }

        impl<O: $crate::runtime::http::Streaming> Call<O, $crate::runtime::http::Blocking> {
            /// Sends the call; its events come as they are read.
            ///
            /// # Errors
            /// When the sequence doesn't begin; what happens later is an item's error. See `ErrorKind`.
            pub fn events(self) -> Result<$crate::runtime::http::BlockingEvents<O::Item>, $crate::runtime::http::Error<O::Error>> {
                self.0.events()
            }

            /// Sends the call; its items come as they are read.
            ///
            /// # Errors
            /// As [`Call::events`].
            pub fn items(self) -> Result<$crate::runtime::http::BlockingItems<O::Item>, $crate::runtime::http::Error<O::Error>> {
                self.0.items()
            }
        }

        impl<O: $crate::runtime::http::Paged> Call<O, $crate::runtime::http::Blocking> {
            /// The pages from this one on, as they are asked for; each is a call of its own.
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

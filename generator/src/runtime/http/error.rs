//! The error types of a call: its kind, its operation and the server's message. They never contain a secret or a query.

use crate::runtime::http::engine::platform::SystemTime;
use crate::runtime::http::engine::retry;
use crate::runtime::http::failure::{ErrorKind, Failure, TimeoutKind};
use crate::runtime::http::{Header, HeaderError};
use crate::runtime::json::{Schema, Violation};
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use std::fmt;
use std::time::Duration;

/// Why a call failed. `E` is the operation's documented error body.
pub struct Error<E> {
    failure: Box<Failure>,
    api: Option<Box<E>>,
}

/// Why a call of any operation failed. `?` converts every [`Error`] into it, so one function can call several operations, and
/// its signature doesn't depend on the errors that the description documents.
pub struct AnyError {
    failure: Box<Failure>,
}

/// What both error types have.
macro_rules! error {
    ($name:literal: [$($generics:tt)*] $type:ty) => {
        impl $($generics)* $type {
            /// The kind of failure.
            pub fn kind(&self) -> ErrorKind {
                self.failure.kind
            }

            /// The id of the operation.
            pub fn operation(&self) -> &'static str {
                self.failure.operation
            }

            /// Whether a timeout expired.
            pub fn is_timeout(&self) -> bool {
                matches!(self.failure.kind, ErrorKind::Timeout(_))
            }

            /// Whether the last attempt made no connection, so that it sent nothing. For earlier attempts, see
            /// [`is_uncertain`](Self::is_uncertain).
            pub fn is_connect(&self) -> bool {
                matches!(
                    self.failure.kind,
                    ErrorKind::Connect | ErrorKind::Timeout(TimeoutKind::Connect)
                )
            }

            /// Whether the same call may succeed later and may safely be repeated: the failure is transient, and either no attempt of
            /// the call sent anything or the method is idempotent (RFC 9110, section 9.2.2). An idempotency key doesn't count here unless
            /// you set it yourself, because a new call has a new key.
            pub fn is_retryable(&self) -> bool {
                self.failure.is_retryable()
            }

            /// Whether the request may have taken effect despite the error: one of the call's attempts may have been sent, and no
            /// response with a status 4xx refused it. Check the effect before you repeat a call that isn't idempotent.
            pub fn is_uncertain(&self) -> bool {
                self.failure.earlier_effect || self.failure.outcome().may_have_taken_effect()
            }

            /// How long the server asks to wait (RFC 9110, section 10.2.3). A date is converted to the time from now.
            pub fn retry_after(&self) -> Option<Duration> {
                retry::retry_after(self.headers()?, SystemTime::now())
            }

            /// The status of the response.
            pub fn status(&self) -> Option<StatusCode> {
                self.failure.response.as_ref().map(|response| response.status)
            }

            /// The headers of the response.
            pub fn headers(&self) -> Option<&HeaderMap> {
                self.failure.response.as_ref().map(|response| &response.headers)
            }

            /// The value of a documented header of the response; `None` if the header is missing or no response arrived.
            ///
            /// # Errors
            /// When the header is present but doesn't match its documented type.
            pub fn header<H: Schema>(&self, header: Header<H>) -> Result<Option<H>, HeaderError> {
                self.failure
                    .response
                    .as_ref()
                    .map_or(Ok(None), |response| response.header(header))
            }

            /// The server's id for this exchange, from the header `X-Request-Id`, `Request-Id` or `X-Correlation-Id`.
            pub fn request_id(&self) -> Option<&str> {
                let headers = self.headers()?;
                ["x-request-id", "request-id", "x-correlation-id"]
                    .iter()
                    .find_map(|name| headers.get(*name)?.to_str().ok())
            }

            /// The undecoded body of the response, at most its first 64 KiB.
            pub fn body(&self) -> Option<&Bytes> {
                self.failure.response.as_ref().map(|response| &response.body)
            }

            /// The place in the response's JSON that couldn't be decoded, such as `$.data.items[3]`.
            pub fn path(&self) -> Option<&str> {
                self.failure.path.as_deref()
            }

            /// Every violation of the description in the values of the call.
            pub fn violations(&self) -> &[Violation] {
                &self.failure.violations
            }

            /// What is known without the operation's types.
            pub(crate) fn failure(&self) -> &Failure {
                &self.failure
            }
        }

        impl $($generics)* fmt::Debug for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.failure.fmt_error($name, f)
            }
        }

        /// `{}` prints what happened; `{:#}` adds every cause that the transport reports.
        impl $($generics)* fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.failure.fmt_with_causes(f)
            }
        }

        impl $($generics)* std::error::Error for $type {
            fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
                let source = self.failure.source.as_deref()?;
                Some(source)
            }
        }
    };
}

error! { "Error": [<E>] Error<E> }
error! { "AnyError": [] AnyError }

impl<E> Error<E> {
    /// The documented error body; `None` if there was no body, or one of another media type.
    pub fn api(&self) -> Option<&E> {
        self.api.as_deref()
    }

    /// Converts the error into the documented error body; `None` as for [`Error::api`].
    pub fn into_api(self) -> Option<E> {
        self.api.map(|api| *api)
    }

    pub(crate) fn new(failure: Box<Failure>, api: Option<E>) -> Self {
        Self {
            failure,
            api: api.map(Box::new),
        }
    }
}

impl<E> From<Box<Failure>> for Error<E> {
    fn from(failure: Box<Failure>) -> Self {
        Self { failure, api: None }
    }
}

impl<E> From<Error<E>> for AnyError {
    fn from(error: Error<E>) -> Self {
        Self {
            failure: error.failure,
        }
    }
}

//! The one error of a call: what happened, in which operation, and what the server said. Never a secret, never a query.

use crate::runtime::http::{Response, TransportError, TransportErrorKind};
use crate::runtime::json::Violation;
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

/// Why a call failed; `E` is the operation's documented error body.
pub struct Error<E> {
    failure: Box<Failure>,
    api: Option<Box<E>>,
}

/// What kind of failure an [`Error`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A value that no request can carry: an empty path value, a header value with a line break. Nothing was sent.
    Encode,
    /// Values that the description forbids; see [`Error::violations`]. Nothing was sent.
    Invalid,
    /// A credential that the operation needs isn't configured. Nothing was sent.
    Credentials,
    /// No connection: name, address or TLS. Nothing was sent.
    Connect,
    /// Something took too long.
    Timeout(TimeoutKind),
    /// The exchange broke; the server may have received the request.
    Exchange,
    /// The answer is larger than the limit.
    TooLarge,
    /// An error that the description documents; see [`Error::api`].
    Api,
    /// A status that the description doesn't document.
    Undocumented,
    /// The answer has another media type than documented.
    MediaType,
    /// The answer's body isn't what is documented; see [`Error::path`].
    Decode,
}

/// Which timeout ran out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TimeoutKind {
    /// Connecting. Nothing was sent.
    Connect,
    /// One attempt, from connecting to the end of the answer.
    Attempt,
    /// A wait for more of the answer's body.
    Stall,
    /// The call, all attempts and pauses together.
    Total,
}

/// Everything of an error that doesn't depend on the operation.
pub(crate) struct Failure {
    pub(crate) kind: ErrorKind,
    pub(crate) operation: &'static str,
    pub(crate) detail: Cow<'static, str>,
    pub(crate) answer: Option<Response<Bytes>>,
    pub(crate) path: Option<String>,
    pub(crate) violations: Vec<Violation>,
    pub(crate) idempotent: bool,
    pub(crate) source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl<E> Error<E> {
    /// What kind of failure it is.
    pub fn kind(&self) -> ErrorKind {
        self.failure.kind
    }

    /// The id of the operation.
    pub fn operation(&self) -> &'static str {
        self.failure.operation
    }

    /// Whether something took too long.
    pub fn is_timeout(&self) -> bool {
        matches!(self.failure.kind, ErrorKind::Timeout(_))
    }

    /// Whether no connection was made, so that nothing was sent.
    pub fn is_connect(&self) -> bool {
        matches!(
            self.failure.kind,
            ErrorKind::Connect | ErrorKind::Timeout(TimeoutKind::Connect)
        )
    }

    /// Whether the same call may succeed later and repeating it does no harm: the failure is a passing one, and
    /// nothing was sent or the method is idempotent (RFC 9110, section 9.2.2).
    pub fn is_retryable(&self) -> bool {
        self.failure.is_retryable()
    }

    /// How long the server asks to wait (RFC 9110, section 10.2.3), counted from now when it named a date.
    pub fn retry_after(&self) -> Option<Duration> {
        None
    }

    /// The status of the answer.
    pub fn status(&self) -> Option<StatusCode> {
        self.failure.answer.as_ref().map(|answer| answer.status)
    }

    /// The headers of the answer.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.failure.answer.as_ref().map(|answer| &answer.headers)
    }

    /// The server's name for this exchange: `X-Request-Id`, `Request-Id` or `X-Correlation-Id`.
    pub fn request_id(&self) -> Option<&str> {
        let headers = self.headers()?;
        ["x-request-id", "request-id", "x-correlation-id"]
            .iter()
            .find_map(|name| headers.get(*name)?.to_str().ok())
    }

    /// The answer's body as it came, at most 64 KiB of it.
    pub fn body(&self) -> Option<&Bytes> {
        self.failure.answer.as_ref().map(|answer| &answer.body)
    }

    /// Where in the answer's JSON it couldn't be understood: `$.data.items[3]`.
    pub fn path(&self) -> Option<&str> {
        self.failure.path.as_deref()
    }

    /// Everything that the description forbids in what was to be sent.
    pub fn violations(&self) -> &[Violation] {
        &self.failure.violations
    }

    /// The documented error body.
    pub fn api(&self) -> Option<&E> {
        self.api.as_deref()
    }

    /// The documented error body.
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

impl<E> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.kind())
            .field("message", &self.to_string())
            .finish_non_exhaustive()
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.failure.fmt(f)
    }
}

impl<E> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let source = self.failure.source.as_deref()?;
        Some(source)
    }
}

impl Failure {
    pub(crate) fn new(
        kind: ErrorKind,
        operation: &'static str,
        detail: impl Into<Cow<'static, str>>,
    ) -> Box<Self> {
        Box::new(Self {
            kind,
            operation,
            detail: detail.into(),
            answer: None,
            path: None,
            violations: Vec::new(),
            idempotent: false,
            source: None,
        })
    }

    pub(crate) fn transport(operation: &'static str, idempotent: bool, error: TransportError) -> Box<Self> {
        let (kind, detail) = match error.kind() {
            TransportErrorKind::Connect => (ErrorKind::Connect, "no connection"),
            TransportErrorKind::ConnectTimeout => {
                (ErrorKind::Timeout(TimeoutKind::Connect), "no connection in time")
            }
            TransportErrorKind::Timeout => (
                ErrorKind::Timeout(TimeoutKind::Attempt),
                "the attempt took too long",
            ),
            TransportErrorKind::Stall => (ErrorKind::Timeout(TimeoutKind::Stall), "the answer stalled"),
            TransportErrorKind::Exchange => (ErrorKind::Exchange, "the exchange broke"),
        };
        let mut failure = Self::new(kind, operation, detail);
        failure.idempotent = idempotent;
        failure.source = Some(Box::new(error));
        failure
    }

    pub(crate) fn is_retryable(&self) -> bool {
        false
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.operation, self.detail)
    }
}

//! The error type of a call: its kind, its operation and the server's message. It never contains a secret or a query.

use crate::runtime::http::engine::platform::SystemTime;
use crate::runtime::http::engine::retry;
use crate::runtime::http::engine::retry::is_idempotent;
use crate::runtime::http::{
    AuthError, Header, HeaderError, Response, RetryPolicy, Spec, TransportError, TransportErrorKind,
};
use crate::runtime::json::{Schema, Violation};
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

/// Why a call failed. `E` is the operation's documented error body.
pub struct Error<E> {
    failure: Box<Failure>,
    api: Option<Box<E>>,
}

/// The kind of failure of an [`Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A value can't be encoded: an empty path parameter, a header value with a line break. Nothing was sent.
    Encode,
    /// Values violate the description; see [`Error::violations`]. Nothing was sent.
    Invalid,
    /// A credential that the operation requires isn't configured. Nothing was sent.
    Credentials,
    /// A credential, such as a token, couldn't be obtained; the source is an
    /// [`AuthError`](crate::runtime::http::AuthError). The operation's request was not sent.
    Authentication,
    /// No connection could be made: the name, the address or TLS failed. The last attempt sent nothing.
    Connect,
    /// A timeout expired.
    Timeout(TimeoutKind),
    /// The exchange of request and response failed. The server may have received the request.
    Exchange,
    /// The request body couldn't be read: a file is missing, or is shorter than when the call was made. The request isn't
    /// sent again.
    Body,
    /// The response is larger than the size limit.
    TooLarge,
    /// A documented error response; see [`Error::api`]. It has no typed body if the response had no body, or one of another
    /// media type.
    Api,
    /// The response has a status that the description doesn't document.
    Undocumented,
    /// The response has a media type that isn't documented for its status.
    MediaType,
    /// The response body doesn't match its documented schema; see [`Error::path`].
    Decode,
    /// The pages of a response form a cycle, lead to another origin, or exceed the limit of pages.
    Pagination,
}

/// Which timeout expired.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TimeoutKind {
    /// The timeout for connecting. The last attempt sent nothing.
    Connect,
    /// The timeout of one attempt, from connecting to the end of the response.
    Attempt,
    /// The timeout for the next chunk of the response body.
    Stall,
    /// The timeout of the call, including all attempts and pauses.
    Total,
}

/// The part of an error that doesn't depend on the operation.
pub(crate) struct Failure {
    pub(crate) kind: ErrorKind,
    pub(crate) operation: &'static str,
    pub(crate) detail: Cow<'static, str>,
    pub(crate) response: Option<Response<Bytes>>,
    pub(crate) path: Option<String>,
    pub(crate) violations: Vec<Violation>,
    pub(crate) idempotent: bool,
    /// Whether an attempt before the failed one may have taken effect.
    pub(crate) earlier_effect: bool,
    /// Whether the last attempt ended before anything was sent, because the time was up or the body couldn't be opened.
    pub(crate) not_begun: bool,
    pub(crate) source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl<E> Error<E> {
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
    /// [`Error::is_uncertain`].
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

impl<E> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.kind())
            .field("message", &self.to_string())
            .finish_non_exhaustive()
    }
}

/// `{}` prints what happened; `{:#}` adds every cause that the transport reports.
impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.failure.fmt(f)?;
        let mut cause = std::error::Error::source(self).filter(|_| f.alternate());
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
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
            response: None,
            path: None,
            violations: Vec::new(),
            idempotent: false,
            earlier_effect: false,
            not_begun: false,
            source: None,
        })
    }

    /// A failure that a response reports. It keeps at most 64 KiB of the body.
    pub(crate) fn from_response(
        kind: ErrorKind,
        spec: &Spec,
        response: &Response<Bytes>,
        detail: impl Into<Cow<'static, str>>,
    ) -> Box<Self> {
        let mut failure = Self::new(kind, spec.id, detail);
        failure.idempotent = is_idempotent(&spec.method);
        failure.earlier_effect = response.earlier_effect;
        failure.keep(response.status, response.headers.clone(), &response.body);
        failure
    }

    /// A failure of the transport.
    pub(crate) fn transport(spec: &Spec, error: TransportError) -> Box<Self> {
        let mut failure = match error.kind() {
            TransportErrorKind::Connect => Self::new(ErrorKind::Connect, spec.id, "no connection"),
            TransportErrorKind::ConnectTimeout => Self::timeout(spec, TimeoutKind::Connect),
            TransportErrorKind::Timeout => Self::timeout(spec, TimeoutKind::Attempt),
            TransportErrorKind::Stall => Self::timeout(spec, TimeoutKind::Stall),
            TransportErrorKind::Exchange => Self::new(ErrorKind::Exchange, spec.id, "the exchange broke"),
            TransportErrorKind::BodyUnavailable | TransportErrorKind::BodyBroken => {
                Self::new(ErrorKind::Body, spec.id, "the request's body can't be read")
            }
        };
        failure.idempotent = is_idempotent(&spec.method);
        failure.not_begun = error.kind() == TransportErrorKind::BodyUnavailable;
        failure.source = Some(Box::new(error));
        failure
    }

    /// A failure to obtain the credentials of an operation.
    pub(crate) fn unauthenticated(spec: &Spec, error: AuthError) -> Box<Self> {
        let mut failure = Self::new(ErrorKind::Authentication, spec.id, "not authenticated");
        failure.source = Some(Box::new(error));
        failure
    }

    fn is_transient(&self) -> bool {
        let source = self
            .source
            .as_ref()
            .and_then(|source| source.downcast_ref::<AuthError>());
        source.is_some_and(AuthError::is_transient)
    }

    pub(crate) fn timeout(spec: &Spec, kind: TimeoutKind) -> Box<Self> {
        let detail = match kind {
            TimeoutKind::Connect => "no connection in time",
            TimeoutKind::Attempt => "the attempt took too long",
            TimeoutKind::Stall => "the response stalled",
            TimeoutKind::Total => "the call took too long",
        };
        let mut failure = Self::new(ErrorKind::Timeout(kind), spec.id, detail);
        failure.idempotent = is_idempotent(&spec.method);
        failure
    }

    /// Keeps the partial response: status, headers, and at most 64 KiB of the body.
    pub(crate) fn keep(&mut self, status: StatusCode, headers: HeaderMap, body: &[u8]) {
        let kept: Vec<u8> = body.iter().take(KEPT).copied().collect();
        self.response = Some(Response::new(status, headers, kept.into()));
    }

    /// The outcome of the last attempt, as the retry policy sees it.
    pub(crate) fn outcome(&self) -> retry::Outcome {
        match (self.kind, &self.response) {
            (ErrorKind::Timeout(_), _) if self.not_begun => retry::Outcome::NothingSent,
            (ErrorKind::Connect | ErrorKind::Timeout(TimeoutKind::Connect), _) => retry::Outcome::NothingSent,
            (ErrorKind::Authentication, _) if self.is_transient() => retry::Outcome::NothingSent,
            (ErrorKind::Authentication, _) => retry::Outcome::Final,
            (ErrorKind::Timeout(_) | ErrorKind::Exchange, _) => retry::Outcome::Broken,
            (ErrorKind::Body, _) if self.not_begun => retry::Outcome::Final,
            (ErrorKind::Body, _) => retry::Outcome::BrokenForGood,
            (
                ErrorKind::Encode
                | ErrorKind::Invalid
                | ErrorKind::Credentials
                | ErrorKind::TooLarge
                | ErrorKind::Api
                | ErrorKind::Undocumented
                | ErrorKind::MediaType
                | ErrorKind::Decode
                | ErrorKind::Pagination,
                response,
            ) => response.as_ref().map_or(retry::Outcome::Final, |response| {
                retry::Outcome::Status(response.status)
            }),
        }
    }

    fn is_retryable(&self) -> bool {
        let outcome = match self.outcome() {
            retry::Outcome::NothingSent if self.earlier_effect => retry::Outcome::Broken,
            retry::Outcome::NothingSent => retry::Outcome::NothingSent,
            outcome @ (retry::Outcome::Status(_)
            | retry::Outcome::Broken
            | retry::Outcome::BrokenForGood
            | retry::Outcome::Final) => outcome,
        };
        RetryPolicy::safe().allows(1, self.idempotent, outcome)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.operation)?;
        if let Some(response) = &self.response {
            write!(f, ": {}", response.status.as_u16())?;
            if let Some(reason) = response.status.canonical_reason() {
                write!(f, " {reason}")?;
            }
        }
        if !self.detail.is_empty() {
            write!(f, ": {}", self.detail)?;
        }
        if self.earlier_effect {
            f.write_str("; an earlier attempt may have taken effect")?;
        }
        for (index, violation) in self.violations.iter().enumerate() {
            write!(f, "{} {violation}", if index == 0 { ": not sent:" } else { ";" })?;
        }
        match self
            .response
            .as_ref()
            .and_then(|response| server_message(&response.body))
        {
            Some(message) => write!(f, ": {message}"),
            None => Ok(()),
        }
    }
}

/// How many bytes of a response body an error keeps.
const KEPT: usize = 64 * 1024;

/// How many characters of the server's message an error prints.
const SHOWN: usize = 200;

/// The server's own error code and message, if they are in one of the usual places. Other text is found in the body.
fn server_message(body: &[u8]) -> Option<String> {
    // Only the members that are printed are parsed, so that an error elsewhere in the body doesn't hide the message.
    let outer: BTreeMap<String, &RawValue> = serde_json::from_slice(body).ok()?;
    let inner: Option<BTreeMap<String, &RawValue>> = outer
        .get("error")
        .and_then(|error| serde_json::from_str(error.get()).ok());
    let within = inner.as_ref().unwrap_or(&outer);
    // `error` and `error_description` are OAuth's (RFC 6749, section 5.2), `title` and `detail` are RFC 9457's.
    let first = |keys: &[&str]| {
        keys.iter()
            .find_map(|key| within.get(*key).and_then(|value| message_text(value)))
    };
    let code = first(&["code", "error", "title"]);
    let message = first(&["message", "error_description", "detail"]);
    let texts: Vec<String> = code.into_iter().chain(message).collect();
    (!texts.is_empty()).then(|| texts.join(" "))
}

/// The text of a string or number, as written.
fn message_text(value: &RawValue) -> Option<String> {
    let text = value.get();
    if text.starts_with('"') {
        return serde_json::from_str(text)
            .ok()
            .map(|text: String| printable(&text));
    }
    text.starts_with(|first: char| first == '-' || first.is_ascii_digit())
        .then(|| printable(text))
}

/// Truncates a text, and escapes characters that could forge a line of a log or reverse its direction.
fn printable(text: &str) -> String {
    let mut out = String::new();
    for (index, character) in text.chars().enumerate() {
        if index == SHOWN {
            out.push('…');
            break;
        }
        match character {
            '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                out.extend(character.escape_unicode());
            }
            character if character.is_control() => out.extend(character.escape_default()),
            character => out.push(character),
        }
    }
    out
}

// Copied from runtime/http/error.rs of generator 0.1.0; not from the description.

//! The one error of a call: what happened, in which operation, and what the server message. Never a secret, never a query.

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
    /// What lets the operation in couldn't be obtained, such as a token; the source is an
    /// [`AuthError`](crate::runtime::http::AuthError). The operation was not sent.
    Authentication,
    /// No connection: name, address or TLS. The last attempt sent nothing.
    Connect,
    /// Something took too long.
    Timeout(TimeoutKind),
    /// The exchange broke; the server may have received the request.
    Exchange,
    /// The request's body couldn't be read: a file that is gone, or one that is shorter than when the call was made. It isn't
    /// sent again.
    Body,
    /// The answer is larger than the limit.
    TooLarge,
    /// An error that the description documents; see [`Error::api`]. Without a typed body where none came, or one of
    /// another media type.
    Api,
    /// A status that the description doesn't document.
    Undocumented,
    /// The answer has another media type than documented.
    MediaType,
    /// The answer's body isn't what is documented; see [`Error::path`].
    Decode,
    /// The pages of an answer go round in a circle, lead to another origin, or are more than the limit allows.
    Pagination,
}

/// Which timeout ran out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TimeoutKind {
    /// Connecting. The last attempt sent nothing.
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
    /// Whether an attempt before the one that failed may have taken effect.
    pub(crate) earlier_effect: bool,
    /// Whether it ended the last attempt before anything was sent: the time was up, or there was no body.
    pub(crate) not_begun: bool,
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

    /// Whether the last attempt made no connection, so that it sent nothing. See [`Error::is_uncertain`] for the attempts
    /// before it.
    pub fn is_connect(&self) -> bool {
        matches!(
            self.failure.kind,
            ErrorKind::Connect | ErrorKind::Timeout(TimeoutKind::Connect)
        )
    }

    /// Whether the same call may succeed later and repeating it does no harm: the failure is a passing one, and no attempt
    /// of the call sent anything or the method is idempotent (RFC 9110, section 9.2.2). A new call has a new idempotency key, so
    /// that a key doesn't count here unless you set it yourself.
    pub fn is_retryable(&self) -> bool {
        self.failure.is_retryable()
    }

    /// Whether the request may have taken effect all the same: one of the call's attempts may have been sent, and no answer
    /// of the class 4xx says that this attempt was refused. Then a call that is not idempotent must not be repeated before its effect has been looked up.
    pub fn is_uncertain(&self) -> bool {
        self.failure.earlier_effect || self.failure.outcome().may_have_taken_effect()
    }

    /// How long the server asks to wait (RFC 9110, section 10.2.3), counted from now when it named a date.
    pub fn retry_after(&self) -> Option<Duration> {
        retry::retry_after(self.headers()?, SystemTime::now())
    }

    /// The status of the answer.
    pub fn status(&self) -> Option<StatusCode> {
        self.failure.answer.as_ref().map(|answer| answer.status)
    }

    /// The headers of the answer.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.failure.answer.as_ref().map(|answer| &answer.headers)
    }

    /// The value of a documented header of the answer; `None` where it is missing or nothing came.
    ///
    /// # Errors
    /// When it is there and isn't what is documented.
    pub fn header<H: Schema>(&self, header: Header<H>) -> Result<Option<H>, HeaderError> {
        self.failure
            .answer
            .as_ref()
            .map_or(Ok(None), |answer| answer.header(header))
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

    /// The documented error body; `None` where no body came, or one of another media type.
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

/// `{}` says what happened; `{:#}` adds every cause, as far as the transport knows it.
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
            answer: None,
            path: None,
            violations: Vec::new(),
            idempotent: false,
            earlier_effect: false,
            not_begun: false,
            source: None,
        })
    }

    /// A failure that an answer tells of; it keeps a bounded part of the body.
    pub(crate) fn answered(
        kind: ErrorKind,
        spec: &Spec,
        answer: &Response<Bytes>,
        detail: impl Into<Cow<'static, str>>,
    ) -> Box<Self> {
        let mut failure = Self::new(kind, spec.id, detail);
        failure.idempotent = is_idempotent(&spec.method);
        failure.earlier_effect = answer.earlier_effect;
        failure.keep(answer.status, answer.headers.clone(), &answer.body);
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

    /// A failure to obtain what lets an operation in.
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
            TimeoutKind::Stall => "the answer stalled",
            TimeoutKind::Total => "the call took too long",
        };
        let mut failure = Self::new(ErrorKind::Timeout(kind), spec.id, detail);
        failure.idempotent = is_idempotent(&spec.method);
        failure
    }

    /// Keeps what came of an answer, at most 64 KiB of its body.
    pub(crate) fn keep(&mut self, status: StatusCode, headers: HeaderMap, body: &[u8]) {
        let kept: Vec<u8> = body.iter().take(KEPT).copied().collect();
        self.answer = Some(Response::new(status, headers, kept.into()));
    }

    /// How the last attempt ended.
    pub(crate) fn outcome(&self) -> retry::Outcome {
        match (self.kind, &self.answer) {
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
                answer,
            ) => answer.as_ref().map_or(retry::Outcome::Final, |answer| {
                retry::Outcome::Status(answer.status)
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
        if let Some(answer) = &self.answer {
            write!(f, ": {}", answer.status.as_u16())?;
            if let Some(reason) = answer.status.canonical_reason() {
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
            .answer
            .as_ref()
            .and_then(|answer| server_message(&answer.body))
        {
            Some(message) => write!(f, ": {message}"),
            None => Ok(()),
        }
    }
}

/// How many bytes of an answer's body an error keeps.
const KEPT: usize = 64 * 1024;

/// How many characters of the server's own words an error shows.
const SHOWN: usize = 200;

/// What the server says itself: a code and a message, where APIs usually put them. Any other text stays in the body.
fn server_message(body: &[u8]) -> Option<String> {
    // Only what is shown is looked into: an oddity elsewhere in the body doesn't cost the words.
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

/// A string or a number, as it was written.
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

/// Bounds a text and escapes what could forge a line of a log or turn it around.
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

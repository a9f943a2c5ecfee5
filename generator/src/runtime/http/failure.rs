//! Failures: why a call failed, without the types of its operation. They never contain a secret or a query.

use crate::runtime::http::engine::retry;
use crate::runtime::http::engine::retry::is_idempotent;
use crate::runtime::http::{
    AuthError, Response, ResponseSpec, RetryPolicy, Spec, TransportError, TransportErrorKind,
};
use crate::runtime::json::Violation;
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

/// The kind of failure of an [`Error`](crate::runtime::http::Error).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A value can't be encoded: an empty path parameter, a header value with a line break. Nothing was sent.
    Encode,
    /// Values violate the description; see [`Error::violations`](crate::runtime::http::Error::violations). Nothing was sent.
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
    /// The exchange of request and response failed. The server may have received the request; see
    /// [`Error::is_uncertain`](crate::runtime::http::Error::is_uncertain).
    Exchange,
    /// The request body couldn't be read: a file is missing, or is shorter than when the call was made. The request isn't
    /// sent again.
    Body,
    /// The response is larger than the size limit.
    TooLarge,
    /// A documented error response; see [`Error::api`](crate::runtime::http::Error::api). It has no typed body if the response had no body, or one of another
    /// media type, or one that only [`Error::api_as`](crate::runtime::http::Error::api_as) reads.
    Api,
    /// A documented success for which the operation's type has no place, because this release keeps an earlier type; see
    /// [`Error::api_as`](crate::runtime::http::Error::api_as). The request succeeded.
    OtherSuccess,
    /// The response has a status that the description doesn't document.
    Undocumented,
    /// The response has a media type that isn't documented for its status.
    MediaType,
    /// The response body doesn't match its documented schema; see [`Error::path`](crate::runtime::http::Error::path).
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
    /// How the response is documented, if its body is kept as a whole.
    pub(crate) documented: Option<Documented>,
    pub(crate) path: Option<String>,
    pub(crate) violations: Vec<Violation>,
    pub(crate) idempotent: bool,
    /// Whether an attempt before the failed one may have taken effect.
    pub(crate) earlier_effect: bool,
    /// Whether the last attempt ended before anything was sent, because the time was up, the body couldn't be opened or the
    /// connection had closed.
    pub(crate) not_begun: bool,
    pub(crate) source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// The documented case of a response.
#[derive(Clone, Copy)]
pub(crate) struct Documented {
    pub(crate) spec: &'static Spec,
    pub(crate) case: ResponseSpec,
    /// Whether the client is lenient.
    pub(crate) is_lenient: bool,
}

impl Documented {
    /// A failure that this response reports.
    pub(crate) fn failure(
        self,
        kind: ErrorKind,
        response: &Response<Bytes>,
        detail: impl Into<Cow<'static, str>>,
    ) -> Box<Failure> {
        let mut failure = Failure::from_response(kind, self.spec, response, detail);
        failure.documented = (response.body.len() <= KEPT).then_some(self);
        failure
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
            documented: None,
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
        failure.idempotent = is_idempotent(spec.method);
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
            TransportErrorKind::Unsent => {
                let detail = "the connection closed before the request was sent";
                Self::new(ErrorKind::Exchange, spec.id, detail)
            }
            TransportErrorKind::Exchange => Self::new(ErrorKind::Exchange, spec.id, "the exchange broke"),
            TransportErrorKind::BodyUnavailable | TransportErrorKind::BodyBroken => {
                Self::new(ErrorKind::Body, spec.id, "the request's body can't be read")
            }
        };
        failure.idempotent = is_idempotent(spec.method);
        failure.not_begun = matches!(
            error.kind(),
            TransportErrorKind::Unsent | TransportErrorKind::BodyUnavailable
        );
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
        failure.idempotent = is_idempotent(spec.method);
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
            (ErrorKind::Timeout(_) | ErrorKind::Exchange, _) if self.not_begun => retry::Outcome::NothingSent,
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
                | ErrorKind::OtherSuccess
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

    pub(crate) fn is_retryable(&self) -> bool {
        let outcome = match self.outcome() {
            retry::Outcome::NothingSent if self.earlier_effect => retry::Outcome::Broken,
            retry::Outcome::NothingSent => retry::Outcome::NothingSent,
            outcome @ (retry::Outcome::Status(_)
            | retry::Outcome::Broken
            | retry::Outcome::BrokenForGood
            | retry::Outcome::Final) => outcome,
        };
        RetryPolicy::safe().allows(1, self.idempotent, outcome, false)
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

impl Failure {
    /// Prints it as a value of the error type `name`.
    pub(crate) fn fmt_error(&self, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct(name)
            .field("kind", &self.kind)
            .field("message", &self.to_string())
            .finish_non_exhaustive()
    }

    /// Prints it, and with `{:#}` every cause that the transport reports.
    pub(crate) fn fmt_with_causes(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)?;
        let source = self.source.as_deref().filter(|_| f.alternate());
        let mut cause: Option<&(dyn std::error::Error + 'static)> = source.map(|source| source as _);
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
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

//! Requests and responses as transports see them: thin types over those of the `http` crate, safe to print.

use crate::runtime::http::{Api, Body, Header, HeaderError, Spec};
use crate::runtime::json::Schema;
use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode, Uri};
use std::fmt;

/// A request, ready to be sent. `Debug` shows neither its query, nor sensitive headers, nor its body.
#[derive(Clone)]
pub struct Request {
    /// The HTTP method.
    pub method: Method,
    /// The absolute URL.
    pub uri: Uri,
    /// The headers, including credentials.
    pub headers: HeaderMap,
    /// The body.
    pub body: Body,
    /// The tables of its operation; `None` for a request that doesn't belong to one.
    pub(crate) tables: Option<Tables>,
}

/// The tables from which a request was built.
#[derive(Clone, Copy)]
#[allow(dead_code, reason = "tests look at it")]
pub(crate) struct Tables {
    pub(crate) spec: &'static Spec,
    pub(crate) api: &'static Api,
}

impl Request {
    /// A request without headers and body, which doesn't belong to a call.
    pub fn new(method: Method, uri: Uri) -> Self {
        Self {
            method,
            uri,
            headers: HeaderMap::new(),
            body: Body::empty(),
            tables: None,
        }
    }

    /// The id of the operation that the request calls.
    pub fn operation(&self) -> Option<&'static str> {
        self.tables.map(|tables| tables.spec.id)
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("host", &self.uri.host().unwrap_or_default())
            .field("path", &self.uri.path())
            .field("headers", &Shown(&self.headers))
            .field("body", &self.body)
            .finish()
    }
}

/// A response: its status, headers and body.
#[derive(Clone)]
#[non_exhaustive]
pub struct Response<T = Bytes> {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: T,
    /// Whether an attempt before the one with this response may have taken effect.
    pub(crate) earlier_effect: bool,
}

impl<T> Response<T> {
    /// Creates a response, as a transport does.
    pub const fn new(status: StatusCode, headers: HeaderMap, body: T) -> Self {
        Self {
            status,
            headers,
            body,
            earlier_effect: false,
        }
    }

    /// The value of a documented header; `None` if the header is missing.
    ///
    /// # Errors
    /// When the header is present but doesn't match its documented type.
    pub fn header<H: Schema>(&self, header: Header<H>) -> Result<Option<H>, HeaderError> {
        header.read(&self.headers)
    }

    /// The body, without status and headers.
    pub fn into_body(self) -> T {
        self.body
    }

    /// The response with another body.
    pub(crate) fn with<U>(self, body: U) -> Response<U> {
        self.map(|_| body)
    }

    pub(crate) fn map<U>(self, body: impl FnOnce(T) -> U) -> Response<U> {
        Response {
            status: self.status,
            headers: self.headers,
            body: body(self.body),
            earlier_effect: self.earlier_effect,
        }
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("headers", &Shown(&self.headers))
            .field("body", &self.body)
            .finish()
    }
}

/// Prints headers, and the values only of those that never contain a secret.
struct Shown<'a>(&'a HeaderMap);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const HARMLESS: &[&str] = &[
            "accept",
            "content-length",
            "content-type",
            "date",
            "retry-after",
            "user-agent",
            "x-request-id",
        ];
        let shown = self
            .0
            .iter()
            .map(|(name, value)| match HARMLESS.contains(&name.as_str()) {
                true => (name, value.to_str().unwrap_or_default()),
                false => (name, "…"),
            });
        f.debug_map().entries(shown).finish()
    }
}

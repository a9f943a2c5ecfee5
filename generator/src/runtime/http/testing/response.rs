//! The response of a [`MemoryTransport`](super::MemoryTransport): any bytes, or a documented response of an operation.

use super::fixture::Exchange;
use crate::runtime::http::{
    Media, Operation, Outcome, Response as HttpResponse, ResponseSpec, Status, TransportErrorKind,
};
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use std::collections::VecDeque;

/// The response of a [`MemoryTransport`].
#[derive(Clone, Debug)]
pub struct Response {
    pub(super) outcome: Result<HttpResponse<VecDeque<Bytes>>, (TransportErrorKind, String)>,
    pub(super) end: End,
}

/// How a body ends after its last chunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Finished,
    Broken,
    Silent,
}

impl Response {
    /// A response with a status, without headers and body.
    pub fn status(code: u16) -> Self {
        let status = StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self {
            outcome: Ok(HttpResponse::new(status, HeaderMap::new(), VecDeque::new())),
            end: End::Finished,
        }
    }

    /// A response with JSON text.
    pub fn json(code: u16, text: impl Into<String>) -> Self {
        Self::status(code)
            .header("content-type", "application/json")
            .body(text.into())
    }

    /// The documented response for this value: the first success that can contain it, with its status and media type.
    pub fn ok<O: Operation>(output: &O::Output) -> Self {
        let mut successes = O::SPEC.responses.iter().filter(|case| !case.error && !case.other);
        successes
            .find_map(|case| Some(Self::case(case, status(case, 200), output.encode(case)?)))
            .unwrap_or_else(|| Self::status(200))
    }

    /// The documented error response for this status.
    pub fn err<O: Operation>(code: u16, error: &O::Error) -> Self {
        let errors = || O::SPEC.responses.iter().filter(|case| case.error && !case.other);
        let exact = errors().filter(|case| case.status == Status::Code(code));
        let class = errors().filter(|case| case.status == Status::Range(code / 100));
        let others = errors().filter(|case| case.status == Status::Default);
        exact
            .chain(class)
            .chain(others)
            .find_map(|case| Some(Self::case(case, code, error.encode(case)?)))
            .unwrap_or_else(|| Self::status(code))
    }

    fn case(case: &ResponseSpec, code: u16, body: Bytes) -> Self {
        let response = Self::status(code);
        if case.media_type.is_empty() {
            return response;
        }
        // The documented media type is a range, but a response has an exact one.
        let media_type = match case.media_type {
            range if case.media == Media::Json && range.contains('*') => "application/json".to_owned(),
            "*/*" => "application/octet-stream".to_owned(),
            other => other.replace('*', "octet-stream"),
        };
        response.header("content-type", &media_type).body(body)
    }

    /// No response: the transport fails.
    pub fn error(kind: TransportErrorKind) -> Self {
        Self {
            outcome: Err((kind, "as the test requested".to_owned())),
            end: End::Finished,
        }
    }

    /// No response, because the test defines none.
    pub(super) fn refused(why: String) -> Self {
        Self {
            outcome: Err((TransportErrorKind::Exchange, why)),
            end: End::Finished,
        }
    }

    pub(super) fn recorded(exchange: Exchange) -> Self {
        let response = Self::status(exchange.status).body(exchange.body);
        let headers = exchange.headers.iter();
        headers.fold(response, |response, (name, value)| response.header(name, value))
    }

    /// No response and no failure: only a timeout ends the attempt.
    pub fn no_response() -> Self {
        Self {
            outcome: Err((TransportErrorKind::Exchange, String::new())),
            end: End::Silent,
        }
    }

    /// Adds a header. An invalid header is ignored.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let (Ok(response), Ok(name), Ok(value)) = (
            &mut self.outcome,
            HeaderName::from_bytes(name.as_bytes()),
            HeaderValue::from_str(value),
        ) {
            response.headers.append(name, value);
        }
        self
    }

    /// Adds a chunk to the body.
    #[must_use]
    pub fn body(mut self, piece: impl Into<Bytes>) -> Self {
        if let Ok(response) = &mut self.outcome {
            response.body.push_back(piece.into());
        }
        self
    }

    /// Breaks the connection after the last chunk of the body.
    #[must_use]
    pub fn broken(mut self) -> Self {
        self.end = End::Broken;
        self
    }

    /// Stalls after the last chunk: the body neither continues nor ends.
    #[must_use]
    pub fn stalled(mut self) -> Self {
        self.end = End::Silent;
        self
    }
}

/// The status of a documented response; the first status of a range.
fn status(case: &ResponseSpec, otherwise: u16) -> u16 {
    match case.status {
        Status::Code(code) => code,
        Status::Range(class) => class * 100,
        Status::Default => otherwise,
    }
}

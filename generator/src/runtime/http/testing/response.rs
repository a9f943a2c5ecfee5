//! What a [`MemoryTransport`](super::MemoryTransport) answers: any bytes, or what an operation documents.

use super::fixture::Exchange;
use crate::runtime::http::{
    Case, Media, Operation, Outcome, Response as HttpResponse, Status, TransportErrorKind,
};
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use std::collections::VecDeque;

/// What a [`MemoryTransport`] answers.
#[derive(Clone, Debug)]
pub struct Response {
    pub(super) outcome: Result<HttpResponse<VecDeque<Bytes>>, (TransportErrorKind, String)>,
    pub(super) end: End,
}

/// What comes after the last piece of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Finished,
    Broken,
    Silent,
}

impl Response {
    /// An answer with a status and nothing else.
    pub fn status(code: u16) -> Self {
        let status = StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self {
            outcome: Ok(HttpResponse::new(status, HeaderMap::new(), VecDeque::new())),
            end: End::Finished,
        }
    }

    /// An answer with JSON text.
    pub fn json(code: u16, text: impl Into<String>) -> Self {
        Self::status(code)
            .header("content-type", "application/json")
            .body(text.into())
    }

    /// What the operation documents for this value: its first success that can hold it, with status and media type.
    pub fn ok<O: Operation>(output: &O::Output) -> Self {
        let mut successes = O::SPEC.responses.iter().filter(|case| !case.error);
        successes
            .find_map(|case| Some(Self::case(case, status(case, 200), output.encode(case)?)))
            .unwrap_or_else(|| Self::status(200))
    }

    /// The error that the operation documents for this status.
    pub fn err<O: Operation>(code: u16, error: &O::Error) -> Self {
        let errors = || O::SPEC.responses.iter().filter(|case| case.error);
        let exact = errors().filter(|case| case.status == Status::Code(code));
        let class = errors().filter(|case| case.status == Status::Range(code / 100));
        let others = errors().filter(|case| case.status == Status::Default);
        exact
            .chain(class)
            .chain(others)
            .find_map(|case| Some(Self::case(case, code, error.encode(case)?)))
            .unwrap_or_else(|| Self::status(code))
    }

    fn case(case: &Case, code: u16, body: Bytes) -> Self {
        let answer = Self::status(code);
        if case.media_type.is_empty() {
            return answer;
        }
        // A range is documented, and one media type is sent.
        let media_type = match case.media_type {
            range if case.media == Media::Json && range.contains('*') => "application/json".to_owned(),
            "*/*" => "application/octet-stream".to_owned(),
            other => other.replace('*', "octet-stream"),
        };
        answer.header("content-type", &media_type).body(body)
    }

    /// No answer: the transport fails.
    pub fn error(kind: TransportErrorKind) -> Self {
        Self {
            outcome: Err((kind, "as the test says".to_owned())),
            end: End::Finished,
        }
    }

    /// No answer, because the test has none.
    pub(super) fn refused(why: String) -> Self {
        Self {
            outcome: Err((TransportErrorKind::Exchange, why)),
            end: End::Finished,
        }
    }

    pub(super) fn recorded(exchange: Exchange) -> Self {
        let answer = Self::status(exchange.status).body(exchange.body);
        let headers = exchange.headers.iter();
        headers.fold(answer, |answer, (name, value)| answer.header(name, value))
    }

    /// No answer and no end either: only a timeout ends it.
    pub fn no_response() -> Self {
        Self {
            outcome: Err((TransportErrorKind::Exchange, String::new())),
            end: End::Silent,
        }
    }

    /// Adds a header; one that is none is left out.
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

    /// Adds a piece of the body.
    #[must_use]
    pub fn body(mut self, piece: impl Into<Bytes>) -> Self {
        if let Ok(response) = &mut self.outcome {
            response.body.push_back(piece.into());
        }
        self
    }

    /// After its last piece the body breaks off.
    #[must_use]
    pub fn broken(mut self) -> Self {
        self.end = End::Broken;
        self
    }

    /// After its last piece the body neither goes on nor ends.
    #[must_use]
    pub fn stalled(mut self) -> Self {
        self.end = End::Silent;
        self
    }
}

/// The status of a documented answer, the first one of a class.
fn status(case: &Case, otherwise: u16) -> u16 {
    match case.status {
        Status::Code(code) => code,
        Status::Range(class) => class * 100,
        Status::Default => otherwise,
    }
}

// Copied from runtime/http/engine/body_collector.rs of generator 0.1.0; independent of the description.

//! A response body that is collected chunk by chunk.

use crate::runtime::http::engine::CallState;
use crate::runtime::http::failure::Failure;
use crate::runtime::http::{ErrorKind, Response, Spec};
use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http::{HeaderMap, StatusCode};

/// A response whose body is being read, up to the size limit.
pub(super) struct BodyCollector {
    pub(super) spec: &'static Spec,
    status: StatusCode,
    headers: HeaderMap,
    limit: u64,
    /// The size that the headers declare, up to the limit.
    declared: usize,
    /// The body while it is a single chunk, which is not copied. Most bodies stay that way.
    one: Bytes,
    /// The body once there are several chunks. It is copied, because many small chunks may each keep a large buffer alive.
    many: Vec<u8>,
}

impl BodyCollector {
    /// Starts with the headers of a response, and returns the source of its body. Fails at once if the declared length exceeds
    /// the limit.
    pub(super) fn new<C>(call: &CallState<'_>, response: Response<C>) -> Result<(Self, C), Box<Failure>> {
        let announced = response
            .headers
            .get(CONTENT_LENGTH)
            .and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
        let limit = call.settings.response_limit;
        let mut collector = Self {
            spec: call.spec,
            status: response.status,
            headers: response.headers,
            limit,
            declared: announced.map_or(0, |length| usize::try_from(length.min(limit)).unwrap_or_default()),
            one: Bytes::new(),
            many: Vec::new(),
        };
        // The `Content-Length` of a response to HEAD is the length that a GET would return.
        match announced {
            Some(length) if length > limit && call.spec.method != "HEAD" => Err(collector.too_large()),
            Some(_) | None => Ok((collector, response.body)),
        }
    }

    pub(super) fn push(&mut self, piece: Bytes) -> Result<(), Box<Failure>> {
        let size = self.body().len() as u64 + piece.len() as u64;
        if size > self.limit {
            return Err(self.too_large());
        }
        if self.body().is_empty() {
            self.one = piece;
        } else {
            if self.many.is_empty() {
                self.many.reserve_exact(self.declared);
            }
            self.many.extend_from_slice(&std::mem::take(&mut self.one));
            self.many.extend_from_slice(&piece);
        }
        Ok(())
    }

    pub(super) fn finish(self) -> Response<Bytes> {
        let body = if self.many.is_empty() {
            self.one
        } else {
            self.many.into()
        };
        Response::new(self.status, self.headers, body)
    }

    /// Adds the partial response to the failure, so that its status isn't lost. The collector is empty afterwards.
    pub(super) fn fail(&mut self, mut failure: Box<Failure>) -> Box<Failure> {
        let headers = std::mem::take(&mut self.headers);
        failure.keep(self.status, headers, self.body());
        failure
    }

    fn body(&self) -> &[u8] {
        if self.many.is_empty() {
            &self.one
        } else {
            &self.many
        }
    }

    fn too_large(&mut self) -> Box<Failure> {
        let detail = format!("the response is larger than {} bytes", self.limit);
        let failure = Failure::new(ErrorKind::TooLarge, self.spec.id, detail);
        self.fail(failure)
    }
}

// Copied from runtime/http/testing/mod.rs of generator 0.1.0; independent of the description.

//! A transport in memory, with which code that uses a client is tested without sockets and without delays.
//!
//! It records requests and responds by operation, from a queue, or from recorded exchanges. Its clock only advances when
//! something waits. [`decode_request`] and [`Response::ok`] use the types of the operations.

mod fixture;
mod parts;
mod reading;
mod received;
mod recorder;
mod response;

pub use fixture::Fixture;
pub use received::{Received, RequestMismatch, decode_request};
pub use recorder::Recorder;
pub use response::Response;

use fixture::Sent;
use response::End;

use crate::runtime::http::engine::platform::Instant;
use crate::runtime::http::request::body::unavailable;
use crate::runtime::http::request::whole::{read, read_all};
use crate::runtime::http::transport::Timeouts;
use crate::runtime::http::{
    BlockingChunks, BlockingTransport, Body, BoxFuture, Chunks, Content, Operation, Request,
    Response as HttpResponse, Transport, TransportError, TransportErrorKind,
};
use bytes::Bytes;
use std::collections::VecDeque;
use std::fmt;
use std::future::{pending, poll_fn};
use std::io::Read;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

/// A transport in memory for both modes. Clones share their state: give one to the client and inspect the other.
#[derive(Clone)]
pub struct MemoryTransport(Arc<Mutex<State>>);

/// Responds to the calls of one operation.
type Route = Box<dyn FnMut(&Request) -> Option<Response> + Send>;

struct State {
    /// The routes of operations; the last one that matches is used.
    routes: Vec<Route>,
    respond: Box<dyn FnMut(&Request) -> Response + Send>,
    requests: Vec<Request>,
    sleeps: Vec<Duration>,
    start: Instant,
}

impl MemoryTransport {
    /// Responds to each request with the result of the closure.
    pub fn new(respond: impl FnMut(&Request) -> Response + Send + 'static) -> Self {
        Self(Arc::new(Mutex::new(State {
            routes: Vec::new(),
            respond: Box::new(respond),
            requests: Vec::new(),
            sleeps: Vec::new(),
            start: Instant::now(),
        })))
    }

    /// Responds to the first request with the first response, and so on. After the last response, every exchange fails.
    pub fn queue(responses: impl IntoIterator<Item = Response>) -> Self {
        let mut responses: VecDeque<Response> = responses.into_iter().collect();
        Self::new(move |_| {
            responses
                .pop_front()
                .unwrap_or_else(|| Response::error(TransportErrorKind::Exchange))
        })
    }

    /// Responds from recorded exchanges, each of which is used once, for a request with the same method, path, query and body.
    /// Any other request fails.
    pub fn replay(fixture: Fixture) -> Self {
        let mut left = fixture.exchanges;
        Self::new(move |request| {
            let sent = Sent::of(request);
            match left.iter().position(|exchange| exchange.request == sent) {
                Some(found) => Response::recorded(left.remove(found)),
                None => Response::refused(format!("nothing is recorded for {}", sent.describe())),
            }
        })
    }

    /// Responds to each call of the operation `O` with the result of the closure, and replaces an earlier closure for `O`.
    /// Other requests are responded to as before.
    pub fn on<O: Operation>(
        &self,
        mut respond: impl FnMut(&Received<O>) -> Response + Send + 'static,
    ) -> &Self {
        let route = move |request: &Request| Some(respond(&decode_request::<O>(request)?));
        self.state().routes.push(Box::new(route));
        self
    }

    /// Every call of the operation `O` so far.
    pub fn received<O: Operation>(&self) -> Vec<Received<O>> {
        self.state().requests.iter().filter_map(decode_request).collect()
    }

    /// Every request so far.
    pub fn requests(&self) -> Vec<Request> {
        self.state().requests.clone()
    }

    /// Every wait so far, including expired timeouts.
    pub fn sleeps(&self) -> Vec<Duration> {
        self.state().sleeps.clone()
    }

    fn respond(&self, request: Request) -> Response {
        let mut state = self.state();
        let State { routes, respond, .. } = &mut *state;
        let routed = routes.iter_mut().rev().find_map(|route| route(&request));
        let response = routed.unwrap_or_else(|| respond(&request));
        state.requests.push(request);
        response
    }

    fn wait(&self, duration: Duration) {
        self.state().sleeps.push(duration);
    }

    fn clock(&self) -> Instant {
        let state = self.state();
        state.start + state.sleeps.iter().sum::<Duration>()
    }

    /// A panic in a test's closure doesn't invalidate the recorded requests.
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Responds only to the operations that [`MemoryTransport::on`] adds.
impl Default for MemoryTransport {
    fn default() -> Self {
        Self::new(|request| {
            let what = request.operation().unwrap_or(request.method.as_str());
            Response::refused(format!("no response is set for {what}"))
        })
    }
}

impl fmt::Debug for MemoryTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryTransport")
            .field("requests", &self.requests())
            .finish_non_exhaustive()
    }
}

impl Transport for MemoryTransport {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<HttpResponse<Box<dyn Chunks>>, TransportError>> {
        Box::pin(async move {
            let body = read_all(&request.body).await?;
            let response = self.respond(Request { body, ..request });
            let end = response.end;
            match response.outcome {
                Err(_) if end == End::Silent => pending().await,
                Ok(received) => {
                    Ok(received.map(|pieces| Box::new(Pieces { pieces, end }) as Box<dyn Chunks>))
                }
                Err((kind, why)) => Err(TransportError::new(kind, why)),
            }
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let transport = self.clone();
        Box::pin(async move { transport.wait(duration) })
    }

    fn now(&self) -> Instant {
        self.clock()
    }
}

struct Pieces {
    pieces: VecDeque<Bytes>,
    end: End,
}

impl Chunks for Pieces {
    fn poll_next(&mut self, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        match (self.pieces.pop_front(), self.end) {
            (Some(piece), _) => Poll::Ready(Some(Ok(piece))),
            (None, End::Finished) => Poll::Ready(None),
            (None, End::Broken) => Poll::Ready(Some(Err(broken()))),
            (None, End::Silent) => Poll::Pending,
        }
    }
}

impl BlockingTransport for MemoryTransport {
    fn send(
        &self,
        request: Request,
        timeouts: Timeouts,
    ) -> Result<HttpResponse<Box<dyn BlockingChunks>>, TransportError> {
        let body = read(request.body.open().map_err(unavailable)?)?;
        let response = self.respond(Request { body, ..request });
        let end = response.end;
        match response.outcome {
            Ok(received) => Ok(received.map(|pieces| {
                let body = BlockingPieces {
                    pieces: Pieces { pieces, end },
                    timeouts,
                    transport: self.clone(),
                };
                Box::new(body) as Box<dyn BlockingChunks>
            })),
            Err(_) if end == End::Silent => Err(self.give_up(timeouts.attempt.or(timeouts.response), None)),
            Err((kind, why)) => Err(TransportError::new(kind, why)),
        }
    }

    fn sleep(&self, duration: Duration) {
        self.wait(duration);
    }

    fn now(&self) -> Instant {
        self.clock()
    }
}

impl MemoryTransport {
    /// Waits for the shorter of the two timeouts, and fails at once without one, since the wait would never end.
    fn give_up(&self, attempt: Option<Duration>, stall: Option<Duration>) -> TransportError {
        let attempt = attempt.map(|limit| (limit, TransportErrorKind::Timeout));
        let stall = stall.map(|limit| (limit, TransportErrorKind::Stall));
        match attempt.into_iter().chain(stall).min_by_key(|(limit, _)| *limit) {
            Some((limit, kind)) => {
                self.wait(limit);
                TransportError::new(kind, "as the test requested")
            }
            None => TransportError::new(TransportErrorKind::Exchange, "no response and no timeout"),
        }
    }
}

struct BlockingPieces {
    pieces: Pieces,
    timeouts: Timeouts,
    transport: MemoryTransport,
}

impl BlockingChunks for BlockingPieces {
    fn next(&mut self) -> Result<Option<Bytes>, TransportError> {
        match (self.pieces.pieces.pop_front(), self.pieces.end) {
            (Some(piece), _) => Ok(Some(piece)),
            (None, End::Finished) => Ok(None),
            (None, End::Broken) => Err(broken()),
            (None, End::Silent) => Err(self.transport.give_up(self.timeouts.attempt, self.timeouts.stall)),
        }
    }
}

fn broken() -> TransportError {
    TransportError::new(TransportErrorKind::Exchange, "the body broke off")
}

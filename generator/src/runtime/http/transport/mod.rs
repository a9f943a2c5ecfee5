//! What sends a request: two small traits, one for each mode. An adapter knows one HTTP library and no operation.

#[cfg(all(feature = "reqwest", target_arch = "wasm32", target_os = "unknown"))]
pub(super) mod fetch;
pub(super) mod message;
#[cfg(all(feature = "reqwest", not(all(target_arch = "wasm32", target_os = "unknown"))))]
pub(super) mod reqwest;
#[cfg(all(feature = "ureq", not(all(target_arch = "wasm32", target_os = "unknown"))))]
pub(crate) mod ureq;
use crate::runtime::http::engine::platform;
use crate::runtime::http::engine::platform::Instant;
use crate::runtime::http::{Request, Response};
use bytes::Bytes;
#[cfg(all(
    any(feature = "reqwest", feature = "ureq"),
    not(all(target_arch = "wasm32", target_os = "unknown"))
))]
use http::{
    HeaderMap,
    header::{CONTENT_LENGTH, TRANSFER_ENCODING},
};
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

/// A future in a box, sendable to other threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends requests without blocking.
///
/// A transport sends a request once: it follows no redirect, retries nothing, adds no credential, and leaves the
/// status to its caller. Dropping the future ends the exchange. One that wraps another sees, and may change, every attempt.
pub trait Transport: Send + Sync + 'static {
    /// Sends the request and returns as soon as the headers of the answer are there.
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response<Box<dyn Chunks>>, TransportError>>;

    /// Waits; timeouts and pauses between attempts are made of it.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;

    /// The clock that `sleep` goes by: the standard library's, and in JavaScript that of the crate `web_time`.
    fn now(&self) -> Instant {
        Instant::now()
    }
}

/// A body, as it comes. Polled as a stream is, so that a piece that is there costs nothing to wait for.
pub trait Chunks: Send {
    /// The next piece; `None` at the end.
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>>;
}

/// Sends requests and blocks. The same duties as [`Transport`].
pub trait BlockingTransport: Send + Sync + 'static {
    /// Sends the request and returns as soon as the headers of the answer are there. `timeouts` are the transport's to keep.
    fn send(
        &self,
        request: Request,
        timeouts: Timeouts,
    ) -> Result<Response<Box<dyn BlockingChunks>>, TransportError>;

    /// Waits between attempts.
    fn sleep(&self, duration: Duration) {
        platform::sleep(duration);
    }

    /// The clock that `sleep` goes by.
    fn now(&self) -> Instant {
        Instant::now()
    }
}

/// The body of an answer, as it comes.
pub trait BlockingChunks: Send {
    /// The next piece; `None` at the end.
    fn next(&mut self) -> Result<Option<Bytes>, TransportError>;
}

/// How long a blocking attempt may take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Timeouts {
    /// For the attempt as a whole, its body included.
    pub attempt: Option<Duration>,
    /// For the answer to begin, once the request is sent: set instead of `attempt` when the caller reads the body as it comes.
    pub answer: Option<Duration>,
    /// For each wait for more of the answer.
    pub stall: Option<Duration>,
}

/// Refuses an answer that says its length in two ways: where it ends is then a matter of opinion, which is how one answer
/// is passed off as two (RFC 9112, section 6.3).
#[cfg(all(
    any(feature = "reqwest", feature = "ureq"),
    not(all(target_arch = "wasm32", target_os = "unknown"))
))]
pub(crate) fn check_framing(headers: &HeaderMap) -> Result<(), TransportError> {
    if headers.contains_key(TRANSFER_ENCODING) && headers.contains_key(CONTENT_LENGTH) {
        let problem = "the response has both Content-Length and Transfer-Encoding";
        return Err(TransportError::new(TransportErrorKind::Exchange, problem));
    }
    Ok(())
}

/// Why a transport couldn't get an answer. Its text must hold no address and no secret.
pub struct TransportError {
    kind: TransportErrorKind,
    source: Box<dyn std::error::Error + Send + Sync>,
}

/// How far an attempt got before it failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection (name, address, TLS): nothing was sent.
    Connect,
    /// No connection in time: nothing was sent.
    ConnectTimeout,
    /// The attempt took too long.
    Timeout,
    /// Too long a wait for more of the answer.
    Stall,
    /// The exchange broke; the request may have been received.
    Exchange,
    /// The body of the request couldn't be opened, such as a file that is gone: nothing was sent.
    BodyUnavailable,
    /// The body of the request couldn't be read to its end, or ended before the length that was announced; the server may
    /// have received a part of it.
    BodyBroken,
}

impl TransportError {
    /// Makes an error of an adapter's own.
    pub fn new(
        kind: TransportErrorKind,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self {
            kind,
            source: source.into(),
        }
    }

    /// How far the attempt got.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", self.kind, self.source)
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.source.fmt(f)
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.source()
    }
}

/// What a transport of ours is made with.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct TransportOptions {
    /// How long connecting may take; 10 seconds by default. In JavaScript that is the environment's to say.
    pub connect_timeout: Duration,
    /// Whether the proxy that the environment names is used; by default none is. In JavaScript it chooses itself.
    pub proxy_from_environment: bool,
}

impl Default for TransportOptions {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            proxy_from_environment: false,
        }
    }
}

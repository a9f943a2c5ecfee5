//! Transports, which send requests: two small traits, one for each mode. An adapter knows one HTTP library and no operations.

#[cfg(all(
    any(feature = "hyper", feature = "reqwest", feature = "ureq"),
    not(all(target_arch = "wasm32", target_os = "unknown"))
))]
mod coding;
#[cfg(all(
    any(feature = "hyper", feature = "reqwest"),
    target_arch = "wasm32",
    target_os = "unknown"
))]
pub(super) mod fetch;
#[cfg(all(feature = "hyper", not(all(target_arch = "wasm32", target_os = "unknown"))))]
pub(super) mod hyper;
pub(super) mod message;
#[cfg(all(
    any(feature = "hyper", feature = "reqwest"),
    not(all(target_arch = "wasm32", target_os = "unknown"))
))]
mod outgoing;
#[cfg(all(feature = "reqwest", not(all(target_arch = "wasm32", target_os = "unknown"))))]
pub(super) mod reqwest;
#[cfg(all(feature = "tower", not(all(target_arch = "wasm32", target_os = "unknown"))))]
pub(super) mod tower;
#[cfg(all(feature = "ureq", not(all(target_arch = "wasm32", target_os = "unknown"))))]
pub(crate) mod ureq;
use crate::runtime::http::engine::platform;
use crate::runtime::http::engine::platform::Instant;
use crate::runtime::http::{Request, Response};
use bytes::Bytes;
#[cfg(all(
    any(feature = "hyper", feature = "reqwest", feature = "ureq"),
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

/// A boxed future that can be sent to other threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends requests asynchronously.
///
/// A transport sends a request once: it follows no redirects, retries nothing, adds no credentials, and returns every
/// status as a response. Dropping the future aborts the exchange. A transport that wraps another one sees, and may
/// change, every attempt.
pub trait Transport: Send + Sync + 'static {
    /// Sends the request, and returns as soon as the headers of the response have arrived.
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response<Box<dyn Chunks>>, TransportError>>;

    /// Waits. Timeouts and pauses between attempts use it.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;

    /// The clock that matches `sleep`: the standard library's, or in JavaScript that of the crate `web_time`.
    fn now(&self) -> Instant {
        Instant::now()
    }
}

/// A body, chunk by chunk. It is polled like a stream, so that a chunk that has already arrived costs no allocation.
pub trait Chunks: Send {
    /// The next chunk; `None` at the end.
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>>;
}

/// Sends requests and blocks the thread. The rules of [`Transport`] apply.
pub trait BlockingTransport: Send + Sync + 'static {
    /// Sends the request, and returns as soon as the headers of the response have arrived. The transport enforces `timeouts`.
    fn send(
        &self,
        request: Request,
        timeouts: Timeouts,
    ) -> Result<Response<Box<dyn BlockingChunks>>, TransportError>;

    /// Waits between attempts.
    fn sleep(&self, duration: Duration) {
        platform::sleep(duration);
    }

    /// The clock that matches `sleep`.
    fn now(&self) -> Instant {
        Instant::now()
    }
}

/// The body of a response, chunk by chunk.
pub trait BlockingChunks: Send {
    /// The next chunk; `None` at the end.
    fn next(&mut self) -> Result<Option<Bytes>, TransportError>;
}

/// The timeouts of a blocking attempt; `None` for no limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Timeouts {
    /// For the whole attempt, including its body.
    pub attempt: Option<Duration>,
    /// From sending the request to the response headers. It is set instead of `attempt` if the caller reads the body as a stream.
    pub response: Option<Duration>,
    /// For each wait for the next chunk of the response.
    pub stall: Option<Duration>,
}

/// Rejects a response that declares its length in two ways. Recipients may disagree about where such a response ends, which
/// allows response splitting (RFC 9112, section 6.3).
#[cfg(all(
    any(feature = "hyper", feature = "reqwest", feature = "ureq"),
    not(all(target_arch = "wasm32", target_os = "unknown"))
))]
pub(crate) fn check_framing(headers: &HeaderMap) -> Result<(), TransportError> {
    if headers.contains_key(TRANSFER_ENCODING) && headers.contains_key(CONTENT_LENGTH) {
        let problem = "the response has both Content-Length and Transfer-Encoding";
        return Err(TransportError::new(TransportErrorKind::Exchange, problem));
    }
    Ok(())
}

/// Why a transport couldn't get a response. Its message must not contain an address or a secret.
pub struct TransportError {
    kind: TransportErrorKind,
    source: Box<dyn std::error::Error + Send + Sync>,
}

/// The stage at which an attempt failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection could be made (name, address, TLS): nothing was sent.
    Connect,
    /// The timeout for connecting expired: nothing was sent.
    ConnectTimeout,
    /// The timeout of the attempt expired.
    Timeout,
    /// The timeout for the next chunk of the response expired.
    Stall,
    /// The connection closed before the request was sent on it: nothing was sent.
    Unsent,
    /// The exchange failed. The server may have received the request.
    Exchange,
    /// The request body couldn't be opened, for example because a file is missing: nothing was sent.
    BodyUnavailable,
    /// The request body couldn't be read to its end, or ended before its declared length. The server may have received a part
    /// of it.
    BodyBroken,
}

impl TransportError {
    /// Creates an error of an adapter.
    pub fn new(
        kind: TransportErrorKind,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self {
            kind,
            source: source.into(),
        }
    }

    /// The stage at which the attempt failed.
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

/// The options of the default transports.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct TransportOptions {
    /// The timeout for connecting; 10 seconds by default. It has no effect in JavaScript.
    pub connect_timeout: Duration,
    /// Whether to use the proxy from the environment; false by default. It has no effect in JavaScript.
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

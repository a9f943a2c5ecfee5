//! A transport that wraps another one and records its exchanges.

use super::fixture::{Exchange, Fixture, Sent};
use crate::runtime::http::client::middleware::Whole;
use crate::runtime::http::engine::platform::Instant;
use crate::runtime::http::request::body::unavailable;
use crate::runtime::http::request::whole::{read, read_all};
use crate::runtime::http::{
    BlockingChunks, BlockingTransport, BoxFuture, Chunks, Request, Response, Timeouts, Transport,
    TransportError,
};
use bytes::Bytes;
use std::fmt;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Records the exchanges of calls over a real transport, for [`MemoryTransport::replay`](super::MemoryTransport::replay).
/// Clones share their state.
///
/// Bodies are read completely. Requests that don't belong to a call, such as token requests, aren't recorded.
pub struct Recorder<T> {
    transport: Arc<T>,
    fixture: Arc<Mutex<Fixture>>,
}

impl<T> Recorder<T> {
    /// Sends requests over this transport.
    pub fn new(transport: T) -> Self {
        Self {
            transport: Arc::new(transport),
            fixture: Arc::default(),
        }
    }

    /// The exchanges so far.
    pub fn fixture(&self) -> Fixture {
        self.fixture
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn keep<B>(&self, request: &Request, response: &Response<B>, body: &Bytes) {
        if request.tables.is_none() {
            return;
        }
        let sent = Sent::of(request);
        let exchange = Exchange::new(sent, response.status.as_u16(), &response.headers, body.clone());
        let mut fixture = self.fixture.lock().unwrap_or_else(PoisonError::into_inner);
        fixture.exchanges.push(exchange);
    }
}

impl<T: Transport> Transport for Recorder<T> {
    fn send(&self, mut request: Request) -> BoxFuture<'_, Result<Response<Box<dyn Chunks>>, TransportError>> {
        Box::pin(async move {
            request.body = read_all(&request.body).await?;
            let mut response = self.transport.send(request.clone()).await?;
            let mut all = Vec::new();
            while let Some(piece) = poll_fn(|context| response.body.poll_next(context)).await {
                all.extend_from_slice(&piece?);
            }
            let body = Bytes::from(all);
            self.keep(&request, &response, &body);
            Ok(response.map(|_| Box::new(Whole(Some(body))) as Box<dyn Chunks>))
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.transport.sleep(duration)
    }

    fn now(&self) -> Instant {
        self.transport.now()
    }
}

impl<T: BlockingTransport> BlockingTransport for Recorder<T> {
    fn send(
        &self,
        mut request: Request,
        timeouts: Timeouts,
    ) -> Result<Response<Box<dyn BlockingChunks>>, TransportError> {
        request.body = read(request.body.open().map_err(unavailable)?)?;
        let mut response = self.transport.send(request.clone(), timeouts)?;
        let mut all = Vec::new();
        while let Some(piece) = response.body.next()? {
            all.extend_from_slice(&piece);
        }
        let body = Bytes::from(all);
        self.keep(&request, &response, &body);
        Ok(response.map(|_| Box::new(Whole(Some(body))) as Box<dyn BlockingChunks>))
    }

    fn sleep(&self, duration: Duration) {
        self.transport.sleep(duration);
    }

    fn now(&self) -> Instant {
        self.transport.now()
    }
}

impl<T> Clone for Recorder<T> {
    fn clone(&self) -> Self {
        Self {
            transport: Arc::clone(&self.transport),
            fixture: Arc::clone(&self.fixture),
        }
    }
}

impl<T> fmt::Debug for Recorder<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorder").finish_non_exhaustive()
    }
}

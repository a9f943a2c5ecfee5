//! A transport that wraps the HTTP library's and calls a function after every failed attempt.

use std::fmt;
use std::sync::Arc;

use applivery::Response;
use applivery::transport::{
    BlockingChunks, BlockingTransport, BoxFuture, Chunks, Request, Timeouts, Transport, TransportError,
    UreqTransport,
};
use std::time::Duration;

/// The function that is called after every failed attempt.
#[derive(Clone)]
pub(crate) struct Relay(Arc<dyn Fn() + Send + Sync>);

/// A transport with a [`Relay`].
pub(crate) struct Relayed<T> {
    relay: Relay,
    transport: T,
}

impl Relay {
    pub(crate) fn new(failed: impl Fn() + Send + Sync + 'static) -> Self {
        Self(Arc::new(failed))
    }

    pub(crate) fn over<T>(&self, transport: T) -> Relayed<T> {
        let relay = self.clone();
        Relayed { relay, transport }
    }
}

impl fmt::Debug for Relay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Relay")
    }
}

impl<T: Transport> Transport for Relayed<T> {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response<Box<dyn Chunks>>, TransportError>> {
        let sending = self.transport.send(request);
        Box::pin(async { sending.await.inspect_err(|_| (self.relay.0)()) })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.transport.sleep(duration)
    }
}

impl BlockingTransport for Relayed<UreqTransport> {
    fn send(
        &self,
        request: Request,
        timeouts: Timeouts,
    ) -> Result<Response<Box<dyn BlockingChunks>>, TransportError> {
        self.transport
            .send(request, timeouts)
            .inspect_err(|_| (self.relay.0)())
    }
}

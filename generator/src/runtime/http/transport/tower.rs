//! The two ways between transports and `tower`: a service as a transport, and a transport as a service. It knows no operations.

use crate::runtime::http::{
    BoxFuture, Chunks, Request, Response, Transport, TransportError, TransportErrorKind,
};
use std::fmt;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;
use tower_service::Service;

/// A response whose body is read as it arrives.
type Streamed = Response<Box<dyn Chunks>>;

/// A transport as a `tower` service, which layers of `tower` can wrap: limits of rate and concurrency, timeouts, load shedding.
/// It is always ready.
#[derive(Clone)]
pub struct TransportService(Arc<dyn Transport>);

impl TransportService {
    /// The service that sends requests with this transport.
    pub fn new(transport: impl Transport) -> Self {
        Self(Arc::new(transport))
    }
}

impl Service<Request> for TransportService {
    type Response = Streamed;
    type Error = TransportError;
    type Future = BoxFuture<'static, Result<Streamed, TransportError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let transport = Arc::clone(&self.0);
        Box::pin(async move { transport.send(request).await })
    }
}

impl fmt::Debug for TransportService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportService").finish_non_exhaustive()
    }
}

/// A `tower` service as a transport. Each request is sent by a clone of the service, once that is ready. It needs a tokio
/// runtime, whose timer the pauses and timeouts of calls use.
///
/// An error of the service is a [`TransportError`], or contains one. After any other error the server may have received the
/// request, unless the service failed before it was ready: then it is certain that nothing was sent.
pub struct ServiceTransport<S> {
    /// The lock makes the type `Sync`. It is held only while the service is cloned.
    service: Mutex<S>,
}

impl<S> ServiceTransport<S>
where
    S: Service<Request, Response = Streamed> + Clone + Send + 'static,
    S::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    S::Future: Send,
{
    /// The transport that sends requests with this service.
    pub const fn new(service: S) -> Self {
        Self {
            service: Mutex::new(service),
        }
    }
}

impl<S> Transport for ServiceTransport<S>
where
    S: Service<Request, Response = Streamed> + Clone + Send + 'static,
    S::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    S::Future: Send,
{
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Streamed, TransportError>> {
        let mut service = self
            .service
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        Box::pin(async move {
            poll_fn(|context| service.poll_ready(context))
                .await
                .map_err(|error| translate(error.into(), TransportErrorKind::Unsent))?;
            let sending = service.call(request);
            sending
                .await
                .map_err(|error| translate(error.into(), TransportErrorKind::Exchange))
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

impl<S> fmt::Debug for ServiceTransport<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceTransport").finish_non_exhaustive()
    }
}

/// The error of a transport inside the error of a service, or an error of this kind.
fn translate(
    error: Box<dyn std::error::Error + Send + Sync>,
    otherwise: TransportErrorKind,
) -> TransportError {
    match error.downcast::<TransportError>() {
        Ok(ours) => *ours,
        Err(error) => {
            let mut cause: Option<&(dyn std::error::Error + 'static)> = error.source();
            let mut kind = otherwise;
            while let Some(inner) = cause {
                if let Some(ours) = inner.downcast_ref::<TransportError>() {
                    kind = ours.kind();
                    break;
                }
                cause = inner.source();
            }
            TransportError::new(kind, error)
        }
    }
}

//! Services as transports, and transports as services: errors, readiness and retries.

use super::both::runtime;
use crate::runtime::http::testing::{MemoryTransport, Response as TestResponse};
use crate::runtime::http::{
    BoxFuture, Chunks, ErrorKind, Request, Response, RetryPolicy, ServiceTransport, TransportError,
    TransportErrorKind, TransportService,
};
use crate::runtime_tests::prelude::*;
use std::future::ready;
use std::task::{Context, Poll};
use tower_service::Service;

/// A service that is never ready, or fails with an error that is not one of a transport.
#[derive(Clone)]
struct Overloaded {
    is_ready: bool,
}

impl Service<Request> for Overloaded {
    type Response = Response<Box<dyn Chunks>>;
    type Error = Box<dyn std::error::Error + Send + Sync>;
    type Future = BoxFuture<'static, Result<Self::Response, Self::Error>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(if self.is_ready {
            Ok(())
        } else {
            Err("overloaded".into())
        })
    }

    fn call(&mut self, _: Request) -> Self::Future {
        Box::pin(ready(Err("elapsed".into())))
    }
}

fn failure(service: Overloaded) -> (ErrorKind, bool) {
    let client = Client::builder()
        .base_url("https://h.example")
        .retry(RetryPolicy::none())
        .transport(ServiceTransport::new(service));
    let call = client.build().unwrap().pets().show("a");
    let error = runtime().block_on(call.into_future()).unwrap_err();
    (error.kind(), error.is_uncertain())
}

#[test]
fn a_service_that_fails_before_it_is_ready_has_sent_nothing() {
    assert_eq!(
        failure(Overloaded { is_ready: false }),
        (ErrorKind::Exchange, false)
    );
    assert_eq!(
        failure(Overloaded { is_ready: true }),
        (ErrorKind::Exchange, true)
    );
}

/// The errors of the inner transport keep their kinds, so that calls are retried as without the service.
#[test]
fn a_transport_behind_a_service_is_the_same_transport() {
    let memory = MemoryTransport::queue([
        TestResponse::error(TransportErrorKind::Connect),
        TestResponse::json(200, r#"{"id":"a","name":"Rex"}"#),
    ]);
    let service = TransportService::new(memory.clone());
    let client = Client::builder()
        .base_url("https://h.example")
        .transport(ServiceTransport::new(service));
    let call = client.build().unwrap().pets().show("a");
    let response = runtime().block_on(call.raw()).unwrap();
    assert_eq!((response.status.as_u16(), memory.requests().len()), (200, 2));
    let error = TransportError::new(TransportErrorKind::Unsent, "closed");
    assert_eq!(error.kind(), TransportErrorKind::Unsent);
}

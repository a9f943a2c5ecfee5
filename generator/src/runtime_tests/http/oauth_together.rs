//! OAuth 2: many concurrent calls share one token request.

use super::oauth::{ASKED, asynchronous, blocking, is_token, oauth, pet, seen, server};
use crate::runtime::http::testing::{MemoryTransport, Response as TestResponse};
use crate::runtime::http::{
    BlockingChunks, BlockingTransport, BoxFuture, Chunks, ErrorKind, Request, Response, Timeouts, Transport,
    TransportError,
};
use crate::runtime_tests::prelude::*;
use std::time::Duration;

/// Takes a while for every request, in both modes.
#[derive(Clone)]
struct Slow(MemoryTransport);

impl Transport for Slow {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response<Box<dyn Chunks>>, TransportError>> {
        Box::pin(async move {
            for _ in 0..20 {
                tokio::task::yield_now().await;
            }
            Transport::send(&self.0, request).await
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

impl BlockingTransport for Slow {
    fn send(
        &self,
        request: Request,
        timeouts: Timeouts,
    ) -> Result<Response<Box<dyn BlockingChunks>>, TransportError> {
        std::thread::sleep(Duration::from_millis(50));
        BlockingTransport::send(&self.0, request, timeouts)
    }
}

fn tokens(memory: &MemoryTransport) -> usize {
    memory
        .requests()
        .iter()
        .filter(|request| is_token(request))
        .count()
}

/// The outcomes of this many concurrent calls.
async fn at_once(memory: &MemoryTransport, count: usize) -> Vec<Option<ErrorKind>> {
    let client = asynchronous(Slow(memory.clone()), oauth());
    let call =
        |client: Client<Async>| async move { client.pets().create(&pet()).await.err().map(|e| e.kind()) };
    let calls: Vec<_> = (0..count).map(|_| tokio::spawn(call(client.clone()))).collect();
    let mut outcomes = Vec::new();
    for call in calls {
        outcomes.push(call.await.unwrap());
    }
    outcomes
}

fn at_once_blocking(memory: &MemoryTransport, count: usize) -> Vec<Option<ErrorKind>> {
    let client = blocking(Slow(memory.clone()), oauth());
    std::thread::scope(|scope| {
        let call = || client.pets().create(&pet()).call().err().map(|e| e.kind());
        let calls: Vec<_> = (0..count).map(|_| scope.spawn(call)).collect();
        calls.into_iter().map(|call| call.join().unwrap()).collect()
    })
}

#[tokio::test]
async fn concurrent_calls_share_one_token_request() {
    for asynchronous in [true, false] {
        let run = async |memory: &MemoryTransport| match asynchronous {
            true => at_once(memory, 12).await,
            false => at_once_blocking(memory, 12),
        };
        let memory = server(3600, &["Bearer t1"]);
        assert_eq!(run(&memory).await, [None; 12]);
        assert_eq!(tokens(&memory), 1, "{asynchronous}");
        // All calls get a 401, but the token is discarded once, since they all used the same one.
        let memory = server(3600, &["Bearer t2"]);
        assert_eq!(run(&memory).await, [None; 12]);
        assert_eq!(tokens(&memory), 2, "{asynchronous}");
        // Calls that waited for a failed fetch share its error.
        let memory = MemoryTransport::new(|_| TestResponse::json(400, r#"{"error":"invalid_client"}"#));
        assert_eq!(run(&memory).await, [Some(ErrorKind::Authentication); 12]);
        assert_eq!(memory.requests().len(), 1, "{asynchronous}");
    }
}

#[tokio::test]
async fn a_cancelled_fetch_is_taken_over() {
    let memory = server(3600, &["Bearer t1"]);
    let client = asynchronous(Slow(memory.clone()), oauth());
    let first = tokio::spawn({
        let client = client.clone();
        async move { client.pets().create(&pet()).await.map(drop) }
    });
    let second = tokio::spawn(async move { client.pets().create(&pet()).await.map(drop) });
    for _ in 0..5 {
        tokio::task::yield_now().await;
    }
    first.abort();
    second.await.unwrap().unwrap();
    assert_eq!(seen(&memory), [ASKED, "pets Bearer t1"]);
}

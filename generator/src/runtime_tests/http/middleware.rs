//! Middleware and hooks: their order, their abilities, and what hooks receive.

use super::api::*;
use super::both::runtime;
use crate::runtime::http::testing::{MemoryTransport, Response as TestResponse};
use crate::runtime::http::{
    Attempt, BlockingTransport, BoxFuture, CallContext, Chunks, ErrorKind, Middleware, Request, Response,
    ResponseParts, Transport, TransportError, TransportErrorKind,
};
use crate::runtime_tests::prelude::*;
use http::{HeaderMap, HeaderValue, StatusCode};
use std::sync::{Arc, Mutex};
use std::time::Duration;

pub(super) type Log = Arc<Mutex<Vec<String>>>;

/// Records what it sees, and acts as the test requests.
pub(super) struct Noted {
    pub(super) name: &'static str,
    pub(super) log: Log,
    pub(super) act: fn(&mut Request) -> Result<Option<Response<Bytes>>, TransportError>,
}

impl Middleware for Noted {
    fn before(
        &self,
        request: &mut Request,
        context: &CallContext,
    ) -> Result<Option<Response<Bytes>>, TransportError> {
        let line = format!("{} before {} {}", self.name, context.operation, context.attempt);
        self.log.lock().unwrap().push(line);
        (self.act)(request)
    }

    fn after(&self, response: Result<ResponseParts<'_>, ErrorKind>, context: &CallContext) {
        let seen = match response {
            Ok(response) => {
                let body = response
                    .body
                    .map_or("to come".to_owned(), |body| body.len().to_string());
                format!("{} {body}", response.status.as_u16())
            }
            Err(kind) => format!("{kind:?}"),
        };
        let line = format!("{} after {} {seen}", self.name, context.attempt);
        self.log.lock().unwrap().push(line);
    }
}

pub(super) fn pass(_: &mut Request) -> Result<Option<Response<Bytes>>, TransportError> {
    Ok(None)
}

/// Makes the same call in both modes, and returns the recorded steps, which are equal.
fn both(
    responses: &[TestResponse],
    layers: impl Fn(&Log) -> [Vec<Noted>; 2],
) -> (Option<u16>, Vec<String>, usize) {
    let [asynchronous, blocking] = [true, false].map(|asynchronous| {
        let memory = MemoryTransport::queue(responses.to_vec());
        let log = Log::default();
        let [calls, attempts] = layers(&log);
        let status = if asynchronous {
            let mut builder = Client::builder().transport(memory.clone());
            builder = calls
                .into_iter()
                .fold(builder, |builder, one| builder.call_middleware(one));
            builder = attempts
                .into_iter()
                .fold(builder, |builder, one| builder.attempt_middleware(one));
            let client = builder.build().unwrap();
            runtime()
                .block_on(client.pets().show("1").raw().into_future())
                .map(|response| response.status)
        } else {
            let mut builder = Client::blocking().transport(memory.clone());
            builder = calls
                .into_iter()
                .fold(builder, |builder, one| builder.call_middleware(one));
            builder = attempts
                .into_iter()
                .fold(builder, |builder, one| builder.attempt_middleware(one));
            builder
                .build()
                .unwrap()
                .pets()
                .show("1")
                .raw()
                .map(|response| response.status)
        };
        let lines = log.lock().unwrap().clone();
        (
            status.ok().map(|status| status.as_u16()),
            lines,
            memory.requests().len(),
        )
    });
    assert_eq!(asynchronous, blocking);
    asynchronous
}

#[test]
fn the_first_is_the_outermost_and_calls_are_around_attempts() {
    let layers = |log: &Log| {
        let named = |name| Noted {
            name,
            log: Arc::clone(log),
            act: pass,
        };
        [
            vec![named("call 1"), named("call 2")],
            vec![named("attempt 1"), named("attempt 2")],
        ]
    };
    let responses = [
        TestResponse::error(TransportErrorKind::Exchange),
        TestResponse::status(503).body("busy"),
        TestResponse::json(200, "{}"),
    ];
    let (status, log, requests) = both(&responses, layers);
    assert_eq!((status, requests), (Some(200), 3));
    let attempt = |number: u32, seen: &str| {
        [
            format!("attempt 1 before showPet {number}"),
            format!("attempt 2 before showPet {number}"),
            format!("attempt 2 after {number} {seen}"),
            format!("attempt 1 after {number} {seen}"),
        ]
    };
    let mut expected = vec![
        "call 1 before showPet 0".to_owned(),
        "call 2 before showPet 0".to_owned(),
    ];
    expected.extend(attempt(1, "Exchange"));
    expected.extend(attempt(2, "503 4"));
    expected.extend(attempt(3, "200 2"));
    expected.extend([
        "call 2 after 3 200 2".to_owned(),
        "call 1 after 3 200 2".to_owned(),
    ]);
    assert_eq!(log, expected);
}

pub(super) fn cached(_: &mut Request) -> Result<Option<Response<Bytes>>, TransportError> {
    Ok(Some(Response::new(
        StatusCode::OK,
        HeaderMap::new(),
        Bytes::from_static(b"{\"name\":\"Tom\"}"),
    )))
}

#[test]
fn a_response_in_place_of_the_call_needs_no_server() {
    let (status, log, requests) = both(&[], |log| {
        let named = |name, act| Noted {
            name,
            log: Arc::clone(log),
            act,
        };
        [
            vec![named("outer", pass), named("cache", cached), named("inner", pass)],
            vec![named("attempt", pass)],
        ]
    });
    assert_eq!((status, requests), (Some(200), 0));
    assert_eq!(
        log,
        [
            "outer before showPet 0",
            "cache before showPet 0",
            "outer after 0 200 14"
        ]
    );
}

fn faulty(_: &mut Request) -> Result<Option<Response<Bytes>>, TransportError> {
    Err(TransportError::new(
        TransportErrorKind::Connect,
        "as the test requested",
    ))
}

#[test]
fn an_attempt_that_fails_in_middleware_is_retried() {
    let (status, log, requests) = both(&[], |log| {
        let named = |name, act| Noted {
            name,
            log: Arc::clone(log),
            act,
        };
        [
            vec![named("call", pass)],
            vec![named("outer", pass), named("fault", faulty), named("inner", pass)],
        ]
    });
    assert_eq!((status, requests), (None, 0));
    let lines: Vec<String> = log
        .into_iter()
        .filter(|line| !line.starts_with("fault"))
        .collect();
    assert_eq!(
        lines,
        [
            "call before showPet 0",
            "outer before showPet 1",
            "outer after 1 Connect",
            "outer before showPet 2",
            "outer after 2 Connect",
            "outer before showPet 3",
            "outer after 3 Connect",
            "call after 3 Connect",
        ]
    );
    // A call that is rejected as a whole is over.
    let refused = both(&[], |log| {
        [
            vec![Noted {
                name: "fault",
                log: Arc::clone(log),
                act: faulty,
            }],
            Vec::new(),
        ]
    });
    assert_eq!(refused, (None, vec!["fault before showPet 0".to_owned()], 0));
}

/// Numbers the attempts, and corrects the media type of responses.
struct Signing;

impl Middleware for Signing {
    fn before(
        &self,
        request: &mut Request,
        context: &CallContext,
    ) -> Result<Option<Response<Bytes>>, TransportError> {
        assert_eq!(
            (context.method.as_str(), context.template),
            ("GET", "/pets/{petId}/it")
        );
        let value = HeaderValue::from(context.attempt);
        request.headers.append("x-signed", value);
        Ok(None)
    }

    fn after(&self, response: Result<ResponseParts<'_>, ErrorKind>, _: &CallContext) {
        if let Ok(response) = response {
            response
                .headers
                .insert("content-type", HeaderValue::from_static("application/json"));
        }
    }
}

#[test]
fn each_attempt_and_its_response_can_be_changed() {
    let wrong = TestResponse::status(200)
        .header("content-type", "text/html")
        .body(r#"{"name":"Tom"}"#);
    let memory = MemoryTransport::queue([TestResponse::status(503), wrong]);
    let client = Client::blocking()
        .transport(memory.clone())
        .attempt_middleware(Signing);
    let response = client.build().unwrap().pets().show("1").call().unwrap();
    assert!(matches!(response, ShowPetOutput::Ok(pet) if pet.name == "Tom"));
    let signed = memory.requests().into_iter().map(|request| {
        let all = request.headers.get_all("x-signed").iter();
        all.map(|value| value.to_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    });
    assert_eq!(signed.collect::<Vec<_>>(), [["1"], ["2"]]);
}

#[test]
fn middleware_sees_the_response_of_a_stream_without_its_body() {
    let log = Log::default();
    let named = |name, act| Noted {
        name,
        log: Arc::clone(&log),
        act,
    };
    let memory = MemoryTransport::queue([TestResponse::status(503), TestResponse::json(200, "{}")]);
    let client = Client::blocking()
        .transport(memory)
        .call_middleware(named("call", pass));
    let response = client.build().unwrap().pets().show("1").stream().unwrap();
    assert_eq!(
        response.body.map(|piece| piece.unwrap()).collect::<Vec<_>>(),
        ["{}"]
    );
    assert_eq!(
        *log.lock().unwrap(),
        ["call before showPet 0", "call after 2 200 to come"]
    );
    let client = Client::blocking()
        .transport(MemoryTransport::queue([]))
        .call_middleware(named("cache", cached));
    let response = client.build().unwrap().pets().show("1").stream().unwrap();
    assert_eq!(
        response.body.map(|piece| piece.unwrap()).collect::<Vec<_>>(),
        [r#"{"name":"Tom"}"#]
    );
}

#[test]
fn hooks_receive_every_attempt_and_its_pause() {
    let seen: Arc<Mutex<Vec<Attempt>>> = Arc::default();
    let into = Arc::clone(&seen);
    let memory = MemoryTransport::queue([
        TestResponse::status(429).header("retry-after", "7"),
        TestResponse::no_response(),
        TestResponse::json(200, "{}"),
    ]);
    let client = Client::blocking()
        .transport(memory)
        .attempt_timeout(Duration::from_secs(5))
        .on_attempt(move |attempt| into.lock().unwrap().push(attempt.clone()))
        .build()
        .unwrap();
    client.pets().show("1").raw().unwrap();
    let seen = seen.lock().unwrap();
    let numbers = seen
        .iter()
        .map(|attempt| attempt.context.attempt)
        .collect::<Vec<_>>();
    assert_eq!(numbers, [1, 2, 3]);
    let outcomes = seen
        .iter()
        .map(|attempt| (attempt.status.map(|status| status.as_u16()), attempt.error));
    let timeout = ErrorKind::Timeout(crate::runtime::http::TimeoutKind::Attempt);
    assert_eq!(
        outcomes.collect::<Vec<_>>(),
        [(Some(429), None), (None, Some(timeout)), (Some(200), None)]
    );
    assert_eq!(seen[0].pause, Some(Duration::from_secs(7)));
    assert!(seen[1].pause.is_some_and(|pause| pause < Duration::from_secs(1)) && seen[2].pause.is_none());
    assert_eq!(seen[1].duration, Duration::from_secs(5));
}

/// Asynchronous work belongs into a transport that wraps another one and sees every attempt.
struct Fetching(MemoryTransport);

impl Transport for Fetching {
    fn send(&self, mut request: Request) -> BoxFuture<'_, Result<Response<Box<dyn Chunks>>, TransportError>> {
        Box::pin(async move {
            Transport::sleep(&self.0, Duration::from_secs(1)).await;
            request
                .headers
                .insert("x-token", HeaderValue::from_static("fetched"));
            Transport::send(&self.0, request).await
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Transport::sleep(&self.0, duration)
    }
}

#[test]
fn a_transport_wraps_another() {
    let memory = MemoryTransport::queue([TestResponse::status(503), TestResponse::json(200, "{}")]);
    let client = Client::builder()
        .transport(Fetching(memory.clone()))
        .build()
        .unwrap();
    runtime()
        .block_on(client.pets().show("1").raw().into_future())
        .unwrap();
    assert!(
        memory
            .requests()
            .iter()
            .all(|request| request.headers["x-token"] == "fetched")
    );
    assert_eq!(memory.requests().len(), 2);
    let _ = |transport: &dyn BlockingTransport| transport.now();
}

//! The engine over a transport in memory: attempts, pauses, timeouts and size limits, in both modes.

use super::api::*;
use crate::runtime::http::testing::{MemoryTransport, Response};
use crate::runtime::http::{ClientBuilder, Error, ErrorKind, RetryPolicy, TimeoutKind, TransportErrorKind};
use crate::runtime_tests::prelude::*;
use std::time::Duration;

const TOM: &str = r#"{"name":"Tom"}"#;
const SECOND: Duration = Duration::from_secs(1);

/// The outcome of a call: the kind of failure if any, the attempts, and the waits.
#[derive(Debug, PartialEq)]
struct Run {
    failure: Option<ErrorKind>,
    attempts: usize,
    waits: usize,
    waited: Duration,
}

impl Run {
    fn new<T, E>(result: Result<T, Error<E>>, transport: &MemoryTransport) -> Self {
        let requests = transport.requests();
        assert!(requests.iter().all(|one| one.uri == requests[0].uri
            && one.headers == requests[0].headers
            && one.body.bytes() == requests[0].body.bytes()));
        Self {
            failure: result.err().map(|error| error.kind()),
            attempts: requests.len(),
            waits: transport.sleeps().len(),
            waited: transport.sleeps().iter().sum(),
        }
    }
}

/// Makes the same call in both modes, and returns the outcome, which must be equal.
#[derive(Clone, Copy)]
enum Method {
    Get,
    Post,
}

fn run(method: Method, responses: &[Response], configure: impl Fn(&mut Options)) -> Run {
    let mut options = Options {
        retry: RetryPolicy::safe(),
        timeout: None,
        attempt: None,
        stall: None,
        limit: 1000,
    };
    configure(&mut options);
    let memory = MemoryTransport::queue(responses.to_vec());
    let client = options
        .apply(Client::builder().transport(memory.clone()))
        .build()
        .unwrap();
    let asynchronous = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
        .block_on(async {
            match method {
                Method::Get => Run::new(client.pets().show("1").await, &memory),
                Method::Post => Run::new(client.pets().create(&pet()).await, &memory),
            }
        });
    let memory = MemoryTransport::queue(responses.to_vec());
    let client = options
        .apply(Client::blocking().transport(memory.clone()))
        .build()
        .unwrap();
    let blocking = match method {
        Method::Get => Run::new(client.pets().show("1").call(), &memory),
        Method::Post => Run::new(client.pets().create(&pet()).call(), &memory),
    };
    assert_eq!(
        (asynchronous.failure, asynchronous.attempts, asynchronous.waits),
        (blocking.failure, blocking.attempts, blocking.waits)
    );
    asynchronous
}

struct Options {
    retry: RetryPolicy,
    timeout: Option<Duration>,
    attempt: Option<Duration>,
    stall: Option<Duration>,
    limit: u64,
}

impl Options {
    fn apply<M: Mode>(&self, builder: ClientBuilder<M>) -> ClientBuilder<M> {
        builder
            .bearer_token("t")
            .retry(self.retry.clone())
            .timeout(self.timeout)
            .attempt_timeout(self.attempt)
            .stall_timeout(self.stall)
            .response_limit(self.limit)
    }
}

fn pet() -> Pet {
    Pet {
        name: "Tom".into(),
        age: None,
    }
}

fn tom() -> Response {
    Response::json(200, TOM)
}

#[test]
fn r6_transient_failures_are_retried() {
    let run = run(
        Method::Get,
        &[
            Response::status(503),
            Response::error(TransportErrorKind::Exchange),
            tom(),
        ],
        |_| {},
    );
    assert_eq!((run.failure, run.attempts, run.waits), (None, 3, 2));
}

#[test]
fn r6_the_third_failure_is_returned() {
    let run = run(
        Method::Get,
        &[
            Response::status(502),
            Response::status(503),
            Response::status(504),
            tom(),
        ],
        |_| {},
    );
    assert_eq!(
        (run.failure, run.attempts, run.waits),
        (Some(ErrorKind::Undocumented), 3, 2)
    );
}

/// A wipe must not happen twice.
#[test]
fn r6_a_post_is_retried_only_if_nothing_was_sent() {
    for first in [
        Response::status(503),
        Response::status(429).header("retry-after", "1"),
        Response::error(TransportErrorKind::Exchange),
        Response::error(TransportErrorKind::Timeout),
        tom().broken(),
    ] {
        assert_eq!(
            run(Method::Post, &[first.clone(), tom()], |_| {}).attempts,
            1,
            "{first:?}"
        );
    }
    for first in [
        TransportErrorKind::Connect,
        TransportErrorKind::ConnectTimeout,
        TransportErrorKind::Unsent,
    ] {
        let run = run(Method::Post, &[Response::error(first), tom()], |_| {});
        assert_eq!((run.failure, run.attempts, run.waits), (None, 2, 1));
    }
}

#[test]
fn r6_permanent_failures_are_not_retried() {
    for status in [200, 204, 302, 400, 401, 404, 409, 500, 501] {
        assert_eq!(
            run(Method::Get, &[Response::json(status, TOM), tom()], |_| {}).attempts,
            1,
            "{status}"
        );
    }
    assert_eq!(
        run(Method::Get, &[Response::status(503), tom()], |options| options
            .retry =
            RetryPolicy::none())
        .attempts,
        1
    );
    let five = run(Method::Get, &vec![Response::status(503); 9], |options| {
        options.retry = RetryPolicy::safe().max_attempts(5)
    });
    assert_eq!(five.attempts, 5);
}

#[test]
fn r6_retry_after_is_waited_for_within_the_timeout() {
    let limited = |seconds: &str| Response::status(429).header("retry-after", seconds);
    let patient = run(Method::Get, &[limited("7"), limited("3"), tom()], |_| {});
    assert_eq!(
        patient,
        Run {
            failure: None,
            attempts: 3,
            waits: 2,
            waited: SECOND * 10
        }
    );
    // The pause is longer than the policy allows, or than the call may take: the response is returned at once.
    assert_eq!(run(Method::Get, &[limited("61"), tom()], |_| {}).waits, 0);
    let hasty = run(Method::Get, &[limited("7"), tom()], |options| {
        options.timeout = Some(SECOND * 7)
    });
    assert_eq!((hasty.attempts, hasty.waits), (1, 0));
}

/// R5: each timeout is a distinct error.
#[test]
fn r5_each_timeout_has_its_own_error() {
    let timeout = |response: &Response, options: &dyn Fn(&mut Options)| {
        let run = run(Method::Post, std::slice::from_ref(response), options);
        (run.failure, run.waited)
    };
    let set = |options: &mut Options| {
        (options.attempt, options.stall, options.timeout) =
            (Some(SECOND * 5), Some(SECOND * 2), Some(SECOND * 60))
    };
    let kind = |kind| Some(ErrorKind::Timeout(kind));
    assert_eq!(
        timeout(&Response::no_response(), &set),
        (kind(TimeoutKind::Attempt), SECOND * 5)
    );
    assert_eq!(
        timeout(&tom().stalled(), &set),
        (kind(TimeoutKind::Stall), SECOND * 2)
    );
    let short =
        |options: &mut Options| (options.attempt, options.timeout) = (Some(SECOND * 5), Some(SECOND * 3));
    assert_eq!(
        timeout(&Response::no_response(), &short),
        (kind(TimeoutKind::Total), SECOND * 3)
    );
    assert_eq!(
        timeout(&tom().stalled(), &short),
        (kind(TimeoutKind::Total), SECOND * 3)
    );
    let no_connection = run(
        Method::Post,
        &[Response::error(TransportErrorKind::ConnectTimeout)],
        |options| options.retry = RetryPolicy::none(),
    );
    assert_eq!(no_connection.failure, kind(TimeoutKind::Connect));
}

#[test]
fn an_attempt_that_times_out_is_retried_within_the_timeout_of_the_call() {
    let run = run(
        Method::Get,
        &[Response::no_response(), Response::no_response(), tom()],
        |options| options.attempt = Some(SECOND * 5),
    );
    assert_eq!((run.failure, run.attempts), (None, 3));
    assert!(run.waited >= SECOND * 10 && run.waited < SECOND * 11, "{run:?}");
}

#[test]
fn a_response_is_never_larger_than_the_limit() {
    let limit = |options: &mut Options| options.limit = 10;
    let get = |response: Response| run(Method::Get, &[response], limit).failure;
    assert_eq!(get(Response::status(202).body("12345").body("67890")), None);
    assert_eq!(
        get(Response::status(202).body("12345").body("678901")),
        Some(ErrorKind::TooLarge)
    );
    assert_eq!(
        get(Response::status(202)
            .header("content-length", "10737418240")
            .stalled()),
        Some(ErrorKind::TooLarge)
    );
    let many = (0..100_000).fold(Response::status(202), |response, _| response.body("x"));
    assert_eq!(get(many), Some(ErrorKind::TooLarge));
}

#[tokio::test]
async fn a_broken_response_keeps_its_status_and_received_body() {
    let memory = MemoryTransport::queue([Response::json(202, "{\"na").broken()]);
    let client = Client::builder()
        .transport(memory)
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    let error = client.pets().show("1").await.expect_err("it broke off");
    assert_eq!(error.kind(), ErrorKind::Exchange);
    assert_eq!(error.status().unwrap(), 202);
    assert_eq!(error.body().unwrap(), "{\"na");
    assert_eq!(
        std::error::Error::source(&error).unwrap().to_string(),
        "the body broke off"
    );
    assert_eq!(error.to_string(), "showPet: 202 Accepted: the exchange broke");
    assert_eq!(
        format!("{error:#}"),
        "showPet: 202 Accepted: the exchange broke: the body broke off"
    );
}

#[tokio::test]
async fn a_call_has_its_own_options() {
    let memory = MemoryTransport::queue([
        Response::status(503),
        Response::no_response(),
        Response::no_response(),
        Response::status(418).body("tea"),
    ]);
    let client = Client::builder()
        .transport(memory.clone())
        .timeout(None)
        .build()
        .unwrap();
    let call = || client.pets().show("1");
    assert_eq!(
        call()
            .retry(RetryPolicy::none())
            .await
            .expect_err("a 503")
            .status()
            .unwrap(),
        503
    );
    let once = |kind| ErrorKind::Timeout(kind);
    assert_eq!(
        call()
            .retry(RetryPolicy::none())
            .attempt_timeout(SECOND)
            .await
            .expect_err("silence")
            .kind(),
        once(TimeoutKind::Attempt)
    );
    assert_eq!(
        call().timeout(SECOND).await.expect_err("silence").kind(),
        once(TimeoutKind::Total)
    );
    assert_eq!(memory.sleeps(), [SECOND, SECOND]);
    let raw = call().header("X-Own", "1").raw().await.unwrap();
    assert_eq!((raw.status.as_u16(), &raw.body[..]), (418, &b"tea"[..]));
    assert_eq!(memory.requests().last().unwrap().headers["x-own"], "1");
}

#[tokio::test]
async fn a_rejected_call_is_never_sent() {
    let memory = MemoryTransport::queue([tom()]);
    let client = Client::builder().transport(memory.clone()).build().unwrap();
    assert_eq!(
        client.pets().show("..").await.expect_err("refused").kind(),
        ErrorKind::Encode
    );
    assert_eq!(
        client
            .pets()
            .show(&"x".repeat(99))
            .await
            .expect_err("refused")
            .kind(),
        ErrorKind::Invalid
    );
    assert_eq!(
        client.pets().create(&pet()).await.expect_err("refused").kind(),
        ErrorKind::Credentials
    );
    assert!(memory.requests().is_empty());
}

#[test]
fn r6_retries_to_a_failing_server_are_limited() {
    let memory = MemoryTransport::new(|_| Response::status(503));
    let client = Client::blocking().transport(memory.clone()).build().unwrap();
    for _ in 0..200 {
        client.pets().show("1").call().expect_err("a 503");
    }
    assert_eq!(memory.requests().len(), 200 + 100);
}

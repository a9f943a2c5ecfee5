//! The adapters over real sockets, against a faulty server: every fault with each transport.

#[path = "../../../../tests/src/server/mod.rs"]
pub(super) mod server;

use super::api::*;
use super::both::{LONG, Options, Over, Seen, Verb, call, failed, once, runtime};
use crate::runtime::http::{Credential, ErrorKind, RetryPolicy, TimeoutKind};
use crate::runtime_tests::prelude::*;
use server::{Reply, Response, Server};
use std::time::Duration;

const TOM: &str = r#"{"name":"Tom"}"#;
const SHORT: Duration = Duration::from_millis(200);

fn tom() -> Response {
    Response::json(200, TOM)
}

#[test]
fn the_bytes_on_the_wire_are_exactly_the_request() {
    for over in Over::ALL {
        let server = Server::start([tom().whole()]).unwrap();
        let url = format!("{}/v1/", server.url());
        assert_eq!(once(over, Verb::Post, &url, &Options::default()).ok(), Some(200));
        let requests = server.requests();
        let [request] = requests.as_slice() else {
            panic!("{requests:?}")
        };
        assert_eq!(
            (request.method.as_str(), request.target.as_str()),
            ("POST", "/v1/pets")
        );
        let mut headers: Vec<String> = request
            .headers
            .iter()
            .map(|(name, value)| format!("{}: {value}", name.to_ascii_lowercase()))
            .collect();
        headers.sort();
        let host = format!("host: {}", server.address());
        assert_eq!(
            headers,
            [
                "accept-encoding: zstd, br, gzip",
                "accept: application/json",
                "authorization: Bearer c4n4ry",
                "content-length: 22",
                "content-type: application/json",
                &host,
                "user-agent: pets/1.2.3"
            ]
        );
        assert_eq!(request.body, br#"{"name":"Tom","age":3}"#);
    }
}

/// Short ones are assembled on the stack.
#[test]
fn an_address_of_any_length_is_sent() {
    for length in [1, 470, 490, 500, 3000] {
        for over in Over::ALL {
            let server = Server::start([tom().whole()]).unwrap();
            let folder = "x".repeat(length);
            let url = format!("{}/{folder}", server.url());
            assert_eq!(once(over, Verb::Get, &url, &Options::default()).ok(), Some(200));
            let requests = server.requests();
            assert!(
                requests[0].target.starts_with(&format!("/{folder}/pets/")),
                "{}",
                requests[0].target
            );
        }
    }
}

#[test]
fn documented_and_undocumented_responses() {
    let options = Options::default();
    let seen = |failure, status| Seen {
        failure,
        status: Some(status),
        attempts: 1,
    };
    assert_eq!(call(Verb::Get, &[tom().whole()], &options), seen(None, 200));
    assert_eq!(
        call(Verb::Get, &[Response::new(204).whole()], &options),
        seen(None, 204)
    );
    assert_eq!(
        call(Verb::Get, &[Response::json(404, "{}").whole()], &options),
        seen(Some(ErrorKind::Api), 404)
    );
    assert_eq!(
        call(Verb::Get, &[Response::json(500, "{}").whole()], &options),
        seen(Some(ErrorKind::Undocumented), 500)
    );
    assert_eq!(
        call(Verb::Get, &[tom().body("{").whole()], &options),
        seen(Some(ErrorKind::Decode), 200)
    );
    assert_eq!(call(Verb::Get, &[tom().chunks(1)], &options), seen(None, 200));
}

/// R1: no request is sent to the target of a redirect.
#[test]
fn r1_redirects_are_not_followed() {
    for status in [301, 302, 303, 307, 308] {
        for over in Over::ALL {
            let elsewhere = Server::start([tom().whole()]).unwrap();
            let redirect = Response::redirect(status, &format!("{}/pets", elsewhere.url()));
            let server = Server::start([redirect.whole()]).unwrap();
            let failed = once(over, Verb::Post, &server.url(), &Options::default())
                .err()
                .unwrap();
            assert_eq!(
                (failed.kind, failed.status),
                (ErrorKind::Undocumented, Some(status))
            );
            assert!(elsewhere.connections().is_empty());
        }
    }
}

/// R5: each timeout is a distinct error.
#[test]
fn r5_timeouts() {
    let timeout = |reply: Reply, options: &Options| call(Verb::Post, &[reply], options).failure;
    let kind = |kind| Some(ErrorKind::Timeout(kind));
    let attempt = Options {
        attempt: Some(SHORT),
        ..Options::default()
    };
    assert_eq!(timeout(Reply::stall(), &attempt), kind(TimeoutKind::Attempt));
    assert_eq!(timeout(tom().stall(1), &attempt), kind(TimeoutKind::Attempt));
    assert_eq!(
        timeout(tom().drip(SHORT / 4), &attempt),
        kind(TimeoutKind::Attempt)
    );
    let stall = Options {
        stall: Some(SHORT),
        ..Options::default()
    };
    assert_eq!(timeout(tom().stall(1), &stall), kind(TimeoutKind::Stall));
    let total = Options {
        total: Some(SHORT),
        ..Options::default()
    };
    assert_eq!(timeout(Reply::stall(), &total), kind(TimeoutKind::Total));
    assert_eq!(timeout(tom().stall(1), &total), kind(TimeoutKind::Total));
    // Slow, but in time.
    let patient = Options {
        attempt: Some(LONG),
        stall: Some(LONG),
        total: Some(LONG),
        ..Options::default()
    };
    assert_eq!(timeout(tom().after(SHORT), &patient), None);
}

/// R5, only on Linux: elsewhere a full queue refuses connections.
#[cfg(target_os = "linux")]
#[test]
fn r5_a_dropped_future_ends_the_connection() {
    let server = Server::start([Reply::stall()]).unwrap();
    let client = Options::default()
        .apply(Client::builder().base_url(server.url()))
        .build()
        .unwrap();
    runtime().block_on(async {
        let call = client.pets().show("1").send();
        assert!(tokio::time::timeout(SHORT, call).await.is_err());
        assert_eq!(server.requests().len(), 1);
        // The runtime has one thread, which also closes connections, so waiting must not block it.
        for _ in 0..200 {
            if server.connections().iter().all(|one| one.left) {
                return;
            }
            tokio::time::sleep(SHORT / 10).await;
        }
        panic!("the connection is still open");
    });
}

/// R9 and R6: broken exchanges, and how often they are retried.
#[test]
fn r9_broken_exchanges() {
    let faults = [
        ("close", Reply::close(), None),
        ("reset", Reply::reset(), None),
        ("no HTTP", Reply::raw("SSH-2.0-OpenSSH\r\n\r\n"), None),
        ("half a head", Reply::raw("HTTP/1.1 200 OK\r\nContent-"), None),
        ("half a body", tom().cut(5), Some(200)),
        ("reset within the body", tom().reset(5), Some(200)),
    ];
    let attempts = 1;
    for (name, fault, status) in faults {
        for verb in [Verb::Get, Verb::Post] {
            let seen = call(verb, std::slice::from_ref(&fault), &Options::default());
            assert_eq!(
                seen,
                Seen {
                    failure: Some(ErrorKind::Exchange),
                    status,
                    attempts
                },
                "{name}, {verb:?}"
            );
        }
        let retry = Options {
            retry: RetryPolicy::safe(),
            ..Options::default()
        };
        let get = call(Verb::Get, &[fault.clone(), tom().whole()], &retry);
        assert_eq!(
            get,
            Seen {
                failure: None,
                status: Some(200),
                attempts: 2
            },
            "{name}"
        );
        // The server may have received it: a wipe must not happen twice.
        let post = call(Verb::Post, &[fault, tom().whole()], &retry);
        assert_eq!(
            post,
            Seen {
                failure: Some(ErrorKind::Exchange),
                status,
                attempts
            },
            "{name}"
        );
    }
}

/// R6: transient failures, counted where they arrive.
#[test]
fn r6_transient_statuses_are_retried() {
    let retry = Options {
        retry: RetryPolicy::safe().backoff(Duration::from_millis(1), Duration::from_millis(1)),
        ..Options::default()
    };
    for (status, attempts) in [
        (408, 2),
        (429, 2),
        (502, 2),
        (503, 2),
        (504, 2),
        (500, 1),
        (404, 1),
    ] {
        let script = [Response::json(status, "{}").whole(), tom().whole()];
        assert_eq!(call(Verb::Get, &script, &retry).attempts, attempts, "{status}");
        assert_eq!(call(Verb::Post, &script, &retry).attempts, 1, "{status}");
    }
}

/// R7.
#[test]
fn r7_responses_that_are_too_large() {
    let piece = Response::new(200)
        .header("Content-Type", "application/json")
        .body(vec![b' '; 64 << 10]);
    let options = Options::default();
    let seen = Seen {
        failure: Some(ErrorKind::TooLarge),
        status: Some(200),
        attempts: 1,
    };
    assert_eq!(
        call(Verb::Get, &[tom().claiming(10 << 30).stall(14)], &options),
        seen
    );
    assert_eq!(call(Verb::Get, &[piece.chunks(1 << 20)], &options), seen);
    // The limit applies to the decoded body.
    assert_eq!(
        call(Verb::Get, &[piece.gzip_bomb(1 << 10).unwrap()], &options),
        seen
    );
}

/// The buffer doesn't grow with each piece.
#[test]
fn a_body_in_pieces_takes_the_space_that_its_headers_declare() {
    let size = (1 << 20) - 1;
    let reply = Response::new(200)
        .header("Content-Type", "application/json")
        .body(vec![b' '; size])
        .whole();
    for over in [Over::Hyper, Over::Reqwest] {
        let server = Server::start([reply.clone()]).unwrap();
        let builder = over.asynchronous(&server.url(), &Options::default()).unwrap();
        let client = builder.build().unwrap();
        let response = runtime().block_on(client.pets().show("1").raw()).unwrap();
        assert_eq!(response.body.len(), size);
        assert_eq!(response.body.try_into_mut().unwrap().capacity(), size);
    }
}

/// R4: the key in the query appears in no error of any transport.
#[test]
fn r4_no_error_shows_a_key_in_the_query() {
    #[derive(Debug)]
    enum Keyed {}
    impl Operation for Keyed {
        type Output = ();
        type Error = ();
        const SPEC: &'static Spec = &Spec {
            id: "keyed",
            security: &[&[KEY_QUERY]],
            responses: &[ResponseSpec::status(201).json()],
            ..Spec::DEFAULT
        };
    }
    let options = Options {
        attempt: Some(SHORT),
        ..Options::default()
    };
    let key = || Credential::ApiKey("c4n4ry".into());
    for reply in [
        Reply::stall(),
        Reply::close(),
        Reply::reset(),
        Reply::raw("?"),
        tom().cut(3),
        tom().whole(),
    ] {
        let server = Server::start([reply]).unwrap();
        let asynchronous = [Over::Hyper, Over::Reqwest].map(|over| {
            let builder = over.asynchronous(&server.url(), &options).unwrap();
            let client = builder.credential(KEY_QUERY, key()).build().unwrap();
            runtime().block_on(Call::<Keyed, Async>::new(&client, &[]).send())
        });
        let client = options
            .apply(Client::blocking().base_url(server.url()))
            .credential(KEY_QUERY, key())
            .build()
            .unwrap();
        let blocking = Call::<Keyed, Blocking>::new(&client, &[]).send();
        for result in asynchronous.into_iter().chain([blocking]) {
            let failed = failed(result.expect_err("another status is documented"));
            assert!(!failed.shown.contains("c4n4ry"), "{}", failed.shown);
        }
        assert!(
            server
                .requests()
                .iter()
                .all(|request| request.target == "/?api%20key=c4n4ry")
        );
    }
}

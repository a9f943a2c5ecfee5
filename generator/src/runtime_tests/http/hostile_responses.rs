//! Responses that violate HTTP or never end, over sockets and with each transport: an error in bounded time and memory.

use super::both::{LONG, Options, Over, Seen, Verb, call, once};
use super::events::Watch;
use super::sockets::server::{Reply, Response, Server};
use crate::runtime::http::testing::{self, MemoryTransport};
use crate::runtime::http::{ErrorKind, TimeoutKind};
use crate::runtime_tests::prelude::*;
use std::time::{Duration, Instant};

const TOM: &str = r#"{"name":"Tom"}"#;
const SHORT: Duration = Duration::from_millis(300);

/// A JSON response with this framing.
fn framed(headers: &str, body: &str) -> Reply {
    Reply::raw(format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{headers}\r\n{body}"
    ))
}

/// Each transport ends with an error of this kind after one attempt.
fn refused(name: &str, reply: Reply, kind: ErrorKind) {
    for verb in [Verb::Get, Verb::Post] {
        let Seen {
            failure, attempts, ..
        } = call(verb, std::slice::from_ref(&reply), &Options::default());
        assert_eq!((failure, attempts), (Some(kind), 1), "{name}, {verb:?}");
    }
}

fn limited(total: Duration) -> Options {
    Options {
        total: Some(total),
        ..Options::default()
    }
}

#[test]
fn headers_are_bounded() {
    let long = format!("X-Long: {}\r\nContent-Length: 14\r\n", "x".repeat(1 << 20));
    refused("one of a megabyte", framed(&long, TOM), ErrorKind::Exchange);
    let many: String = (0..5000).map(|number| format!("X-{number}: x\r\n")).collect();
    refused(
        "thousands",
        framed(&format!("{many}Content-Length: 14\r\n"), TOM),
        ErrorKind::Exchange,
    );
    let endless = Reply::endless("HTTP/1.1 200 OK\r\n", "X-More: and more\r\n".repeat(1000));
    refused("endless", endless, ErrorKind::Exchange);
    let endless = Reply::endless("HTTP/1.1 200 OK\r\nX-Long: ", "x".repeat(1 << 16));
    refused("one that is endless", endless, ErrorKind::Exchange);
    let reason = Reply::endless("HTTP/1.1 200 ", "x".repeat(1 << 16));
    refused("an endless reason", reason, ErrorKind::Exchange);
}

#[test]
fn informational_responses_without_a_final_one_are_an_error() {
    for status in ["100 Continue", "102 Processing", "103 Early Hints"] {
        let one = format!("HTTP/1.1 {status}\r\n\r\n");
        refused(status, Reply::raw(one.repeat(2000)), ErrorKind::Exchange);
        // The chunks never end: the deadline stops the read, unless it stopped earlier.
        let timeout = ErrorKind::Timeout(TimeoutKind::Total);
        for (over, kinds) in [
            (Over::Hyper, [timeout].as_slice()),
            (Over::Reqwest, &[timeout]),
            (Over::Ureq, &[timeout, ErrorKind::Exchange]),
        ] {
            let server =
                Server::start([Reply::drip(one.repeat(200).as_bytes(), Duration::from_millis(1))]).unwrap();
            let start = Instant::now();
            let outcome = once(over, Verb::Get, &server.url(), &limited(SHORT));
            let kind = outcome.err().map(|failed| failed.kind);
            assert!(
                kind.is_some_and(|kind| kinds.contains(&kind)),
                "{status}: {kind:?}"
            );
            assert!(start.elapsed() < LONG, "{status}");
        }
    }
}

#[test]
fn an_invalid_or_repeated_length_is_an_error() {
    for lengths in [
        "Content-Length: 14\r\nContent-Length: 2\r\n",
        "Content-Length: 2\r\nContent-Length: 14\r\n",
        "Content-Length: 14, 2\r\n",
        "Content-Length: -14\r\n",
        "Content-Length: -1\r\n",
        "Content-Length: +14\r\n",
        "Content-Length: 0x0e\r\n",
        "Content-Length: 14 bytes\r\n",
        "Content-Length: 99999999999999999999999\r\n",
        "Content-Length:\r\n",
    ] {
        refused(lengths, framed(lengths, TOM), ErrorKind::Exchange);
    }
}

#[test]
fn a_length_beside_chunks_is_an_error() {
    let chunks = "e\r\n{\"name\":\"Tom\"}\r\n0\r\n\r\n";
    for headers in [
        "Content-Length: 14\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 24\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 0\r\n",
    ] {
        refused(headers, framed(headers, chunks), ErrorKind::Exchange);
    }
}

#[test]
fn invalid_chunks_are_an_error() {
    for body in [
        "e\r\n{\"name\":",
        "e\r\n{\"name\":\"Tom\"}",
        "e\r\n{\"name\":\"Tom\"}\r\n",
        "-e\r\n{\"name\":\"Tom\"}\r\n0\r\n\r\n",
        "fffffffffffffffff\r\n{\"name\":\"Tom\"}\r\n0\r\n\r\n",
        "x\r\n{\"name\":\"Tom\"}\r\n0\r\n\r\n",
        "e\r\n{\"name\":\"Tom\"}junk\r\n0\r\n\r\n",
    ] {
        refused(
            body,
            framed("Transfer-Encoding: chunked\r\n", body),
            ErrorKind::Exchange,
        );
    }
    // The chunk of length 0 ends the body; only hyper, which reqwest uses too, requires the empty line after it.
    for (over, status) in [
        (Over::Hyper, None),
        (Over::Reqwest, None),
        (Over::Ureq, Some(200)),
    ] {
        let body = "e\r\n{\"name\":\"Tom\"}\r\n0\r\n";
        let server = Server::start([framed("Transfer-Encoding: chunked\r\n", body)]).unwrap();
        let outcome = once(over, Verb::Get, &server.url(), &Options::default());
        assert_eq!(outcome.ok(), status);
    }
    let endless = Reply::endless(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1;",
        "x".repeat(1 << 16),
    );
    refused("an endless extension", endless, ErrorKind::Exchange);
}

#[test]
fn a_slow_response_ends_at_the_deadline() {
    let pause = SHORT / 6;
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 14\r\n\r\n";
    let timeout = Some(ErrorKind::Timeout(TimeoutKind::Total));
    let seen = call(Verb::Get, &[Reply::drip(head.as_bytes(), pause)], &limited(SHORT));
    assert_eq!(seen.failure, timeout, "a head");
    // Each chunk arrives before the stall timeout expires.
    let options = Options {
        stall: Some(LONG),
        ..limited(SHORT)
    };
    let body = Response::json(200, " ".repeat(1000)).drip(pause);
    assert_eq!(call(Verb::Get, &[body], &options).failure, timeout, "a body");
}

/// The client's own headers are not sent to the target of a redirect: a cycle of redirects is one request.
#[test]
fn a_cycle_of_redirects_is_one_request() {
    for status in [301, 302, 303, 307, 308] {
        for over in Over::ALL {
            let server = Server::start([Response::redirect(status, "/pets").whole()]).unwrap();
            let failed = once(over, Verb::Post, &server.url(), &Options::default());
            assert_eq!(failed.err().map(|failed| failed.status), Some(Some(status)));
            assert_eq!(server.requests().len(), 1);
        }
    }
}

#[test]
fn an_event_without_an_end_is_bounded() {
    let memory = MemoryTransport::new(|_| {
        testing::Response::status(200)
            .body("data: ")
            .body("x".repeat(2000))
    });
    let client = Client::blocking()
        .transport(memory)
        .response_limit(1000)
        .build()
        .unwrap();
    let mut events = Call::<Watch, Blocking>::new(&client, &[]).events().unwrap();
    assert_eq!(events.next().unwrap().unwrap_err().kind(), ErrorKind::TooLarge);
    assert!(events.next().is_none());
}

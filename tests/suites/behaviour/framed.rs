//! Responses with every framing that RFC 9112 allows, and with invalid ones. Both HTTP libraries must agree.

use applivery::ErrorKind;
use tests::server::Reply;

use super::both::{QUEUED, answered};

/// Asserts that the response is decoded as the queued action.
fn fine(what: &str, raw: String) {
    answered(&Reply::raw(raw), |over, outcome| match outcome {
        Ok(answer) => assert_eq!(
            serde_json::to_string(&answer.body).unwrap(),
            QUEUED,
            "{over:?} {what}"
        ),
        Err(error) => panic!("{over:?} {what}: {error:#}"),
    });
}

fn fails(what: &str, raw: impl Into<Vec<u8>>) {
    answered(&Reply::raw(raw), |over, outcome| {
        let kind = outcome.map_err(|error| error.kind());
        assert!(
            matches!(kind, Err(ErrorKind::Exchange)),
            "{over:?} {what}: {kind:?}"
        );
    });
}

#[test]
fn every_framing_of_a_body_is_read() {
    let length = QUEUED.len();
    let json = "Content-Type: application/json\r\n";
    fine(
        "by length",
        format!("HTTP/1.1 200 OK\r\n{json}Content-Length: {length}\r\n\r\n{QUEUED}"),
    );
    fine("by its end", format!("HTTP/1.1 200 OK\r\n{json}\r\n{QUEUED}"));
    fine("HTTP/1.0", format!("HTTP/1.0 200 OK\r\n{json}\r\n{QUEUED}"));
    fine(
        "no reason",
        format!("HTTP/1.1 200 \r\n{json}Content-Length: {length}\r\n\r\n{QUEUED}"),
    );
    fine(
        "names in other cases",
        format!(
            "HTTP/1.1 200 OK\r\ncONTENT-tYPE:application/json\r\ncontent-LENGTH:\t{length} \r\n\r\n{QUEUED}"
        ),
    );
    let (first, second) = QUEUED.split_at(9);
    let chunks = format!("9\r\n{first}\r\n{:X};ext=\"1\"\r\n{second}\r\n0\r\n", length - 9);
    fine(
        "in chunks",
        format!("HTTP/1.1 200 OK\r\n{json}Transfer-Encoding: chunked\r\n\r\n{chunks}\r\n"),
    );
    fine(
        "in chunks, with a trailer",
        format!("HTTP/1.1 200 OK\r\n{json}Transfer-Encoding: chunked\r\n\r\n{chunks}X-Sum: 1\r\n\r\n"),
    );
    fine(
        "after an informational response",
        format!(
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\n{json}\
             Content-Length: {length}\r\n\r\n{QUEUED}"
        ),
    );
    let many: String = (0..90)
        .map(|number| format!("X-{number}: {number}\r\n"))
        .collect();
    fine(
        "ninety headers",
        format!("HTTP/1.1 200 OK\r\n{many}{json}Content-Length: {length}\r\n\r\n{QUEUED}"),
    );
    let long = "x".repeat(8 << 10);
    fine(
        "a long header",
        format!("HTTP/1.1 200 OK\r\nX: {long}\r\n{json}Content-Length: {length}\r\n\r\n{QUEUED}"),
    );
}

#[test]
fn r9_an_invalid_framing_is_a_broken_exchange() {
    fails("not HTTP", "220 mail.example ESMTP\r\n");
    fails(
        "an invalid length",
        "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n{}",
    );
    fails(
        "two lengths",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
    );
    fails(
        "a chunk without a length",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n{}\r\n0\r\n\r\n",
    );
    fails(
        "no last chunk",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
    );
    fails(
        "an invalid status",
        "HTTP/1.1 2000 OK\r\nContent-Length: 2\r\n\r\n{}",
    );
    fails(
        "a header without a colon",
        "HTTP/1.1 200 OK\r\nContent-Length 2\r\n\r\n{}",
    );
    fails(
        "a NUL in a header",
        *b"HTTP/1.1 200 OK\r\nX: a\0b\r\nContent-Length: 2\r\n\r\n{}",
    );
    let endless = format!("HTTP/1.1 200 OK\r\nX: {}\r\n\r\n", "x".repeat(1 << 20));
    fails("a header without an end", endless);
}

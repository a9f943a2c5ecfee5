//! Undocumented responses: each is an error with the whole response.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use applivery::types::ErrorResponse;
use applivery::{Error, ErrorKind};
use tests::server::Response;

use super::both::{LONG, QUEUED, answered};

/// Asserts the properties that every such error has.
fn failed(answer: &Response, kind: ErrorKind, status: u16, body: &[u8], shown: &str) {
    answered(&answer.whole(), |over, outcome| {
        let error = outcome.unwrap_err();
        assert_eq!(error.kind(), kind, "{over:?}: {error}");
        assert_eq!(error.status().unwrap(), status, "{over:?}");
        assert_eq!(error.body().unwrap().as_ref(), body, "{over:?}");
        assert_eq!(error.headers().unwrap()["x-request-id"], "r-7", "{over:?}");
        assert_eq!(error.request_id(), Some("r-7"), "{over:?}");
        assert_eq!(error.to_string(), format!("executeWindowsDeviceAction: {shown}"));
        assert!(error.api().is_none() && !error.is_retryable(), "{over:?}");
        assert_eq!(
            error.is_uncertain(),
            !(400..500).contains(&status),
            "{over:?} {status}"
        );
    });
}

fn tagged(answer: Response) -> Response {
    answer.header("X-Request-Id", "r-7")
}

#[test]
fn r8_an_undocumented_status_is_an_error() {
    let forbidden = r#"{"status":false,"error":{"code":4003,"message":"Forbidden"}}"#;
    for (status, shown) in [
        (
            403,
            "403 Forbidden: this status is not documented: 4003 Forbidden",
        ),
        (
            418,
            "418 I'm a teapot: this status is not documented: 4003 Forbidden",
        ),
        (299, "299: this status is not documented: 4003 Forbidden"),
        (201, "201 Created: this status is not documented: 4003 Forbidden"),
        (799, "799: this status is not documented: 4003 Forbidden"),
    ] {
        let answer = tagged(Response::json(status, forbidden));
        failed(
            &answer,
            ErrorKind::Undocumented,
            status,
            forbidden.as_bytes(),
            shown,
        );
    }
    let page = "<html><h1>502 Bad Gateway</h1></html>";
    let answer = tagged(Response::new(500))
        .header("Content-Type", "text/html")
        .body(page);
    let shown = "500 Internal Server Error: this status is not documented";
    failed(&answer, ErrorKind::Undocumented, 500, page.as_bytes(), shown);
    failed(
        &tagged(Response::new(204)),
        ErrorKind::Undocumented,
        204,
        b"",
        "204 No Content: this status is not documented",
    );
}

#[test]
fn r8_an_undocumented_body_is_an_error() {
    let page = "<html>log in</html>";
    let html = |status| {
        tagged(Response::new(status))
            .header("Content-Type", "text/html; charset=utf-8")
            .body(page)
    };
    let shown = "200 OK: the response is text/html; charset=utf-8, not application/json";
    failed(&html(200), ErrorKind::MediaType, 200, page.as_bytes(), shown);
    let shown = "401 Unauthorized: the response is text/html; charset=utf-8, not application/json";
    failed(&html(401), ErrorKind::Api, 401, page.as_bytes(), shown);
    let empty = tagged(Response::json(200, ""));
    failed(&empty, ErrorKind::Decode, 200, b"", "200 OK: the body is empty");
    failed(
        &tagged(Response::new(200)),
        ErrorKind::Decode,
        200,
        b"",
        "200 OK: the body is empty",
    );
}

fn limited(status: u16, retry_after: &str, check: impl Fn(&Error<ErrorResponse>)) {
    let answer = Response::json(status, "{}").header("Retry-After", retry_after);
    answered(&answer.whole(), |over, outcome| {
        let error = outcome.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Undocumented, "{over:?}");
        assert_eq!(error.status().unwrap(), status, "{over:?}");
        // The action may have been queued before the limit was checked, so the caller decides about a retry of this POST.
        assert!(!error.is_retryable(), "{over:?}");
        check(&error);
    });
}

#[test]
fn r6_retry_after_is_reported_and_nothing_is_retried() {
    for status in [429, 503] {
        limited(status, "7", |error| {
            assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
        });
        // 2100-01-01 is a Friday, 4102444800 seconds after the epoch.
        limited(status, "Fri, 01 Jan 2100 00:00:00 GMT", |error| {
            let left = UNIX_EPOCH + Duration::from_secs(4_102_444_800);
            let left = left.duration_since(SystemTime::now()).unwrap();
            let told = error.retry_after().unwrap();
            assert!(told <= left && left - told < LONG, "{told:?} {left:?}");
        });
        limited(status, "Thu, 01 Jan 1970 00:00:00 GMT", |error| {
            assert_eq!(error.retry_after(), Some(Duration::ZERO));
        });
        limited(status, "later", |error| assert_eq!(error.retry_after(), None));
    }
}

#[test]
fn r7_the_body_and_the_message_of_an_error_are_bounded() {
    let long = format!(r#"{{"error":{{"message":"{}"}}}}"#, "é".repeat(100_000));
    answered(&Response::json(500, long.clone()).whole(), |over, outcome| {
        let error = outcome.unwrap_err();
        let kept = error.body().unwrap();
        assert!(
            kept.len() <= 64 * 1024 && long.as_bytes().starts_with(kept),
            "{over:?}"
        );
        assert!(error.to_string().len() < 1024, "{over:?}");
    });
    let forged = r#"{"error":{"code":1,"message":"a\r\nINFO wiped\u001b[2J\u202e"}}"#;
    answered(&Response::json(500, forged).whole(), |over, outcome| {
        let shown = outcome.unwrap_err().to_string();
        assert!(
            !shown.contains(['\r', '\n', '\u{1b}', '\u{202e}']),
            "{over:?} {shown}"
        );
        assert!(
            shown.ends_with(r": 1 a\r\nINFO wiped\u{1b}[2J\u{202e}"),
            "{shown}"
        );
    });
}

/// R1: the client doesn't follow redirects, so the other server receives nothing.
#[test]
fn r1_redirects_are_errors_and_are_not_followed() {
    use super::both::{Setup, TRANSPORTS, reboot};
    use tests::server::Server;
    for status in [301, 302, 303, 307, 308] {
        for over in TRANSPORTS {
            let elsewhere = Server::start([Response::json(200, QUEUED).whole()]).unwrap();
            let answer = Response::redirect(status, &format!("{}/elsewhere", elsewhere.url()));
            let server = Server::start([answer.whole()]).unwrap();
            let error = Setup::new(server.url()).send(over, &reboot()).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Undocumented, "{over:?}");
            assert_eq!(error.status().unwrap(), status, "{over:?}");
            assert!(error.headers().unwrap().contains_key("location"), "{over:?}");
            assert_eq!(server.requests().len(), 1, "{over:?}");
            assert!(elsewhere.connections().is_empty(), "{over:?} {status}");
        }
    }
}

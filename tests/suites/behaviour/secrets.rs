//! R4: no printable value and no log contains a token.

use std::error::Error as _;
use std::fmt::{self, Debug, Write as _};
use std::sync::{Mutex, Once};
use std::time::Duration;

use applivery::auth::Secret;
use applivery::types::ErrorResponse;
use applivery::{Client, Error, RetryPolicy};
use log::{LevelFilter, Log, Metadata, Record};
use tests::server::{Reply, Response};

use super::both::{QUEUED, Setup, TRANSPORTS, answered, both, reboot};

const CANARY: &str = "c4n4ry-c4n4ry";

fn clean(what: &impl Debug) {
    for shown in [format!("{what:?}"), format!("{what:#?}")] {
        assert!(!shown.contains(CANARY), "{shown}");
    }
}

fn clean_error(error: &Error<ErrorResponse>) {
    clean(error);
    let mut shown = format!("{error} {error:#}");
    let mut source = error.source();
    while let Some(inner) = source {
        write!(shown, " {inner} {inner:?} {inner:#?}").unwrap();
        source = inner.source();
    }
    assert!(!shown.contains(CANARY), "{shown}");
}

#[test]
fn r4_values_with_the_token_do_not_show_it() {
    clean(&Secret::new(CANARY));
    let (asynchronous, blocking) = (
        Client::builder().bearer_token(CANARY),
        Client::blocking().bearer_token(CANARY),
    );
    clean(&asynchronous);
    clean(&blocking);
    let client = asynchronous.header("X-Mine", CANARY).build().unwrap();
    clean(&client);
    clean(&client.windows_devices());
    let (organization, device) = (super::both::ORGANIZATION, super::both::DEVICE);
    let action = reboot();
    let devices = client.windows_devices();
    let call = devices
        .execute_windows_device_action(&organization, &device, &action)
        .header("X-Own", CANARY);
    clean(&call);
    let request = call.request().unwrap();
    clean(&request);
    assert_eq!(
        request.headers["authorization"],
        format!("Bearer {CANARY}").as_str(),
        "the token is sent"
    );
    assert!(request.headers["authorization"].is_sensitive());
    clean(&call.send());
    clean(&blocking.build().unwrap());
}

/// Every kind of error that a server can cause, with the output of it and its sources.
#[test]
fn r4_no_error_shows_the_token() {
    let short = Some(Duration::from_millis(250));
    let replies = [
        Response::json(401, r#"{"error":{"code":4004}}"#).whole(),
        Response::json(500, "{").whole(),
        Response::json(200, "{").whole(),
        Response::new(200)
            .header("Content-Type", "text/html")
            .body("x")
            .whole(),
        Response::redirect(307, "http://127.0.0.1:1/").whole(),
        Response::json(200, QUEUED).cut(3),
        Response::json(200, QUEUED).stall(3),
        Reply::stall(),
        Reply::close(),
        Reply::reset(),
        Reply::raw("no HTTP\r\n\r\n"),
        Reply::reset_on_connect(),
    ];
    for reply in replies {
        let setup = |setup| Setup {
            token: Some(CANARY),
            header: Some(("X-Own", CANARY)),
            attempt: short,
            retry: Some(RetryPolicy::none()),
            ..setup
        };
        both(std::slice::from_ref(&reply), &reboot(), setup, |_, outcome, _| {
            clean_error(&outcome.unwrap_err());
        });
    }
    for over in TRANSPORTS {
        for url in [
            "http://127.0.0.1:1",
            "http://no-such-host.invalid",
            "https://127.0.0.1:1",
        ] {
            let setup = Setup {
                token: Some(CANARY),
                retry: Some(RetryPolicy::none()),
                ..Setup::new(url)
            };
            clean_error(&setup.send(over, &reboot()).unwrap_err());
        }
    }
}

/// A server that sends the token back: only the body of its response shows it.
#[test]
fn r4_the_debug_of_a_response_redacts_headers_that_may_contain_a_secret() {
    let answer = Response::json(200, QUEUED)
        .header("Set-Cookie", CANARY)
        .header("X-Echo", CANARY);
    answered(&answer.whole(), |_, outcome| clean(&outcome.unwrap()));
}

/// The log of this process at every level.
static LOG: Mutex<Vec<(String, String)>> = Mutex::new(Vec::new());

struct Recorder;

impl Log for Recorder {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &Record<'_>) {
        let line = fmt::format(*record.args());
        LOG.lock().unwrap().push((record.target().to_owned(), line));
    }

    fn flush(&self) {}
}

/// At level `trace`. `ureq_proto` is excluded, since it is documented to log every sent byte.
#[test]
fn r4_no_log_shows_the_token() {
    static START: Once = Once::new();
    START.call_once(|| {
        log::set_logger(&Recorder).unwrap();
        log::set_max_level(LevelFilter::Trace);
    });
    let short = Some(Duration::from_millis(250));
    for reply in [
        Response::json(200, QUEUED).whole(),
        Response::json(401, "{}").whole(),
        Reply::stall(),
        Reply::close(),
    ] {
        let setup = |setup| Setup {
            token: Some(CANARY),
            attempt: short,
            ..setup
        };
        both(&[reply], &reboot(), setup, |_, _, requests| {
            assert_eq!(
                requests[0].header("Authorization"),
                Some(&*format!("Bearer {CANARY}"))
            );
        });
    }
    let log = LOG.lock().unwrap();
    let said = |target: &str| log.iter().any(|(other, _)| other.starts_with(target));
    assert!(said("ureq") && said("reqwest"), "the libraries write to the log");
    let leaks: Vec<_> = log
        .iter()
        .filter(|(target, line)| !target.starts_with("ureq_proto") && line.contains(CANARY))
        .collect();
    assert!(leaks.is_empty(), "{leaks:?}");
}

//! Bodies that differ from their declared length: files that grow, shrink or disappear, and readers that return too much or
//! too little. The declared number of bytes is sent, or the call fails.

use super::both::{Options, Over, runtime};
use super::sockets::server::{Request, Response, Server};
use crate::runtime::http::testing::MemoryTransport;
use crate::runtime::http::{Body, Error, ErrorKind, FilePart, RetryPolicy};
use crate::runtime_tests::prelude::*;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::time::Duration;

pub enum PutPhoto {}

impl Operation for PutPhoto {
    type Output = ();
    type Error = ();
    const SPEC: &'static Spec = &Spec {
        id: "putPhoto",
        method: "PUT",
        path: "/photo",
        responses: &[ResponseSpec::status(204)],
        ..Spec::DEFAULT
    };
}

/// A file that exists as long as this value.
struct File(PathBuf);

impl File {
    fn new(name: &str, length: usize) -> Self {
        let path = std::env::temp_dir().join(format!("bodies-{name}-{}", std::process::id()));
        let file = Self(path);
        file.becomes(length);
        file
    }

    fn becomes(&self, length: usize) {
        std::fs::write(&self.0, vec![b'B'; length]).unwrap();
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// The outcome of a call, and the requests that arrived.
type Sent = (Result<(), Error<()>>, Vec<Request>);

/// Sends a body with each transport to its own server, and returns the outcome and the requests.
fn send(body: impl Fn() -> Body) -> Vec<Sent> {
    Over::ALL
        .map(|over| {
            let server = Server::start([Response::new(204).whole()]).unwrap();
            let policy = RetryPolicy::safe().backoff(Duration::ZERO, Duration::ZERO);
            let options = Options {
                retry: policy.clone(),
                ..Options::default()
            };
            let outcome = if let Some(builder) = over.asynchronous(&server.url(), &options) {
                let client = builder.build().unwrap();
                let call = Call::<PutPhoto, Async>::new(&client, &[]).raw_body("image/png", body());
                runtime().block_on(call.into_future())
            } else {
                let client = Client::blocking()
                    .base_url(server.url())
                    .retry(policy)
                    .build()
                    .unwrap();
                Call::<PutPhoto, Blocking>::new(&client, &[])
                    .raw_body("image/png", body())
                    .call()
            };
            (outcome, server.requests())
        })
        .into()
}

/// A part of a multipart body.
fn within(file: Body) -> Body {
    Body::concat(vec!["--start\r\n".into(), file, "\r\n--end--".into()])
}

fn arrives(body: impl Fn() -> Body, expected: &str) {
    for (outcome, requests) in send(body) {
        outcome.unwrap();
        let [request] = requests.as_slice() else {
            panic!("{requests:?}")
        };
        assert_eq!(String::from_utf8_lossy(&request.body), expected);
        assert_eq!(
            request.header("content-length"),
            Some(expected.len().to_string().as_str())
        );
    }
}

/// Not sent, not complete, and not retried.
fn fails(body: impl Fn() -> Body, is_uncertain: bool) {
    for (outcome, requests) in send(body) {
        let error = outcome.unwrap_err();
        assert_eq!((error.kind(), requests.len()), (ErrorKind::Body, 0), "{error:#}");
        assert_eq!(error.is_uncertain(), is_uncertain, "{error:#}");
        assert!(!error.is_retryable() && !error.is_connect(), "{error:#}");
    }
}

#[test]
fn a_file_that_grows_is_sent_with_its_original_length() {
    let file = File::new("grows", 10);
    let open = || {
        file.becomes(10);
        let body = Body::file(&file.0).unwrap();
        file.becomes(5010);
        body
    };
    arrives(open, "BBBBBBBBBB");
    arrives(|| within(open()), "--start\r\nBBBBBBBBBB\r\n--end--");
    arrives(
        || within(FilePart::from(open()).body),
        "--start\r\nBBBBBBBBBB\r\n--end--",
    );
}

#[test]
fn a_file_that_shrinks_fails_the_call() {
    let file = File::new("shrinks", 0);
    for after in [0, 10] {
        let open = || {
            file.becomes(300_000);
            let body = Body::file(&file.0).unwrap();
            file.becomes(after);
            body
        };
        fails(open, true);
        fails(|| within(open()), true);
    }
}

#[test]
fn a_missing_file_is_not_a_failed_connection() {
    let file = File::new("gone", 10);
    let open = || {
        file.becomes(10);
        let body = Body::file(&file.0).unwrap();
        std::fs::remove_file(&file.0).unwrap();
        body
    };
    fails(open, false);
    fails(|| within(open()), false);
    let client = Client::blocking()
        .transport(MemoryTransport::queue([]))
        .build()
        .unwrap();
    let call = Call::<PutPhoto, Blocking>::new(&client, &[]).raw_body("image/png", open());
    assert_eq!(call.call().unwrap_err().kind(), ErrorKind::Body);
}

#[test]
fn a_reader_must_return_its_declared_length() {
    let reader = |length| Body::reader(Cursor::new(vec![b'Z'; 20])).with_length(length);
    arrives(|| reader(5), "ZZZZZ");
    arrives(|| within(reader(5)), "--start\r\nZZZZZ\r\n--end--");
    arrives(|| within(reader(0)), "--start\r\n\r\n--end--");
    arrives(|| reader(20), &"Z".repeat(20));
    fails(|| reader(21), true);
    fails(|| within(reader(21)), true);
}

/// A file whose length the file system doesn't know has no declared length.
#[cfg(target_os = "linux")]
#[test]
fn a_file_of_unknown_length_is_read() {
    for (outcome, requests) in send(|| Body::file("/proc/self/cmdline").unwrap()) {
        outcome.unwrap();
        assert!(!requests[0].body.is_empty());
    }
    let empty = File::new("empty", 0);
    arrives(|| Body::file(&empty.0).unwrap(), "");
    assert!(Body::file(Path::new("/")).is_err());
}

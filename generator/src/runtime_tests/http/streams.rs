//! Bodies that are sent and read as streams: what is sent, when it may be repeated, and how it ends.

use super::api::*;
use super::sockets::server::{Response as Reply, Server};
use crate::runtime::http::testing::{MemoryTransport, Response};
use crate::runtime::http::{Body, ByteReader, ByteStream, ErrorKind, RetryPolicy, TimeoutKind};
use crate::runtime_tests::prelude::*;
use std::collections::VecDeque;
use std::io::{Cursor, Read};
use std::pin::Pin;
use std::task::{Context, Poll};

pub enum PutPhoto {}

impl Operation for PutPhoto {
    type Output = ();
    type Error = Problem;
    const SPEC: &'static Spec = &Spec {
        id: "putPhoto",
        method: "PUT",
        path: "/photo",
        responses: &[ResponseSpec::status(204), ResponseSpec::status(413).json()],
        ..Spec::DEFAULT
    };
}

pub enum GetPhoto {}

impl Operation for GetPhoto {
    type Output = Bytes;
    type Error = Problem;
    const SPEC: &'static Spec = &Spec {
        id: "getPhoto",
        method: "GET",
        path: "/photo",
        responses: &[
            ResponseSpec::status(200).bytes(),
            ResponseSpec::status(404).json(),
        ],
        ..Spec::DEFAULT
    };
}

fn put<M: Mode>(client: &Client<M>, body: Body) -> Call<PutPhoto, M> {
    Call::new(client, &[]).raw_body("image/png", body)
}

fn get<M: Mode>(client: &Client<M>) -> Call<GetPhoto, M> {
    Call::new(client, &[])
}

fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(future)
}

/// A stream of these chunks, without a crate for streams.
struct Pieces(VecDeque<Bytes>);

impl futures_core::Stream for Pieces {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.pop_front().map(Ok))
    }
}

fn pieces() -> Body {
    Body::stream(Pieces(["one ", "two ", "three"].map(Bytes::from).into()))
}

fn reader() -> Body {
    Body::reader(Cursor::new("one ").chain(Cursor::new("two three")))
}

#[test]
fn a_reader_and_a_stream_are_sent_in_chunks() {
    for (body, length) in [
        (reader(), None),
        (reader().with_length(13), Some("13")),
        (pieces(), None),
        (pieces().with_length(13), Some("13")),
        (
            Body::concat(vec!["one ".into(), Body::reader("two three".as_bytes())]),
            None,
        ),
        (Body::concat(vec![Body::empty(), pieces(), "".into()]), None),
        (Body::concat(vec!["one ".into(), "two three".into()]), Some("13")),
    ] {
        let server = Server::start([Reply::new(204).whole()]).unwrap();
        let shown = format!("{body:?}");
        run(async {
            let client = Client::builder().base_url(server.url()).build().unwrap();
            put(&client, body).await.unwrap();
        });
        check_upload(&server, length, &shown);
    }
    for (body, length) in [
        (reader(), None),
        (reader().with_length(13), Some("13")),
        (
            Body::concat(vec!["one ".into(), Body::reader("two three".as_bytes())]),
            None,
        ),
    ] {
        let server = Server::start([Reply::new(204).whole()]).unwrap();
        let shown = format!("{body:?}");
        let client = Client::blocking().base_url(server.url()).build().unwrap();
        put(&client, body).call().unwrap();
        check_upload(&server, length, &shown);
    }
}

fn check_upload(server: &Server, length: Option<&str>, shown: &str) {
    let requests = server.requests();
    let [request] = requests.as_slice() else {
        panic!("{requests:?}")
    };
    let body = String::from_utf8_lossy(&request.body);
    assert_eq!(body, "one two three", "{shown}");
    let sent = |name: &str| {
        request
            .headers
            .iter()
            .find(|(header, _)| header.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    };
    assert_eq!(sent("content-type"), Some("image/png"));
    assert_eq!(sent("content-length"), length, "{shown}");
    assert_eq!(
        sent("transfer-encoding"),
        length.is_none().then_some("chunked"),
        "{shown}"
    );
}

#[test]
fn a_file_is_read_again_at_every_attempt_and_a_reader_is_not() {
    let file = std::env::temp_dir().join(format!("body-{}", std::process::id()));
    std::fs::write(&file, "photo").unwrap();
    let busy = || [Response::status(503), Response::status(204)];
    for (body, attempts) in [
        (Body::file(&file).unwrap(), 2),
        (Body::reader("photo".as_bytes()), 1),
    ] {
        let memory = MemoryTransport::queue(busy());
        let client = Client::blocking().transport(memory.clone()).build().unwrap();
        let outcome = put(&client, body).call();
        assert_eq!(outcome.is_ok(), attempts == 2);
        let sent: Vec<_> = memory
            .requests()
            .iter()
            .map(|request| request.body.bytes().cloned())
            .collect();
        assert_eq!(sent, vec![Some(Bytes::from("photo")); attempts]);
    }
    std::fs::remove_file(&file).unwrap();
    assert!(Body::file(&file).is_err());
}

#[test]
fn a_blocking_client_rejects_an_asynchronous_stream_before_anything_is_sent() {
    let server = Server::start([Reply::new(204).whole()]).unwrap();
    let client = Client::blocking().base_url(server.url()).build().unwrap();
    let error = put(&client, pieces()).call().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Encode);
    assert_eq!(server.requests().len(), 0);
}

#[test]
fn a_response_is_read_as_it_arrives() {
    let response = || Response::status(200).body("one ").body("two");
    let memory = MemoryTransport::queue([response(), response()]);
    let got = run(async {
        let client = Client::builder()
            .transport(memory.clone())
            .response_limit(3)
            .build()
            .unwrap();
        let mut body = get(&client).stream().await.unwrap().body;
        let first = body.next().await.unwrap().unwrap();
        let second = body.next().await.unwrap().unwrap();
        assert!(body.next().await.is_none());
        [first, second]
    });
    assert_eq!(got, ["one ", "two"]);
    let client = Client::blocking()
        .transport(memory)
        .response_limit(3)
        .build()
        .unwrap();
    let mut text = String::new();
    get(&client)
        .stream()
        .unwrap()
        .body
        .read_to_string(&mut text)
        .unwrap();
    assert_eq!(text, "one two");
}

#[test]
fn a_response_that_is_not_a_documented_success_is_an_error_with_its_body() {
    let responses = || {
        [
            Response::json(404, r#"{"code":7}"#),
            Response::status(500).body("oops"),
        ]
    };
    let memory = MemoryTransport::queue(responses());
    run(async {
        let client = Client::builder()
            .transport(memory)
            .retry(RetryPolicy::none())
            .build()
            .unwrap();
        let error = get(&client).stream().await.unwrap_err();
        assert_eq!(error.api().unwrap().code, Some(7));
        let error = get(&client).stream().await.unwrap_err();
        assert_eq!(
            (error.kind(), &error.body().unwrap()[..]),
            (ErrorKind::Undocumented, &b"oops"[..])
        );
    });
    let client = Client::blocking()
        .transport(MemoryTransport::queue(responses()))
        .build()
        .unwrap();
    assert_eq!(get(&client).stream().unwrap_err().api().unwrap().code, Some(7));
}

#[test]
fn a_stream_that_breaks_or_stalls_ends_with_its_error() {
    for (response, kind) in [
        (Response::status(200).body("one").broken(), ErrorKind::Exchange),
        (
            Response::status(200).body("one").stalled(),
            ErrorKind::Timeout(TimeoutKind::Stall),
        ),
    ] {
        let memory = MemoryTransport::queue([response.clone(), response]);
        run(async {
            let client = Client::builder().transport(memory.clone()).build().unwrap();
            let mut body = get(&client).stream().await.unwrap().body;
            assert_eq!(body.next().await.unwrap().unwrap(), "one");
            assert_eq!(body.next().await.unwrap().unwrap_err().kind(), kind);
            assert!(body.next().await.is_none());
        });
        let client = Client::blocking().transport(memory).build().unwrap();
        let mut body = get(&client).stream().unwrap().body;
        assert_eq!(body.next().unwrap().unwrap(), "one");
        assert_eq!(body.next().unwrap().unwrap_err().kind(), kind);
        assert!(body.next().is_none());
    }
}

#[test]
fn a_body_that_fails_while_it_is_sent_fails_the_call() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("the disk is gone"))
        }
    }
    let server = Server::start([Reply::new(204).whole()]).unwrap();
    let client = Client::blocking().base_url(server.url()).build().unwrap();
    assert_eq!(
        put(&client, Body::reader(Broken)).call().unwrap_err().kind(),
        ErrorKind::Body
    );
    run(async {
        let client = Client::builder().base_url(server.url()).build().unwrap();
        let error = put(&client, Body::reader(Broken)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Body);
        assert!(format!("{error:#}").contains("the disk is gone"), "{error:#}");
    });
}

#[test]
fn a_stream_of_a_call_can_be_sent_to_another_thread() {
    fn sendable<T: Send + 'static>(_: T) {}
    fn is_sendable<T: Send + 'static>() {}
    let client = Client::builder().base_url("http://127.0.0.1:1").build().unwrap();
    sendable(get(&client).stream());
    is_sendable::<ByteStream>();
    is_sendable::<ByteReader>();
}

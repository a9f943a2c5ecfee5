//! Multipart bodies: one part per property, streamed files, equal bytes at every attempt, and nothing printed.

use super::api::*;
use super::sockets::server::{Response as Reply, Server};
use crate::runtime::http::{
    Body, BodyFormat, BodySpec, Content, Encoding, ErrorKind, FilePart, Request, RetryPolicy,
};
use crate::runtime_tests::prelude::*;
use serde_json::json;
use std::io::Read;

object! {
    /// The uploaded file.
    pub struct Upload: new {
        pub file: FilePart = required "file",
        pub purpose: Option<String> = optional "purpose",
        pub context: Option<serde_json::Value> = optional "about",
        pub pages: Option<Vec<FilePart>> = optional "pages",
        pub tags: Option<Vec<String>> = optional "tags",
        pub history: Option<Vec<serde_json::Value>> = optional "history",
        pub link: Option<serde_json::Value> = optional "link",
        ..extra: crate::runtime::json::Extra,
    }
}

pub enum AddFile {}

impl Operation for AddFile {
    type Output = ();
    type Error = Problem;
    const SPEC: &'static Spec = &Spec {
        id: "addFile",
        method: "PUT",
        path: "/files",
        body: BodySpec {
            format: BodyFormat::Multipart,
            media_type: "multipart/form-data",
            encoding: &[
                Encoding::of("pages").media_type("image/png"),
                Encoding::of("history").media_type("application/json"),
                Encoding::of("link").style(Style::DeepObject),
            ],
            ..BodySpec::JSON
        },
        responses: &[ResponseSpec::status(204)],
        ..Spec::DEFAULT
    };
}

pub enum Mixed {}

impl Operation for Mixed {
    type Output = ();
    type Error = Problem;
    const SPEC: &'static Spec = &Spec {
        id: "mixed",
        method: "POST",
        path: "/mixed",
        body: BodySpec {
            format: BodyFormat::Multipart,
            media_type: "multipart/related",
            ..BodySpec::JSON
        },
        responses: &[ResponseSpec::status(204)],
        ..Spec::DEFAULT
    };
}

fn client() -> Client<Blocking> {
    Client::blocking()
        .base_url("https://pets.example")
        .build()
        .unwrap()
}

fn request(upload: &Upload) -> Request {
    Call::<AddFile, _>::new(&client(), &[])
        .encoded(upload)
        .request()
        .unwrap()
}

/// The body as text, its boundary replaced by `B`.
fn text(request: &Request) -> String {
    let mut bytes = Vec::new();
    match request.body.open().unwrap() {
        Content::Bytes(all) => bytes.extend(all),
        Content::Reader(mut reader) => drop(reader.read_to_end(&mut bytes).unwrap()),
        Content::Empty | Content::Chunks(_) => panic!("{:?}", request.body),
    }
    String::from_utf8(bytes).unwrap().replace(&boundary(request), "B")
}

fn boundary(request: &Request) -> String {
    let media_type = request.headers["content-type"].to_str().unwrap();
    let (_, boundary) = media_type.split_once("; boundary=").unwrap();
    assert_eq!(boundary.len(), 32);
    boundary.to_owned()
}

#[test]
fn every_property_is_a_part() {
    let page = |name: &str| FilePart::from("PNG").named(name);
    let upload = Upload::new(
        FilePart::from("one\r\ntwo")
            .named("a.txt")
            .media_type("text/csv")
            .header("X-Id", "7"),
    )
    .purpose("test é")
    .context(json!({"by": "me"}))
    .pages(vec![page("1.png"), FilePart::from(vec![0x31])])
    .tags(vec!["a".to_owned(), "b".to_owned()])
    .history(vec![json!({"n": 1}), json!(2)])
    .link(json!({"create": true, "metadata": {"k": "v"}}));
    let expected = [
        "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\nContent-Type: text/csv\r\nX-Id: 7\r\n\r\none\r\ntwo\r\n",
        "--B\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\ntest é\r\n",
        "--B\r\nContent-Disposition: form-data; name=\"about\"\r\nContent-Type: application/json\r\n\r\n{\"by\":\"me\"}\r\n",
        "--B\r\nContent-Disposition: form-data; name=\"pages\"; filename=\"1.png\"\r\nContent-Type: image/png\r\n\r\nPNG\r\n",
        "--B\r\nContent-Disposition: form-data; name=\"pages\"; filename=\"blob\"\r\nContent-Type: image/png\r\n\r\n1\r\n",
        "--B\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\na\r\n",
        "--B\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\nb\r\n",
        "--B\r\nContent-Disposition: form-data; name=\"history\"\r\nContent-Type: application/json\r\n\r\n[{\"n\":1},2]\r\n",
        "--B\r\nContent-Disposition: form-data; name=\"link[create]\"\r\n\r\ntrue\r\n",
        "--B\r\nContent-Disposition: form-data; name=\"link[metadata][k]\"\r\n\r\nv\r\n",
        "--B--\r\n",
    ];
    let request = request(&upload);
    assert_eq!(text(&request), expected.concat());
    assert_eq!(
        request.body.length(),
        Some(expected.concat().len() as u64 + 11 * 31)
    );
    assert!(request.body.is_replayable());
}

#[test]
fn quotes_in_names_are_escaped_and_line_breaks_in_headers_are_rejected() {
    let mut upload = Upload::new(FilePart::from("").named("a\"b\r\nX: y.txt"));
    upload.extra.insert("k\"\n", json!("v"));
    let sent = text(&request(&upload));
    assert!(sent.contains("filename=\"a%22b%0D%0AX: y.txt\""), "{sent}");
    assert!(sent.contains("name=\"k%22%0A\""), "{sent}");
    for part in [
        FilePart::from("").media_type("text/plain\r\nX: y"),
        FilePart::from("").header("X-A", "a\r\nX: y"),
        FilePart::from("").header("X A", "a"),
    ] {
        let error = Call::<AddFile, _>::new(&client(), &[])
            .encoded(&Upload::new(part))
            .request()
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Encode);
    }
}

#[test]
fn parts_of_other_kinds_have_no_names() {
    let upload = Upload::new(FilePart::from("x").named("a.txt")).context(json!({"a": 1}));
    let request = Call::<Mixed, _>::new(&client(), &[])
        .encoded(&upload)
        .request()
        .unwrap();
    assert!(
        request.headers["content-type"]
            .to_str()
            .unwrap()
            .starts_with("multipart/related; type=\"application/octet-stream\"; boundary=")
    );
    assert_eq!(
        text(&request),
        "--B\r\nContent-Disposition: attachment; filename=\"a.txt\"\r\nContent-Type: application/octet-stream\r\n\r\nx\r\n\
         --B\r\nContent-Type: application/json\r\n\r\n{\"a\":1}\r\n--B--\r\n"
    );
}

#[test]
fn a_boundary_is_used_once_and_a_body_shows_nothing() {
    let upload = Upload::new(FilePart::from("canary").named("a.txt"));
    let (first, second) = (request(&upload), request(&upload));
    assert_ne!(boundary(&first), boundary(&second));
    assert_eq!(text(&first), text(&second));
    let shown = format!("{upload:?} {first:?}");
    assert!(!shown.contains("canary") && shown.contains("a.txt"), "{shown}");
    assert_eq!(upload, upload.clone());
    assert!(serde_json::to_string(&upload).is_err());
}

#[test]
fn files_are_streamed_and_sent_again_if_they_are_replayable() {
    let path = std::env::temp_dir().join(format!("multipart-{}.txt", std::process::id()));
    std::fs::write(&path, "content").unwrap();
    let policy = || RetryPolicy::default().backoff(std::time::Duration::ZERO, std::time::Duration::ZERO);
    let send = |part: FilePart, server: &Server| {
        let client = Client::blocking()
            .base_url(server.url())
            .retry(policy())
            .build()
            .unwrap();
        Call::<AddFile, _>::new(&client, &[])
            .encoded(&Upload::new(part))
            .call()
    };
    let server = Server::start([Reply::new(503).whole(), Reply::new(204).whole()]).unwrap();
    send(FilePart::open(&path).unwrap(), &server).unwrap();
    std::fs::remove_file(&path).unwrap();
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0].body, requests[1].body);
    let sent = String::from_utf8_lossy(&requests[0].body);
    assert!(sent.contains("\r\n\r\ncontent\r\n--"), "{sent}");
    assert!(sent.contains("filename=\"multipart-"), "{sent}");
    let server = Server::start([Reply::new(503).whole(), Reply::new(204).whole()]).unwrap();
    let once = FilePart::from(Body::reader("once".as_bytes()));
    assert_eq!(send(once, &server).unwrap_err().status().unwrap().as_u16(), 503);
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn the_asynchronous_client_sends_the_same() {
    let server = Server::start([Reply::new(204).whole()]).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let client = Client::builder().base_url(server.url()).build().unwrap();
        let upload = Upload::new(Body::reader("streamed".as_bytes())).purpose("test");
        Call::<AddFile, _>::new(&client, &[])
            .encoded(&upload)
            .await
            .unwrap();
    });
    let sent = String::from_utf8_lossy(&server.requests()[0].body).into_owned();
    assert!(
        sent.contains("\r\n\r\nstreamed\r\n--") && sent.ends_with("--\r\n"),
        "{sent}"
    );
}

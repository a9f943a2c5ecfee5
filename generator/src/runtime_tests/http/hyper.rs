//! The options of the transport over hyper: proxies, HTTP/2 and the pool, over sockets.

use super::api::*;
use super::both::{failed, runtime};
use super::sockets::server::{Reply, Response, Server};
use crate::runtime::http::{ErrorKind, HyperTransport, HyperTransportBuilder, RetryPolicy};
use crate::runtime_tests::prelude::*;
use std::future::Future;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::time::Duration;
use tokio::net::TcpStream;

const TOM: &str = r#"{"name":"Tom"}"#;

fn tom() -> Response {
    Response::json(200, TOM)
}

fn client(builder: HyperTransportBuilder, url: &str) -> Client<Async> {
    Client::builder()
        .base_url(url)
        .bearer_token("c4n4ry")
        .retry(RetryPolicy::safe().backoff(Duration::ZERO, Duration::ZERO))
        .transport(builder.build().unwrap())
        .build()
        .unwrap()
}

fn address(listener: &TcpListener) -> String {
    listener.local_addr().unwrap().to_string()
}

#[test]
fn a_proxy_forwards_a_request_without_tls() {
    let proxy = Server::start([tom().whole()]).unwrap();
    let url = format!("http://user:p%40ss@{}", proxy.address());
    let builder = HyperTransport::builder().http_proxy(url);
    let client = client(builder, "http://api.example:81/v1");
    runtime().block_on(async { client.pets().show("1").await.unwrap() });
    let request = &proxy.requests()[0];
    assert_eq!(request.target, "http://api.example:81/v1/pets/1/it");
    assert_eq!(request.header("host"), Some("api.example:81"));
    // The text in the credentials is "user:p@ss".
    assert_eq!(request.header("proxy-authorization"), Some("Basic dXNlcjpwQHNz"));
}

#[test]
fn a_proxy_that_refuses_a_tunnel_means_that_nothing_was_sent() {
    let proxy = Server::start([Reply::raw("HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n")]).unwrap();
    let url = format!("http://user:s3cret@{}", proxy.address());
    let builder = HyperTransport::builder().proxy(url);
    let client = client(builder, "https://api.example");
    let error = runtime().block_on(async { client.pets().show("1").await.unwrap_err() });
    assert!(error.is_connect() && !error.is_uncertain());
    let shown = failed(error).shown;
    assert!(
        !shown.contains("s3cret") && shown.contains("proxy authorization required"),
        "{shown}"
    );
    let requests = proxy.requests();
    assert_eq!(requests.len(), 3, "{requests:?}");
    let request = &requests[0];
    assert_eq!(
        (request.method.as_str(), request.target.as_str()),
        ("CONNECT", "api.example:443")
    );
    assert!(request.header("proxy-authorization").is_some() && request.header("authorization").is_none());
}

#[test]
fn a_host_can_be_excluded_from_proxies() {
    let (server, proxy) = (
        Server::start([tom().whole()]).unwrap(),
        Server::start([]).unwrap(),
    );
    let builder = HyperTransport::builder().proxy(proxy.url());
    let client = client(builder.no_proxy_for("example.com, 127.0.0.0/8"), &server.url());
    runtime().block_on(async { client.pets().show("1").await.unwrap() });
    assert_eq!(
        (server.requests()[0].target.as_str(), proxy.requests().len()),
        ("/pets/1/it", 0)
    );
}

#[test]
fn an_invalid_proxy_is_an_error_of_the_builder() {
    for (url, expected) in [
        ("", "invalid"),
        ("http://user:s3cret@a b", "invalid"),
        ("ftp://user:s3cret@proxy.example", "`ftp` are not supported"),
        ("socks4://proxy.example", "`socks4` are not supported"),
    ] {
        for builder in [
            HyperTransport::builder().proxy(url),
            HyperTransport::builder().http_proxy(url),
            HyperTransport::builder().https_proxy(url),
        ] {
            let problem = builder.build().unwrap_err().to_string();
            assert!(
                problem.contains(expected) && !problem.contains("s3cret"),
                "{problem}"
            );
        }
    }
}

/// A SOCKS proxy for one connection: it receives credentials and the name of the target, and responds in its place.
fn socks(listener: &TcpListener) -> (Vec<u8>, Vec<u8>) {
    let (mut stream, _) = listener.accept().unwrap();
    let mut greeting = [0; 3];
    stream.read_exact(&mut greeting).unwrap();
    assert_eq!(greeting, [5, 1, 2], "version 5 with a password");
    stream.write_all(&[5, 2]).unwrap();
    let mut credentials = [0; 11];
    stream.read_exact(&mut credentials).unwrap();
    stream.write_all(&[1, 0]).unwrap();
    let mut target = vec![0; 4 + 1 + "api.example".len() + 2];
    stream.read_exact(&mut target).unwrap();
    stream.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).unwrap();
    let mut start = [0; 15];
    stream.read_exact(&mut start).unwrap();
    assert_eq!(&start, b"GET /pets/1/it ");
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 14\r\n\r\n";
    stream.write_all(format!("{head}{TOM}").as_bytes()).unwrap();
    (credentials.to_vec(), target)
}

#[test]
fn a_socks_proxy_connects_by_name() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let builder = HyperTransport::builder().proxy(format!("socks5://user:pass@{}", address(&listener)));
    let proxy = std::thread::spawn(move || socks(&listener));
    let client = client(builder, "http://api.example");
    runtime().block_on(async { client.pets().show("1").await.unwrap() });
    let (credentials, target) = proxy.join().unwrap();
    assert_eq!(credentials, b"\x01\x04user\x04pass");
    assert_eq!(target, b"\x05\x01\x00\x03\x0bapi.example\x00\x50", "port 80");
}

#[test]
fn connections_are_kept_unless_the_user_forbids_it() {
    for (idle, connections) in [(usize::MAX, 1), (0, 3)] {
        let server = Server::start([tom().whole()]).unwrap();
        let builder = HyperTransport::builder().pool_max_idle_per_host(idle);
        let client = client(builder, &server.url());
        runtime().block_on(async {
            for _ in 0..3 {
                client.pets().show("1").await.unwrap();
            }
        });
        assert_eq!(server.connections().len(), connections);
    }
}

/// How the server treats a request over HTTP/2.
#[derive(Clone, Copy)]
enum Treatment {
    Respond,
    Refuse,
    Cancel,
}

/// Serves one connection over HTTP/2, and returns how many requests it received.
async fn http2(listener: tokio::net::TcpListener, script: &[Treatment]) -> usize {
    let (stream, _): (TcpStream, _) = listener.accept().await.unwrap();
    let mut connection = h2::server::handshake(stream).await.unwrap();
    let mut received = 0;
    while let Some(request) = connection.accept().await {
        let Ok((_, mut respond)) = request else { break };
        match script.get(received).unwrap_or(&Treatment::Respond) {
            Treatment::Respond => {
                let head = ::http::Response::builder().header("content-type", "application/json");
                let mut body = respond.send_response(head.body(()).unwrap(), false).unwrap();
                body.send_data(Bytes::from_static(TOM.as_bytes()), true).unwrap();
            }
            Treatment::Refuse => respond.send_reset(h2::Reason::REFUSED_STREAM),
            Treatment::Cancel => respond.send_reset(h2::Reason::CANCEL),
        }
        received += 1;
    }
    received
}

/// Runs calls against a server that speaks HTTP/2 alone, and returns how many requests it received.
fn over_http2<F: Future<Output = ()>>(script: &[Treatment], calls: impl FnOnce(Client<Async>) -> F) -> usize {
    runtime().block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let calls = calls(client(HyperTransport::builder().http2_only(), &url));
        let (mut calls, mut server) = (Box::pin(calls), Box::pin(http2(listener, script)));
        // The connection ends with the client, which the calls own.
        let mut done = false;
        std::future::poll_fn(|context| {
            done = done || calls.as_mut().poll(context).is_ready();
            server.as_mut().poll(context)
        })
        .await
    })
}

fn pet() -> Pet {
    Pet {
        name: "Tom".into(),
        age: None,
    }
}

#[test]
fn calls_share_a_connection_of_http2() {
    let received = over_http2(&[], |client| async move {
        client.pets().show("1").await.unwrap();
        client.pets().show("2").await.unwrap();
    });
    assert_eq!(received, 2);
}

/// A server that refuses a stream has not processed the request, so even a POST is sent again.
#[test]
fn a_refused_stream_of_http2_is_certain_and_repeated() {
    let received = over_http2(&[Treatment::Refuse], |client| async move {
        client.pets().create(&pet()).await.unwrap();
    });
    assert_eq!(received, 2);
    let received = over_http2(&[Treatment::Refuse; 3], |client| async move {
        let error = client.pets().create(&pet()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Exchange);
        assert!(!error.is_uncertain() && error.is_retryable(), "{error:#}");
    });
    assert_eq!(received, 3);
}

#[test]
fn a_cancelled_stream_of_http2_is_uncertain_and_not_repeated() {
    let received = over_http2(&[Treatment::Cancel], |client| async move {
        let error = client.pets().create(&pet()).await.unwrap_err();
        assert!(error.is_uncertain() && !error.is_retryable(), "{error:#}");
    });
    assert_eq!(received, 1);
}

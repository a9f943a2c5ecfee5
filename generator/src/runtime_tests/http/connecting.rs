//! Connections over real sockets, with each transport: none, refused, never accepted, closed early, kept alive.

use super::api::*;
use super::both::{Options, Over, Verb, once, runtime};
use super::sockets::server::{Reply, Response, Server};
use crate::runtime::http::{ErrorKind, RetryPolicy, TimeoutKind, TransportOptions};
use crate::runtime_tests::prelude::*;
use std::io::Write as _;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

const TOM: &str = r#"{"name":"Tom"}"#;
const SHORT: Duration = Duration::from_millis(200);

fn tom() -> Response {
    Response::json(200, TOM)
}

#[test]
fn r5_a_connection_that_is_never_accepted() {
    let full = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).unwrap();
    full.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into()).unwrap();
    full.listen(0).unwrap();
    let address = full.local_addr().unwrap().as_socket().unwrap();
    let waiting: Vec<_> = (0..4)
        .map(|_| TcpStream::connect_timeout(&address, SHORT))
        .collect();
    assert!(waiting.iter().any(Result::is_err), "the queue isn't full");
    let options = Options {
        connect: SHORT,
        retry: RetryPolicy::none(),
        ..Options::default()
    };
    for over in Over::ALL {
        let failed = once(over, Verb::Post, &format!("http://{address}"), &options)
            .err()
            .unwrap();
        assert_eq!(
            failed.kind,
            ErrorKind::Timeout(TimeoutKind::Connect),
            "{}",
            failed.shown
        );
    }
}

#[test]
fn r9_connections_that_end_before_anything_is_read() {
    let retry = Options {
        retry: RetryPolicy::safe(),
        ..Options::default()
    };
    for fault in [Reply::close_on_connect(), Reply::reset_on_connect()] {
        let verbs = [Verb::Get, Verb::Post];
        for (over, verb) in Over::ALL
            .into_iter()
            .flat_map(|over| verbs.map(|verb| (over, verb)))
        {
            let server = Server::start([fault.clone(), tom().whole()]).unwrap();
            let outcome = once(over, verb, &server.url(), &retry).map_err(|failed| failed.kind);
            let received = server.requests().len();
            match (verb, outcome) {
                (_, Ok(200)) => assert_eq!(received, 1),
                (Verb::Post, Err(ErrorKind::Exchange)) => assert_eq!(received, 0),
                other => panic!("{other:?}"),
            }
        }
    }
}

#[test]
fn r9_a_connection_that_was_closed_while_idle_is_replaced() {
    let script = || Server::start([tom().then_close(), tom().then_close(), tom().whole()]).unwrap();
    for over in [Over::Hyper, Over::Reqwest] {
        let server = script();
        let builder = over.asynchronous(&server.url(), &Options::default()).unwrap();
        let client = builder.build().unwrap();
        runtime().block_on(async {
            for _ in 0..3 {
                client
                    .pets()
                    .create(&Pet {
                        name: "Tom".into(),
                        age: None,
                    })
                    .await
                    .unwrap();
                tokio::time::sleep(SHORT / 4).await;
            }
        });
        assert_eq!(
            (server.connections().len(), server.requests().len()),
            (3, 3),
            "{over:?}"
        );
    }
    let server = script();
    let client = Options::default()
        .apply(Client::blocking().base_url(server.url()))
        .build()
        .unwrap();
    for _ in 0..3 {
        client
            .pets()
            .create(&Pet {
                name: "Tom".into(),
                age: None,
            })
            .call()
            .unwrap();
        std::thread::sleep(SHORT / 4);
    }
    assert_eq!((server.connections().len(), server.requests().len()), (3, 3));
}

#[test]
fn a_connection_is_kept_for_the_next_call() {
    for over in [Over::Hyper, Over::Reqwest] {
        let server = Server::start([tom().whole()]).unwrap();
        let builder = over.asynchronous(&server.url(), &Options::default()).unwrap();
        let client = builder.build().unwrap();
        runtime().block_on(async {
            for _ in 0..3 {
                client.pets().show("1").await.unwrap();
            }
        });
        assert_eq!(
            (server.connections().len(), server.requests().len()),
            (1, 3),
            "{over:?}"
        );
    }
}

#[test]
fn without_a_connection_nothing_was_sent_and_no_secret_is_shown() {
    let nobody = Server::start([]).unwrap().url();
    for over in Over::ALL {
        for url in [nobody.as_str(), "http://no-such-host.invalid", "http://[::1]:1"] {
            for verb in [Verb::Get, Verb::Post] {
                let failed = once(over, verb, url, &Options::default()).err().unwrap();
                assert_eq!(
                    (failed.kind, failed.status),
                    (ErrorKind::Connect, None),
                    "{url}: {}",
                    failed.shown
                );
            }
        }
    }
}

#[test]
fn a_tls_handshake_without_a_response_sends_nothing() {
    for over in Over::ALL {
        let server = Server::start([tom().whole()]).unwrap();
        let url = format!("https://{}", server.address());
        let options = Options {
            // Long enough for a busy machine to compute the keys of the handshake.
            connect: SHORT * 5,
            ..Options::default()
        };
        let failed = once(over, Verb::Post, &url, &options).err().unwrap();
        assert_eq!(
            failed.kind,
            ErrorKind::Timeout(TimeoutKind::Connect),
            "{}",
            failed.shown
        );
        let received: Vec<u8> = server
            .connections()
            .into_iter()
            .flat_map(|one| one.received)
            .collect();
        assert!(!received.is_empty() && !String::from_utf8_lossy(&received).contains("c4n4ry"));
    }
}

#[test]
fn a_failed_tls_handshake_is_not_a_timeout() {
    for over in Over::ALL {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("https://{}", listener.local_addr().unwrap());
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").unwrap();
            // Reads to the end, so that unread bytes don't turn the response into a reset.
            std::io::copy(&mut stream, &mut std::io::sink()).ok();
        });
        let failed = once(over, Verb::Post, &url, &Options::default()).err().unwrap();
        // ureq's error doesn't show that it comes from the handshake, so it isn't certain that nothing was sent.
        let expected = match over {
            Over::Hyper | Over::Reqwest => ErrorKind::Connect,
            Over::Ureq => ErrorKind::Exchange,
        };
        assert_eq!(failed.kind, expected, "{}", failed.shown);
        server.join().unwrap();
    }
}

/// reqwest always uses the system's root certificates; ureq uses its own, unless it is configured otherwise.
#[test]
pub(crate) fn both_modes_trust_the_roots_of_the_operating_system() {
    let config = crate::runtime::http::transport::ureq::config(&TransportOptions::default());
    let roots = config.tls_config().root_certs();
    assert!(
        matches!(roots, ::ureq::tls::RootCerts::PlatformVerifier),
        "{roots:?}"
    );
}

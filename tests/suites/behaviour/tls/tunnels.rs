//! Tunnels through proxies, and the version of HTTP that TLS negotiates.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use applivery::transport::{HyperTransport, HyperTransportBuilder};
use applivery::{Client, RetryPolicy};
use rustls::{ServerConnection, StreamOwned};

use super::super::both::{Outcome, Setup, reboot, runtime};
use super::server::{Authority, Identity, Server, config};

/// How long a relay waits for bytes of one side before it looks at the other.
const TURN: Duration = Duration::from_millis(2);

/// A proxy that tunnels, with the requests that it received.
struct Proxy {
    url: String,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    /// Starts a proxy, over TLS if it has a certificate.
    fn start(identity: Option<&Identity>) -> Self {
        let config = identity.map(|identity| Arc::new(config(identity, None)));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let scheme = if config.is_some() { "https" } else { "http" };
        let heads = Arc::new(Mutex::new(Vec::new()));
        let shared = Arc::clone(&heads);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (config, heads) = (config.clone(), Arc::clone(&shared));
                thread::spawn(move || {
                    let Some(config) = config else {
                        let socket = stream.try_clone()?;
                        return tunnel(stream, &socket, &heads);
                    };
                    let socket = stream.try_clone()?;
                    let connection = ServerConnection::new(config).map_err(io::Error::other)?;
                    tunnel(StreamOwned::new(connection, stream), &socket, &heads)
                });
            }
        });
        Self {
            url: format!("{scheme}://localhost:{port}"),
            heads,
        }
    }

    fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }
}

/// Reads `CONNECT`, and passes bytes between the client and the target until one of them ends.
fn tunnel(mut client: impl Read + Write, socket: &TcpStream, heads: &Mutex<Vec<String>>) -> io::Result<()> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        client.read_exact(&mut byte)?;
        head.extend(byte);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let target = head.split(' ').nth(1).unwrap_or_default().to_owned();
    heads.lock().unwrap().push(head);
    let mut server = TcpStream::connect(target)?;
    client.write_all(b"HTTP/1.1 200 OK\r\n\r\n")?;
    client.flush()?;
    server.set_read_timeout(Some(TURN))?;
    socket.set_read_timeout(Some(TURN))?;
    while pass(&mut client, &mut server)? && pass(&mut server, &mut client)? {}
    Ok(())
}

/// Passes on what has arrived; false at the end.
fn pass(from: &mut impl Read, to: &mut impl Write) -> io::Result<bool> {
    let mut bytes = [0; 4096];
    match from.read(&mut bytes) {
        Ok(0) => Ok(false),
        Ok(count) => {
            to.write_all(&bytes[..count])?;
            to.flush()?;
            Ok(true)
        }
        Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => Ok(true),
        Err(error) => Err(error),
    }
}

fn call(builder: HyperTransportBuilder, url: &str) -> Outcome {
    let setup = Setup {
        retry: Some(RetryPolicy::none()),
        ..Setup::new(url)
    };
    let builder = setup
        .builder(Client::builder())
        .transport(builder.build().unwrap());
    let client = builder.build().unwrap();
    runtime().block_on(setup.call(&client, &reboot()).send())
}

/// The proxy sees where the tunnel leads, and no header of the request in it.
#[test]
fn a_request_to_https_is_tunnelled_through_a_proxy() {
    let authority = Authority::new();
    let identity = authority.issue("localhost", |_| {});
    for of_proxy in [None, Some(&identity)] {
        let server = Server::start(&identity, None);
        let proxy = Proxy::start(of_proxy);
        let builder = HyperTransport::builder()
            .only_root_certificates(authority.pem())
            .proxy(proxy.url.clone());
        let outcome = call(builder, &server.url());
        assert!(outcome.is_ok(), "{}: {:#}", proxy.url, outcome.unwrap_err());
        let heads = proxy.heads();
        let target = server.url().replace("https://", "");
        assert_eq!((heads.len(), server.requests()), (1, 1), "{heads:?}");
        assert!(
            heads[0].starts_with(&format!("CONNECT {target} HTTP/1.1\r\n")),
            "{heads:?}"
        );
        assert!(
            !heads[0].to_ascii_lowercase().contains("\nauthorization"),
            "{heads:?}"
        );
    }
}

/// A proxy over TLS whose certificate can't be trusted receives nothing.
#[test]
fn a_proxy_that_cannot_be_trusted_receives_nothing() {
    let authority = Authority::new();
    let server = Server::start(&authority.issue("localhost", |_| {}), None);
    let proxy = Proxy::start(Some(&Identity::self_signed("localhost")));
    let builder = HyperTransport::builder()
        .only_root_certificates(authority.pem())
        .proxy(proxy.url.clone());
    let error = call(builder, &server.url()).expect_err("a refused certificate");
    assert!(error.is_connect() && !error.is_uncertain(), "{error:#}");
    assert_eq!((proxy.heads().len(), server.requests()), (0, 0));
}

/// What a client sends first on a connection for which TLS negotiated one of these protocols.
fn first_bytes(builder: HyperTransportBuilder, protocols: &[&str]) -> (Option<String>, String) {
    let authority = Authority::new();
    let mut config = config(&authority.issue("localhost", |_| {}), None);
    config.alpn_protocols = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    let server = thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let mut stream = StreamOwned::new(ServerConnection::new(Arc::new(config)).unwrap(), stream);
        let mut bytes = [0; 14];
        stream.read_exact(&mut bytes).unwrap();
        let protocol = stream.conn.alpn_protocol();
        let protocol = protocol.map(|name| String::from_utf8_lossy(name).into_owned());
        (protocol, String::from_utf8_lossy(&bytes).into_owned())
    });
    // The server ends the connection without a response.
    let outcome = call(builder.only_root_certificates(authority.pem()), &url);
    assert!(outcome.is_err());
    server.join().unwrap()
}

#[test]
fn tls_negotiates_the_version_of_http() {
    let both = ["h2", "http/1.1"];
    let preface = || "PRI * HTTP/2.0".to_owned();
    let new = HyperTransport::builder;
    assert_eq!(first_bytes(new(), &both), (Some("h2".to_owned()), preface()));
    let (protocol, start) = first_bytes(new(), &["http/1.1"]);
    assert_eq!(protocol.as_deref(), Some("http/1.1"));
    assert!(start.starts_with("POST /"), "{start}");
    // It offers no protocol.
    let (protocol, start) = first_bytes(new().http1_only(), &both);
    assert_eq!(protocol, None);
    assert!(start.starts_with("POST /"), "{start}");
}

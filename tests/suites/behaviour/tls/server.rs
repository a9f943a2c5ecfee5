//! Certificates, and a server over TLS that sends one response to every request.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::thread;

use rcgen::{
    BasicConstraints, Certificate, CertificateParams, CertifiedIssuer, ExtendedKeyUsagePurpose, IsCa, KeyPair,
};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::PrivateKeyDer;
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection, StreamOwned};

use super::super::both::QUEUED;

/// A certificate authority.
pub(super) struct Authority(CertifiedIssuer<'static, KeyPair>);

/// A certificate and its private key.
pub(super) struct Identity {
    pub(super) certificate: Certificate,
    key: KeyPair,
}

impl Authority {
    pub(super) fn new() -> Self {
        let mut params = CertificateParams::new([]).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    pub(super) fn pem(&self) -> String {
        self.0.pem()
    }

    /// Issues a certificate for a name, whose other fields `change` may set.
    pub(super) fn issue(&self, name: &str, change: impl FnOnce(&mut CertificateParams)) -> Identity {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new([name.to_owned()]).unwrap();
        params.extended_key_usages = vec![
            ExtendedKeyUsagePurpose::ServerAuth,
            ExtendedKeyUsagePurpose::ClientAuth,
        ];
        change(&mut params);
        let certificate = params.signed_by(&key, &self.0).unwrap();
        Identity { certificate, key }
    }
}

impl Identity {
    pub(super) fn self_signed(name: &str) -> Self {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new([name.to_owned()]).unwrap();
        let certificate = params.self_signed(&key).unwrap();
        Self { certificate, key }
    }

    pub(super) fn key_pem(&self) -> String {
        self.key.serialize_pem()
    }
}

/// A server at `https://localhost`.
pub(super) struct Server {
    port: u16,
    received: Arc<Received>,
}

/// What a server received.
#[derive(Default)]
struct Received {
    requests: AtomicUsize,
    clients: Mutex<Vec<Vec<u8>>>,
}

impl Server {
    /// Shows this certificate, and requires one of this authority from clients.
    pub(super) fn start(identity: &Identity, clients: Option<&Authority>) -> Self {
        let config = Arc::new(config(identity, clients));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let received = Arc::new(Received::default());
        let shared = Arc::clone(&received);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (config, shared) = (Arc::clone(&config), Arc::clone(&shared));
                // A failed handshake ends the connection, which the client reports.
                thread::spawn(move || drop(serve(stream, config, &shared)));
            }
        });
        Self { port, received }
    }

    pub(super) fn url(&self) -> String {
        format!("https://localhost:{}", self.port)
    }

    pub(super) fn requests(&self) -> usize {
        self.received.requests.load(SeqCst)
    }

    /// The certificates that clients showed, as DER.
    pub(super) fn clients(&self) -> Vec<Vec<u8>> {
        self.received.clients.lock().unwrap().clone()
    }
}

pub(super) fn config(identity: &Identity, clients: Option<&Authority>) -> ServerConfig {
    let provider: Arc<CryptoProvider> = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ServerConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .unwrap();
    let builder = match clients {
        None => builder.with_no_client_auth(),
        Some(authority) => {
            let mut roots = RootCertStore::empty();
            roots.add(authority.0.der().clone()).unwrap();
            let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider);
            builder.with_client_cert_verifier(verifier.build().unwrap())
        }
    };
    let key = PrivateKeyDer::try_from(identity.key.serialize_der()).unwrap();
    let chain = vec![identity.certificate.der().clone()];
    builder.with_single_cert(chain, key).unwrap()
}

fn serve(stream: TcpStream, config: Arc<ServerConfig>, received: &Received) -> io::Result<()> {
    let connection = ServerConnection::new(config).map_err(io::Error::other)?;
    let mut stream = StreamOwned::new(connection, stream);
    while read_request(&mut stream)? {
        received.requests.fetch_add(1, SeqCst);
        let client = stream.conn.peer_certificates().and_then(<[_]>::first);
        let client = client.map(|certificate| certificate.to_vec());
        received.clients.lock().unwrap().extend(client);
        let length = QUEUED.len();
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{QUEUED}"
        );
        stream.write_all(head.as_bytes())?;
        stream.flush()?;
    }
    Ok(())
}

/// Reads a request to its end; false if there is none.
fn read_request(stream: &mut impl Read) -> io::Result<bool> {
    let mut received = Vec::new();
    let mut byte = [0];
    while !received.ends_with(b"\r\n\r\n") {
        if stream.read(&mut byte)? == 0 {
            return Ok(false);
        }
        received.extend(byte);
    }
    let head = String::from_utf8_lossy(&received).to_ascii_lowercase();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    let length = length.map_or(0, |length| length.parse().unwrap());
    io::copy(&mut stream.take(length), &mut io::sink())?;
    Ok(true)
}

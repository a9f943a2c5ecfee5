//! TLS on loopback over each transport: certificates that a client must refuse, and those that its user trusts or shows.

mod server;
mod tunnels;

use std::process::Command;

use applivery::transport::{HyperTransport, ReqwestTransport, UreqTransport};
use applivery::{Client, ErrorKind, RetryPolicy};
use server::{Authority, Identity, Server};
use ureq::tls::{Certificate, ClientCert, PrivateKey, RootCerts, TlsConfig};

use super::both::{Outcome, Over, Setup, TRANSPORTS, reboot, runtime};

/// The certificates that a user configures, as PEM.
#[derive(Clone, Copy, Default)]
struct Trust<'a> {
    /// The only trusted root certificate; the operating system's if there is none.
    authority: Option<&'a str>,
    /// The client's certificate and its private key.
    client: Option<(&'a str, &'a str)>,
}

/// Calls a server over a transport with these certificates.
fn call(over: Over, url: &str, trust: Trust<'_>) -> Outcome {
    let setup = Setup {
        retry: Some(RetryPolicy::none()),
        ..Setup::new(url)
    };
    let asynchronous = |client: Client| runtime().block_on(setup.call(&client, &reboot()).send());
    match over {
        Over::Hyper => {
            let builder = setup.builder(Client::builder()).transport(hyper(trust));
            asynchronous(builder.build().unwrap())
        }
        Over::Reqwest => {
            let builder = setup.builder(Client::builder()).transport(reqwest(trust));
            asynchronous(builder.build().unwrap())
        }
        Over::Ureq => {
            let builder = setup.builder(Client::blocking()).transport(ureq(trust));
            setup.call(&builder.build().unwrap(), &reboot()).send()
        }
    }
}

fn hyper(trust: Trust<'_>) -> HyperTransport {
    let mut builder = HyperTransport::builder();
    if let Some(authority) = trust.authority {
        builder = builder.only_root_certificates(authority);
    }
    if let Some((certificate, key)) = trust.client {
        builder = builder.client_certificate(certificate, key);
    }
    builder.build().unwrap()
}

fn reqwest(trust: Trust<'_>) -> ReqwestTransport {
    let mut builder = reqwest::Client::builder().no_proxy();
    if let Some(authority) = trust.authority {
        let authority = reqwest::Certificate::from_pem(authority.as_bytes()).unwrap();
        builder = builder.tls_certs_only([authority]);
    }
    if let Some((certificate, key)) = trust.client {
        let both = format!("{certificate}{key}");
        builder = builder.identity(reqwest::Identity::from_pem(both.as_bytes()).unwrap());
    }
    ReqwestTransport::new(builder.build().unwrap())
}

fn ureq(trust: Trust<'_>) -> UreqTransport {
    let certificate = |pem: &str| Certificate::from_pem(pem.as_bytes()).unwrap();
    let roots = match trust.authority {
        Some(authority) => RootCerts::new_with_certs(&[certificate(authority)]),
        None => RootCerts::PlatformVerifier,
    };
    let client = trust.client.map(|(chain, key)| {
        let key = PrivateKey::from_pem(key.as_bytes()).unwrap();
        ClientCert::new_with_certs(&[certificate(chain)], key)
    });
    let tls = TlsConfig::builder().root_certs(roots).client_cert(client).build();
    let config = ureq::Agent::config_builder().proxy(None).tls_config(tls);
    UreqTransport::new(config.build().new_agent())
}

#[test]
fn a_certificate_of_an_authority_that_the_user_trusts_is_accepted() {
    let authority = Authority::new();
    let pem = authority.pem();
    for over in TRANSPORTS {
        let server = Server::start(&authority.issue("localhost", |_| {}), None);
        let trust = Trust {
            authority: Some(&pem),
            ..Trust::default()
        };
        let outcome = call(over, &server.url(), trust);
        assert!(outcome.is_ok(), "{over:?}: {:#}", outcome.unwrap_err());
        assert_eq!(server.requests(), 1, "{over:?}");
    }
}

/// Nothing is sent to a server that can't be trusted, and the error says so.
#[test]
fn a_certificate_that_cannot_be_trusted_ends_a_call() {
    let (authority, other) = (Authority::new(), Authority::new());
    let pem = authority.pem();
    let own = Some(pem.as_str());
    let good = || authority.issue("localhost", |_| {});
    let expired = authority.issue("localhost", |params| {
        params.not_after = rcgen::date_time_ymd(2020, 1, 1);
    });
    let early = authority.issue("localhost", |params| {
        params.not_before = rcgen::date_time_ymd(3000, 1, 1);
    });
    for (name, identity, authority) in [
        ("self-signed", Identity::self_signed("localhost"), None),
        (
            "self-signed beside an own authority",
            Identity::self_signed("localhost"),
            own,
        ),
        ("of an unknown authority", good(), None),
        ("of another authority", other.issue("localhost", |_| {}), own),
        ("of another host", authority.issue("example.com", |_| {}), own),
        ("expired", expired, own),
        ("not yet valid", early, own),
    ] {
        for over in TRANSPORTS {
            let server = Server::start(&identity, None);
            let trust = Trust {
                authority,
                ..Trust::default()
            };
            let error = call(over, &server.url(), trust).expect_err(name);
            assert_eq!(error.kind(), ErrorKind::Connect, "{over:?}, {name}: {error:#}");
            assert!(!error.is_uncertain(), "{over:?}, {name}");
            let shown = format!("{error:#}");
            assert!(
                shown.contains("invalid peer certificate"),
                "{over:?}, {name}: {shown}"
            );
            assert_eq!(server.requests(), 0, "{over:?}, {name}");
        }
    }
}

#[test]
fn a_client_shows_its_certificate_to_a_server_that_requires_one() {
    let authority = Authority::new();
    let pem = authority.pem();
    let client = authority.issue("client", |_| {});
    let (certificate, key) = (client.certificate.pem(), client.key_pem());
    let stranger = Authority::new().issue("client", |_| {});
    let (other_certificate, other_key) = (stranger.certificate.pem(), stranger.key_pem());
    for over in TRANSPORTS {
        let server = Server::start(&authority.issue("localhost", |_| {}), Some(&authority));
        let trust = |client| Trust {
            authority: Some(&pem),
            client,
        };
        let outcome = call(over, &server.url(), trust(Some((&certificate, &key))));
        assert!(outcome.is_ok(), "{over:?}: {:#}", outcome.unwrap_err());
        assert_eq!(server.clients(), [client.certificate.der().to_vec()], "{over:?}");
        for refused in [None, Some((other_certificate.as_str(), other_key.as_str()))] {
            let outcome = call(over, &server.url(), trust(refused));
            assert!(outcome.is_err(), "{over:?}");
            assert_eq!(server.requests(), 1, "{over:?}");
        }
    }
}

/// The variable by which Linux programs find the root certificates of the operating system.
const ROOTS: &str = "SSL_CERT_FILE";
const CHILD: &str = "TLS_SUITE_URL";

/// On Linux a variable replaces the operating system's root certificates. All transports use those by default, so all accept
/// a certificate of an authority in that file. The calls run in a process of their own, which has the variable.
#[cfg(target_os = "linux")]
#[test]
fn each_transport_trusts_the_roots_of_the_operating_system() {
    if let Ok(url) = std::env::var(CHILD) {
        for over in TRANSPORTS {
            let outcome = Setup::new(&url).send(over, &reboot());
            assert!(outcome.is_ok(), "{over:?}: {:#}", outcome.unwrap_err());
        }
        return;
    }
    let authority = Authority::new();
    let folder = tempfile::tempdir().unwrap();
    let roots = folder.path().join("roots.pem");
    std::fs::write(&roots, authority.pem()).unwrap();
    let server = Server::start(&authority.issue("localhost", |_| {}), None);
    let child = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "tls::each_transport_trusts_the_roots_of_the_operating_system",
        ])
        .env(ROOTS, &roots)
        .env_remove("SSL_CERT_DIR")
        .env(CHILD, server.url())
        .output()
        .unwrap();
    assert!(
        child.status.success(),
        "{}",
        String::from_utf8_lossy(&child.stdout)
    );
    assert_eq!(server.requests(), TRANSPORTS.len());
}

/// The certificates that are added to the operating system's are trusted too.
#[test]
fn an_added_authority_is_trusted() {
    let authority = Authority::new();
    let server = Server::start(&authority.issue("localhost", |_| {}), None);
    let transport = HyperTransport::builder().add_root_certificates(authority.pem());
    let setup = Setup::new(server.url());
    let builder = setup
        .builder(Client::builder())
        .transport(transport.build().unwrap());
    let client = builder.build().unwrap();
    let outcome = runtime().block_on(setup.call(&client, &reboot()).send());
    assert!(outcome.is_ok(), "{:#}", outcome.unwrap_err());
}

#[test]
fn invalid_certificates_and_keys_are_errors_of_the_builder() {
    let client = Authority::new().issue("client", |_| {});
    let (certificate, key) = (client.certificate.pem(), client.key_pem());
    let other = Identity::self_signed("client").key_pem();
    let nothing = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    let start = HyperTransport::builder;
    for (builder, expected) in [
        (start().add_root_certificates(""), "contains no certificate"),
        (
            start().add_root_certificates("-----BEGIN CERTIFICATE-----\n!"),
            "not valid PEM",
        ),
        (start().add_root_certificates(nothing), "root certificate"),
        (start().only_root_certificates(&key), "contains no certificate"),
        (start().only_root_certificates(nothing), "root certificate"),
        (
            start().client_certificate(&certificate, &certificate),
            "private key",
        ),
        (
            start().client_certificate(&certificate, &other),
            "client's certificate",
        ),
    ] {
        let problem = builder.build().unwrap_err().to_string();
        assert!(problem.contains(expected), "{problem}");
        assert!(!problem.contains("PRIVATE KEY"), "{problem}");
    }
}

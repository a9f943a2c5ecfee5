//! The servers of requests, and the servers that receive credentials.

use super::api::*;
use crate::runtime::http::testing::{MemoryTransport, Response};
use crate::runtime::http::{ClientBuilder, Credential, ErrorKind};
use crate::runtime_tests::prelude::*;

macro_rules! at {
    ($($type:ident: $server:literal, $security:expr;)*) => {$(
        #[derive(Debug)]
        enum $type {}

        impl Operation for $type {
            type Output = ();
            type Error = ();
            const SPEC: &'static Spec = &Spec {
                id: "upload",
                path: "/files",
                server: $server,
                security: $security,
                responses: &[ResponseSpec::status(200)],
                ..Spec::DEFAULT
            };
        }
    )*};
}

at! {
    Elsewhere: "https://files.example/up", &[&[KEY_HEADER, KEY_QUERY, KEY_COOKIE]];
    Perhaps: "https://files.example/up", &[&[KEY_HEADER], &[]];
    Public: "https://files.example/up", &[];
    SameHost: "/up", &[&[KEY_HEADER]];
    SameOrigin: "https://PETS.example/up", &[&[KEY_HEADER]];
    OtherPort: "https://pets.example:8443", &[&[KEY_HEADER]];
    OtherScheme: "http://pets.example", &[&[KEY_HEADER]];
    LongerHost: "https://pets.example.org", &[&[KEY_HEADER]];
}

/// Where a call was sent, with how many keys; or its error.
fn sent<O: Operation>(
    change: impl Fn(ClientBuilder<Blocking>) -> ClientBuilder<Blocking>,
) -> Result<(String, usize), String> {
    let memory = MemoryTransport::new(|_| Response::status(200));
    let key = || Credential::ApiKey("k".into());
    let builder = Client::blocking().transport(memory.clone());
    let builder = [KEY_HEADER, KEY_QUERY, KEY_COOKIE]
        .into_iter()
        .fold(builder, |builder, scheme| builder.credential(scheme, key()));
    let client = change(builder).build().unwrap();
    if let Err(error) = Call::<O, Blocking>::new(&client, &[]).call() {
        assert_eq!(error.kind(), ErrorKind::Credentials);
        assert!(memory.requests().is_empty(), "nothing is sent");
        return Err(error.to_string());
    }
    let request = memory.requests().remove(0);
    let uri = request.uri.to_string();
    let (address, query) = uri.split_once('?').unwrap_or((&uri, ""));
    let headers = ["x-key", "cookie"]
        .iter()
        .filter(|name| request.headers.contains_key(**name));
    Ok((
        address.to_owned(),
        headers.count() + usize::from(!query.is_empty()),
    ))
}

fn to(address: &str, keys: usize) -> Result<(String, usize), String> {
    Ok((address.to_owned(), keys))
}

#[test]
fn an_operation_uses_its_own_server_unless_the_user_sets_one() {
    assert_eq!(
        sent::<Public>(|builder| builder),
        to("https://files.example/up/files", 0)
    );
    assert_eq!(
        sent::<SameHost>(|builder| builder),
        to("https://pets.example/up/files", 1)
    );
    for base in ["http://127.0.0.1:8080/mock", "http://127.0.0.1:8080/mock/"] {
        let own = |builder: ClientBuilder<Blocking>| builder.base_url(base);
        assert_eq!(sent::<Public>(own), to("http://127.0.0.1:8080/mock/files", 0));
        assert_eq!(sent::<Elsewhere>(own), to("http://127.0.0.1:8080/mock/files", 3));
        assert_eq!(sent::<SameHost>(own), to("http://127.0.0.1:8080/mock/files", 1));
    }
}

#[test]
fn credentials_are_sent_to_the_base_url_and_to_trusted_origins_only() {
    let refused = sent::<Elsewhere>(|builder| builder).expect_err("another origin");
    let expected = "upload: the credential must not be sent to https://files.example; to allow it, call `ClientBuilder::trust_origin`";
    assert_eq!(refused, expected);
    // If no credential is required, none is sent.
    assert_eq!(
        sent::<Perhaps>(|builder| builder),
        to("https://files.example/up/files", 0)
    );
    for origin in ["https://files.example", "https://FILES.example/"] {
        let trusting = |builder: ClientBuilder<Blocking>| builder.trust_origin(origin);
        assert_eq!(
            sent::<Elsewhere>(trusting),
            to("https://files.example/up/files", 3)
        );
        assert!(sent::<OtherPort>(trusting).is_err());
    }
    assert_eq!(
        sent::<SameOrigin>(|builder| builder),
        to("https://PETS.example/up/files", 1)
    );
    assert!(sent::<OtherPort>(|builder| builder).is_err());
    assert!(sent::<OtherScheme>(|builder| builder).is_err());
    assert!(sent::<LongerHost>(|builder| builder).is_err());
    for origin in ["files.example", "https://me@files.example", ""] {
        assert!(
            Client::blocking().trust_origin(origin).build().is_err(),
            "{origin}"
        );
    }
}

#[test]
fn a_call_can_use_an_address_from_a_response() {
    let memory = MemoryTransport::new(|_| Response::status(200));
    let builder = Client::blocking()
        .transport(memory.clone())
        .trust_origin("https://up-7.example");
    let client = builder
        .credential(KEY_HEADER, Credential::ApiKey("k".into()))
        .build()
        .unwrap();
    let call = || Call::<SameHost, Blocking>::new(&client, &[]);
    call().base_url("https://up-7.example/session/").call().unwrap();
    assert_eq!(memory.requests()[0].uri, "https://up-7.example/session/files");
    assert!(memory.requests()[0].headers.contains_key("x-key"));
    let error = call().base_url("https://elsewhere.example").call().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
    for url in [
        "https://pets.example@elsewhere.example",
        "https://a.example/?x",
        "/up",
        "ftp://a.example",
    ] {
        assert_eq!(
            call().base_url(url).call().unwrap_err().kind(),
            ErrorKind::Encode,
            "{url}"
        );
    }
    assert_eq!(memory.requests().len(), 1);
}

server_variable! {
    /// Where.
    Region { Eu = "eu", Us = "us-1" }
}

server! {
    /// With variables.
    regional: Regional = "https://{region}.example.com:{port}/{base}/" {
        /// Where.
        region: Region = "region" or "eu",
        port: String = "port" or "8443",
        base: String = "base" or "v1",
    }
}

fn at(server: impl Into<crate::runtime::http::Server>) -> Result<String, String> {
    let memory = MemoryTransport::new(|_| Response::status(200));
    let builder = Client::blocking().transport(memory.clone()).server(server);
    let client = builder.build().map_err(|error| error.to_string())?;
    Call::<Public, Blocking>::new(&client, &[]).call().unwrap();
    let _ = client.pets().show("1").call();
    Ok(memory.requests()[1].uri.to_string())
}

#[test]
fn a_server_has_variables_with_defaults() {
    assert_eq!(
        at(regional()).unwrap(),
        "https://eu.example.com:8443/v1/pets/1/it"
    );
    let other = regional().region(Region::Us).port("443").base("a/b");
    assert_eq!(at(other).unwrap(), "https://us-1.example.com:443/a/b/pets/1/it");
    // The user's own base URL takes precedence.
    let builder = Client::blocking()
        .server(regional())
        .base_url("https://mock.example");
    assert!(format!("{:?}", builder.build().unwrap()).contains("https://mock.example"));
}

/// R10: a variable never changes the structure of the URL, and a relative URL has to be completed.
#[test]
fn r10_a_variable_cannot_change_the_structure_of_the_url() {
    for value in [
        "a@b",
        "#",
        "a?b",
        "evil.example/",
        "\\",
        "{region}",
        " ",
        "%2f",
        "a\r\nb",
        "ü",
        "",
    ] {
        let port = at(regional().port(value));
        assert!(port.is_err() || value.is_empty(), "{value:?} {port:?}");
    }
    for value in ["a@b", "#", "a?b", "..", "a/../b", "%2e%2e", "\\", "{x}", "a b"] {
        assert!(at(regional().base(value)).is_err(), "{value:?}");
    }
    let error = at(crate::runtime::http::Server::new("/v1", &[])).unwrap_err();
    assert!(
        error.contains("relative") && error.contains("base URL"),
        "{error}"
    );
    let error = at(crate::runtime::http::Server::new("https://{nobody}.example", &[])).unwrap_err();
    assert_eq!(error, "the server's variable `nobody` has no value");
}

/// The error occurs before any call. Later it would be taken for a failed connection, and retried.
#[test]
fn r10_an_invalid_port_is_rejected() {
    for url in ["http://h:65536", "http://h:99999/v1", "http://[::1]:70000"] {
        let error = Client::builder().base_url(url).build().map(drop).unwrap_err();
        assert!(
            error.to_string().contains("port") || error.to_string().contains("URI"),
            "{url}: {error}"
        );
        assert!(Client::blocking().base_url(url).build().is_err(), "{url}");
    }
    for url in ["http://h:65535", "http://h", "http://[::1]", "http://[::1]:80"] {
        assert!(Client::builder().base_url(url).build().is_ok(), "{url}");
    }
}

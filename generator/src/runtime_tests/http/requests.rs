//! The exact request of a call, and everything that is rejected before any I/O.

use super::api::*;
use crate::runtime::http::{Error, ErrorKind, Request};
use crate::runtime::json::ListValue;
use crate::runtime_tests::prelude::*;

pub(super) fn client() -> Client {
    Client::builder()
        .base_url("https://h.example/api/v1/")
        .bearer_token("t0ken")
        .build()
        .unwrap()
}

pub(super) fn refused<T>(result: Result<Request, Error<T>>, kind: ErrorKind) -> String {
    let error = result
        .map(|request| format!("{:?} {}", request, request.uri))
        .expect_err("must be refused");
    assert_eq!(error.kind(), kind, "{error}");
    assert!(!error.is_retryable());
    error.to_string()
}

fn headers(request: &Request) -> Vec<String> {
    let text = |value: &http::HeaderValue| value.to_str().unwrap().to_owned();
    request
        .headers
        .iter()
        .map(|(name, value)| format!("{name}: {}", text(value)))
        .collect()
}

#[test]
fn a_request_matches_the_description_exactly() {
    let pet = Pet {
        name: "Tom".into(),
        age: None,
    };
    let request = client().pets().create(&pet).request().unwrap();
    assert_eq!(request.method, "POST");
    assert_eq!(request.uri, "https://h.example/api/v1/pets");
    assert_eq!(request.body.bytes().unwrap(), r#"{"name":"Tom"}"#);
    assert_eq!(
        headers(&request),
        [
            "accept: application/json",
            "content-type: application/json",
            "user-agent: pets/1.2.3",
            "authorization: Bearer t0ken"
        ]
    );
    assert!(request.headers["authorization"].is_sensitive());
}

#[test]
fn parameters_are_sent_in_the_order_of_the_table() {
    let call = client()
        .pets()
        .show("a/b")
        .theme("dark blue")
        .trace("t")
        .tags(&["x", "y&z"])
        .limit(3);
    let request = call.request().unwrap();
    assert_eq!(
        request.uri,
        "https://h.example/api/v1/pets/a%2Fb/it?limit=3&tags=x&tags=y%26z"
    );
    assert_eq!(request.body.bytes(), None);
    assert_eq!(
        headers(&request),
        [
            "accept: application/json, text/plain, application/problem+json",
            "user-agent: pets/1.2.3",
            "x-trace: t",
            "cookie: theme=dark%20blue"
        ]
    );
}

#[test]
fn a_base_url_keeps_its_path_with_and_without_a_slash() {
    for (base, expected) in [
        ("http://h", "http://h/pets/1/it"),
        ("http://h/", "http://h/pets/1/it"),
        ("http://h/v1", "http://h/v1/pets/1/it"),
        ("http://h:8080/a/b//", "http://h:8080/a/b/pets/1/it"),
        ("https://[::1]:8443/v1", "https://[::1]:8443/v1/pets/1/it"),
    ] {
        let client = Client::builder().base_url(base).build().unwrap();
        assert_eq!(client.pets().show("1").request().unwrap().uri, expected, "{base}");
    }
    let default = Client::builder().build().unwrap();
    assert_eq!(
        default.pets().show("1").request().unwrap().uri,
        "https://pets.example/v1/pets/1/it"
    );
}

#[test]
fn an_invalid_base_url_is_rejected_when_the_client_is_built() {
    for base in [
        "",
        "h.example",
        "/v1",
        "ftp://h",
        "http://",
        "http:///v1",
        "https://user:secret@h",
        "https://h?x=1",
        "https://h#x",
        "https://h/../x",
        "https://h/%2e%2E/x",
        "https://h/{version}",
        "https://h\\x",
        "https://h /x",
    ] {
        let error = Client::builder().base_url(base).build().expect_err(base);
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}

/// R2: no encoding of these segments arrives unchanged.
#[test]
fn path_values_that_would_change_the_path_are_rejected() {
    // `petId` is a whole segment in `/pets/{petId}/it`.
    for value in ["", ".", ".."] {
        refused(client().pets().show(value).request(), ErrorKind::Encode);
    }
    for (value, segment) in [
        ("%2e%2e", "%252e%252e"),
        ("..%2f", "..%252f"),
        ("a?b", "a%3Fb"),
        ("a#b", "a%23b"),
        ("a\\b", "a%5Cb"),
        ("a\r\nb", "a%0D%0Ab"),
        ("...", "..."),
        ("//evil.example", "%2F%2Fevil.example"),
        ("é", "%C3%A9"),
    ] {
        let uri = client().pets().show(value).request().unwrap().uri;
        assert_eq!(
            uri,
            format!("https://h.example/api/v1/pets/{segment}/it").as_str(),
            "{value}"
        );
    }
}

#[test]
fn a_segment_of_literal_and_value_that_becomes_dots_is_rejected() {
    #[derive(Debug)]
    enum Dots {}
    impl Operation for Dots {
        type Output = ();
        type Error = ();
        const SPEC: &'static Spec = &Spec {
            id: "dots",
            path: "/a/.{x}/{y}",
            parameters: &[Parameter::path("x"), Parameter::path("y").style(Style::Label)],
            ..Spec::DEFAULT
        };
    }
    let call = |x, y| Call::<Dots, Async>::new(&client(), &[Value::Str(x), Value::Str(y)]).request();
    assert_eq!(call("b", "c").unwrap().uri, "https://h.example/api/v1/a/.b/.c");
    refused(call(".", "c"), ErrorKind::Encode);
    refused(call("b", "."), ErrorKind::Encode);
    refused(call("b", ""), ErrorKind::Encode);
}

/// R3.
#[test]
fn header_values_that_would_end_the_header_are_rejected() {
    for value in ["a\rb", "a\nb", "a\0b", "a\x7fb", "a\r\nX-Evil: 1"] {
        let message = refused(
            client().pets().show("1").trace(value).request(),
            ErrorKind::Encode,
        );
        assert!(
            message.contains("X-Trace") && !message.contains("Evil"),
            "{message}"
        );
        refused(
            client().pets().show("1").header("X-Own", value).request(),
            ErrorKind::Encode,
        );
        assert!(Client::builder().header("X-Own", value).build().is_err());
        assert!(Client::builder().user_agent(value).build().is_err());
        assert!(Client::builder().bearer_token(value).build().is_err());
    }
    for name in [
        "",
        "a b",
        "a:b",
        "a\nb",
        "é",
        "Content-Length",
        "transfer-encoding",
        "Connection",
        "Keep-Alive",
        "Proxy-Connection",
        "TE",
        "Trailer",
        "Upgrade",
    ] {
        refused(
            client().pets().show("1").header(name, "x").request(),
            ErrorKind::Encode,
        );
    }
}

#[test]
fn headers_of_a_call_replace_headers_with_the_same_name() {
    let client = Client::builder()
        .header("X-Both", "client")
        .header("X-One", "client")
        .build()
        .unwrap();
    let request = client
        .pets()
        .show("1")
        .header("X-Both", "call")
        .header("accept", "text/plain")
        .request()
        .unwrap();
    let of = |name: &str| {
        request
            .headers
            .get_all(name)
            .iter()
            .map(|v| v.to_str().unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(of("x-both"), ["call"]);
    assert_eq!(of("x-one"), ["client"]);
    assert_eq!(of("accept"), ["text/plain"]);
}

#[test]
fn all_violations_are_reported_with_their_paths_before_anything_is_sent() {
    let long = "x".repeat(41);
    let call = client().pets().show(&long).limit(101);
    let error = call.request().expect_err("two values are wrong");
    assert_eq!(error.kind(), ErrorKind::Invalid);
    let violations: Vec<String> = error.violations().iter().map(ToString::to_string).collect();
    assert_eq!(violations.len(), 2, "{violations:?}");
    assert!(violations[0].starts_with("path petId "), "{violations:?}");
    assert!(violations[1].starts_with("query limit "), "{violations:?}");
    assert!(!error.to_string().contains(&long), "{error}");

    assert_eq!(
        client()
            .pets()
            .show("1")
            .limit(101)
            .limit(100)
            .request()
            .unwrap()
            .uri
            .query(),
        Some("limit=100")
    );
    assert!(call.without_validation().request().is_ok());

    let empty = Pet {
        name: String::new(),
        age: None,
    };
    let error = client()
        .pets()
        .create(&empty)
        .request()
        .expect_err("the name is too short");
    assert!(
        error.to_string().starts_with("createPet: not sent: body $.name "),
        "{error}"
    );
    let careless = Client::builder()
        .bearer_token("t")
        .without_validation()
        .build()
        .unwrap();
    assert!(careless.pets().create(&empty).request().is_ok());
}

/// Items that count how often they are read.
#[derive(Default)]
struct Watched(std::sync::atomic::AtomicUsize);

impl ListValue for Watched {
    fn count(&self) -> usize {
        2
    }

    fn item(&self, _: usize) -> Value<'_> {
        self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        Value::Str("x")
    }
}

#[test]
fn without_validation_values_are_read_only_for_encoding() {
    const TAGS: Check = Check {
        items: Some(&SHORT),
        ..Check::NONE
    };
    const SHORT: Check = Check {
        max_length: Some(0),
        ..Check::NONE
    };
    enum Tagged {}
    impl Operation for Tagged {
        type Output = ();
        type Error = ();
        const SPEC: &'static Spec = &Spec {
            parameters: &[Parameter::query("tags").check(&TAGS)],
            responses: &[ResponseSpec::status(204)],
            ..Spec::DEFAULT
        };
    }
    let looks = |client: &Client| {
        let tags = Watched::default();
        let call = Call::<Tagged, Async>::new(client, &[]).parameter(0, Value::List(&tags));
        let is_sent = call.request().is_ok();
        (is_sent, tags.0.load(std::sync::atomic::Ordering::Relaxed))
    };
    let client = Client::builder().build().unwrap();
    let (is_sent, checked) = looks(&client);
    assert!(!is_sent && checked > 2, "{checked}");
    // Read once, when it is written.
    assert_eq!(looks(&client.without_validation()), (true, 2));
    let careless = Client::builder().without_validation().build().unwrap();
    assert_eq!(looks(&careless), (true, 2));
    assert_eq!(looks(&careless.clone()), (true, 2));
    assert!(!looks(&client).0, "the client itself is the same");
}

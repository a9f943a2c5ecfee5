//! OAuth 2: when a token is fetched, with which request, and where it is sent; and custom authenticators.

use super::api::*;
use crate::runtime::http::testing::{MemoryTransport, Response};
use crate::runtime::http::{
    AuthError, BlockingTransport, Credential, Error, ErrorKind, OAuth2, Request, RetryPolicy, Transport,
    TransportErrorKind,
};
use crate::runtime_tests::prelude::*;
use http::HeaderValue;
use std::sync::{Arc, Mutex};
use std::time::Duration;

const TOKEN_URL: &str = "https://login.example/oauth/token?tenant=1";
const CANARY: &str = "c4n4ry";

pub(super) fn oauth() -> OAuth2 {
    OAuth2::client_credentials(TOKEN_URL, "me", "s3cret")
}

pub(super) fn is_token(request: &Request) -> bool {
    request.uri.host() == Some("login.example")
}

fn token(number: usize, seconds: u64) -> Response {
    let json = format!(r#"{{"access_token":"t{number}","token_type":"bearer","expires_in":{seconds}}}"#);
    Response::json(200, json)
}

/// Issues `t1`, `t2` and so on with this lifetime, and accepts the tokens in `good`.
pub(super) fn server(seconds: u64, good: &'static [&'static str]) -> MemoryTransport {
    let mut tokens = 0;
    MemoryTransport::new(move |request| {
        if is_token(request) {
            tokens += 1;
            return token(tokens, seconds);
        }
        let sent = request.headers.get("authorization").map(HeaderValue::as_bytes);
        match good.iter().any(|good| Some(good.as_bytes()) == sent) {
            true => Response::json(200, r#"{"name":"Tom"}"#),
            false => Response::json(401, "{}"),
        }
    })
}

pub(super) fn pet() -> Pet {
    Pet {
        name: "Tom".into(),
        age: None,
    }
}

pub(super) fn asynchronous(transport: impl Transport, credential: impl Into<Credential>) -> Client<Async> {
    let builder = Client::builder().transport(transport).retry(RetryPolicy::none());
    builder.credential_for("bearerAuth", credential).build().unwrap()
}

pub(super) fn blocking(
    transport: impl BlockingTransport,
    credential: impl Into<Credential>,
) -> Client<Blocking> {
    let builder = Client::blocking().transport(transport).retry(RetryPolicy::none());
    builder.credential_for("bearerAuth", credential).build().unwrap()
}

/// The requests, as `token BODY` or `pets AUTHORIZATION`.
pub(super) fn seen(memory: &MemoryTransport) -> Vec<String> {
    let describe = |request: &Request| match is_token(request) {
        true => format!("token {}", String::from_utf8_lossy(request.body.bytes().unwrap())),
        false => {
            let sent = request.headers.get("authorization");
            format!("pets {}", sent.map_or("-", |sent| sent.to_str().unwrap()))
        }
    };
    memory.requests().iter().map(describe).collect()
}

pub(super) const ASKED: &str = "token grant_type=client_credentials";

#[tokio::test]
async fn a_token_is_fetched_once_and_sent_with_every_call() {
    let memory = server(3600, &["Bearer t1"]);
    let client = asynchronous(memory.clone(), oauth().scopes(["pets:write", "pets read"]));
    for _ in 0..3 {
        client.pets().create(&pet()).await.unwrap();
    }
    let asked = "token grant_type=client_credentials&scope=pets%3Awrite%20pets%20read";
    assert_eq!(
        seen(&memory),
        [asked, "pets Bearer t1", "pets Bearer t1", "pets Bearer t1"]
    );
    let requests = memory.requests();
    assert_eq!(requests[0].method, Method::POST);
    assert_eq!(requests[0].uri, TOKEN_URL);
    let header = |name: &str| requests[0].headers[name].to_str().unwrap();
    assert_eq!(header("authorization"), "Basic bWU6czNjcmV0");
    assert_eq!(header("content-type"), "application/x-www-form-urlencoded");
    assert_eq!(
        (header("accept"), header("user-agent")),
        ("application/json", "pets/1.2.3")
    );
    assert!(requests[0].headers["authorization"].is_sensitive());
    assert!(requests[1].headers["authorization"].is_sensitive());

    // The same in the other mode. An operation without security gets no credential.
    let memory = server(3600, &["Bearer t1"]);
    let client = blocking(memory.clone(), oauth());
    assert!(client.pets().show("1").call().is_err());
    client.pets().create(&pet()).call().unwrap();
    client.pets().create(&pet()).call().unwrap();
    assert_eq!(
        seen(&memory),
        ["pets -", ASKED, "pets Bearer t1", "pets Bearer t1"]
    );
}

#[test]
fn a_client_authenticates_in_a_header_or_in_the_body() {
    let body = |oauth: OAuth2| {
        let memory = server(60, &["Bearer t1"]);
        blocking(memory.clone(), oauth)
            .pets()
            .create(&pet())
            .call()
            .unwrap();
        let request = &memory.requests()[0];
        let basic = request.headers.get("authorization").cloned();
        (seen(&memory)[0].clone(), basic)
    };
    let (sent, basic) = body(
        oauth()
            .credentials_in_body()
            .parameter("audience", "https://a.example/"),
    );
    let expected = format!("{ASKED}&client_id=me&client_secret=s3cret&audience=https%3A%2F%2Fa.example%2F");
    assert_eq!((sent, basic), (expected, None));
    let (sent, basic) = body(OAuth2::refresh_token(TOKEN_URL, "r1").client_id("app"));
    let expected = "token grant_type=refresh_token&refresh_token=r1&client_id=app";
    assert_eq!((sent.as_str(), basic), (expected, None));
    // Both are escaped before they are joined, so a colon in the id doesn't end it.
    let (_, basic) = body(OAuth2::client_credentials(TOKEN_URL, "a:b", "c d"));
    assert_eq!(basic.unwrap(), "Basic YSUzQWI6YyUyMGQ=");
}

#[tokio::test]
async fn a_token_is_renewed_shortly_before_it_expires() {
    let memory = server(100, &["Bearer t1", "Bearer t2"]);
    let client = asynchronous(memory.clone(), oauth());
    client.pets().create(&pet()).await.unwrap();
    Transport::sleep(&memory, Duration::from_secs(89)).await;
    client.pets().create(&pet()).await.unwrap();
    Transport::sleep(&memory, Duration::from_secs(2)).await;
    client.pets().create(&pet()).await.unwrap();
    assert_eq!(
        seen(&memory),
        [ASKED, "pets Bearer t1", "pets Bearer t1", ASKED, "pets Bearer t2"]
    );
    // A token without an expiry is valid until the server rejects it.
    let memory = MemoryTransport::new(|request| match is_token(request) {
        true => Response::json(200, r#"{"access_token":"t","token_type":"Bearer"}"#),
        false => Response::json(200, "{\"name\":\"Tom\"}"),
    });
    let client = asynchronous(memory.clone(), oauth());
    client.pets().create(&pet()).await.unwrap();
    Transport::sleep(&memory, Duration::from_secs(1_000_000)).await;
    client.pets().create(&pet()).await.unwrap();
    assert_eq!(seen(&memory), [ASKED, "pets Bearer t", "pets Bearer t"]);
}

#[tokio::test]
async fn a_refresh_token_is_replaced_by_a_newer_one() {
    let kept = Arc::new(Mutex::new(Vec::new()));
    let hook = Arc::clone(&kept);
    let oauth = OAuth2::refresh_token(TOKEN_URL, "r1")
        .client("me", "s3cret")
        .access_token("t0", Duration::from_secs(5))
        .on_refresh_token(move |token| hook.lock().unwrap().push(token.expose().to_owned()));
    let mut number = 0;
    let memory = MemoryTransport::new(move |request| {
        if !is_token(request) {
            return Response::json(200, r#"{"name":"Tom"}"#);
        }
        number += 1;
        let refresh = if number == 1 {
            r#","refresh_token":"r2""#
        } else {
            ""
        };
        Response::json(
            200,
            format!(r#"{{"access_token":"t{number}","expires_in":"10"{refresh}}}"#),
        )
    });
    let client = asynchronous(memory.clone(), oauth);
    for _ in 0..4 {
        client.pets().create(&pet()).await.unwrap();
        Transport::sleep(&memory, Duration::from_secs(10)).await;
    }
    let refreshed = |token: &str| format!("token grant_type=refresh_token&refresh_token={token}");
    let expected = [
        "pets Bearer t0".to_owned(),
        refreshed("r1"),
        "pets Bearer t1".to_owned(),
        refreshed("r2"),
        "pets Bearer t2".to_owned(),
        refreshed("r2"),
        "pets Bearer t3".to_owned(),
    ];
    assert_eq!(seen(&memory), expected);
    assert_eq!(*kept.lock().unwrap(), ["r2"]);
}

#[tokio::test]
async fn a_401_renews_the_token_once_and_retries_the_call_once() {
    let memory = server(3600, &["Bearer t2"]);
    let client = asynchronous(memory.clone(), oauth());
    client.pets().create(&pet()).await.unwrap();
    client.pets().create(&pet()).await.unwrap();
    let once = [ASKED, "pets Bearer t1", ASKED, "pets Bearer t2", "pets Bearer t2"];
    assert_eq!(seen(&memory), once);
    let memory = server(3600, &["Bearer t2"]);
    blocking(memory.clone(), oauth())
        .pets()
        .create(&pet())
        .call()
        .unwrap();
    assert_eq!(seen(&memory), once[..4]);

    // If every token is rejected, the call fetches twice, and leaves no rejected token in the cache.
    let memory = server(3600, &["Bearer t4"]);
    let client = asynchronous(memory.clone(), oauth());
    let error = client.pets().create(&pet()).await.expect_err("t1 and t2");
    assert_eq!(error.status().unwrap(), 401);
    assert_eq!(seen(&memory), [ASKED, "pets Bearer t1", ASKED, "pets Bearer t2"]);
    client.pets().create(&pet()).await.unwrap();
    assert_eq!(
        seen(&memory)[4..],
        [ASKED, "pets Bearer t3", ASKED, "pets Bearer t4"]
    );

    // A body that can be read only once is sent only once.
    let memory = server(3600, &["Bearer t2"]);
    let client = blocking(memory.clone(), oauth());
    let call = || Call::<CreatePet, Blocking>::new(&client, &[]);
    let body = crate::runtime::http::Body::reader(&b"{}"[..]);
    let refused = call().raw_body("application/json", body).call();
    assert_eq!(refused.expect_err("t1").status().unwrap(), 401);
    assert_eq!(seen(&memory).len(), 2);
    call().call().unwrap();
    assert_eq!(seen(&memory)[2..], [ASKED, "pets Bearer t2"]);
}

fn failed(response: Response) -> Error<()> {
    let mut responses = vec![response];
    let memory = MemoryTransport::new(move |request| match responses.pop() {
        Some(response) if is_token(request) => response,
        _ => panic!("nothing else is sent"),
    });
    let error = blocking(memory.clone(), oauth()).pets().create(&pet()).call();
    assert_eq!(memory.requests().len(), 1);
    error.expect_err("no token")
}

fn reason(error: &Error<()>) -> &AuthError {
    let source = std::error::Error::source(error).unwrap();
    source.downcast_ref().unwrap()
}

#[test]
fn without_a_token_nothing_is_sent_and_the_error_has_the_reason() {
    let error = failed(Response::json(
        401,
        r#"{"error":"invalid_client","error_description":"s3cret?"}"#,
    ));
    assert_eq!(error.kind(), ErrorKind::Authentication);
    assert_eq!(error.to_string(), "createPet: not authenticated");
    let whole = "createPet: not authenticated: the token endpoint responded with status 401: invalid_client";
    assert_eq!(format!("{error:#}"), whole);
    assert_eq!(reason(&error).code(), Some("invalid_client"));
    assert_eq!(reason(&error).status().unwrap(), 401);
    assert_eq!(
        (error.status(), error.is_uncertain(), error.is_retryable()),
        (None, false, false)
    );
    for (response, expected) in [
        (
            Response::status(302).header("location", "https://elsewhere.example/"),
            "responded with status 302",
        ),
        (Response::json(200, "[]"), "returned no token"),
        (Response::json(200, r#"{"access_token":""}"#), "returned no token"),
        (
            Response::json(200, r#"{"access_token":"a","token_type":"mac"}"#),
            "not a bearer token",
        ),
        (
            Response::json(200, r#"{"access_token":"a\nb"}"#),
            "contains a line break",
        ),
        (Response::json(200, " ".repeat(2 << 20)), "too large"),
        (
            Response::json(400, r#"{"error":"a\nb"}"#),
            "responded with status 400",
        ),
    ] {
        let error = failed(response);
        let shown = format!("{error:#}");
        assert!(shown.ends_with(expected) || shown.contains(expected), "{shown}");
        assert!(!error.is_retryable(), "{shown}");
    }
    // These failures are transient, and the operation wasn't sent: even a POST is safe to repeat.
    for response in [
        Response::status(503),
        Response::status(429),
        Response::error(TransportErrorKind::Exchange),
        Response::error(TransportErrorKind::Timeout),
    ] {
        let error = failed(response);
        assert_eq!(error.kind(), ErrorKind::Authentication);
        assert!(error.is_retryable() && !error.is_uncertain(), "{error:#}");
    }
    for url in ["", "login", "ftp://login.example/", "https://me:x@login.example/"] {
        let memory = server(1, &[]);
        let client = blocking(memory.clone(), OAuth2::client_credentials(url, "me", "s3cret"));
        assert_eq!(
            client.pets().create(&pet()).call().unwrap_err().kind(),
            ErrorKind::Authentication
        );
        assert!(memory.requests().is_empty());
    }
}

#[tokio::test]
async fn a_transient_failure_to_fetch_a_token_is_retried() {
    let memory = MemoryTransport::queue([
        Response::status(503),
        Response::error(TransportErrorKind::Connect),
        token(1, 60),
        Response::json(200, r#"{"name":"Tom"}"#),
    ]);
    let client = Client::builder()
        .transport(memory.clone())
        .credential_for("bearerAuth", oauth());
    client.build().unwrap().pets().create(&pet()).await.unwrap();
    assert_eq!(seen(&memory), [ASKED, ASKED, ASKED, "pets Bearer t1"]);
    assert_eq!(memory.sleeps().len(), 2);
}

#[tokio::test]
async fn a_token_that_takes_too_long_ends_with_the_attempt() {
    let memory = MemoryTransport::new(|_| Response::no_response());
    let client = asynchronous(memory.clone(), oauth());
    let error = client.pets().create(&pet()).await.expect_err("no token");
    assert_eq!(error.kind(), ErrorKind::Authentication);
    assert_eq!(reason(&error).to_string(), "it took too long");
    assert_eq!(memory.requests().len(), 1);
}

/// R4: the secrets of OAuth 2 are never printed.
#[tokio::test]
async fn r4_secrets_of_oauth_are_not_shown() {
    let make = || {
        OAuth2::refresh_token(format!("https://login.example/{CANARY}"), CANARY)
            .client(CANARY, CANARY)
            .parameter("p", CANARY)
    };
    let started = make().access_token(CANARY, Duration::from_secs(1));
    let memory = MemoryTransport::queue([
        Response::json(
            400,
            format!(r#"{{"error":"{CANARY} !","error_description":"{CANARY}"}}"#),
        ),
        Response::json(200, format!(r#"{{"access_token":"{CANARY}"}}"#)),
        Response::status(401),
        Response::error(TransportErrorKind::Exchange),
    ]);
    let client = asynchronous(memory.clone(), make());
    let mut shown = format!("{started:?}{:?}{client:?}", Credential::from(make()));
    for _ in 0..2 {
        let error = client.pets().create(&pet()).await.expect_err("no token");
        assert_eq!(error.kind(), ErrorKind::Authentication, "{error:#}");
        shown.push_str(&format!("{error:#}{error:?}{:?}", reason(&error)));
    }
    shown.push_str(&format!(
        "{:?}",
        memory.requests()[1].headers.get("authorization")
    ));
    let token = &memory.requests()[0];
    shown.push_str(&format!("{:?}{:?}", token.headers, token.body));
    assert!(!shown.contains(CANARY), "{shown}");
}

#[test]
fn an_unknown_scheme_is_an_error_of_the_builder() {
    let error = Client::blocking()
        .credential_for("nobody", oauth())
        .build()
        .expect_err("no such scheme");
    assert_eq!(error.to_string(), "no security scheme is called \"nobody\"");
}

//! Decoding of responses: into the documented value, or into an error that names the problem. No transport.

use super::api::*;
use crate::runtime::http::response::decode::find;
use crate::runtime::http::{Error, ErrorKind, Response, decode_response};
use crate::runtime_tests::prelude::*;
use http::{HeaderMap, HeaderValue, StatusCode};
use std::time::Duration;

pub(super) const JSON: &str = "application/json";
pub(super) const TOM: &str = r#"{"name":"Tom"}"#;

pub(super) fn response(status: u16, media_type: &str, body: &str) -> Response<Bytes> {
    let mut headers = HeaderMap::new();
    if !media_type.is_empty() {
        headers.insert("content-type", HeaderValue::from_str(media_type).unwrap());
    }
    Response::new(
        StatusCode::from_u16(status).unwrap(),
        headers,
        body.to_owned().into(),
    )
}

fn show(status: u16, media_type: &str, body: &str) -> Result<ShowPetOutput, Error<Problem>> {
    decode_response::<ShowPet>(response(status, media_type, body)).map(Response::into_body)
}

fn failed(status: u16, media_type: &str, body: &str, kind: ErrorKind) -> String {
    let error = show(status, media_type, body).expect_err("must be an error");
    assert_eq!(error.kind(), kind, "{error}");
    assert_eq!(error.status().unwrap(), status);
    assert_eq!(error.body().unwrap(), body);
    assert_eq!(
        error.headers().unwrap().contains_key("content-type"),
        !media_type.is_empty()
    );
    error.to_string()
}

#[test]
fn a_status_is_matched_exactly_then_by_class_then_by_default() {
    let cases = &[
        ResponseSpec::default_response().json(),
        ResponseSpec::range(4).json(),
        ResponseSpec::status(404).text(),
        ResponseSpec::status(404).json(),
        ResponseSpec::status(200).json(),
    ];
    let position = |status, received| {
        cases
            .iter()
            .position(|case| Some(case) == find(cases, status, received))
    };
    for (status, received, expected) in [
        (200, Some(JSON), 4),
        (200, None, 4),
        (404, None, 2),
        (404, Some("text/plain"), 2),
        (404, Some("application/problem+json"), 3),
        (400, Some(JSON), 1),
        (500, Some("text/html"), 0),
    ] {
        assert_eq!(
            position(status, received),
            Some(expected),
            "{status} {received:?}"
        );
    }
    assert_eq!(find(&cases[1..], 500, Some(JSON)), None);
    // The documented error body doesn't apply to a success.
    assert_eq!(find(cases, 201, None), None);
}

#[test]
fn documented_responses_are_decoded_into_their_types() {
    assert_eq!(
        show(200, JSON, TOM).unwrap(),
        ShowPetOutput::Ok(Pet {
            name: "Tom".into(),
            age: None
        })
    );
    for media_type in [
        "application/json; charset=utf-8",
        "Application/JSON;charset=\"UTF-8\"",
        "application/hal+json",
        "",
    ] {
        assert!(show(200, media_type, TOM).is_ok(), "{media_type}");
    }
    assert!(
        show(200, JSON, "\u{feff}{\"name\":\"Tom\",\"new\":1}").is_ok(),
        "a BOM and a new property"
    );
    assert_eq!(show(204, "", "").unwrap(), ShowPetOutput::NoContent);
    assert_eq!(
        show(204, "text/html", "whatever").unwrap(),
        ShowPetOutput::NoContent
    );
    assert_eq!(
        show(202, "text/plain", "soon").unwrap(),
        ShowPetOutput::Other("soon".into())
    );
}

#[test]
fn an_option_is_none_without_a_body_and_an_empty_200_is_an_error() {
    let create =
        |status, body| decode_response::<CreatePet>(response(status, JSON, body)).map(Response::into_body);
    assert!(create(200, TOM).unwrap().is_some());
    assert!(create(204, "").unwrap().is_none());
    let error = create(200, "").expect_err("the body is documented");
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.to_string(), "createPet: 200 OK: the body is empty");
}

#[test]
fn documented_errors_have_their_body_and_the_message_of_the_server() {
    let error = show(404, JSON, r#"{"code":3001,"message":"Entity not found"}"#).expect_err("a 404");
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(error.api().unwrap().code, Some(3001));
    assert_eq!(error.to_string(), "showPet: 404 Not Found: 3001 Entity not found");
    assert_eq!(error.operation(), "showPet");
    assert_eq!(
        error.into_api().unwrap().message.as_deref(),
        Some("Entity not found")
    );
    // The range 4XX documents it.
    assert_eq!(
        failed(
            409,
            "application/problem+json",
            r#"{"title":"Taken","detail":"By Tom"}"#,
            ErrorKind::Api
        ),
        "showPet: 409 Conflict: Taken By Tom"
    );
}

#[test]
fn an_undocumented_response_is_an_error_with_the_whole_response() {
    assert_eq!(
        failed(500, "text/html", "<h1>oops</h1>", ErrorKind::Undocumented),
        "showPet: 500 Internal Server Error: this status is not documented"
    );
    assert_eq!(
        failed(
            503,
            JSON,
            r#"{"status":false,"error":{"code":1000,"message":"internal"}}"#,
            ErrorKind::Undocumented
        ),
        "showPet: 503 Service Unavailable: this status is not documented: 1000 internal"
    );
    failed(302, "", "", ErrorKind::Undocumented);
    failed(799, "", "", ErrorKind::Undocumented);
    assert_eq!(
        failed(
            200,
            "text/html; charset=utf-8",
            "<h1>login</h1>",
            ErrorKind::MediaType
        ),
        "showPet: 200 OK: the response is text/html; charset=utf-8, not application/json"
    );
    // The status is documented, and is sufficient.
    failed(404, "text/html", "<h1>nginx</h1>", ErrorKind::Api);
    failed(404, "", "", ErrorKind::Api);
}

/// JSON has no charset parameter, so whatever a server declares is accepted.
#[test]
fn json_is_decoded_with_any_declared_charset() {
    let name = |media_type: &str, body: Vec<u8>| {
        let headers = [(http::header::CONTENT_TYPE, media_type.parse().unwrap())];
        let sent = Response::new(StatusCode::OK, headers.into_iter().collect(), Bytes::from(body));
        match decode_response::<ShowPet>(sent).map(Response::into_body) {
            Ok(ShowPetOutput::Ok(pet)) => pet.name,
            other => panic!("{media_type}: {other:?}"),
        }
    };
    let grün = "{\"name\":\"gr\u{fc}n\"}";
    for label in [
        "utf-8",
        "UTF8",
        "us-ascii",
        "iso-8859-1",
        "windows-1252",
        "Shift_JIS",
        "utf-16",
        "none",
        "",
    ] {
        let media_type = format!("application/json; charset={label}");
        assert_eq!(name(&media_type, grün.into()), "gr\u{fc}n", "{label}");
        let problem = failed(404, &media_type, r#"{"message":"no"}"#, ErrorKind::Api);
        assert!(problem.ends_with("no"), "{problem}");
    }
    let latin = "{\"name\":\"gr".bytes().chain(*b"\xfcn\"}");
    assert_eq!(
        name("application/json; charset=ISO-8859-1", latin.collect()),
        "gr\u{fc}n"
    );
    let wide = |order: fn(u16) -> [u8; 2], mark: &str| -> Vec<u8> {
        let text = format!("{mark}{grün}");
        text.encode_utf16().flat_map(order).collect()
    };
    for mark in ["", "\u{feff}"] {
        assert_eq!(
            name("application/json; charset=utf-16", wide(u16::to_be_bytes, mark)),
            "gr\u{fc}n"
        );
        assert_eq!(
            name("application/json; charset=utf-16", wide(u16::to_le_bytes, mark)),
            "gr\u{fc}n"
        );
    }
    // Neither UTF-8 nor the declared charset.
    for (label, body) in [
        ("shift_jis", &b"{\"name\":\"\xfc\"}"[..]),
        ("utf-16", b"{\0}"),
        ("utf-16", b"{\0\0\xd8"),
    ] {
        let headers = [(
            http::header::CONTENT_TYPE,
            format!("application/json; charset={label}").parse().unwrap(),
        )];
        let sent = Response::new(
            StatusCode::OK,
            headers.into_iter().collect(),
            Bytes::from_static(body),
        );
        assert_eq!(
            decode_response::<ShowPet>(sent).unwrap_err().kind(),
            ErrorKind::Decode
        );
    }
}

/// The client requests no content coding. A body that can't be decoded for that reason is reported as such.
#[test]
fn an_unrequested_content_encoding_is_named() {
    let sent = |status: u16, media_type: &str, coding: &str, body: &'static [u8]| {
        let headers = [
            (http::header::CONTENT_TYPE, media_type.parse().unwrap()),
            (http::header::CONTENT_ENCODING, coding.parse().unwrap()),
        ];
        Response::new(
            StatusCode::from_u16(status).unwrap(),
            headers.into_iter().collect(),
            Bytes::from_static(body),
        )
    };
    let packed = b"\x1f\x8b\x08\x00";
    for (status, media_type, coding) in [
        (200, JSON, "gzip"),
        (200, JSON, "br"),
        (200, JSON, "X-Custom"),
        (404, JSON, "gzip"),
        (202, "text/plain", "gzip"),
        (202, "text/plain; charset=latin1", "deflate"),
    ] {
        let error = decode_response::<ShowPet>(sent(status, media_type, coding, packed)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{coding}");
        let named = format!(
            "the body is encoded as \"{}\", which was not requested",
            coding.to_lowercase()
        );
        assert!(error.to_string().contains(&named), "{error}");
    }
    // A declared coding that isn't applied is ignored.
    for coding in ["identity", "utf-8", "gzip"] {
        assert!(decode_response::<ShowPet>(sent(200, JSON, coding, TOM.as_bytes())).is_ok());
        assert!(decode_response::<ShowPet>(sent(202, "text/plain", coding, b"soon")).is_ok());
    }
}

/// R8: hostile responses.
#[test]
fn decode_errors_have_their_path() {
    for (body, path) in [
        ("", None),
        ("{\"name\":\"To", Some("$.name")),
        ("{\"name\":null}", Some("$.name")),
        ("{\"name\":7}", Some("$.name")),
        ("{\"name\":\"Tom\",\"age\":\"x\"}", Some("$.age")),
        ("{\"name\":\"Tom\",\"name\":\"Tim\"}", Some("$.name")),
        ("{}", Some("$")),
        ("[]", Some("$")),
        ("<h1>", Some("$")),
    ] {
        let error = show(200, JSON, body).expect_err(body);
        assert_eq!(
            (error.kind(), error.path()),
            (ErrorKind::Decode, path),
            "{body}: {error}"
        );
        assert_eq!(error.status().unwrap(), 200);
        assert_eq!(error.body().unwrap(), body);
    }
    failed(200, JSON, &"[".repeat(60_000), ErrorKind::Decode);
    let error = decode_response::<ShowPet>(Response::new(
        StatusCode::ACCEPTED,
        HeaderMap::new(),
        Bytes::from_static(b"\xff"),
    ));
    assert_eq!(
        error.expect_err("no UTF-8").to_string(),
        "showPet: 202 Accepted: the text isn't UTF-8"
    );
}

#[test]
fn the_body_and_the_message_of_an_error_are_bounded() {
    let long = format!(r#"{{"message":"{}"}}"#, "é".repeat(50_000));
    let error = show(500, JSON, &long).expect_err("undocumented");
    assert_eq!(error.body().unwrap().len(), 64 * 1024);

    let hostile = format!(
        r#"{{"code":"a\nb\u001b[2J\u202e","message":"{}"}}"#,
        "x".repeat(300)
    );
    let shown = show(500, JSON, &hostile).expect_err("undocumented").to_string();
    assert!(shown.contains(r"a\nb\u{1b}[2J\u{202e} xxx"), "{shown}");
    assert!(
        shown.len() < 400 && !shown.chars().any(char::is_control),
        "{shown}"
    );
}

#[test]
fn the_message_of_a_server_is_found_beside_any_other_members() {
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    for beside in ["1e400", "[1e400]", r#""\ud800""#, deep.as_str()] {
        let body =
            format!(r#"{{"beside":{beside},"error":{{"code":7,"message":"Busy","beside":{beside}}}}}"#);
        let shown = show(500, JSON, &body).expect_err("undocumented").to_string();
        assert!(shown.ends_with(": 7 Busy"), "{shown}");
    }
    let body = r#"{"code":1e400,"message":["no","words"]}"#;
    let shown = show(500, JSON, body).expect_err("undocumented").to_string();
    assert!(shown.ends_with(": 1e400"), "{shown}");
}

#[test]
fn an_error_has_retry_after_and_the_request_id() {
    let mut limited = response(429, JSON, "{}");
    limited
        .headers
        .insert("retry-after", HeaderValue::from_static("7"));
    limited
        .headers
        .insert("x-request-id", HeaderValue::from_static("r-1"));
    let error = decode_response::<ShowPet>(limited.clone()).expect_err("a 429");
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    assert_eq!(error.request_id(), Some("r-1"));
    assert!(error.is_retryable());
    // A POST may have had an effect, which a 429 doesn't exclude.
    let error = decode_response::<CreatePet>(limited).expect_err("a 429");
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    assert!(!error.is_retryable());
    assert!(!show(404, JSON, "{}").expect_err("a 404").is_retryable());
}

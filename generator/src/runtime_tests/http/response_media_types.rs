//! One status with several media types, and the one by which a response is decoded.

use super::api::*;
use super::responses::{JSON, TOM, response};
use crate::runtime::http::response::decode::find;
use crate::runtime::http::{Error, ErrorKind, Response, decode_response};
use crate::runtime_tests::prelude::*;

/// One status, several media types.
#[derive(Debug)]
enum Export {}

outcome! {
    pub enum ExportOutput {
        /// As JSON.
        OkJson(Pet) = 200["application/json", "application/hal+json"],
        OkProblem(Problem) = 200["application/problem+json"],
        OkCsv(String) = 200["text/csv"],
        OkImage(Bytes) = 200["image/*"],
        NoContent = 204,
    }
}

impl Operation for Export {
    type Output = ExportOutput;
    type Error = ();
    const SPEC: &'static Spec = &Spec {
        id: "export",
        responses: &[
            ResponseSpec::status(200).json(),
            ResponseSpec::status(200)
                .json()
                .media_type("application/hal+json"),
            ResponseSpec::status(200)
                .json()
                .media_type("application/problem+json"),
            ResponseSpec::status(200).text().media_type("text/csv"),
            ResponseSpec::status(200).bytes().media_type("image/*"),
            ResponseSpec::status(204),
        ],
        ..Spec::DEFAULT
    };
}

fn export(media_type: &str, body: impl Into<Bytes>) -> Result<ExportOutput, Error<()>> {
    let mut response = response(200, media_type, "");
    response.body = body.into();
    decode_response::<Export>(response).map(Response::into_body)
}

#[test]
fn the_received_media_type_selects_the_response() {
    let tom = || {
        ExportOutput::OkJson(Pet {
            name: "Tom".into(),
            age: None,
        })
    };
    for media_type in [
        JSON,
        "Application/Hal+JSON",
        "application/new+json",
        "text/json",
        "",
    ] {
        assert_eq!(export(media_type, TOM).unwrap(), tom(), "{media_type}");
    }
    let problem = export("application/problem+json; charset=utf-8", r#"{"code":1}"#).unwrap();
    assert!(matches!(
        problem,
        ExportOutput::OkProblem(Problem { code: Some(1), .. })
    ));
    let csv = export("text/csv; header=present", "a,b").unwrap();
    assert_eq!(csv, ExportOutput::OkCsv("a,b".into()));
    let image = export("image/png", &b"\x89PNG"[..]).unwrap();
    assert_eq!(image, ExportOutput::OkImage(Bytes::from_static(b"\x89PNG")));
    let empty = decode_response::<Export>(response(204, "", "")).map(Response::into_body);
    assert_eq!(empty.unwrap(), ExportOutput::NoContent);

    let error = export("application/zip", "PK").expect_err("no such media type");
    assert_eq!(error.kind(), ErrorKind::MediaType);
    assert_eq!(error.body().unwrap(), "PK");
    let documented =
        "application/json or application/hal+json or application/problem+json or text/csv or image/*";
    assert_eq!(
        error.to_string(),
        format!("export: 200 OK: the response is application/zip, not {documented}")
    );
}

#[test]
fn parameters_of_a_media_type_distinguish_equal_types() {
    let cases = &[
        ResponseSpec::status(200)
            .json()
            .media_type("application/json; version=1"),
        ResponseSpec::status(200)
            .json()
            .media_type("application/json;Version=\"2\""),
        ResponseSpec::status(200).json(),
    ];
    for (received, expected) in [
        ("application/json;version=1", 0),
        ("application/json;version=2", 1),
        ("application/json;version=3", 0),
        ("application/json", 2),
    ] {
        assert_eq!(
            find(cases, 200, Some(received)),
            Some(&cases[expected]),
            "{received}"
        );
    }
}

#[test]
fn a_text_is_read_in_its_charset() {
    for (media_type, body, expected) in [
        ("text/csv", "gr\u{fc}n".as_bytes(), "grün"),
        ("text/csv", b"\xef\xbb\xbfgr\xc3\xbcn", "grün"),
        ("text/csv; charset=\"UTF-8\"", b"\xef\xbb\xbfa", "a"),
        ("text/csv;charset=us-ascii", b"a", "a"),
        ("text/csv; Charset=ISO-8859-1", b"gr\xfcn", "grün"),
        ("text/csv; a=b; charset=latin1", b"\xef\xbb\xbf", "ï»¿"),
    ] {
        let text = export(media_type, Bytes::copy_from_slice(body)).unwrap();
        assert_eq!(text, ExportOutput::OkCsv(expected.into()), "{media_type}");
    }
    for media_type in ["text/csv; charset=utf-16", "text/csv; charset=shift_jis"] {
        let error = export(media_type, "a").expect_err(media_type);
        assert_eq!(error.kind(), ErrorKind::MediaType);
        assert!(error.to_string().contains("can't be read"), "{error}");
    }
    let error = export("text/csv; charset=utf-8", &b"gr\xfcn"[..]).expect_err("no UTF-8");
    assert_eq!(error.kind(), ErrorKind::Decode);
}

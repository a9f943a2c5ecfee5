//! Documented responses for which an operation has no type, undocumented successes, and the error of every operation.

use super::api::*;
use super::responses::{JSON, TOM, response};
use crate::runtime::http::{AnyError, Error, ErrorKind, Response, decode_response};
use crate::runtime_tests::prelude::*;

/// An operation whose release keeps the types `Pet` and `Problem`.
#[derive(Debug)]
enum KeptShow {}

impl Operation for KeptShow {
    type Output = Pet;
    type Error = Problem;
    const SPEC: &'static Spec = &Spec {
        id: "keptShow",
        path: "/pets",
        responses: &[
            ResponseSpec::status(200).json(),
            ResponseSpec::status(202).json().other(),
            ResponseSpec::status(204).other(),
            ResponseSpec::range(4).json(),
            ResponseSpec::status(409)
                .json()
                .media_type("application/conflict+json")
                .other(),
            ResponseSpec::status(500).other(),
        ],
        ..Spec::DEFAULT
    };
}

/// An operation with one documented success.
#[derive(Debug)]
enum PlainShow {}

impl Operation for PlainShow {
    type Output = Pet;
    type Error = ();
    const SPEC: &'static Spec = &Spec {
        id: "plainShow",
        path: "/pets",
        responses: &[ResponseSpec::status(200).json()],
        ..Spec::DEFAULT
    };
}

/// An operation whose success has no required property.
#[derive(Debug)]
enum LooseShow {}

impl Operation for LooseShow {
    type Output = Loose;
    type Error = ();
    const SPEC: &'static Spec = &Spec {
        id: "looseShow",
        path: "/pets",
        responses: &[ResponseSpec::status(200).json()],
        ..Spec::DEFAULT
    };
}

#[derive(Clone, PartialEq)]
struct Queued {
    job: i64,
}

object! {
    Queued { .job = required "job", }
}

object! {
    /// A type that requires no property.
    pub struct Loose {
        pub code: Option<i64> = optional "code",
        ..extra: crate::runtime::json::Extra,
    }
}

fn kept(status: u16, media_type: &str, body: &str) -> Result<Pet, Error<Problem>> {
    decode_response::<KeptShow>(response(status, media_type, body)).map(Response::into_body)
}

#[test]
fn a_success_of_another_type_is_an_error_that_reads_it() {
    let error = kept(202, JSON, r#"{"job":7}"#).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::OtherSuccess);
    assert_eq!(error.api_as::<Queued>(), Some(Queued { job: 7 }));
    assert_eq!(error.api_as::<Pet>(), None);
    assert!(error.is_uncertain() && !error.is_retryable(), "{error:?}");
    assert_eq!(
        error.to_string(),
        "keptShow: 202 Accepted: this documented success has another type"
    );
    let error = kept(204, "", "").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::OtherSuccess);
    assert_eq!(error.api_as::<()>(), Some(()));
    assert_eq!(kept(200, JSON, TOM).unwrap().name, "Tom");
}

#[test]
fn an_error_of_another_type_is_documented_and_has_no_api() {
    let error = kept(409, "application/conflict+json", r#"{"job":7}"#).unwrap_err();
    assert_eq!((error.kind(), error.api()), (ErrorKind::Api, None));
    assert_eq!(error.api_as::<Queued>(), Some(Queued { job: 7 }));
    let error = kept(500, "", "").unwrap_err();
    assert_eq!((error.kind(), error.api()), (ErrorKind::Api, None));
    let error = kept(404, JSON, r#"{"code":3}"#).unwrap_err();
    assert_eq!(error.api().unwrap().code, Some(3));
    assert_eq!(error.api_as::<Problem>().unwrap().code, Some(3));
    // A response that is not documented has no documented body.
    let error = kept(500, JSON, "{").unwrap_err();
    assert_eq!(error.api_as::<Problem>(), None);
    let error = kept(302, JSON, r#"{"code":3}"#).unwrap_err();
    assert_eq!(
        (error.kind(), error.api_as::<Problem>()),
        (ErrorKind::Undocumented, None)
    );
}

#[test]
fn successes_of_another_type_are_not_asked_for() {
    let client = Client::builder().build().unwrap();
    let call: Call<KeptShow> = Call::new(&client, &[]);
    let request = call.request().unwrap();
    let accept = request.headers.get("accept").unwrap();
    assert_eq!(accept, "application/json, application/conflict+json");
}

#[test]
fn one_error_is_made_of_the_errors_of_all_operations() {
    fn both(first: u16, second: u16) -> Result<String, AnyError> {
        let pet = decode_response::<KeptShow>(response(first, JSON, TOM))?.into_body();
        let _ = decode_response::<PlainShow>(response(second, JSON, TOM))?;
        Ok(pet.name)
    }
    assert_eq!(both(200, 200).unwrap(), "Tom");
    let error = both(200, 500).unwrap_err();
    assert_eq!(
        (error.kind(), error.operation()),
        (ErrorKind::Undocumented, "plainShow")
    );
    let error = both(404, 200).unwrap_err();
    assert_eq!((error.kind(), error.operation()), (ErrorKind::Api, "keptShow"));
    assert_eq!(error.status().unwrap(), 404);
    assert_eq!(error.api_as::<Pet>().unwrap().name, "Tom");
    assert_eq!(
        format!("{error:?}"),
        r#"AnyError { kind: Api, message: "keptShow: 404 Not Found", .. }"#
    );
    let error: Box<dyn std::error::Error + Send + Sync> = error.into();
    assert_eq!(error.to_string(), "keptShow: 404 Not Found");
}

#[test]
fn another_status_is_the_only_documented_success_if_its_body_is() {
    let read = |status, media_type, body| {
        decode_response::<PlainShow>(response(status, media_type, body)).map(|read| {
            assert_eq!(read.status, status);
            read.into_body().name
        })
    };
    for (status, media_type) in [(201, JSON), (202, "application/hal+json"), (203, "")] {
        assert_eq!(read(status, media_type, TOM).unwrap(), "Tom", "{status}");
    }
    for (status, media_type, body) in [
        (201, JSON, r#"{"job":7}"#),
        (201, "text/plain", TOM),
        (201, JSON, ""),
        (204, "", ""),
        (206, JSON, TOM),
        (302, JSON, TOM),
        (404, JSON, TOM),
    ] {
        let error = read(status, media_type, body).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Undocumented, "{status} {body}");
    }
    // Two successes are documented: none of them is the only one.
    assert_eq!(kept(201, JSON, TOM).unwrap_err().kind(), ErrorKind::Undocumented);
}

#[test]
fn a_body_that_could_be_of_another_type_is_not_evident() {
    let read = |body| decode_response::<LooseShow>(response(202, JSON, body)).map(Response::into_body);
    assert_eq!(read(r#"{"code":3}"#).unwrap().code, Some(3));
    for body in ["{}", r#"{"job":7}"#, r#"{"code":3,"job":7}"#] {
        assert_eq!(read(body).unwrap_err().kind(), ErrorKind::Undocumented, "{body}");
    }
}

//! Pagination by a parameter in the body of the request.

use super::api::*;
use crate::runtime::http::testing::{MemoryTransport, Response};
use crate::runtime::http::{Body, Error, ErrorKind, Paged};
use crate::runtime_tests::prelude::*;

macro_rules! searches {
    ($($name:ident: $paging:expr;)+) => {
        $(operation! {
            $name: "search" POST "/pets/search",
            Ok = serde_json::Value, Err = Problem,
            pages = $paging, items = "$.pets" of Pet,
            responses = [status(200).json(), range(4).json().error()],
        })+
    };
}
searches! {
    ByCursor: cursor("$.page.cursor", "$.next");
    ByOffset: offset("$.from");
    ByNumber: page("$.number", 1);
}

fn page(names: &[&str], next: &str) -> Response {
    let pets: Vec<String> = names
        .iter()
        .map(|name| format!(r#"{{"name":{name:?}}}"#))
        .collect();
    Response::json(200, format!(r#"{{"pets":[{}],"next":{next}}}"#, pets.join(",")))
}

/// The names of all items, the outcome, and the bodies of all requests, for a call with this body.
fn items<O: Paged<Element = Pet, Error = Problem>>(
    body: Option<&str>,
    responses: &[Response],
) -> (Vec<String>, Option<Error<Problem>>, Vec<String>) {
    let memory = MemoryTransport::queue(responses.to_vec());
    let client = Client::blocking().transport(memory.clone()).build().unwrap();
    let call = Call::<O, Blocking>::new(&client, &[]);
    let call = match body {
        Some(body) => call.json(&serde_json::from_str::<serde_json::Value>(body).unwrap()),
        None => call,
    };
    let (mut names, mut failure) = (Vec::new(), None);
    for item in call.pages().items() {
        match item {
            Ok(pet) => names.push(pet.name),
            Err(error) => failure = Some(error),
        }
    }
    let bodies = memory.requests().into_iter().map(|request| {
        let bytes = request.body.bytes().cloned().unwrap_or_default();
        String::from_utf8(bytes.to_vec()).unwrap()
    });
    (names, failure, bodies.collect())
}

#[test]
fn a_cursor_is_set_in_the_body_and_the_rest_is_unchanged() {
    let responses = [page(&["a"], r#""c1""#), page(&["b"], "42"), page(&["c"], "null")];
    let body = r#"{"query":"x","page":{"size":18446744073709551615,"cursor":null}}"#;
    let (names, failure, bodies) = items::<ByCursor>(Some(body), &responses);
    assert!(failure.is_none(), "{failure:?}");
    assert_eq!(names, ["a", "b", "c"]);
    let size = u64::MAX;
    assert_eq!(
        bodies.get(1..).unwrap(),
        [
            format!(r#"{{"page":{{"cursor":"c1","size":{size}}},"query":"x"}}"#),
            format!(r#"{{"page":{{"cursor":42,"size":{size}}},"query":"x"}}"#),
        ]
    );
}

#[test]
fn without_a_body_the_next_page_is_requested_with_one() {
    let responses = [page(&["a"], r#""c1""#), page(&["b"], "null")];
    let (names, failure, bodies) = items::<ByCursor>(None, &responses);
    assert!(failure.is_none(), "{failure:?}");
    assert_eq!(names, ["a", "b"]);
    assert_eq!(bodies, ["", r#"{"page":{"cursor":"c1"}}"#]);
}

#[test]
fn offsets_and_page_numbers_start_at_the_value_of_the_caller() {
    let responses = [page(&["a", "b"], "0"), page(&["c"], "0"), page(&[], "0")];
    let (names, _, bodies) = items::<ByOffset>(Some(r#"{"from":10}"#), &responses);
    assert_eq!(names, ["a", "b", "c"]);
    assert_eq!(bodies, [r#"{"from":10}"#, r#"{"from":12}"#, r#"{"from":13}"#]);
    let (_, _, bodies) = items::<ByNumber>(Some("{}"), &responses);
    assert_eq!(bodies, ["{}", r#"{"number":2}"#, r#"{"number":3}"#]);
}

#[test]
fn cycles_of_pages_end() {
    let responses = [page(&["a"], r#""c1""#), page(&["b"], r#""c0""#)];
    let (names, failure, _) = items::<ByCursor>(Some(r#"{"page":{"cursor":"c0"}}"#), &responses);
    assert_eq!(names, ["a", "b"]);
    assert_eq!(failure.unwrap().kind(), ErrorKind::Pagination);
}

#[test]
fn a_body_without_a_place_for_the_cursor_is_an_error_after_its_page() {
    for (media_type, body) in [
        ("text/plain", "{}"),
        ("application/json", "[1]"),
        ("application/json", r#"{"page":"x"}"#),
    ] {
        let memory = MemoryTransport::queue([page(&["a"], r#""c1""#)]);
        let client = Client::blocking().transport(memory).build().unwrap();
        let call = Call::<ByCursor, Blocking>::new(&client, &[]).raw_body(media_type, Body::from(body));
        let all: Vec<_> = call.pages().items().collect();
        let [Ok(first), Err(error)] = all.as_slice() else {
            panic!("{all:?}")
        };
        assert_eq!((first.name.as_str(), error.kind()), ("a", ErrorKind::Pagination));
    }
}

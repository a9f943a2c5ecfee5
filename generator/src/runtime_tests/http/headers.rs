//! Documented response headers, by their types.

use super::api::*;
use crate::runtime::format::DateTime;
use crate::runtime::http::{Error, Header, HeaderError, Response, decode_response};
use crate::runtime_tests::prelude::*;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use std::collections::BTreeMap;

fn response(status: u16, lines: &[(&str, &[u8])]) -> Response<Bytes> {
    let mut headers = HeaderMap::new();
    for (name, value) in lines {
        let name: HeaderName = name.parse().unwrap();
        headers.append(name, HeaderValue::from_bytes(value).unwrap());
    }
    Response::new(StatusCode::from_u16(status).unwrap(), headers, Bytes::new())
}

fn read<T: Schema>(header: Header<T>, lines: &[&str]) -> Result<Option<T>, HeaderError> {
    let lines: Vec<_> = lines
        .iter()
        .map(|line| (header.name(), line.as_bytes()))
        .collect();
    response(200, &lines).header(header)
}

#[test]
fn a_header_is_decoded_into_its_type_and_none_if_it_is_missing() {
    const LIMIT: Header<i64> = Header::new("X-Rate-Limit");
    assert_eq!(read(LIMIT, &["60"]), Ok(Some(60)));
    assert_eq!(read(LIMIT, &[]), Ok(None));
    assert_eq!(
        read(Header::<u64>::new("x"), &["18446744073709551615"]),
        Ok(Some(u64::MAX))
    );
    assert_eq!(read(Header::<f64>::new("x"), &["1.5"]), Ok(Some(1.5)));
    assert_eq!(read(Header::<bool>::new("x"), &["true"]), Ok(Some(true)));
    for text in ["60", "true", "null", "\"a\"", "a, b", "{"] {
        assert_eq!(
            read(Header::<String>::new("x"), &[text]),
            Ok(Some(text.to_owned()))
        );
    }
    assert_eq!(read(Header::<Option<i64>>::new("x"), &["7"]), Ok(Some(Some(7))));
    let at = read(Header::<DateTime>::new("x"), &["2026-01-31T12:00:00Z"]);
    assert_eq!(at.unwrap().unwrap().as_str(), "2026-01-31T12:00:00Z");
    assert_eq!(
        read(Header::<serde_json::Value>::new("x"), &["7"]),
        Ok(Some(serde_json::json!(7)))
    );
    // Several lines of one header form a list, so a single value is the text of all lines.
    assert_eq!(
        read(Header::<String>::new("x"), &["a", "b"]),
        Ok(Some("a, b".to_owned()))
    );
    let umlaut = response(200, &[("x", "ü".as_bytes())]);
    assert_eq!(
        umlaut.header(Header::<String>::new("x")),
        Ok(Some("ü".to_owned()))
    );
}

#[test]
fn lists_and_objects_are_read_in_style_simple() {
    let numbers = Header::<Vec<i64>>::new("x");
    let list = |items: &[i64]| Ok(Some(items.to_vec()));
    assert_eq!(read(numbers, &["1,2, 3 "]), list(&[1, 2, 3]));
    assert_eq!(read(numbers, &["1", "2,3"]), list(&[1, 2, 3]));
    assert_eq!(read(numbers, &[""]), list(&[]));
    let cookies = read(
        Header::<Vec<String>>::new("Set-Cookie"),
        &["a=1; Expires=Sun, 1", "b=2"],
    );
    let expected = vec!["a=1; Expires=Sun, 1".to_owned(), "b=2".to_owned()];
    assert_eq!(cookies, Ok(Some(expected)));

    let counts = BTreeMap::from([("R".to_owned(), 100), ("G".to_owned(), 200)]);
    let map = Header::<BTreeMap<String, i64>>::new("x");
    assert_eq!(read(map, &["R,100,G,200"]), Ok(Some(counts.clone())));
    assert_eq!(read(map.exploded(), &["R=100,G=200"]), Ok(Some(counts.clone())));
    assert_eq!(read(map.json(), &[r#"{"R":100,"G":200}"#]), Ok(Some(counts)));
    let pet = read(Header::<Pet>::new("x"), &["name,7,age,3,new,1"])
        .unwrap()
        .unwrap();
    assert_eq!((pet.name.as_str(), pet.age), ("7", Some(3)));
    let whole = read(Header::<String>::new("x").text(), &["a,b"]);
    assert_eq!(whole, Ok(Some("a,b".to_owned())));
}

#[test]
fn an_undocumented_header_value_is_an_error_without_the_value() {
    const CANARY: &str = "canary-7";
    for text in [CANARY, "", "7canary-7", "1e400"] {
        let error = read(Header::<i64>::new("X-Left"), &[text]).expect_err(text);
        assert_eq!(
            error.to_string(),
            "header X-Left: it doesn't match its documented type"
        );
        assert_eq!(error.name(), "X-Left");
        assert!(!format!("{error:?}").contains("canary"));
    }
    for text in ["name", "age,3", "name,Tom,age,three"] {
        assert!(read(Header::<Pet>::new("x"), &[text]).is_err(), "{text}");
    }
    assert!(read(Header::<Vec<Vec<i64>>>::new("x"), &["1,2"]).is_err());
    assert!(read(Header::<Pet>::new("x").json(), &["{"]).is_err());
    let bytes = response(200, &[("x", b"\xff")]);
    assert!(bytes.header(Header::<String>::new("x")).is_err());
}

#[test]
fn errors_have_typed_headers_too() {
    const RETRY: Header<i64> = Header::new("Retry-After");
    let error: Error<Problem> =
        decode_response::<ShowPet>(response(503, &[("retry-after", b"7")])).expect_err("503");
    assert_eq!(error.header(RETRY), Ok(Some(7)));
    let client = Client::builder().base_url("http://127.0.0.1:1").build().unwrap();
    let unsent = client.pets().show("").request().expect_err("no id");
    assert_eq!(unsent.header(RETRY), Ok(None));
}

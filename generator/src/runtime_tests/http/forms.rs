//! Forms: the encoding of each kind of value in `application/x-www-form-urlencoded`, and rejected values.

use super::api::*;
use crate::runtime::http::request::form;
use crate::runtime::http::{BodyFormat, BodySpec, Encoding, ErrorKind};
use crate::runtime_tests::prelude::*;
use serde_json::json;
use std::collections::BTreeMap;

static POSITIVE: Check = Check {
    min_items: Some(1),
    ..Check::NONE
};

object! {
    /// A charge.
    pub struct Charge: new {
        const "kind" = string("charge"),
        pub amount: i64 = required "amount",
        pub note: Option<Option<String>> = tristate "note" read_only,
        pub labels: Option<Vec<String>> = optional "labels" check(&POSITIVE),
        pub card: Option<Card> = optional "card",
        pub cards: Option<Vec<Card>> = optional "cards",
        ..extra: crate::runtime::json::Extra,
    }
}

object! {
    /// A card.
    pub struct Card: new {
        pub number: String = required "number" secret,
        pub tags: Option<Vec<String>> = optional "tags",
        ..extra: crate::runtime::json::Extra,
    }
}

pub enum Pay {}

impl Operation for Pay {
    type Output = ();
    type Error = Problem;
    const SPEC: &'static Spec = &Spec {
        id: "pay",
        method: "POST",
        path: "/charges",
        body: BodySpec {
            format: BodyFormat::Form,
            media_type: "application/x-www-form-urlencoded",
            ..BodySpec::JSON
        },
        responses: &[ResponseSpec::status(204)],
        ..Spec::DEFAULT
    };
}

fn written(value: serde_json::Value, rows: &[Encoding]) -> String {
    form::write(value.value(), rows).unwrap()
}

#[test]
fn without_an_encoding_texts_are_texts_lists_repeat_and_objects_are_json() {
    let card = || Card::new("4 2").tags(vec!["a".to_owned()]);
    let mut charge = Charge::new(5).labels(vec!["a b".to_owned(), "c&d=é".to_owned()]);
    charge = charge.card(card()).cards(vec![card(), Card::new("1")]);
    charge.extra.insert("more_to_say", json!(true));
    assert_eq!(
        form::write(charge.value(), &[]).unwrap(),
        "kind=charge&amount=5&labels=a%20b&labels=c%26d%3D%C3%A9\
         &card=%7B%22number%22%3A%224%202%22%2C%22tags%22%3A%5B%22a%22%5D%7D\
         &cards=%7B%22number%22%3A%224%202%22%2C%22tags%22%3A%5B%22a%22%5D%7D\
         &cards=%7B%22number%22%3A%221%22%7D&more_to_say=true"
    );
}

#[test]
fn absent_null_and_empty_values_are_left_out() {
    let mut charge = Charge::new(5).labels(Vec::new());
    charge.note = Some(None);
    assert_eq!(form::write(charge.value(), &[]).unwrap(), "kind=charge&amount=5");
    let value = json!({"a": null, "b": [], "c": [null, 1], "d": ""});
    assert_eq!(written(value, &[]), "c=1&d=");
}

#[test]
fn an_encoding_overrides_the_default() {
    let value = json!({"color": {"B": 150, "R": 100}, "list": ["a", "b/c"], "text": "x/y"});
    let of = Encoding::of;
    for (rows, expected) in [
        (
            [
                of("color").style(Style::Form),
                of("list").style(Style::Form).explode(false),
                of("text"),
            ],
            "B=150&R=100&list=a,b%2Fc&text=x%2Fy",
        ),
        (
            [
                of("color").style(Style::DeepObject),
                of("list").style(Style::PipeDelimited),
                of("text").style(Style::Form).allow_reserved(),
            ],
            "color%5BB%5D=150&color%5BR%5D=100&list=a%7Cb%2Fc&text=x/y",
        ),
        (
            [
                of("color").style(Style::Form).explode(false),
                of("list").style(Style::DeepObject),
                of("text").style(Style::DeepObject),
            ],
            "color=B,150,R,100&list%5B0%5D=a&list%5B1%5D=b%2Fc&text=x%2Fy",
        ),
        (
            [
                of("color").media_type("application/json"),
                of("list").media_type("application/json"),
                of("text").media_type("application/json"),
            ],
            "color=%7B%22B%22%3A150%2C%22R%22%3A100%7D&list=%5B%22a%22%2C%22b%2Fc%22%5D&text=%22x%2Fy%22",
        ),
    ] {
        assert_eq!(written(value.clone(), &rows), expected);
    }
}

#[test]
fn deep_objects_are_nested_to_any_depth() {
    let items = json!([{"price": "p_1", "tags": ["x"]}, {"price": "p_2", "none": null}]);
    let rows = [Encoding::of("items").style(Style::DeepObject)];
    assert_eq!(
        written(json!({ "items": items }), &rows)
            .replace("%5B", "[")
            .replace("%5D", "]"),
        "items[0][price]=p_1&items[0][tags][0]=x&items[1][price]=p_2"
    );
}

#[test]
fn a_value_without_a_style_and_a_body_other_than_an_object_are_rejected() {
    let rows = [Encoding::of("a").style(Style::PipeDelimited).explode(false)];
    assert!(
        form::write(json!({"a": 1}).value(), &rows)
            .unwrap_err()
            .contains("body a")
    );
    assert!(
        form::write(json!([1]).value(), &[])
            .unwrap_err()
            .contains("object")
    );
    let map: BTreeMap<String, i64> = BTreeMap::from([("a b".to_owned(), 1)]);
    assert_eq!(form::write(map.value(), &[]).unwrap(), "a%20b=1");
}

#[test]
fn a_call_sends_the_form_and_checks_it_first() {
    let client = Client::blocking()
        .base_url("https://pets.example")
        .build()
        .unwrap();
    let pay = |charge: &Charge| Call::<Pay, _>::new(&client, &[]).encoded(charge).request();
    let request = pay(&Charge::new(1)).unwrap();
    assert_eq!(
        request.headers["content-type"],
        "application/x-www-form-urlencoded"
    );
    assert_eq!(request.body.bytes().unwrap().as_ref(), b"kind=charge&amount=1");
    let error = pay(&Charge::new(1).labels(Vec::new())).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Invalid);
    assert_eq!(error.violations()[0].path(), "body $.labels");
}

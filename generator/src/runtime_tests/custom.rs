//! Types of the user in generated types.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};
use serde_json::{json, value::RawValue};

use super::json::{read, write};
use super::prelude::*;
use crate::runtime::http::request::form;
use crate::runtime::http::request::style::{Flat, flatten};
use crate::runtime::json::{try_encode, violations};

/// Cents, as `12.50 EUR`. Amounts above a thousand can't be encoded.
#[derive(Clone, PartialEq, Debug)]
pub struct Money(u64);

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            ..=100_000 => serializer.collect_str(&format_args!("{}.{:02} EUR", self.0 / 100, self.0 % 100)),
            _ => Err(ser::Error::custom("nobody has as much")),
        }
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let cents = text.strip_suffix(" EUR").map(|amount| amount.replace('.', ""));
        let cents = cents.and_then(|cents| cents.parse().ok());
        cents
            .map(Self)
            .ok_or_else(|| de::Error::custom("no amount of EUR"))
    }
}

/// A number, digit for digit.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Digits(String);

impl Serialize for Digits {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let raw = RawValue::from_string(self.0.clone()).map_err(ser::Error::custom)?;
        raw.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Digits {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        Ok(Self(raw.get().to_owned()))
    }
}

#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Point {
    y: f32,
    x: f32,
}

custom! { Money = Money(0) }
custom! { Digits }
custom! { Point }

object! {
    /// An order.
    pub struct Order: new {
        pub price: Money = required "price",
        pub discount: Option<Money> = optional "discount",
        pub tip: Option<Option<Money>> = tristate "tip" read_only,
        pub parts: Option<Vec<Money>> = optional "parts" read_only,
        pub rate: Option<Digits> = optional "rate" read_only,
        pub place: Option<Point> = optional "place" read_only,
        pub by_name: Option<BTreeMap<String, Point>> = optional "by_name" read_only,
        ..extra: crate::runtime::json::Extra,
    }
}

const WHOLE: &str = r#"{"price":"12.50 EUR","discount":"0.05 EUR","tip":null,"parts":["1.00 EUR"],"rate":1.100000000000000000000000000001,"place":{"x":0.1,"y":2.0},"by_name":{"a":{"x":1.0,"y":2.0}}}"#;

#[test]
fn a_custom_type_is_decoded_and_encoded_everywhere() {
    let order: Order = read(WHOLE).unwrap();
    assert_eq!(order.price, Money(1250));
    assert_eq!(order.discount, Some(Money(5)));
    assert_eq!(order.tip, Some(None));
    assert_eq!(
        order.rate,
        Some(Digits("1.100000000000000000000000000001".to_owned()))
    );
    assert_eq!(order.place, Some(Point { x: 0.1, y: 2.0 }));
    assert_eq!(write(&order), WHOLE);
    let made = Order::new(Money(1250)).discount(Money(5));
    assert_eq!(write(&made), r#"{"price":"12.50 EUR","discount":"0.05 EUR"}"#);
    assert_eq!(
        format!("{made:?}"),
        r#"Order { price: "12.50 EUR", discount: "0.05 EUR", tip: None, parts: None, rate: None, place: None, by_name: None }"#
    );
}

#[test]
fn an_error_of_a_custom_type_has_its_path() {
    let wrong = [
        (
            "{\n\"price\":\"12 USD\"}",
            "$.price: no amount of EUR at line 2 column 9",
        ),
        (
            r#"{"price":"1.00 EUR","parts":["1.00 EUR",7]}"#,
            "$.parts[1]: invalid type: integer `7`, expected a string at line 1 column 41",
        ),
        (
            r#"{"price":null}"#,
            "$.price: invalid type: null, expected a string at line 1 column 13",
        ),
        (
            r#"{"price":"1.00 EUR","discount":""}"#,
            "$.discount: no amount of EUR at line 1 column 32",
        ),
        (
            r#"{"by_name":{"a":{"x":1}}}"#,
            "$.by_name.a: missing field `y` at line 1 column 23",
        ),
        (
            r#"{"discount":null}"#,
            "missing property `price` at line 1 column 17",
        ),
    ];
    for (text, message) in wrong {
        assert_eq!(read::<Order>(text).unwrap_err().to_string(), message);
    }
}

#[test]
fn a_value_that_a_custom_type_cannot_encode_is_a_violation() {
    let order = Order::new(Money(100_001));
    let found = violations(&order);
    assert_eq!(
        found.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["$.price can't be encoded: nobody has as much"]
    );
    assert!(try_encode(order.value()).is_err());
    assert!(flatten(Money(100_001).value(), Style::Simple, false).is_err());
}

#[test]
fn other_serde_formats_support_custom_types() {
    let value = json!({"price": "12.50 EUR", "place": {"x": 1.0, "y": 2.0}});
    let order: Order = serde_json::from_value(value.clone()).unwrap();
    assert_eq!(order.price, Money(1250));
    assert_eq!(serde_json::to_value(&order).unwrap(), value);
    let error = serde_json::from_value::<Order>(json!({"price": "x"})).unwrap_err();
    assert_eq!(error.to_string(), "$.price: no amount of EUR");
}

#[test]
fn parameters_contain_the_text_of_custom_types() {
    let one = |value: Value<'_>| match flatten(value, Style::Form, true) {
        Ok(Some(Flat::One(text))) => text.into_owned(),
        other => panic!("{other:?}"),
    };
    assert_eq!(one(Money(1250).value()), "12.50 EUR");
    assert_eq!(one(Digits("1.50".into()).value()), "1.50");
    let list = vec![Money(1), Money(2)];
    let many = Flat::Many(vec!["0.01 EUR".into(), "0.02 EUR".into()]);
    assert_eq!(flatten(list.value(), Style::Form, true), Ok(Some(many)));
    let pairs = Flat::Pairs(vec![("x".into(), "1".into()), ("y".into(), "2".into())]);
    assert_eq!(
        flatten(Point { x: 1.0, y: 2.0 }.value(), Style::DeepObject, true),
        Ok(Some(pairs))
    );
}

#[test]
fn forms_contain_the_text_of_custom_types_and_objects_as_json() {
    let mut order = Order::new(Money(1250));
    order.rate = Some(Digits("1.50".to_owned()));
    order.parts = Some(vec![Money(1), Money(2)]);
    order.place = Some(Point { x: 1.0, y: 2.0 });
    assert_eq!(
        form::write(order.value(), &[]).unwrap(),
        "price=12.50%20EUR&parts=0.01%20EUR&parts=0.02%20EUR&rate=1.50\
         &place=%7B%22x%22%3A1.0%2C%22y%22%3A2.0%7D"
    );
}

//! How the JSON engine distinguishes the variants of a union.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::json::{read, write};
use super::json_types::*;
use crate::runtime::macros::{object, union};
use serde_json::json;

/// The name of the variant that `text` decodes to, after a round trip.
#[track_caller]
fn variant(text: &str) -> String {
    let value: Evidence = read(text).unwrap();
    assert_eq!(serde_json::from_str::<Evidence>(text).unwrap(), value);
    assert_eq!(
        read::<serde_json::Value>(write(&value)).unwrap(),
        read::<serde_json::Value>(text).unwrap()
    );
    let shown = format!("{value:?}");
    shown.split('(').next().unwrap().to_owned()
}

#[test]
fn each_kind_of_evidence() {
    for (text, expected) in [
        ("null", "Null"),
        ("true", "Flag"),
        ("1", "Whole"),
        ("-1", "Whole"),
        ("1.5", "Number"),
        ("-0.1e-3", "Number"),
        (r#""small""#, "Size"),
        (r#""\u0073mall""#, "Size"),
        (r#""s\"m""#, "Size"),
        (r#""0123456789""#, "Named"),
        (r#""big""#, "Text"),
        (r#"[1,"small",null]"#, "Many"),
        (r#"{"version":2,"ok":true}"#, "Versioned"),
        (r#"{"ok":true,"type":"square","version":2}"#, "Versioned"),
        (r#"{"version":3,"ok":true,"type":"circle"}"#, "Shape"),
        (
            r#"{"x":{"type":"square"},"type":"circle","version":[2]}"#,
            "Shape",
        ),
        (r#"{"y":"}\"","typ\u0065":"square"}"#, "Shape"),
        (r#"{"only":null}"#, "Keyed"),
        (r#"{"type":"line","only":[[{}]]}"#, "Keyed"),
        (r#"{"type":"line"}"#, "Unknown"),
        (r#"{"type":["square"]}"#, "Unknown"),
        (r#"{"type":"\ud800"}"#, "Unknown"),
        ("{}", "Unknown"),
    ] {
        if text.contains("ud800") {
            // A lone surrogate is not a valid string: it is an error, not a panic.
            assert!(read::<Evidence>(text).is_err());
            continue;
        }
        assert_eq!(variant(text), expected, "{text}");
    }
    // The same numbers in another notation.
    assert_eq!(read::<Evidence>("1.0").unwrap(), Evidence::Whole(1));
    assert_eq!(read::<Evidence>("1e2").unwrap(), Evidence::Whole(100));
    assert!(matches!(
        read(r#"{"version":2.0,"ok":true}"#).unwrap(),
        Evidence::Versioned(_)
    ));
}

#[test]
fn null_is_absent_unless_a_variant_accepts_it() {
    assert_eq!(read::<Option<Figure>>("null").unwrap(), None);
    let null = Evidence::Null(serde_json::Value::Null.into());
    assert_eq!(read::<Option<Evidence>>("null").unwrap(), Some(null));
}

#[test]
fn an_unknown_tag_is_kept_and_sent_back() {
    let text =
        r#"{"type":"group","of":[{"n":[9007199254740993,null],"type":"hexagon"},{"r":1,"type":"circle"}]}"#;
    let figure: Figure = read(text).unwrap();
    assert_eq!(
        write(&figure),
        text.replace(r#""r":1,"type":"circle""#, r#""type":"circle","r":1"#)
    );
    let Figure::Group(group) = figure else {
        panic!("{figure:?}")
    };
    assert!(matches!(&group.of[0], Figure::Unknown(json) if json["type"] == "hexagon"));
    assert_eq!(group.of[1], Figure::from(Circle { r: 1 }));
}

#[test]
fn a_value_that_fits_no_variant_is_kept_too() {
    for text in ["null", "7", r#""x""#, "[]", "{}", r#"{"type":7}"#] {
        assert_eq!(write(&read::<Figure>(text).unwrap()), text);
    }
}

#[test]
fn nested_unions_cost_a_scan_per_level() {
    let nested = |depth: usize| {
        let circles = vec![r#"{"type":"circle","r":1}"#; 2000].join(",");
        r#"{"type":"group","of":["#.repeat(depth) + &circles + &"]}".repeat(depth)
    };
    let time = |text: &str| {
        let run = || {
            let start = Instant::now();
            assert!(read::<Figure>(text).is_ok());
            start.elapsed()
        };
        (0..5).map(|_| run()).min().unwrap_or(Duration::MAX)
    };
    let (flat, deep) = (time(&nested(1)), time(&nested(60)));
    println!("2000 circles (46 KB): {flat:?} one union deep, {deep:?} sixty unions deep");
    assert!(deep < flat * 120, "{flat:?} {deep:?}");
}

object! {
    /// An animal with a number of lives.
    pub struct Lives {
        const "kind" = string("cat"),
        pub lives: i64 = required "lives",
        ..extra: crate::runtime::json::Extra,
    }
}

union! {
    /// Variants that overlap.
    pub enum Loose {
        Strict(Lives) where kind(OBJECT),
        Words(Vec<String>) where kind(ARRAY) first(STRING),
        Numbers(Vec<f64>) where kind(ARRAY) first(NUMBER),
        Nested(Box<Nest>) from(Nest) where key("nest"),
        Any(serde_json::Value) from() where always(),
        ..Unknown
    }
}

object! {
    /// A value that contains another one.
    pub struct Nest {
        pub nest: Loose = required "nest",
        pub lives: Option<Option<i64>> = optional "lives",
        ..extra: crate::runtime::json::Extra,
    }
}

#[test]
fn a_variant_that_does_not_fit_is_skipped_for_a_later_one() {
    let read = |text: &str| read::<Loose>(text);
    assert!(matches!(
        read(r#"{"kind":"cat","lives":9}"#),
        Ok(Loose::Strict(_))
    ));
    assert!(matches!(
        read(r#"{"kind":"cat","lives":"many"}"#),
        Ok(Loose::Any(_))
    ));
    assert!(matches!(read(r#"["a","b"]"#), Ok(Loose::Words(_))));
    assert!(matches!(read("[]"), Ok(Loose::Words(_))));
    assert!(matches!(read("[ 1.5, 2]"), Ok(Loose::Numbers(_))));
    assert!(matches!(read(r#"["a", 1]"#), Ok(Loose::Any(_))));
}

#[test]
fn the_number_of_attempts_in_one_text_is_bounded() {
    let deep = format!("{}1{}", r#"{"lives":"x","nest":"#.repeat(40), "}".repeat(40));
    let started = Instant::now();
    let read = read::<Loose>(&deep);
    assert!(started.elapsed() < Duration::from_secs(2));
    assert!(read.is_ok());
}

#[test]
fn numbers_of_an_unknown_variant_are_sent_back_unchanged() {
    for unknown in [
        r#"{"entity":"x","n":1e400}"#,
        "[1.10,-0,1E5,12345678901234567890123]",
        "-1e400",
        "1.0",
    ] {
        assert_eq!(write(&read::<DeviceAction>(unknown).unwrap()), unknown);
        let list = format!("[{unknown}]");
        assert_eq!(write(&read::<Vec<DeviceAction>>(&list).unwrap()), list);
        let map = format!(r#"{{"a":{unknown}}}"#);
        assert_eq!(write(&read::<BTreeMap<String, DeviceAction>>(&map).unwrap()), map);
    }
}

#[derive(Debug, PartialEq, serde::Deserialize)]
struct Flat {
    page: i64,
    #[serde(flatten)]
    action: DeviceAction,
}

#[derive(Debug, PartialEq, serde::Deserialize)]
#[serde(untagged)]
enum Either {
    Action { action: DeviceAction },
    Evidence(Vec<Evidence>),
}

#[test]
fn unions_are_read_by_any_deserializer() {
    let text = r#"{"entity":"command","action":"wipe","type":"default"}"#;
    let action: DeviceAction = read(text).unwrap();
    let list = format!("[ {text} , {text}]");
    assert_eq!(
        serde_json::from_str::<[DeviceAction; 2]>(&list).unwrap(),
        [action.clone(), action.clone()]
    );
    assert_eq!(
        serde_json::from_reader::<_, Vec<DeviceAction>>(list.as_bytes())
            .unwrap()
            .len(),
        2
    );
    let flat = text.replace('{', r#"{"page":1,"#);
    let flattened: Flat = serde_json::from_str(&flat).unwrap();
    assert_eq!((flattened.page, &flattened.action), (1, &read(text).unwrap()));
    assert_eq!(serde_yaml::from_str::<Flat>(&flat).unwrap(), flattened);
    assert_eq!(
        serde_json::from_str::<Either>(&format!(r#"{{"action":{text}}}"#)).unwrap(),
        Either::Action { action }
    );
    let evidence = r#"[null,true,7,-7,18446744073709551615,7.5,"text",[1],{"only":1}]"#;
    let expected: Vec<Evidence> = read(evidence).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Evidence>>(evidence).unwrap(), expected);
    assert_eq!(serde_yaml::from_str::<Vec<Evidence>>(evidence).unwrap(), expected);
    assert_eq!(
        serde_json::from_str::<Either>(evidence).unwrap(),
        Either::Evidence(expected)
    );
}

#[test]
fn serde_json_yields_the_text_of_a_union() {
    let text = r#"[{"entity":"x","n":1.10},12345678901234567890123]"#;
    let read: Vec<DeviceAction> = serde_json::from_str(text).unwrap();
    assert_eq!(write(&read), text);
}

#[test]
fn a_number_out_of_range_in_any_json_is_the_nearest_one() {
    type Any = serde_json::Value;
    let (most, least) = (json!(f64::MAX), json!(f64::MIN));
    assert_eq!(
        read::<Any>(r#"{"a":[1e400,-1e400]}"#).unwrap(),
        json!({"a": [most, least]})
    );
    assert_eq!(read::<Vec<Any>>("[1e400,1]").unwrap(), [most.clone(), json!(1)]);
    assert_eq!(
        read::<BTreeMap<String, Any>>(r#"{"a":1e400}"#).unwrap(),
        [("a".to_owned(), most)].into()
    );
    // Text that is not JSON is an error.
    for wrong in ["[1e400", "1e", r#"["\ud800"]"#] {
        assert!(read::<Any>(wrong).is_err(), "{wrong}");
    }
}

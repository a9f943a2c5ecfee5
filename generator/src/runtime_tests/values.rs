//! How values are made: constructors, setters, and the known values of enums.

// The macros define more members than a test uses.
#![allow(dead_code)]

use serde_json::json;

use super::json_types::{ApplicationAction, ErrorCode, Verb, WipeType};
use super::prelude::*;

object! {
    pub struct Vectors: new {
        pub size: u64 = required "size" by_value,
        pub limit: Option<u64> = nullable "limit",
        pub shards: Option<u64> = optional "shards" by_value,
        pub replicas: Option<Option<u64>> = tristate(replicas_null) "replicas" by_value,
        pub name: Option<Option<String>> = tristate(name_null) "name",
        pub seen: Option<Option<u64>> = tristate "seen" read_only by_value,
    }
}

object! {
    pub struct Options: new {
        pub depth: Option<u64> = optional "depth" by_value,
        pub name: Option<Option<String>> = tristate(name_null) "name",
    }
}

object! {
    /// What only a server sends is made in tests.
    pub struct Answer: received {
        pub depth: Option<u64> = optional "depth" by_value,
    }
}

#[test]
fn integer_literals_are_arguments() {
    let vectors = Vectors::new(4, 10).shards(2).replicas(3);
    assert_eq!(
        serde_json::to_value(&vectors).unwrap(),
        json!({"size": 4, "limit": 10, "shards": 2, "replicas": 3})
    );
    assert_eq!(Vectors::new(4, None).limit, None);
    assert_eq!(Vectors::new(4, Some(5)).limit, Some(5));
}

#[test]
fn null_has_a_setter() {
    let vectors = Vectors::new(4, 10).replicas_null().name_null();
    assert_eq!(
        serde_json::to_value(&vectors).unwrap(),
        json!({"size": 4, "limit": 10, "replicas": null, "name": null})
    );
    let action = ApplicationAction::new(Verb::Install, super::json_types::Id::from_static("abc"));
    let text = serde_json::to_string(&action.clone().note_null()).unwrap();
    assert!(text.contains("\"note\":null"), "{text}");
    assert!(!serde_json::to_string(&action).unwrap().contains("note"));
}

#[test]
fn a_type_without_required_properties_is_default() {
    assert_eq!(Options::default(), Options::new());
    assert_eq!(serde_json::to_value(Options::default()).unwrap(), json!({}));
    assert_eq!(Answer::default().depth, None);
}

#[test]
fn an_enum_lists_its_known_values() {
    assert_eq!(WipeType::ALL, [WipeType::Default, WipeType::Protected]);
    assert_eq!(ErrorCode::ALL, [ErrorCode::WinDeviceNotActive]);
    assert!(WipeType::ALL.iter().all(WipeType::is_known));
    let received: WipeType = serde_json::from_value(json!("secure")).unwrap();
    assert!(!received.is_known());
    let received: ErrorCode = serde_json::from_value(json!(7)).unwrap();
    assert!(!received.is_known() && ErrorCode::WinDeviceNotActive.is_known());
}

#[test]
fn an_enum_is_an_argument_of_a_command() {
    let command = clap::Command::new("wipe")
        .arg(clap::Arg::new("type").value_parser(clap::builder::EnumValueParser::<WipeType>::new()));
    let parse = |argument: &str| command.clone().try_get_matches_from(["wipe", argument]);
    let matches = parse("protected").unwrap();
    assert_eq!(matches.get_one("type"), Some(&WipeType::Protected));
    let error = parse("secure").unwrap_err().to_string();
    assert!(error.contains("[possible values: default, protected]"), "{error}");
}

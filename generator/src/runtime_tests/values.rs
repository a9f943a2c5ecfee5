//! How values are made: constructors, setters, and the known values of enums.

// The macros define more members than a test uses.
#![allow(dead_code)]

use std::collections::BTreeMap;

use serde_json::json;

use super::json_types::{ApplicationAction, DeviceAction, ErrorCode, Verb, WipeType};
use super::prelude::*;
use crate::runtime::format::Date;

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
    pub struct Answers: received {
        const "kind" = string("answers"),
        pub vectors: Vectors = required "vectors",
        pub of: Option<WipeType> = nullable "type",
        pub since: Option<Date> = optional "since",
        pub next: Option<Box<Answers>> = optional "next",
        ..others: BTreeMap<String, Vec<Option<String>>>,
    }
}

external_union! {
    pub enum State {
        Idle = "Idle",
        Failed(String) = "Failed",
        ..Unknown
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

/// The keywords are those of the description that the tables of these types stand for.
#[test]
fn types_have_json_schemas() {
    let schema = schemars::schema_for!(Answers).to_value();
    assert_eq!(
        schema,
        json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "Answers",
            "type": "object",
            "properties": {
                "kind": {"const": "answers"},
                "vectors": {"$ref": "#/$defs/Vectors"},
                "type": {"anyOf": [{"$ref": "#/$defs/WipeType"}, {"type": "null"}]},
                "since": {"$ref": "#/$defs/Date"},
                "next": {"$ref": "#"},
            },
            "required": ["kind", "vectors", "type"],
            "additionalProperties": {"type": "array", "items": {"anyOf": [{"type": "string"}, {"type": "null"}]}},
            "$defs": {
                "Date": {"type": "string", "format": "date"},
                "WipeType": {"enum": ["default", "protected"]},
                "Vectors": {
                    "type": "object",
                    "properties": {
                        "size": {"type": "integer"},
                        "limit": {"anyOf": [{"type": "integer"}, {"type": "null"}]},
                        "shards": {"type": "integer"},
                        "replicas": {"anyOf": [{"type": "integer"}, {"type": "null"}]},
                        "name": {"anyOf": [{"type": "string"}, {"type": "null"}]},
                        "seen": {"anyOf": [{"type": "integer"}, {"type": "null"}]},
                    },
                    "required": ["size", "limit"],
                },
            },
        })
    );
}

const WORD: Check = Check {
    min_length: Some(2),
    ..Check::NONE
};

const WORDS: Check = Check {
    max_items: Some(3),
    unique_items: true,
    items: Some(&WORD),
    ..Check::NONE
};

const SHARE: Check = Check {
    minimum: Some(Bound::exclusive(Number::I64(0))),
    maximum: Some(Bound::inclusive(Number::F64(0.5))),
    ..Check::NONE
};

object! {
    pub struct Limited: new {
        pub words: Vec<String> = required "words" check(&WORDS),
        pub share: Option<Option<f64>> = tristate(share_null) "share" by_value check(&SHARE),
    }
}

#[test]
fn json_schemas_have_the_constraints_of_the_description() {
    let schema = schemars::schema_for!(Limited).to_value();
    let items = json!({"type": "string", "minLength": 2});
    assert_eq!(
        schema["properties"],
        json!({
            "words": {"type": "array", "items": items, "maxItems": 3, "uniqueItems": true},
            "share": {
                "anyOf": [{"type": "number"}, {"type": "null"}],
                "exclusiveMinimum": 0,
                "maximum": 0.5,
            },
        })
    );
}

#[test]
fn unions_have_json_schemas() {
    let schema = schemars::schema_for!(DeviceAction).to_value();
    let variant = |name: &str, tag: &str| {
        json!({
            "allOf": [{"$ref": format!("#/$defs/{name}")}],
            "properties": {"entity": {"const": tag}},
            "required": ["entity"],
        })
    };
    let variants = [
        variant("ApplicationAction", "application"),
        variant("CommandAction", "command"),
    ];
    assert_eq!(schema["anyOf"], json!(variants));
    let schema = schemars::schema_for!(State).to_value();
    assert_eq!(
        schema["anyOf"],
        json!([
            {"enum": ["Idle"]},
            {"type": "object", "properties": {"Failed": {"type": "string"}}, "required": ["Failed"]},
        ])
    );
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

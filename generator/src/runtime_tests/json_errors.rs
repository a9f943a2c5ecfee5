//! Decode errors of the JSON engine: their path and message, without a panic.

use super::json::{read, write};
use super::json_types::*;
use crate::runtime::json::Schema;
use crate::runtime::macros::object;

#[track_caller]
fn error<T: Schema>(text: impl AsRef<[u8]>) -> String {
    match read::<T>(text) {
        Ok(_) => panic!("decoded"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn errors_have_a_path_and_a_message() {
    for (text, message) in [
        (
            r#"{"total":1,"items":[{"name":"a"},{"name":1}]}"#,
            "$.items[1].name: invalid type: integer `1`, expected a string at line 1 column 42",
        ),
        (
            "{\n  \"total\": \"x\"\n}",
            "$.total: invalid type: string \"x\", expected an integer from -9223372036854775808 to 9223372036854775807 at line 2 column 14",
        ),
        (r#"{"total":1}"#, "missing property `items` at line 1 column 11"),
        (
            r#"{"total":1,"items":[],"labels":{}}"#,
            "missing property `next` at line 1 column 34",
        ),
        (
            r#"{"total":null}"#,
            "$.total: invalid type: null, expected an integer from -9223372036854775808 to 9223372036854775807 at line 1 column 13",
        ),
        (
            r#"{"total":1,"total":1}"#,
            "$.total: duplicate key at line 1 column 18",
        ),
        (
            r#"{"labels":{"a":1,"a":2}}"#,
            "$.labels.a: duplicate key at line 1 column 20",
        ),
        (
            r#"{"labels":{"a b\n":true}}"#,
            "$.labels[\"a b\\n\"]: invalid type: boolean `true`, expected an integer from -9223372036854775808 to 9223372036854775807 at line 1 column 23",
        ),
        (
            r#"{"items":[{"name":"a"#,
            "$.items[0].name: EOF while parsing a string at line 1 column 20",
        ),
        (
            r#"{"items":[{"unknown":[1,,]}]}"#,
            "$.items[0].unknown: expected value at line 1 column 25",
        ),
        (
            r#"{"items":{}}"#,
            "$.items: invalid type: map, expected an array at line 1 column 9",
        ),
        (
            r#"{"items":[[]]}"#,
            "$.items[0]: invalid type: sequence, expected an object (Item) at line 1 column 10",
        ),
        (
            r#"{"total":9223372036854775808}"#,
            "$.total: invalid value: integer `9223372036854775808`, expected an integer from -9223372036854775808 to 9223372036854775807 at line 1 column 28",
        ),
        (
            r#"{"total":1.5}"#,
            "$.total: invalid value: floating point `1.5`, expected an integer from -9223372036854775808 to 9223372036854775807 at line 1 column 12",
        ),
        (
            r#"{"items":[{"name":"a","size":-1}]}"#,
            "$.items[0].size: invalid value: integer `-1`, expected an integer from 0 to 18446744073709551615 at line 1 column 31",
        ),
        (
            r#"{"items":[{"name":"a","code":0.5}]}"#,
            "$.items[0].code: invalid value: floating point `0.5`, expected an integer from -9223372036854775808 to 9223372036854775807 at line 1 column 32",
        ),
        (
            r#"{"items":[{"name":"\ud800"}]}"#,
            "$.items[0].name: unexpected end of hex escape at line 1 column 26",
        ),
        ("", "EOF while parsing a value at line 1 column 0"),
        ("{} {}", "missing property `total` at line 1 column 2"),
    ] {
        assert_eq!(error::<Page>(text), message, "{text}");
    }
    assert_eq!(
        error::<bool>("true false"),
        "trailing characters at line 1 column 6"
    );
}

#[test]
fn errors_inside_unions_keep_path_and_position() {
    let text = "{\"total\":1,\n \"items\":[\n  {\"name\":\"a\",\"action\":{\"entity\":\"command\",\n   \"action\":[]}}]}";
    let message = "$.items[0].action.action: invalid type: sequence, expected a string";
    assert_eq!(error::<Page>(text), format!("{message} at line 4 column 12"));
    // The union was buffered, so only its path is known.
    assert_eq!(
        serde_json::from_str::<Page>(text).unwrap_err().to_string(),
        message
    );
}

#[test]
fn the_chosen_variant_must_decode() {
    assert_eq!(
        error::<Figure>(r#"{"type":"circle","side":2}"#),
        "missing property `r` at line 1 column 26",
    );
    let square = read::<Figure>(r#"{"type":"square","r":1,"side":2}"#).unwrap();
    assert!(matches!(square, Figure::Square(Square { side: 2, ref extra }) if extra.len() == 1));
}

#[test]
fn errors_of_other_entry_points_have_the_path_too() {
    let bad = r#"{"items":[{"name":1}]}"#;
    assert_eq!(
        serde_json::from_str::<Page>(bad).unwrap_err().to_string(),
        "$.items[0].name: invalid type: integer `1`, expected a string at line 1 column 19"
    );
    let value = serde_json::from_str(bad).unwrap();
    assert_eq!(
        serde_json::from_value::<Page>(value).unwrap_err().to_string(),
        "$.items[0].name: invalid type: integer `1`, expected a string"
    );
}

#[test]
fn messages_show_an_excerpt_of_the_content() {
    let long = format!(r#"{{"total":"{}"}}"#, "secret".repeat(10_000));
    let message = error::<Page>(long);
    assert!(message.len() < 300, "{message}");
    assert!(
        message.starts_with("$.total: invalid type: string \"secretsecret"),
        "{message}"
    );
    assert!(message.contains("…\", expected an integer"), "{message}");
    let key = format!(r#"{{"labels":{{"{}":0.5}}}}"#, "k ".repeat(10_000));
    assert!(error::<Page>(key).len() < 350);
}

#[test]
fn a_byte_order_mark_is_skipped_and_other_bytes_are_rejected() {
    assert_eq!(read::<i64>(b"\xEF\xBB\xBF 7"), Ok(7));
    assert_eq!(
        error::<Page>(b"{\"items\":[{\"name\":\"a\xFF\"}]}"),
        "$.items[0].name: invalid UTF-8 at line 1 column 21"
    );
    assert_eq!(error::<i64>(b"7\xFF"), "invalid UTF-8 at line 1 column 2");
}

#[test]
fn depth_is_limited_everywhere() {
    const DEPTH: usize = 100_000;
    let chain = |open: &str, middle: &str, close: &str| open.repeat(DEPTH) + middle + &close.repeat(DEPTH);
    let lists = chain("[", "", "]");
    assert!(error::<Tree>(&lists).contains("recursion limit exceeded"));
    assert!(error::<serde_json::Value>(&lists).contains("recursion limit exceeded"));
    let items = chain(r#"{"name":"n","parent":"#, "null", "}");
    let message = error::<Item>(&items);
    assert!(
        message.starts_with("$.parent.parent.") && message.contains("recursion limit exceeded"),
        "{message}"
    );
    // A tenth, since each union scans its contents and the test is not optimized.
    let groups = r#"{"type":"group","of":["#.repeat(DEPTH / 10) + &"]}".repeat(DEPTH / 10);
    let message = error::<Figure>(&groups);
    assert!(
        message.starts_with("$.of[0].of[0].") && message.contains("nested too deeply"),
        "{message}"
    );
    assert!(error::<Figure>(chain(r#"{"type":"group","of":["#, "", "")).contains("EOF"));
    // Skipped values need no stack.
    assert!(read::<CommandAction>(format!(r#"{{"action":"a","x":{lists}}}"#)).is_ok());
    // Eighty levels of union, object and array are legitimate.
    let legitimate = r#"{"type":"group","of":["#.repeat(80) + &"]}".repeat(80);
    assert!(read::<Figure>(&legitimate).is_ok());
}

#[test]
fn every_truncation_and_every_changed_byte_gives_a_value_or_an_error() {
    let text = r#"{"total":1,"items":[{"name":"a\u00e9","ratio":-1.5e3,"action":{"x":[1,{"y":"\""}],"entity":"command","action":"a"}}],"next":null,"labels":{"a":1}}"#;
    assert!(read::<Page>(text).is_ok());
    for end in 0..text.len() {
        let truncated = &text.as_bytes()[..end];
        assert!(read::<Page>(truncated).is_err(), "{end}");
    }
    for at in 0..text.len() {
        for byte in [0, b'"', b'{', b']', b',', b'\\', b'9', 0xFF] {
            let mut changed = text.as_bytes().to_vec();
            changed[at] = byte;
            // Decoding from a buffer is more lenient: it doesn't detect a duplicate key inside a union.
            if let Ok(page) = read::<Page>(&changed) {
                assert_eq!(serde_json::from_slice::<Page>(&changed).unwrap(), page);
                assert_eq!(read::<Page>(write(&page)).unwrap(), page);
            }
        }
    }
}

#[test]
fn more_than_64_required_properties() {
    let text = |without: usize| {
        let present = (0..67).filter(|number| *number != without);
        let entries: Vec<String> = present.map(|number| format!(r#""f{number}":{number}"#)).collect();
        format!("{{{}}}", entries.join(","))
    };
    assert_eq!(read::<Many>(text(67)).unwrap().f66, 66);
    for without in [0, 63, 64, 66] {
        let message = error::<Many>(text(without));
        assert!(
            message.starts_with(&format!("missing property `f{without}`")),
            "{message}"
        );
    }
    let twice = text(67).replace("\"f65\"", "\"f64\"");
    assert!(error::<Many>(twice).starts_with("$.f64: duplicate key"));
}

#[derive(Clone, PartialEq)]
pub struct Many {
    pub f0: i64,
    pub f1: i64,
    pub f2: i64,
    pub f3: i64,
    pub f4: i64,
    pub f5: i64,
    pub f6: i64,
    pub f7: i64,
    pub f8: i64,
    pub f9: i64,
    pub f10: i64,
    pub f11: i64,
    pub f12: i64,
    pub f13: i64,
    pub f14: i64,
    pub f15: i64,
    pub f16: i64,
    pub f17: i64,
    pub f18: i64,
    pub f19: i64,
    pub f20: i64,
    pub f21: i64,
    pub f22: i64,
    pub f23: i64,
    pub f24: i64,
    pub f25: i64,
    pub f26: i64,
    pub f27: i64,
    pub f28: i64,
    pub f29: i64,
    pub f30: i64,
    pub f31: i64,
    pub f32: i64,
    pub f33: i64,
    pub f34: i64,
    pub f35: i64,
    pub f36: i64,
    pub f37: i64,
    pub f38: i64,
    pub f39: i64,
    pub f40: i64,
    pub f41: i64,
    pub f42: i64,
    pub f43: i64,
    pub f44: i64,
    pub f45: i64,
    pub f46: i64,
    pub f47: i64,
    pub f48: i64,
    pub f49: i64,
    pub f50: i64,
    pub f51: i64,
    pub f52: i64,
    pub f53: i64,
    pub f54: i64,
    pub f55: i64,
    pub f56: i64,
    pub f57: i64,
    pub f58: i64,
    pub f59: i64,
    pub f60: i64,
    pub f61: i64,
    pub f62: i64,
    pub f63: i64,
    pub f64: i64,
    pub f65: i64,
    pub f66: i64,
}
object! {
    Many {
        .f0 = required "f0",
        .f1 = required "f1",
        .f2 = required "f2",
        .f3 = required "f3",
        .f4 = required "f4",
        .f5 = required "f5",
        .f6 = required "f6",
        .f7 = required "f7",
        .f8 = required "f8",
        .f9 = required "f9",
        .f10 = required "f10",
        .f11 = required "f11",
        .f12 = required "f12",
        .f13 = required "f13",
        .f14 = required "f14",
        .f15 = required "f15",
        .f16 = required "f16",
        .f17 = required "f17",
        .f18 = required "f18",
        .f19 = required "f19",
        .f20 = required "f20",
        .f21 = required "f21",
        .f22 = required "f22",
        .f23 = required "f23",
        .f24 = required "f24",
        .f25 = required "f25",
        .f26 = required "f26",
        .f27 = required "f27",
        .f28 = required "f28",
        .f29 = required "f29",
        .f30 = required "f30",
        .f31 = required "f31",
        .f32 = required "f32",
        .f33 = required "f33",
        .f34 = required "f34",
        .f35 = required "f35",
        .f36 = required "f36",
        .f37 = required "f37",
        .f38 = required "f38",
        .f39 = required "f39",
        .f40 = required "f40",
        .f41 = required "f41",
        .f42 = required "f42",
        .f43 = required "f43",
        .f44 = required "f44",
        .f45 = required "f45",
        .f46 = required "f46",
        .f47 = required "f47",
        .f48 = required "f48",
        .f49 = required "f49",
        .f50 = required "f50",
        .f51 = required "f51",
        .f52 = required "f52",
        .f53 = required "f53",
        .f54 = required "f54",
        .f55 = required "f55",
        .f56 = required "f56",
        .f57 = required "f57",
        .f58 = required "f58",
        .f59 = required "f59",
        .f60 = required "f60",
        .f61 = required "f61",
        .f62 = required "f62",
        .f63 = required "f63",
        .f64 = required "f64",
        .f65 = required "f65",
        .f66 = required "f66",
    }
}

//! The JSON engine with types in the form of generated code: decoding and encoding.

use std::collections::BTreeMap;
use std::fmt::Debug;

use serde_json::{Value as Json, json};

use super::json_types::*;
use crate::runtime::json::{DecodeError, Extra, Schema, decode, encode};

/// Decodes as for a response.
pub(super) fn read<T: Schema>(text: impl AsRef<[u8]>) -> Result<T, DecodeError> {
    let mut value = T::placeholder();
    decode(text.as_ref(), value.slot())?;
    Ok(value)
}

/// Encodes as for a request.
pub(super) fn write(value: &impl Schema) -> String {
    String::from_utf8(encode(value.value())).unwrap()
}

/// Decodes by every entry point, asserts equal values, and asserts that encoding returns `text`.
fn round_trip<T>(text: &str) -> T
where
    T: Schema + Debug + PartialEq + serde::Serialize + serde::de::DeserializeOwned,
{
    let value: T = read(text).unwrap();
    assert_eq!(write(&value), text);
    assert_eq!(serde_json::to_string(&value).unwrap(), text);
    assert_eq!(serde_json::from_str::<T>(text).unwrap(), value);
    assert_eq!(serde_json::from_slice::<T>(text.as_bytes()).unwrap(), value);
    assert_eq!(serde_json::from_reader::<_, T>(text.as_bytes()).unwrap(), value);
    assert_eq!(
        serde_json::from_value::<T>(serde_json::from_str(text).unwrap()).unwrap(),
        value
    );
    assert_eq!(serde_yaml::from_str::<T>(text).unwrap(), value);
    value
}

#[test]
fn the_published_sample_survives_a_round_trip() {
    let text =
        r#"{"entity":"application","action":"install","id":"507f1f77bcf86cd799439088","type":"protected"}"#;
    let id = Id::from_static("507f1f77bcf86cd799439088");
    let action = ApplicationAction::new(Verb::Install, id).r#type(WipeType::Protected);
    assert_eq!(round_trip::<ApplicationAction>(text), action);
    assert_eq!(round_trip::<DeviceAction>(text), DeviceAction::from(action));
}

#[test]
fn strings_and_keys_are_escaped_as_by_serde_json() {
    let special = (0..0x80)
        .map(char::from)
        .chain(['é', '€', '😀', '\u{7f}', '\u{2028}']);
    for special in special {
        for before in [0, 1, 7, 8, 9, 39, 40, 41, 100] {
            let text = format!("{}{special}{}", "a".repeat(before), "ü".repeat(before));
            assert_eq!(write(&text), serde_json::to_string(&text).unwrap());
            let map = BTreeMap::from([(text, 1i64)]);
            assert_eq!(write(&map), serde_json::to_string(&map).unwrap());
            assert_eq!(read::<BTreeMap<String, i64>>(write(&map)).unwrap(), map);
        }
    }
}

#[test]
fn lists_of_integers_and_maps_survive_a_round_trip() {
    round_trip::<Vec<i64>>("[]");
    round_trip::<Vec<i64>>("[-9223372036854775808,0,9223372036854775807]");
    round_trip::<BTreeMap<String, Vec<i64>>>(r#"{"a":[1],"b":[]}"#);
    round_trip::<BTreeMap<String, Option<BTreeMap<String, f64>>>>(
        r#"{"a":{},"b":{"c":1.5,"d":-0.0},"e":null}"#,
    );
}

#[test]
fn order_and_space_of_the_input_do_not_matter() {
    let shuffled = " {\"note\" : null,\n\"id\": \"abc\", \"new\":[1, {}],\"action\":\"fly\",\"entity\":\"application\"}\r\n";
    let action: ApplicationAction = read(shuffled).unwrap();
    assert_eq!(
        write(&action),
        r#"{"entity":"application","action":"fly","id":"abc","note":null,"new":[1,{}]}"#
    );
    assert_eq!(action.action, Verb::Unknown("fly".to_owned()));
    assert_eq!(action.extra.get("new"), Some(&json!([1, {}])));
}

#[test]
fn absent_null_and_values_are_distinguished_as_in_the_description() {
    for (text, note) in [
        (r#"{"entity":"application","action":"install","id":"abc"}"#, None),
        (
            r#"{"entity":"application","action":"install","id":"abc","note":null}"#,
            Some(None),
        ),
        (
            r#"{"entity":"application","action":"install","id":"abc","note":"n"}"#,
            Some(Some("n".to_owned())),
        ),
    ] {
        assert_eq!(round_trip::<ApplicationAction>(text).note, note);
    }
    let id = Id::from_static("abc");
    assert_eq!(
        ApplicationAction::new(Verb::Install, id).note("n").note,
        Some(Some("n".to_owned()))
    );
    round_trip::<Page>(r#"{"total":1,"items":[],"next":null,"labels":{"a":1,"b":-2}}"#);
}

#[test]
fn null_in_an_optional_property_is_absent() {
    let item: Item = read(r#"{"name":"n","code":null,"size":null,"action":null,"parent":null}"#).unwrap();
    assert_eq!(write(&item), r#"{"name":"n"}"#);
}

#[test]
fn null_is_a_value_of_any_json() {
    assert_eq!(
        round_trip::<Item>(r#"{"name":"n","any":null}"#).any,
        Some(Json::Null)
    );
    assert_eq!(round_trip::<Item>(r#"{"name":"n"}"#).any, None);
}

#[test]
fn a_constant_with_another_value_is_kept_and_sent_back() {
    let text = r#"{"action":"install","id":"abc","entity":"application/v2"}"#;
    assert_eq!(round_trip::<ApplicationAction>(text).extra.len(), 1);
}

#[test]
fn numbers_in_undescribed_properties_are_sent_as_they_were_received() {
    let start = r#"{"entity":"application","action":"install","id":"abc""#;
    for number in [
        "1.10",
        "-0",
        "1E5",
        "1e-400",
        "12345678901234567890123",
        "1e400",
        "-1e400",
        "0.1000000000000000055511151231257827",
    ] {
        for value in [
            number.to_owned(),
            format!(r#"[1,{number}]"#),
            format!(r#"{{"z":{{"1.10, \\\"":[{number}]}},"a":"1e400"}}"#),
        ] {
            let text = format!(r#"{start},"cost":{value}}}"#);
            let action: ApplicationAction = read(&text).unwrap();
            assert_eq!(write(&action), text);
            assert_eq!(write(&action.clone()), text);
            assert_eq!(write(&read::<DeviceAction>(&text).unwrap()), text);
            let spaced = text.replace(":[", " : [\n ");
            assert_eq!(write(&read::<ApplicationAction>(&spaced).unwrap()), text);
            // Other formats have no numbers as text.
            let json = serde_json::to_value(&action).unwrap();
            assert_eq!(json.get("cost"), action.extra.get("cost"));
        }
    }
}

#[test]
fn a_number_in_an_undescribed_property_is_read_as_the_nearest_one() {
    let cost = |value: &str| -> Json {
        let action: ApplicationAction =
            read(format!(r#"{{"action":"install","id":"abc","cost":{value}}}"#)).unwrap();
        action.extra.into_iter().next().unwrap().1
    };
    assert_eq!(cost("1.10"), json!(1.1));
    assert_eq!(cost("[1e400, -1e400]"), json!([f64::MAX, f64::MIN]));
    assert_eq!(cost(r#"{"1e400":"1e400"}"#), json!({"1e400": "1e400"}));
    for wrong in ["1e", "[1e400,]", "01", r#"[1e400, "\ud800"]"#] {
        let text = format!(r#"{{"action":"install","id":"abc","cost":{wrong}}}"#);
        assert!(read::<ApplicationAction>(text).is_err(), "{wrong}");
    }
}

#[test]
fn a_replaced_property_is_sent_with_its_new_value() {
    let text = r#"{"entity":1.10,"action":"install","id":"abc","cost":1.10,"size":2.50}"#;
    let mut action: ApplicationAction = read(text).unwrap();
    assert_eq!(action.extra.insert("cost", 1.1), Some(json!(1.1)));
    assert_eq!(action.extra.remove("size"), Some(json!(2.5)));
    assert_eq!(
        write(&action),
        r#"{"action":"install","id":"abc","cost":1.1,"entity":1.10}"#
    );
}

#[test]
fn additional_properties_cannot_duplicate_a_field() {
    let mut action = ApplicationAction::new(Verb::Install, Id::from_static("abc"));
    action.extra.insert("id", "other");
    action.extra.insert("zebra", 1);
    action.extra.insert("ant", true);
    assert_eq!(
        write(&action),
        r#"{"entity":"application","action":"install","id":"abc","ant":true,"zebra":1}"#
    );
    let mut extra = Extra::from_iter([("a", json!(1))]);
    assert_eq!(extra.remove("a"), Some(json!(1)));
    assert_eq!(extra, Extra::new());
}

#[test]
fn a_misspelled_value_of_an_enum_is_an_error() {
    let said = |text: &str| text.parse::<WipeType>().unwrap_err().to_string();
    let listed =
        "the description lists \"default\", \"protected\"; to send another value, use WipeType::Unknown";
    assert_eq!(
        said("protectd"),
        format!("\"protectd\" is not a value of WipeType: did you mean \"protected\"? {listed}")
    );
    assert_eq!(said(""), format!("\"\" is not a value of WipeType: {listed}"));
    assert_eq!(
        said("Protected"),
        format!("\"Protected\" is not a value of WipeType: did you mean \"protected\"? {listed}")
    );
    assert!(said(&"é".repeat(500)).chars().count() < 250);
    assert_eq!(ErrorCode::try_from(5142), Ok(ErrorCode::WinDeviceNotActive));
    let error = ErrorCode::try_from(-1).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("\"-1\" is not a value of ErrorCode: "),
        "{error}"
    );
    assert_eq!(error.known(), ["5142"]);
}

#[test]
fn types_of_text_are_used_as_text() {
    let id = Id::from_static("abc");
    assert!(id == "abc" && id == *"abc" && id != "abd" && id.starts_with('a'));
    let ids: std::collections::HashSet<Id> = [id.clone()].into();
    assert!(ids.contains("abc") && !ids.contains("abd"));
    let ordered: std::collections::BTreeSet<Id> = [id].into();
    assert!(ordered.contains("abc"));
    assert!(WipeType::Default == "default" && WipeType::Default != "Default");
    assert_eq!(
        (WipeType::Default.len(), WipeType::Default.as_ref()),
        (7, "default")
    );
    assert_eq!(WipeType::Unknown("new".to_owned()), *"new");
}

#[test]
fn unknown_values_of_enums_survive_a_round_trip() {
    assert_eq!(
        round_trip::<WipeType>(r#""partial""#),
        WipeType::Unknown("partial".to_owned())
    );
    assert_eq!(round_trip::<ErrorCode>("5142"), ErrorCode::WinDeviceNotActive);
    assert_eq!(
        round_trip::<ErrorCode>("-9223372036854775808"),
        ErrorCode::Unknown(i64::MIN)
    );
    assert_eq!("protected".parse::<WipeType>(), Ok(WipeType::Protected));
    assert_eq!(
        format!("{:>9}|{:04}", WipeType::Default, ErrorCode::Unknown(7)),
        "  default|0007"
    );
}

#[test]
fn integers_are_exact_and_may_be_written_as_floats() {
    for (text, number) in [
        ("9007199254740993", 9_007_199_254_740_993),
        ("9223372036854775807", i64::MAX),
        ("-9223372036854775808", i64::MIN),
        ("1.0", 1),
        ("1e3", 1000),
        ("-0", 0),
        ("-2.0E1", -20),
    ] {
        assert_eq!(read::<i64>(text), Ok(number), "{text}");
    }
    assert_eq!(read::<u64>("18446744073709551615"), Ok(u64::MAX));
    assert_eq!(read::<u64>("1.5e1"), Ok(15));
    assert_eq!(read::<f64>("3"), Ok(3.0));
    assert_eq!(write(&9_007_199_254_740_993i64), "9007199254740993");
    assert_eq!(write(&f64::NAN), "null");
}

#[test]
fn recursive_newtypes_are_transparent() {
    let tree = round_trip::<Tree>("[[],[[]]]");
    assert_eq!(tree.len(), 2);
    assert_eq!(format!("{tree:?}"), "Tree([[], [[]]])");
}

#[test]
fn an_invalid_newtype_cannot_be_built_but_is_received_unchanged() {
    let refused = "ab".parse::<Id>().unwrap_err();
    assert_eq!(
        refused.to_string(),
        r#""ab" is not a valid Id: it must have at least 3 characters"#
    );
    let refused = Id::try_from("é".repeat(100)).unwrap_err().to_string();
    assert_eq!(
        refused,
        format!(
            "\"{}…\" is not a valid Id: it must have at most 24 characters",
            "é".repeat(60)
        )
    );
    assert_eq!(round_trip::<Id>(r#""ab""#).as_str(), "ab");
    const KNOWN: Id = Id::from_static("acme");
    assert_eq!(
        format!("{KNOWN} {KNOWN:?} {}", String::from(KNOWN)),
        r#"acme Id("acme") acme"#
    );
    assert!(std::panic::catch_unwind(|| Id::from_static("x")).is_err());
}

#[test]
fn a_secret_newtype_is_never_shown() {
    let secret = Password::from_static("hunter2");
    assert_eq!(format!("{secret:?}"), "Password([redacted])");
    let refused = Password::try_from("h2").unwrap_err();
    assert_eq!(
        refused.to_string(),
        "[redacted] is not a valid Password: it must have at least 3 characters"
    );
    assert!(!format!("{refused:?}").contains("h2"));
    assert_eq!(write(&secret), r#""hunter2""#);
}

#[test]
fn objects_without_fields_and_with_typed_extra_properties() {
    assert_eq!(write(&read::<Empty>(r#"{"a":1}"#).unwrap()), "{}");
    assert_eq!(format!("{:?}", Empty {}), "Empty");
    let scores = round_trip::<Scores>(r#"{"total":2,"ann":0.1,"bob":2.5}"#);
    assert_eq!(scores.extra["ann"], 0.1);
    assert_eq!(
        read::<Scores>(r#"{"ann":"x"}"#).unwrap_err().to_string(),
        "$.ann: invalid type: string \"x\", expected f64 at line 1 column 10"
    );
}

#[test]
fn floats_survive_a_round_trip() {
    for number in [
        0.1,
        1.0 / 3.0,
        5e-324,
        f64::MAX,
        123_456_789.012_345_67,
        2.225_073_858_507_201e-308,
    ] {
        assert_eq!(read::<f64>(write(&number)), Ok(number));
    }
}

#[test]
fn debug_shows_values_but_no_secret() {
    let text = r#"{"total":1,"items":[{"name":"n","code":1,"password":"hunter2","action":{"entity":"command","action":"wipe"}}],"next":"x","labels":{"a":1}}"#;
    let shown = format!("{:?}", read::<Page>(text).unwrap());
    assert_eq!(
        shown,
        r#"Page { total: 1, items: [Item { name: "n", code: 1, size: None, ratio: None, password: [redacted], any: None, action: Command(CommandAction { action: "wipe", id: None }), parent: None }], next: "x", labels: {"a": 1} }"#
    );
    let unknown: DeviceAction = read(r#"{"entity":"x"}"#).unwrap();
    assert_eq!(format!("{unknown:?}"), r#"Unknown({"entity":"x"})"#);
}

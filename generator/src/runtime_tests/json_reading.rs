//! The reader of JSON text beside serde: both accept the same texts, and yield the same values and errors.

use std::collections::BTreeMap;
use std::fmt::Debug;

use super::json::{read, write};
use super::json_types::*;
use super::json_unions::{Loose, Nest};
use crate::runtime::json::{DecodeError, ExactJson, Schema, decode_by_serde};

fn by_serde<T: Schema>(text: &str) -> Result<T, DecodeError> {
    let mut value = T::placeholder();
    decode_by_serde(text, value.slot())?;
    Ok(value)
}

fn same<T: Schema + Debug + PartialEq>(text: &str) {
    let (ours, serde) = (read::<T>(text), by_serde::<T>(text));
    assert_eq!(ours, serde, "{text}");
    if let (Ok(ours), Ok(serde)) = (ours, serde) {
        assert_eq!(write(&ours), write(&serde), "{text}");
    }
}

/// Compares a text with its prefixes, with each character replaced, removed and doubled, and with values exchanged.
fn same_with_mutations<T: Schema + Debug + PartialEq>(text: &str) {
    same::<T>(text);
    let mutations = "{}[],:\"\\/0189.-+eEaunt \n\t\u{1}é";
    for (at, character) in text.char_indices() {
        let (before, rest) = text.split_at(at);
        let after = rest.strip_prefix(character).unwrap();
        same::<T>(before);
        same::<T>(&format!("{before}{after}"));
        same::<T>(&format!("{before}{character}{rest}"));
        for other in mutations.chars() {
            same::<T>(&format!("{before}{other}{after}"));
            same::<T>(&format!("{before}{other}{rest}"));
        }
        for value in [
            "null",
            "true",
            "-1.5e3",
            "[]",
            "{}",
            "\"\\u00e9\"",
            "\"\\ud800\"",
            "99999999999999999999",
        ] {
            same::<T>(&format!("{before}{value}{after}"));
        }
    }
}

#[test]
fn objects_are_read_as_by_serde() {
    same_with_mutations::<ApplicationAction>(
        r#"{"entity":"application","action":"install","id":"a\n\u00e9\ud83d\ude00","type":"protected","note":null,"x":[1.10,{}]}"#,
    );
    same_with_mutations::<Item>(
        r#"{"name":"a","size":10,"ratio":1.5,"any":[1],"parent":{"code":404,"name":"b"}}"#,
    );
    same_with_mutations::<Tree>("[[],[[]]]");
    same_with_mutations::<BTreeMap<String, Vec<Option<u64>>>>(
        r#"{"a":[1,null],"b\"":[18446744073709551615]}"#,
    );
}

#[test]
fn unions_are_read_as_by_serde() {
    same_with_mutations::<Vec<DeviceAction>>(
        r#"[{"entity":"command","action":"wipe","type":"default"},{"action":"x","entity":"none"}]"#,
    );
    same_with_mutations::<Figure>(
        r#"{"type":"group","of":[{"r":1.5,"type":"circle"},{"type":"square","side":2}]}"#,
    );
    same_with_mutations::<Vec<Loose>>(
        r#"[{"kind":"cat","lives":9},["a"],[1.5,2],{"lives":"x","nest":[]},null]"#,
    );
    same_with_mutations::<Nest>(r#"{"nest":{"nest":{"lives":1}},"lives":null}"#);
    for evidence in [
        "null",
        "true",
        "7",
        "7.0",
        "7.5",
        "\"small\"",
        "\"s\\\"m\"",
        "\"text\"",
        "[]",
        r#"{"version":2,"ok":true}"#,
        r#"{"type":"circle"}"#,
        r#"{"only":1}"#,
        "{}",
    ] {
        same_with_mutations::<Vec<Evidence>>(&format!("[{evidence},1]"));
    }
}

#[test]
fn numbers_are_read_as_by_serde() {
    let texts = [
        "0",
        "-0",
        "00",
        "01",
        "-01",
        "1.",
        ".1",
        "-",
        "+1",
        "1e",
        "1e+",
        "0.0",
        "-0.0",
        "1E5",
        "1e-5",
        "1.0",
        "10.50e1",
        "0.1",
        "0.30000000000000004",
        "123456789012345678",
        "9007199254740993",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809",
        "18446744073709551615",
        "18446744073709551616",
        "1e19",
        "1e400",
        "-1e400",
        "1e-400",
        "4.9e-324",
        "2.2250738585072011e-308",
        "1.7976931348623157e308",
        "0.000000000000000000000000000000000000000000000001",
        "1e99999999999",
        "12345678",
        "1234567",
        "123456789",
        "1234567890123456",
        "12345678901234567",
        "3.141592653589793238462643",
        "179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017977587207096330286416692887910946555547851940402630657488671505820681908902000708383676273854845817711531764475730270069855571366959622842914819860834936475292719074168444365510704342711559699508093042880",
        "NaN",
        "Infinity",
        "nul",
        "tru",
        "0x1",
        "1_000",
        "１",
    ];
    for text in texts {
        for text in [
            text.to_owned(),
            format!(" {text}\n"),
            format!("[{text},{text}]"),
            format!("{{\"a\":{text}}}"),
        ] {
            same::<i64>(&text);
            same::<u64>(&text);
            same::<f64>(&text);
            same::<Vec<i64>>(&text);
            same::<Vec<u64>>(&text);
            same::<Vec<f64>>(&text);
            same::<BTreeMap<String, Option<f64>>>(&text);
            same::<serde_json::Value>(&text);
            same::<Vec<ExactJson>>(&text);
        }
    }
    for number in 0..2000u64 {
        let mixed = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let float = f64::from_bits(mixed ^ (mixed >> 31));
        for text in [
            format!("{float:?}"),
            format!("{float:e}"),
            format!("{}", mixed >> (number % 60)),
            format!("{}.{number}", mixed >> 40),
        ] {
            same::<f64>(&text);
            same::<i64>(&text);
            same::<u64>(&text);
        }
    }
}

#[test]
fn strings_are_read_as_by_serde() {
    for length in 0..80 {
        let plain = "a".repeat(length);
        for special in [
            "",
            "\\n",
            "\\u00e9",
            "\\ud83d\\ude00",
            "\\ud83d",
            "\\ude00",
            "\\ud83dx",
            "\\x",
            "\\",
            "\n",
            "\u{7f}",
            "€",
            "\\u12",
            "\\u+123",
        ] {
            same::<String>(&format!("\"{plain}{special}{plain}\""));
            same::<Vec<serde_json::Value>>(&format!("[\"{plain}{special}{plain}\"]"));
            same::<BTreeMap<String, bool>>(&format!("{{\"{plain}{special}{plain}\":true}}"));
            same::<Empty>(&format!("{{\"a\":\"{plain}{special}{plain}\"}}"));
        }
    }
}

#[test]
fn depth_is_limited_as_by_serde() {
    for depth in [50, 98, 99, 100, 101, 126, 127, 128, 129, 200, 300] {
        same::<Tree>(&format!("{}{}", "[".repeat(depth), "]".repeat(depth)));
        same::<serde_json::Value>(&format!("{}{}", "[".repeat(depth), "]".repeat(depth)));
        same::<Empty>(&format!(
            "{{\"a\":{}1{}}}",
            "{\"a\":".repeat(depth),
            "}".repeat(depth)
        ));
        same::<Loose>(&format!("{}1{}", "{\"nest\":".repeat(depth), "}".repeat(depth)));
    }
}

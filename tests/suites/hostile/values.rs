//! S5 and S6: scalars with another meaning in YAML 1.1, and numbers that a double can't represent.

use std::path::Path;

use generator::diagnostics::{Code, Diagnostics, Severity};
use generator::internals::source::{Node, parse};
use serde_json::json;

fn described(schema: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n    Value:\n{schema}"
    )
}

fn types(schema: &str) -> String {
    let (generated, found) = super::generate("values.yaml", &described(schema));
    let generated = generated.unwrap_or_else(|| panic!("{schema}: {found:#?}"));
    let file = |path: &str| generated.files.get(Path::new(path)).cloned().unwrap_or_default();
    file("src/types.rs") + &file("src/checks.rs")
}

const TEXTS: [&str; 13] = [
    "no",
    "on",
    "yes",
    "Off",
    "y",
    "012",
    "1_000",
    "<<",
    "2020-01-01",
    "12:30:45",
    "0x_1",
    "=",
    "12e03x",
];

#[test]
fn s5_scalars_that_are_text_in_yaml_1_2() {
    let list = TEXTS.map(|text| format!("        - {text}\n")).concat();
    let printed = types(&format!("      type: string\n      enum:\n{list}"));
    for text in TEXTS {
        assert!(printed.contains(&format!("= \"{text}\",")), "{text}: {printed}");
    }
    for text in TEXTS {
        let printed = types(&format!("      type: string\n      default: {text}\n"));
        assert!(printed.contains(&format!("\"{text}\"")), "{text}: {printed}");
    }
}

#[test]
fn s5_keys_are_unchanged() {
    let keys = [
        "no",
        "on",
        "012",
        "1_000",
        "200",
        "true",
        "2020-01-01",
        "1.0",
        "~",
        "null",
    ];
    let rows = keys
        .map(|key| format!("        {key}: {{type: string}}\n"))
        .concat();
    let printed = types(&format!("      type: object\n      properties:\n{rows}"));
    for key in keys {
        assert!(printed.contains(&format!("\"{key}\"")), "{key}: {printed}");
    }
}

#[test]
fn s5_numbers_of_yaml_1_2_are_not_text() {
    for number in ["12e03", "0o14", "0x0C", ".inf", "true"] {
        let (_, found) = super::generate(
            "values.yaml",
            &described(&format!("      type: string\n      enum: [{number}, a]\n")),
        );
        assert!(!found.is_empty(), "{number} is not a string");
    }
}

/// YAML 1.2.2, section 10.3.2: the tags of the core schema, pattern by pattern, with texts that nearly match.
#[test]
fn s5_plain_scalars_follow_the_core_schema() {
    let text = |text: &str| json!(text);
    let rows = [
        ("null", json!(null)),
        ("Null", json!(null)),
        ("NULL", json!(null)),
        ("~", json!(null)),
        ("nULL", text("nULL")),
        ("true", json!(true)),
        ("True", json!(true)),
        ("TRUE", json!(true)),
        ("false", json!(false)),
        ("False", json!(false)),
        ("FALSE", json!(false)),
        ("tRUE", text("tRUE")),
        ("yes", text("yes")),
        ("No", text("No")),
        ("on", text("on")),
        ("OFF", text("OFF")),
        ("y", text("y")),
        ("n", text("n")),
        ("0", json!(0)),
        ("-19", json!(-19)),
        ("+1", json!(1)),
        ("0o17", json!(15)),
        ("0x1F", json!(31)),
        ("0b11", text("0b11")),
        ("-0b11", text("-0b11")),
        ("-0x1F", text("-0x1F")),
        ("+0o17", text("+0o17")),
        ("0o8", text("0o8")),
        ("0x", text("0x")),
        ("0X1F", text("0X1F")),
        ("1_000", text("1_000")),
        ("190:20:30", text("190:20:30")),
        ("1e3", json!(1000.0)),
        ("12e03", json!(12000.0)),
        ("-2E+05", json!(-200000.0)),
        ("0.", json!(0.0)),
        (".5", json!(0.5)),
        ("+12.5", json!(12.5)),
        ("1.5e", text("1.5e")),
        (".", text(".")),
        ("e3", text("e3")),
        ("inf", text("inf")),
        ("nan", text("nan")),
        ("Infinity", text("Infinity")),
        ("2020-01-01", text("2020-01-01")),
        ("<<", text("<<")),
        ("=", text("=")),
        ("+", text("+")),
        ("'0x1F'", text("0x1F")),
        ("\"null\"", text("null")),
        ("!!str 12", text("12")),
    ];
    for (scalar, expected) in rows {
        let mut diagnostics = Diagnostics::new();
        let tree = parse("scalars.yaml", &format!("a: {scalar}\n"), &mut diagnostics);
        let tree = tree.unwrap_or_else(|| panic!("{scalar}: {:#?}", diagnostics.iter().collect::<Vec<_>>()));
        let value = tree.get("a").map(Node::to_json);
        assert_eq!(value, Some(expected), "{scalar}");
    }
    // Numbers that JSON doesn't have are reported, whatever they are read as.
    for scalar in [".inf", "-.INF", "+.Inf", ".nan", ".NaN"] {
        let mut diagnostics = Diagnostics::new();
        parse("scalars.yaml", &format!("a: {scalar}\n"), &mut diagnostics);
        assert!(diagnostics.iter().count() > 0, "{scalar}");
    }
}

#[test]
fn s5_a_key_twice_is_reported() {
    for (twice, last) in [
        ("      type: string\n      type: integer\n", "i64"),
        ("      type: integer\n      'type': string\n", "String"),
    ] {
        let (generated, found) = super::generate("values.yaml", &described(twice));
        let types = generated
            .expect("a crate")
            .files
            .remove(Path::new("src/types.rs"));
        assert!(
            types
                .expect("types")
                .contains(&format!("pub type Value = {last};")),
            "{twice}"
        );
        let duplicate = found
            .iter()
            .find(|diagnostic| diagnostic.code == Code::DuplicateKey);
        assert_eq!(
            duplicate.map(|diagnostic| diagnostic.severity),
            Some(Severity::Warning)
        );
        let at = duplicate.map(|diagnostic| diagnostic.at.to_string());
        assert_eq!(at.as_deref(), Some("#/components/schemas/Value/type"));
    }
}

/// Numbers that a double or an `i64` can't represent, or nearly can't.
const NUMBERS: [&str; 12] = [
    "1e400",
    "-1e400",
    "1e-400",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775809",
    "18446744073709551615",
    "18446744073709551616",
    "123456789012345678901234567890",
    "0.123456789012345678901234567890",
    "9007199254740993.5",
    "-0",
];

#[test]
fn s6_a_changed_number_is_reported() {
    for name in ["values.json", "values.yaml"] {
        for ty in ["integer", "number"] {
            for number in NUMBERS {
                for keyword in ["minimum", "maximum", "default", "example", "enum", "multipleOf"] {
                    let value = match keyword {
                        "enum" => format!("[{number}, 7]"),
                        _ => number.to_owned(),
                    };
                    exact_or_loud(name, ty, keyword, &value, number);
                }
            }
        }
    }
}

/// Asserts that the output contains the number unchanged, or that there is a diagnostic.
fn exact_or_loud(name: &str, ty: &str, keyword: &str, value: &str, number: &str) {
    let text = format!(
        r#"{{"openapi": "3.0.3", "info": {{"title": "t", "version": "1"}}, "paths": {{}}, "components": {{"schemas": {{"Value":
        {{"type": "object", "properties": {{"a": {{"type": "{ty}", "{keyword}": {value}}}}}}}}}}}}}"#
    );
    // A text with the extension of YAML is parsed as YAML even if it is JSON.
    let text = if name.ends_with("yaml") {
        format!("# YAML\n{text}")
    } else {
        text
    };
    let (generated, found) = super::generate(name, &text);
    let Some(generated) = generated else {
        assert!(!found.is_empty(), "{name} {ty} {keyword} {number}");
        return;
    };
    let printed: String = ["src/types.rs", "src/checks.rs"]
        .iter()
        .filter_map(|path| generated.files.get(Path::new(path)))
        .flat_map(|text| text.chars().filter(|c| *c != '_'))
        .collect();
    // Zero has one value, whatever its sign.
    let exact = number == "-0" || printed.contains(number);
    assert!(
        exact || !found.is_empty(),
        "{name} {ty} {keyword} {number}: {printed}"
    );
}

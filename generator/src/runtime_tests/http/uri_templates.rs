//! Styles beside URI Templates (RFC 6570): its examples and its test suite.

use super::styles::written;
use crate::runtime::http::request::address::LITERAL;
use crate::runtime::http::request::style::flatten;
use crate::runtime::http::{Location, Parameter, Style};
use crate::runtime::json::Schema;
use serde_json::Value;

/// The vectors of RFC 6570 and of its test suite that OpenAPI can express: `{x}`, `{.x}`, `{;x}`, `{?x}`, `{&x}`, exploded
/// or not; several names only where a parameter can follow another one.
#[test]
fn uri_template_vectors() {
    let Some(folder) = crate::skip::shared("conformance/uri-template").unwrap() else {
        return;
    };
    let mut judged = 0;
    for file in [
        "spec-examples.json",
        "spec-examples-by-section.json",
        "extended-tests.json",
    ] {
        let text = std::fs::read_to_string(folder.join(file)).unwrap();
        let groups: serde_json::Map<String, Value> = serde_json::from_str(&text).unwrap();
        for (group, content) in &groups {
            for case in content["testcases"].as_array().unwrap() {
                let template = case[0].as_str().unwrap();
                if let Some(got) = expand(template, &content["variables"]) {
                    let mut accepted: Vec<&str> = match case[1].as_array() {
                        Some(any) => any.iter().filter_map(Value::as_str).collect(),
                        None => case[1].as_str().into_iter().collect(),
                    };
                    accepted.sort_unstable();
                    // An object of a test has no order here: serde_json sorts its keys, the vectors accept any order.
                    let sorted = |text: &str| {
                        let mut all: Vec<char> = text.chars().collect();
                        all.sort_unstable();
                        all
                    };
                    let right = accepted.iter().any(|one| {
                        *one == got
                            || (content_is_object(template, &content["variables"])
                                && sorted(one) == sorted(&got))
                    });
                    assert!(right, "{group}: {template} gave {got}, not one of {accepted:?}");
                    judged += 1;
                }
            }
        }
    }
    println!("{judged} vectors judged");
    assert!(judged > 100, "only {judged} vectors were judged");
}

fn content_is_object(template: &str, variables: &Value) -> bool {
    variables
        .as_object()
        .unwrap()
        .iter()
        .any(|(name, value)| value.is_object() && template.contains(name.as_str()))
}

/// Expands a template with the runtime's styles; `None` if OpenAPI has no such parameter.
fn expand(template: &str, variables: &Value) -> Option<String> {
    let mut out = String::new();
    let mut rest = template;
    while let Some((literal, tail)) = rest.split_once('{') {
        let (expression, after) = tail.split_once('}')?;
        out.push_str(&literal_text(literal));
        out.push_str(&expand_one(expression, variables)?);
        rest = after;
    }
    out.push_str(&literal_text(rest));
    Some(out)
}

/// The path of a template as it is sent. In OpenAPI a path template has no query, so `?` is escaped there.
fn literal_text(literal: &str) -> String {
    percent_encoding::utf8_percent_encode(literal, LITERAL)
        .to_string()
        .replace("%3F", "?")
}

fn expand_one(expression: &str, variables: &Value) -> Option<String> {
    let (operator, names) = match expression.chars().next()? {
        first if first.is_ascii_alphanumeric() || first == '%' => (' ', expression),
        first @ ('.' | ';' | '?' | '&') => (first, expression.trim_start_matches(first)),
        _ => return None,
    };
    let names: Vec<&str> = names.split(',').collect();
    if expression.contains(':') || (matches!(operator, ' ' | '.') && names.len() > 1) {
        return None;
    }
    let mut parts = Vec::new();
    for name in names {
        let (name, explode) = name.strip_suffix('*').map_or((name, false), |name| (name, true));
        let (style, location) = match operator {
            ' ' => (Style::Simple, Location::Path),
            '.' => (Style::Label, Location::Path),
            ';' => (Style::Matrix, Location::Path),
            _ => (Style::Form, Location::Query),
        };
        let parameter = Parameter {
            // Names in templates are already escaped; names of parameters aren't.
            name: Box::leak(
                percent_encoding::percent_decode_str(name)
                    .decode_utf8()
                    .ok()?
                    .into_owned()
                    .into_boxed_str(),
            ),
            location,
            ..Parameter::path("").style(style).explode(explode)
        };
        let flat = flatten(
            variables.get(name).unwrap_or(&Value::Null).value(),
            style,
            explode,
        )
        .ok()?;
        // RFC 6570 omits undefined values. A path parameter is always defined, and an empty one is rejected.
        if flat.as_ref().is_some_and(|flat| !flat.is_empty()) {
            parts.push(written(&parameter, &variables[name]).ok()?);
        }
    }
    let joined = parts.join(if location_of(operator) == Location::Query {
        "&"
    } else {
        ""
    });
    Some(match operator {
        '?' | '&' if !joined.is_empty() => format!("{operator}{joined}"),
        _ => joined,
    })
}

fn location_of(operator: char) -> Location {
    if matches!(operator, '?' | '&') {
        Location::Query
    } else {
        Location::Path
    }
}

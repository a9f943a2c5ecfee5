//! Checks whether a value has the type that its keyword takes. The walk over the tree and the model share this check, so that
//! both report the same about the same node.

use super::keywords::{Rule, Takes};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::source::{Kind, Node, Pointer};

/// Reports a value of another JSON type than its keyword takes. Items and members are not checked.
pub fn fits(takes: Takes, node: &Node, at: &Pointer, diagnostics: &mut Diagnostics) -> bool {
    if let Takes::TypeNames(names) = takes {
        return type_names_fit(names, node, at, diagnostics);
    }
    let fits = is_fit(takes, node);
    if !fits {
        let diagnostic = mismatch(takes, node, at, diagnostics);
        let is_object = matches!(takes, Takes::Inline(_) | Takes::Reference(_));
        diagnostic.effect(if is_object {
            "it is left out"
        } else {
            "the object is read without it"
        });
    }
    fits
}

/// Whether a value has the JSON type that its keyword takes.
pub fn is_fit(takes: Takes, node: &Node) -> bool {
    match takes {
        Takes::Any => true,
        Takes::Text => node.kind() == Kind::String,
        Takes::Flag => node.kind() == Kind::Boolean,
        Takes::Number => node.kind() == Kind::Number,
        Takes::Count => count(node).is_some(),
        Takes::Choice(choices) => node.as_str().is_some_and(|text| choices.contains(&text)),
        Takes::Items(_) => node.kind() == Kind::Array,
        Takes::Map(_) | Takes::Inline(_) | Takes::Reference(_) => node.kind() == Kind::Object,
        Takes::SchemaOrFlag => matches!(node.kind(), Kind::Boolean | Kind::Object),
        Takes::NumberOrFlag => matches!(node.kind(), Kind::Boolean | Kind::Number),
        Takes::TypeNames(names) => {
            let is_name = |node: &Node| node.as_str().is_some_and(|name| names.contains(&name));
            is_name(node) || node.as_array().is_some_and(|items| items.iter().all(is_name))
        }
    }
}

/// Checks one type name, or each in a list.
fn type_names_fit(
    names: &'static [&'static str],
    node: &Node,
    at: &Pointer,
    diagnostics: &mut Diagnostics,
) -> bool {
    let name = Takes::Choice(names);
    let Some(items) = node.as_array() else {
        return fits(name, node, at, diagnostics);
    };
    let mut all = true;
    for (index, item) in items.iter().enumerate() {
        all &= fits(name, item, &at.index(index), diagnostics);
    }
    all
}

/// The value of a [`Takes::Count`]. In JSON Schema `2.0` is an integer too.
pub fn count(node: &Node) -> Option<u64> {
    let number = node.as_number()?;
    let whole = |value: f64| (value.fract() == 0.0 && (0.0..=9e15).contains(&value)).then_some(value as u64);
    number.as_u64().or_else(|| whole(number.as_f64()?))
}

/// Reports a key that the rule of an object with free keys forbids.
pub fn key_fits(rule: Rule, key: &str, at: &Pointer, diagnostics: &mut Diagnostics) -> bool {
    match rule {
        Rule::None => true,
        Rule::Path if key.starts_with('/') => true,
        Rule::Path => {
            diagnostics
                .report(
                    Code::InvalidPathTemplate,
                    at,
                    format!("the path `{key}` does not begin with `/`"),
                )
                .on_key()
                .effect("the path is left out");
            false
        }
        Rule::Status if is_status(key) => true,
        Rule::Status => {
            diagnostics
                .report(Code::UnknownKey, at, format!("`{key}` is not a response status"))
                .on_key()
                .effect("the response is left out")
                .help("the key of a response is a code such as `404`, a range such as `4XX`, or `default`");
            false
        }
    }
}

pub(super) fn is_status(key: &str) -> bool {
    let mut characters = key.chars();
    key == "default"
        || (characters
            .next()
            .is_some_and(|digit| ('1'..='9').contains(&digit))
            && (characters.as_str() == "XX"
                || (key.len() == 3 && characters.all(|digit| digit.is_ascii_digit()))))
}

/// Reports a value of a wrong type. The caller adds the effect.
#[track_caller]
pub(super) fn mismatch<'d>(
    takes: Takes,
    node: &Node,
    at: &Pointer,
    diagnostics: &'d mut Diagnostics,
) -> &'d mut Diagnostic {
    let is_item =
        |parent: &Pointer| matches!(takes, Takes::Choice(_)) && parent.last().as_deref() == Some("type");
    let at_keyword = at.parent().filter(is_item).unwrap_or_else(|| at.clone());
    let keyword = at_keyword.last().unwrap_or_default();
    if let (Takes::Choice(choices), Some(text)) = (takes, node.as_str()) {
        let expected = choices.join("`, `");
        let message = format!("`{keyword}` must be one of `{expected}`, not `{text}`");
        let diagnostic = diagnostics.report(Code::WrongType, at, message);
        if let Some(choice) = did_you_mean(text, choices.iter().copied()) {
            diagnostic.help(format!("did you mean `{choice}`?"));
        }
        return diagnostic;
    }
    let found = node.kind().described();
    let subject = match keyword.as_ref() {
        "" => "a document".to_owned(),
        keyword => format!("`{keyword}`"),
    };
    let message = format!("{subject} must be {}, not {found}", described(takes));
    let diagnostic = diagnostics.report(Code::WrongType, at, message);
    if let Some(help) = help(takes, &keyword, node) {
        diagnostic.help(help);
    }
    diagnostic
}

fn help(takes: Takes, keyword: &str, node: &Node) -> Option<&'static str> {
    match (takes, node.kind()) {
        (Takes::Choice(_), Kind::Array) if keyword == "type" => {
            Some("a list of types needs OpenAPI 3.1; 3.0 has `nullable` and `oneOf`")
        }
        (Takes::Flag, Kind::Number) if keyword.starts_with("exclusive") => {
            Some("a number needs OpenAPI 3.1; in 3.0 the bound is in `minimum` or `maximum`")
        }
        (Takes::Text, Kind::Number | Kind::Boolean) => Some("put it in quotes"),
        (_, Kind::Null) => Some("write a value, or remove the key"),
        _ => None,
    }
}

fn described(takes: Takes) -> &'static str {
    match takes {
        Takes::Any => "any value",
        Takes::Text | Takes::Choice(_) => "a string",
        Takes::TypeNames(_) => "a string or an array of strings",
        Takes::NumberOrFlag => "a number",
        Takes::Flag => "a boolean",
        Takes::Number => "a number",
        Takes::Count => "an integer that is not negative",
        Takes::Items(_) => "an array",
        Takes::Map(_) => "an object",
        Takes::Inline(object) | Takes::Reference(object) => object.described(),
        Takes::SchemaOrFlag => "a Schema Object or a boolean",
    }
}

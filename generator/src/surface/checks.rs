//! Constraints as text, in the terms of JSON Schema.

use super::quoted;
use crate::ir::{Api, Assertion, Bound, Constraints, Evidence, Kinds, Literal, Number};
use crate::naming::Ident;

/// The constraints as a suffix of a meaning. Empty if there are none.
pub(super) fn suffix(constraints: &Constraints, api: &Api) -> String {
    let text = text(constraints, api);
    if text.is_empty() {
        return text;
    }
    format!(" where {text}")
}

/// The constraints, separated by commas. Empty if there are none.
pub(crate) fn text(constraints: &Constraints, api: &Api) -> String {
    let Constraints {
        min_length,
        max_length,
        pattern,
        minimum,
        maximum,
        multiple_of,
        min_items,
        max_items,
        unique_items,
        min_properties,
        max_properties,
        items,
        values,
        more,
    } = constraints;
    let counts = [
        ("minLength", min_length),
        ("maxLength", max_length),
        ("minItems", min_items),
        ("maxItems", max_items),
        ("minProperties", min_properties),
        ("maxProperties", max_properties),
    ];
    let mut all: Vec<String> = Vec::new();
    for (keyword, count) in counts {
        all.extend(count.map(|count| format!("{keyword} {count}")));
    }
    all.extend(
        pattern
            .iter()
            .map(|name| format!("pattern {}", source(name, api))),
    );
    all.extend(minimum.map(|at| bound("minimum", at)));
    all.extend(maximum.map(|at| bound("maximum", at)));
    all.extend(multiple_of.map(|of| format!("multipleOf {}", number(of))));
    all.extend(unique_items.then(|| "uniqueItems".to_owned()));
    let inner = [("items", items), ("additionalProperties", values)];
    for (keyword, of) in inner {
        all.extend(of.iter().map(|of| format!("{keyword} {{{}}}", text(of, api))));
    }
    all.extend(more.iter().map(|of| assertion(of, api)));
    all.join(", ")
}

/// A bound with its keyword.
pub(crate) fn bound(keyword: &str, bound: Bound) -> String {
    let of = number(bound.value);
    match bound.exclusive {
        true => format!("{keyword} {of} exclusive"),
        false => format!("{keyword} {of}"),
    }
}

/// A number, as JSON.
pub(crate) fn number(number: Number) -> String {
    match number {
        Number::I64(n) => n.to_string(),
        Number::U64(n) => n.to_string(),
        Number::F64(n) => n.to_string(),
    }
}

/// The text of a pattern, in quotes.
pub(crate) fn source(name: &Ident, api: &Api) -> String {
    let found = api.patterns.get(name);
    quoted(found.map(|pattern| pattern.source.as_str()).unwrap_or_default())
}

fn assertion(of: &Assertion, api: &Api) -> String {
    let inner = |of: &Constraints| format!("{{{}}}", text(of, api));
    let all = |all: &[Constraints]| all.iter().map(inner).collect::<Vec<String>>().join(", ");
    let named = |named: &[(String, Constraints)]| {
        let named = named
            .iter()
            .map(|(name, of)| format!("{} {}", quoted(name), inner(of)));
        named.collect::<Vec<String>>().join(", ")
    };
    match of {
        Assertion::Kind(set) => format!("type {}", kinds(*set)),
        Assertion::Values(values) => format!("enum [{}]", values.join(", ")),
        Assertion::Required(names) => format!("required [{}]", list(names)),
        Assertion::Dependent(rules) => format!("dependentSchemas {{{}}}", named(rules)),
        Assertion::Properties(rules) => format!("properties {{{}}}", named(rules)),
        Assertion::Patterns(rules) => {
            let rules = rules
                .iter()
                .map(|(name, of)| format!("{} {}", source(name, api), inner(of)));
            format!(
                "patternProperties {{{}}}",
                rules.collect::<Vec<String>>().join(", ")
            )
        }
        Assertion::Others { names, patterns, of } => {
            let patterns: Vec<String> = patterns.iter().map(|name| source(name, api)).collect();
            format!(
                "additionalProperties beside [{}] [{}] {}",
                list(names),
                patterns.join(", "),
                inner(of)
            )
        }
        Assertion::Names(of) => format!("propertyNames {}", inner(of)),
        Assertion::Prefix(items) => format!("prefixItems [{}]", all(items)),
        Assertion::Rest(behind, of) => format!("items behind {behind} {}", inner(of)),
        Assertion::Contains { of, least, most } => {
            let most = most
                .map(|most| format!(", maxContains {most}"))
                .unwrap_or_default();
            format!("contains {}, minContains {least}{most}", inner(of))
        }
        Assertion::Not(of) => format!("not {}", inner(of)),
        Assertion::All(of) => format!("allOf [{}]", all(of)),
        Assertion::Any(of) => format!("anyOf [{}]", all(of)),
        Assertion::One(of) => format!("oneOf [{}]", all(of)),
        Assertion::If(three) => format!("if, then, else [{}]", all(three.as_slice())),
        Assertion::Never => "false".to_owned(),
    }
}

/// The names of the kinds of JSON values, separated by `|`.
pub(crate) fn kinds(kinds: Kinds) -> String {
    let Kinds {
        null,
        boolean,
        integer,
        number,
        string,
        array,
        object,
    } = kinds;
    let names = [
        (null, "null"),
        (boolean, "boolean"),
        (integer && !number, "integer"),
        (number, "number"),
        (string, "string"),
        (array, "array"),
        (object, "object"),
    ];
    let names = names.iter().filter(|(is, _)| *is).map(|(_, name)| *name);
    names.collect::<Vec<&str>>().join("|")
}

/// A literal, as JSON.
pub(crate) fn literal(literal: &Literal) -> String {
    match literal {
        Literal::String(text) => quoted(text),
        Literal::Integer(number) => number.to_string(),
        Literal::Bool(flag) => flag.to_string(),
    }
}

/// The evidence for a variant of a union.
pub(crate) fn evidence(evidence: &Evidence, api: &Api) -> String {
    match evidence {
        Evidence::Kind(set) if *set == Kinds::ANY => "any value".to_owned(),
        Evidence::Kind(set) => kinds(*set),
        Evidence::Tag { key, values } => format!("{} in [{}]", quoted(key), list(values)),
        Evidence::OtherTag { key, values } => format!("{} not in [{}]", quoted(key), list(values)),
        Evidence::DefaultTag { key, values } => {
            format!("{} absent or not in [{}]", quoted(key), list(values))
        }
        Evidence::Member { key, value } => format!("{} is {}", quoted(key), literal(value)),
        Evidence::Integers { key, values } => {
            let values: Vec<String> = values.iter().map(i64::to_string).collect();
            format!("{} in [{}]", quoted(key), values.join(", "))
        }
        Evidence::Key(key) => format!("has {}", quoted(key)),
        Evidence::SoleKey(key) => format!("has only {}", quoted(key)),
        Evidence::MemberKind { key, kinds: set } => format!("{} absent or {}", quoted(key), kinds(*set)),
        Evidence::OptionalMember { key, values } => {
            let values: Vec<String> = values.iter().map(literal).collect();
            format!("{} absent or in [{}]", quoted(key), values.join(", "))
        }
        Evidence::FirstItem(set) => format!("first item {}", kinds(*set)),
        Evidence::Strings(values) => format!("in [{}]", list(values)),
        Evidence::Pattern(name) => format!("matches {}", source(name, api)),
    }
}

fn list(texts: &[String]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    texts.join(", ")
}

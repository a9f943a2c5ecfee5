//! Real consecutive versions: nothing is unexplained, and each fact that an independent differ finds belongs to a change.

use std::fs;

use generator::diagnostics::Diagnostics;
use generator::internals::source;
use generator::review::{Change, Effect, Review, Rule, Rust, Silent};
use serde_json::Value;

use super::{compared, explained, folders, text, worst};

/// The pairs that take long without optimization.
const LARGE: [&str; 4] = [
    "hcloud-f8df2d4",
    "netbox-c3aee98a",
    "omicron-nexus-0812-0814",
    "spotify-1dc76f7",
];

/// The rules that may account for a fact.
fn rules(kind: &str) -> &'static [Rule] {
    const CHECKS: &[Rule] = &[
        Rule::ConstraintTightened,
        Rule::ConstraintLoosened,
        Rule::ConstraintChanged,
        Rule::ConstraintRespelled,
        Rule::PatternStricter,
        Rule::PatternLooser,
        Rule::PatternChanged,
        Rule::TypeChanged,
        Rule::TypeWidened,
        Rule::TypeNarrowed,
    ];
    const TYPES: &[Rule] = &[
        Rule::TypeChanged,
        Rule::TypeWidened,
        Rule::TypeNarrowed,
        Rule::TypeRespelled,
        Rule::TypeRenamed,
        Rule::TypeAdded,
        Rule::TypeRemoved,
    ];
    match kind {
        "property+" | "property+required" => &[
            Rule::PropertyAdded,
            Rule::RequiredPropertyAdded,
            Rule::TypeChanged,
        ],
        "property-" | "property-required" => &[
            Rule::PropertyRemoved,
            Rule::RequiredPropertyRemoved,
            Rule::TypeChanged,
        ],
        "enum+" => &[Rule::EnumValueAdded],
        "enum-" => &[Rule::EnumValueRemoved],
        "nullable+" => &[Rule::BecameNullable],
        "nullable-" => &[Rule::NoLongerNullable],
        "required+" => &[Rule::BecameRequired],
        "required-" => &[Rule::BecameOptional],
        "constraint" => CHECKS,
        "type" | "ref-changed" | "format" => TYPES,
        "operation+" => &[Rule::OperationAdded],
        "operation-" => &[Rule::OperationRemoved],
        "parameter+" | "parameter+required" => &[Rule::ParameterAdded, Rule::RequiredParameterAdded],
        "deprecated" | "deprecated-op" => &[Rule::Deprecated, Rule::DeprecationRemoved],
        "info.version" => &[Rule::InfoChanged],
        "servers" => &[Rule::DefaultServerChanged, Rule::ServersChanged],
        "media+" | "media-" => &[
            Rule::ResponseMediaTypeChanged,
            Rule::BodyMediaTypeAdded,
            Rule::BodyMediaTypeRemoved,
            Rule::ResponseBodyChanged,
        ],
        "allOf+" | "allOf-" => Rule::ALL,
        other => panic!("a new kind of fact: {other}"),
    }
}

/// The pointer of a place such as `Parcel.lines[].weight`, in the description.
fn pointer(description: &str, at: &str) -> String {
    let mut pointer = String::from("#/components/schemas");
    let name = component(description, at);
    pointer.push('/');
    pointer.push_str(name);
    let rest = at.strip_prefix(name).unwrap_or_default();
    let rest = rest
        .replace("[]", "/items")
        .replace("{*}", "/additionalProperties");
    pointer.push_str(&rest.replace('.', "/properties/"));
    pointer
}

/// The component at the start of a place. Names may contain dots.
fn component<'a>(description: &str, at: &'a str) -> &'a str {
    let ends = at.match_indices(['.', '[', '{', '/']).map(|(end, _)| end);
    let mut names: Vec<&str> = ends.filter_map(|end| at.get(..end)).chain([at]).collect();
    names.reverse();
    let is_there = |name: &&&str| {
        description.contains(&format!("\n    {name}:")) || description.contains(&format!("\"{name}\": {{"))
    };
    names.iter().find(is_there).copied().unwrap_or(at)
}

fn places(change: &Change) -> Vec<String> {
    [&change.old, &change.new]
        .into_iter()
        .flatten()
        .map(ToString::to_string)
        .collect()
}

fn is_near(a: &str, b: &str) -> bool {
    let below = |a: &str, b: &str| {
        a.strip_prefix(b)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    below(a, b) || below(b, a)
}

fn letters(text: &str) -> String {
    text.chars()
        .filter(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_lowercase()
}

/// Whether a named schema that was added or removed is the type of a change, or not in the client.
fn is_type_explained(review: &Review, name: &str) -> bool {
    let is_it = |item: &String| letters(item).starts_with(&letters(&format!("types::{name}")));
    review
        .changes
        .iter()
        .any(|change| change.surface.iter().any(is_it))
        || review.harmless.unused > 0
}

fn is_accounted(review: &Review, kind: &str, fact: &[Value], descriptions: &[String; 2]) -> bool {
    let at = fact.get(1).and_then(Value::as_str).unwrap_or_default();
    if kind == "schema+" || kind == "schema-" {
        return is_type_explained(review, at);
    }
    let rules = rules(kind);
    let all: Vec<&Change> = review
        .changes
        .iter()
        .filter(|change| rules.contains(&change.rule))
        .collect();
    if kind == "info.version" || kind == "servers" {
        return !all.is_empty();
    }
    if let Some((method, rest)) = at.split_once(" /") {
        let path = rest.split(' ').next().unwrap_or_default();
        let line = format!("{} /{path}", method.to_uppercase());
        let last = rest.rsplit(' ').next().unwrap_or_default();
        return all.iter().any(|change| {
            let is_used = change.uses.iter().any(|of| of.at == line);
            let is_named = !kind.starts_with("parameter") || change.message.contains(&format!("`{last}`"));
            is_used && is_named
        });
    }
    if matches!(kind, "ref-changed" | "allOf+" | "allOf-") && is_respelled(fact, descriptions) {
        return true;
    }
    let wanted = descriptions.each_ref().map(|text| pointer(text, at));
    let last = at.rsplit('.').next().unwrap_or_default();
    let values: Vec<&str> = fact.iter().skip(2).filter_map(Value::as_str).collect();
    all.iter().any(|change| {
        // Properties with the same name and equal enums share a type, and its change names one of them.
        let is_shared = |place: &String| kind.starts_with("enum") && place.contains(&format!("/{last}/enum"));
        let is_here = places(change)
            .iter()
            .any(|place| is_shared(place) || wanted.iter().any(|at| is_near(place, at)));
        let is_value = !kind.starts_with("enum") || values.iter().any(|value| change.message.contains(value));
        is_here && is_value
    }) || (kind == "constraint" && review.harmless.received_constraints > 0)
}

/// Whether each schema that a fact refers to has an equal one on the other side, so that only a name changes.
fn is_respelled(fact: &[Value], descriptions: &[String; 2]) -> bool {
    let trees = descriptions.each_ref().map(|text| {
        let tree = source::parse("description", text, &mut Diagnostics::new());
        tree.map(|tree| tree.to_json()).unwrap_or_default()
    });
    let references = fact.iter().skip(2).filter_map(Value::as_str);
    let mut references = references.filter_map(|text| text.strip_prefix("#/components/schemas/"));
    references.all(|name| {
        let schemas = trees
            .each_ref()
            .map(|tree| tree.pointer("/components/schemas").unwrap_or(&Value::Null));
        let meanings = schemas.map(|all| meaning(all.get(name).unwrap_or(&Value::Null)));
        let mut all = schemas.iter().filter_map(|all| all.as_object()).flatten();
        let mut others = all.by_ref().filter(|(other, _)| *other != name);
        others.any(|(_, schema)| meanings.contains(&meaning(schema)))
    })
}

/// A schema without its documentation.
fn meaning(schema: &Value) -> Value {
    let mut schema = schema.clone();
    if let Some(members) = schema.as_object_mut() {
        members.retain(|key, _| {
            !["description", "title", "example"].contains(&key.as_str()) && !key.starts_with("x-")
        });
    }
    schema
}

fn real(is_large: bool) -> usize {
    let Some(pairs) = tests::skip::shared("review/real").expect("the pairs") else {
        return 0;
    };
    let mut count = 0;
    for folder in folders(&pairs) {
        let name = folder
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default()
            .to_owned();
        if LARGE.contains(&name.as_str()) != is_large {
            continue;
        }
        let review = compared(&folder);
        explained(&review, &name);
        let facts = fs::read_to_string(folder.join("facts.json")).expect("the facts");
        let facts: Value = serde_json::from_str(&facts).expect("JSON");
        let descriptions = [text(&folder, "old"), text(&folder, "new")];
        let mut lost = Vec::new();
        for fact in facts.get("facts").and_then(Value::as_array).into_iter().flatten() {
            let fact = fact.as_array().expect("a fact");
            let kind = fact.first().and_then(Value::as_str).expect("a kind");
            if !is_accounted(&review, kind, fact, &descriptions) {
                lost.push(format!("{name}: {fact:?}"));
            }
            count += 1;
        }
        assert!(lost.is_empty(), "{}", lost.join("\n"));
        if name == "hcloud-f8df2d4" {
            assert_eq!(
                worst(&review),
                (Effect::None, Effect::None, Rust::Patch, Silent::No)
            );
        }
    }
    count
}

#[test]
fn real_versions_are_explained() {
    let count = real(false);
    assert!(count == 0 || count > 100, "{count}");
}

/// The larger ones, with `CORPUS=all`.
#[test]
fn large_real_versions_are_explained() {
    if std::env::var("CORPUS").is_ok_and(|chosen| chosen == "all") {
        let count = real(true);
        assert!(count == 0 || count > 140, "{count}");
    }
}

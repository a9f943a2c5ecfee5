//! Translates `type` with a list, and `null` as a type.

use super::super::visit::{Members, Path};
use super::Translation;
use crate::source::Node;

/// JSON Schema 2020-12, Validation, section 6.1.1: one type stays, `null` becomes `nullable`, several become an `anyOf`.
pub(super) fn types(translation: &mut Translation<'_>, members: &mut Members, at: &Path<'_>) {
    let mut names = match members.get("type") {
        Some(Node::String(name)) if name == "null" => vec![(0, name.clone())],
        Some(Node::Array(items)) => names(items),
        _ => return,
    };
    if names.iter().any(|(_, name)| name == "null") {
        members.insert("nullable".to_owned(), Node::Bool(true));
        names.retain(|(_, name)| name != "null");
        if names.is_empty() {
            translation.moved(at, &["enum"], &["type"]);
            return only_null(members);
        }
    }
    if names.iter().any(|(_, name)| name == "number") {
        names.retain(|(_, name)| name != "integer");
    }
    match names.as_slice() {
        [(_, name)] => {
            members.insert("type".to_owned(), Node::String(name.clone()));
        }
        [] => {
            members.remove("type");
        }
        _ if names.len() == ALL && !members.contains_key("enum") => {
            members.remove("type");
        }
        _ => several(translation, members, &names, at),
    }
}

/// The number of types apart from `null`. `integer` is a part of `number`.
const ALL: usize = 5;

/// The names in the list, each once, with its index. Other items are already reported.
fn names(items: &[Node]) -> Vec<(usize, String)> {
    let mut names: Vec<(usize, String)> = Vec::new();
    for (index, name) in items.iter().enumerate() {
        if let Some(name) = name
            .as_str()
            .filter(|name| !names.iter().any(|(_, known)| known == name))
        {
            names.push((index, name.to_owned()));
        }
    }
    names
}

/// Makes a schema that only allows `null`, which `null_members` recognizes. OpenAPI 3.0.4 has no type for it.
fn only_null(members: &mut Members) {
    members.remove("type");
    members.insert("nullable".to_owned(), Node::Bool(true));
    members.insert("enum".to_owned(), Node::Array(vec![Node::Null]));
}

/// Translates several types to a variant for each, with the keywords for that type.
fn several(
    translation: &mut Translation<'_>,
    members: &mut Members,
    names: &[(usize, String)],
    at: &Path<'_>,
) {
    members.remove("type");
    let others = ["anyOf", "oneOf", "allOf", "$ref"];
    if others.iter().any(|key| members.contains_key(key)) {
        let message = "no Rust type expresses several types together with other schemas";
        return translation.lossy(at, &["type"], message, "the type follows the other schemas");
    }
    let values = members.remove("enum");
    let mut variants: Vec<(usize, Members)> = Vec::new();
    for (index, name) in names {
        let mut variant = Members::new();
        variant.insert("type".to_owned(), Node::String(name.clone()));
        if let Some(Node::Array(values)) = &values {
            let values: Vec<Node> = values
                .iter()
                .filter(|value| is_of(name, value))
                .cloned()
                .collect();
            if values.is_empty() {
                continue;
            }
            variant.insert("enum".to_owned(), Node::Array(values));
        }
        variants.push((*index, variant));
    }
    distribute(members, &mut variants);
    // An `enum` may leave only one type.
    if variants.len() == 1 {
        members.extend(variants.into_iter().flat_map(|(_, variant)| variant));
        return;
    }
    for (position, (index, variant)) in variants.iter().enumerate() {
        let (position, index) = (position.to_string(), index.to_string());
        translation.moved(at, &["anyOf", &position], &[]);
        translation.moved(at, &["anyOf", &position, "type"], &["type", &index]);
        for key in variant.keys().filter(|key| *key != "type" && *key != "enum") {
            translation.moved(at, &["anyOf", &position, key], &[key]);
        }
    }
    let variants = variants.into_iter().map(|(_, variant)| Node::Object(variant));
    members.insert("anyOf".to_owned(), Node::Array(variants.collect()));
}

/// The formats of numbers in the OpenAPI format registry.
const NUMERIC: [&str; 10] = [
    "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float", "double",
];

/// Moves each keyword to the variants whose values it constrains.
fn distribute(members: &mut Members, variants: &mut [(usize, Members)]) {
    let type_of = |variant: &Members| {
        variant
            .get("type")
            .and_then(Node::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let format = members.get("format").and_then(Node::as_str).unwrap_or_default();
    let is_numeric = NUMERIC.contains(&format);
    let about: Vec<(String, &[&str])> = members
        .keys()
        .map(|key| match key.as_str() {
            "format" if is_numeric => (key.clone(), ["integer", "number"].as_slice()),
            key => (key.to_owned(), types_of(key)),
        })
        .filter(|(_, types)| !types.is_empty())
        .collect();
    for (key, types) in about {
        let Some(value) = members.remove(&key) else {
            continue;
        };
        for (_, variant) in variants.iter_mut() {
            if types.contains(&type_of(variant).as_str()) {
                variant.insert(key.clone(), value.clone());
            }
        }
    }
}

/// The types that a keyword constrains; empty for a keyword that constrains all. JSON Schema 2020-12, Validation, section 6.
fn types_of(key: &str) -> &'static [&'static str] {
    match key {
        "format" | "pattern" | "minLength" | "maxLength" | "contentEncoding" | "contentMediaType" => {
            &["string"]
        }
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => {
            &["integer", "number"]
        }
        "items" | "minItems" | "maxItems" | "uniqueItems" | "prefixItems" | "unevaluatedItems" => &["array"],
        "properties"
        | "required"
        | "additionalProperties"
        | "minProperties"
        | "maxProperties"
        | "patternProperties"
        | "unevaluatedProperties"
        | "discriminator" => &["object"],
        _ => &[],
    }
}

fn is_of(name: &str, value: &Node) -> bool {
    match value {
        Node::Null => false,
        Node::Bool(_) => name == "boolean",
        Node::Number(number) => name == "number" || (name == "integer" && !number.is_f64()),
        Node::String(_) => name == "string",
        Node::Array(_) => name == "array",
        Node::Object(_) => name == "object",
    }
}

/// Removes variants that are `null`, and makes the schema `nullable`.
pub(super) fn null_members(translation: &mut Translation<'_>, members: &mut Members, at: &Path<'_>) {
    for keyword in ["anyOf", "oneOf"] {
        let Some(Node::Array(variants)) = members.get_mut(keyword) else {
            continue;
        };
        let before = variants.len();
        let kept: Vec<usize> = (0..before)
            .filter(|index| {
                variants
                    .get(*index)
                    .is_some_and(|variant| !is_null_variant(variant))
            })
            .collect();
        if kept.len() == before {
            continue;
        }
        variants.retain(|variant| !is_null_variant(variant));
        for (new, old) in kept.iter().enumerate().filter(|(new, old)| new != *old) {
            let (new, old) = (new.to_string(), old.to_string());
            translation.moved(at, &[keyword, &new], &[keyword, &old]);
        }
        if kept.is_empty() {
            members.remove(keyword);
            translation.moved(at, &["enum"], &[keyword]);
            return only_null(members);
        }
        members.insert("nullable".to_owned(), Node::Bool(true));
    }
}

/// Whether this is a schema from `only_null`.
fn is_null_variant(variant: &Node) -> bool {
    variant.as_object().is_some_and(is_null)
}

/// Whether these are the members of a schema from `only_null`.
pub(in crate::dialect) fn is_null(members: &Members) -> bool {
    let only = [Node::Null];
    members.get("enum").and_then(Node::as_array) == Some(&only)
}

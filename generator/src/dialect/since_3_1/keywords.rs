//! Translates the keywords of JSON Schema 2020-12 that 3.0 expresses in another way or not at all, with one function each.

use super::super::keywords::{Dialect, Handling, Keys, Object};
use super::super::visit::{Members, Path};
use super::{NEVER, OTHERS, REST, Translation, constrains};
use crate::source::Node;

/// JSON Schema 2020-12, Core, section 8.2.3.2, `$dynamicRef`: it is read as `$ref`, which has the same target if no schema
/// overrides the anchor.
pub(super) fn dynamic_reference(translation: &mut Translation<'_>, members: &mut Members, at: &Path<'_>) {
    if members.contains_key("$ref") {
        return;
    }
    let Some(target) = members.remove("$dynamicRef") else {
        return;
    };
    translation.moved(at, &["$ref"], &["$dynamicRef"]);
    translation.lossy(
        at,
        &["$dynamicRef"],
        "dynamic references are not resolved dynamically",
        "it is read as `$ref`",
    );
    members.insert("$ref".to_owned(), target);
}

/// JSON Schema 2020-12, Validation, section 6.1.3, `const`: it becomes an `enum` with one value.
pub(super) fn constant(translation: &mut Translation<'_>, members: &mut Members, at: &Path<'_>) {
    let Some(value) = members.remove("const") else {
        return;
    };
    translation.moved(at, &["enum"], &["const"]);
    translation.moved(at, &["enum", "0"], &["const"]);
    if value == Node::Null {
        members.insert("nullable".to_owned(), Node::Bool(true));
    }
    members.insert("enum".to_owned(), Node::Array(vec![value]));
}

/// JSON Schema 2020-12, Validation, section 9.5, `examples`: the first one becomes the `example`.
pub(super) fn examples(translation: &mut Translation<'_>, members: &mut Members, at: &Path<'_>) {
    if members.contains_key("example") {
        return;
    }
    let Some(Node::Array(examples)) = members.remove("examples") else {
        return;
    };
    if let Some(example) = examples.into_iter().next() {
        translation.moved(at, &["example"], &["examples", "0"]);
        members.insert("example".to_owned(), example);
    }
}

/// The exclusive bounds, each with the inclusive bound of 3.0, and whether it is the lower one.
pub(super) const BOUNDS: [(&str, &str, bool); 2] = [
    ("exclusiveMinimum", "minimum", true),
    ("exclusiveMaximum", "maximum", false),
];

/// JSON Schema 2020-12, Validation, sections 6.2.3 and 6.2.5: a number becomes the inclusive bound and a boolean. If both
/// bounds are present, the tighter one stays.
pub(super) fn exclusive_bound(
    translation: &mut Translation<'_>,
    members: &mut Members,
    (exclusive, inclusive, is_lower): (&str, &str, bool),
    at: &Path<'_>,
) {
    let Some(Node::Number(bound)) = members.get(exclusive) else {
        return;
    };
    let bound = bound.clone();
    let value = |number: &serde_json::Number| number.as_f64().unwrap_or_default();
    let other = members.get(inclusive).and_then(Node::as_number).map(value);
    let is_looser = other.is_some_and(|other| match is_lower {
        true => other > value(&bound),
        false => other < value(&bound),
    });
    if is_looser {
        members.remove(exclusive);
        return;
    }
    translation.moved(at, &[inclusive], &[exclusive]);
    members.insert(inclusive.to_owned(), Node::Number(bound));
    members.insert(exclusive.to_owned(), Node::Bool(true));
}

/// OpenAPI 3.1.1, section 4.4.1.2: `contentEncoding: base64` becomes `format: byte`, and binary content without an encoding
/// becomes `format: binary`.
pub(super) fn content(members: &mut Members) {
    let text = |key| members.get(key).and_then(Node::as_str);
    let format = match (text("contentEncoding"), text("contentMediaType")) {
        (Some("base64"), _) => "byte",
        (None, Some(media_type)) if is_binary(media_type) => "binary",
        _ => return,
    };
    members.insert_missing("format", || Node::String(format.to_owned()));
}

/// Whether values of the media type are bytes and not text.
fn is_binary(media_type: &str) -> bool {
    media_type == "application/octet-stream"
        || ["image/", "audio/", "video/"]
            .iter()
            .any(|prefix| media_type.starts_with(prefix))
}

/// JSON Schema 2020-12, Core, section 10.3.1.1, `prefixItems`: a list. Its items are typed if all schemas are equal, and are
/// validated one by one otherwise. `maxItems` may exclude items after those of the prefix.
pub(super) fn prefix_items(translation: &mut Translation<'_>, members: &mut Members, at: &Path<'_>) {
    let Some(prefix) = members.get("prefixItems").and_then(Node::as_array) else {
        return;
    };
    let most = members.get("maxItems").and_then(Node::as_number);
    let most = most.and_then(serde_json::Number::as_f64);
    let is_short = most.is_some_and(|most| most <= prefix.len() as f64);
    let is_closed = match members.get("items") {
        Some(items) => items.get(NEVER).is_some() || is_short,
        None if is_short => true,
        None => is_alone(members) && members.get("unevaluatedItems").and_then(Node::as_bool) == Some(false),
    };
    let alike = prefix.first().filter(|first| {
        let rest = is_closed || members.get("items").is_some_and(|items| are_alike(items, first));
        rest && prefix.iter().all(|item| are_alike(item, first))
    });
    let (alike, count) = (alike.cloned(), prefix.len());
    if is_closed && !is_short {
        translation.moved(at, &["maxItems"], &["prefixItems"]);
        members.insert("maxItems".to_owned(), Node::Number(count.into()));
    }
    match alike {
        Some(item) => {
            translation.moved(at, &["items"], &["prefixItems", "0"]);
            members.insert("items".to_owned(), item);
        }
        None => {
            if let Some(rest) = members.remove("items").filter(|_| !is_closed) {
                translation.moved(at, &[REST], &["items"]);
                members.insert(REST.to_owned(), rest);
            }
        }
    }
    members.insert_missing("type", || Node::String("array".to_owned()));
}

/// Whether two schemas differ at most in their documentation, such as the names of coordinates.
fn are_alike(one: &Node, other: &Node) -> bool {
    let (Node::Object(one), Node::Object(other)) = (one, other) else {
        return one == other;
    };
    let is_typed = |key: &str| match Object::Schema.keys_in(Dialect::OpenApi32) {
        Keys::Fixed(rows) => rows
            .get(key)
            .is_none_or(|row| row.handling != Handling::Annotation),
        Keys::Free(..) => true,
    };
    let count = |members: &Members| members.keys().filter(|key| is_typed(key)).count();
    let mut typed = one.iter().filter(|(key, _)| is_typed(key));
    count(one) == count(other) && typed.all(|(key, value)| other.get(key) == Some(value))
}

/// JSON Schema 2020-12, Core, section 11.2, `unevaluatedItems`: it equals `items` if no other keyword evaluates items. This
/// must run before `prefixItems` is translated.
pub(super) fn unevaluated_items(translation: &mut Translation<'_>, members: &mut Members, at: &Path<'_>) {
    let Some(value) = members
        .get("unevaluatedItems")
        .filter(|value| value.as_bool() != Some(true))
    else {
        return;
    };
    let closes = members.contains_key("prefixItems") && value.as_bool() == Some(false) && is_alone(members);
    if !closes && !members.contains_key("items") {
        not_enforced(translation, "unevaluatedItems", at);
    }
}

/// Whether no keyword applies another schema to the same list, which might evaluate items too.
fn is_alone(members: &Members) -> bool {
    let others = ["allOf", "anyOf", "oneOf", "$ref", "if", "not", "contains"];
    !others.iter().any(|key| members.contains_key(key))
}

/// JSON Schema 2020-12, Core, section 10.3.2.2, `patternProperties`: it becomes `additionalProperties` if all patterns have
/// the same schema and no other properties are allowed.
pub(super) fn pattern_properties(translation: &mut Translation<'_>, members: &mut Members, at: &Path<'_>) {
    let Some(patterns) = members.get("patternProperties").and_then(Node::as_object) else {
        return;
    };
    let denies = |key| members.get(key).and_then(Node::as_bool) == Some(false);
    let is_closed = denies("additionalProperties") || denies("unevaluatedProperties");
    let sole = patterns.iter().next().filter(|(pattern, first)| {
        let alike = patterns.values().all(|schema| schema == *first);
        alike && (is_closed || matches!(pattern.as_str(), "" | ".*" | "^.*$" | "^"))
    });
    let sole = sole.map(|(pattern, schema)| (pattern.clone(), schema.clone()));
    let others = match is_closed {
        true => Some(Node::Bool(false)),
        false => members.get("additionalProperties").cloned(),
    };
    if let Some(others) = others {
        translation.moved(at, &[OTHERS], &["additionalProperties"]);
        members.insert(OTHERS.to_owned(), others);
    }
    let Some((pattern, schema)) = sole else {
        members.insert("additionalProperties".to_owned(), Node::Bool(true));
        return;
    };
    translation.moved(at, &["additionalProperties"], &["patternProperties", &pattern]);
    members.insert("additionalProperties".to_owned(), schema);
    members.insert_missing("type", || Node::String("object".to_owned()));
}

/// JSON Schema 2020-12, Core, section 11.3, `unevaluatedProperties`: it equals `additionalProperties` if no keyword applies
/// another schema to the object.
pub(super) fn unevaluated_properties(
    translation: &mut Translation<'_>,
    members: &mut Members,
    at: &Path<'_>,
) {
    let Some(value) = members.get("unevaluatedProperties").cloned() else {
        return;
    };
    let others = ["allOf", "anyOf", "oneOf", "$ref", "if", "dependentSchemas"];
    if members.contains_key("additionalProperties") || value.as_bool() == Some(true) {
        return;
    }
    if others.iter().any(|key| members.contains_key(key)) {
        return not_enforced(translation, "unevaluatedProperties", at);
    }
    translation.moved(at, &["additionalProperties"], &["unevaluatedProperties"]);
    members.insert("additionalProperties".to_owned(), value);
}

fn not_enforced(translation: &mut Translation<'_>, keyword: &str, at: &Path<'_>) {
    let message = format!("`{keyword}` is not enforced");
    translation.lossy(
        at,
        &[keyword],
        &message,
        "the type also accepts values that the keyword forbids",
    );
}

/// JSON Schema 2020-12, Core, section 8.2.3.1, `$ref`: with siblings, which 3.0 does not allow, it becomes a part of an
/// `allOf`.
pub(super) fn reference_siblings(translation: &mut Translation<'_>, members: &mut Members, at: &Path<'_>) {
    let says = |key: &String| key != "$ref" && (constrains(key) || ANNOTATIONS.contains(&key.as_str()));
    if !members.contains_key("$ref") || !members.keys().any(says) {
        return;
    }
    let Some(reference) = members.remove("$ref") else {
        return;
    };
    let mut parts = vec![Node::Object(Members::from([("$ref".to_owned(), reference)]))];
    if let Some(Node::Array(others)) = members.remove("allOf") {
        for old in 0..others.len() {
            translation.moved(
                at,
                &["allOf", &(old + 1).to_string()],
                &["allOf", &old.to_string()],
            );
        }
        parts.extend(others);
    }
    translation.moved(at, &["allOf", "0"], &[]);
    members.insert("allOf".to_owned(), Node::Array(parts));
}

/// The siblings of `$ref` that are kept although they are annotations.
const ANNOTATIONS: [&str; 10] = [
    "title",
    "description",
    "default",
    "example",
    "deprecated",
    "externalDocs",
    "nullable",
    "readOnly",
    "writeOnly",
    "xml",
];

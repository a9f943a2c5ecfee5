//! Translates parameters, headers and items: their type becomes a schema, and `collectionFormat` becomes `style` and
//! `explode`.

use super::super::visit::{Members, Path};
use super::{Translation, schemas};
use crate::source::Node;

/// Swagger 2.0, Parameter Object. Bodies and forms are translated with their operation.
pub(super) fn parameter(translation: &mut Translation<'_>, members: &mut Members, at: &Path<'_>) {
    let place = members
        .get("in")
        .and_then(Node::as_str)
        .unwrap_or_default()
        .to_owned();
    if members.contains_key("$ref") || matches!(place.as_str(), "body" | "formData" | "") {
        return;
    }
    let mut schema = take_schema(members);
    style(translation, members, &mut schema, &place, at);
    translation.moved(at, &["schema"], &[]);
    members.insert("schema".to_owned(), Node::Object(schema));
}

/// Swagger 2.0, Header Object.
pub(super) fn header(translation: &mut Translation<'_>, members: &mut Members, at: &Path<'_>) {
    let mut schema = take_schema(members);
    style(translation, members, &mut schema, "header", at);
    translation.moved(at, &["schema"], &[]);
    members.insert("schema".to_owned(), Node::Object(schema));
}

/// Swagger 2.0, Items Object: OpenAPI 3.0 does not define how a list in a list is joined.
pub(super) fn item(translation: &mut Translation<'_>, members: &mut Members, at: &Path<'_>) {
    schemas::file(members);
    schemas::nullable(members);
    let format = members.remove("collectionFormat");
    if format.is_some() && members.get("type").and_then(Node::as_str) == Some("array") {
        let message = "OpenAPI 3.0 can't express the format of a list in a list";
        translation.lossy(
            at,
            "collectionFormat",
            message,
            "it is sent in the format of the outer list",
        );
    }
}

/// Takes the keywords of a parameter that belong to its schema in 3.0.
pub(super) fn take_schema(members: &mut Members) -> Members {
    let keys: Vec<String> = members.keys().filter(|key| is_of_value(key)).cloned().collect();
    let mut schema = Members::new();
    for key in keys {
        if let Some(value) = members.remove(&key) {
            schema.insert(key, value);
        }
    }
    schemas::file(&mut schema);
    schemas::nullable(&mut schema);
    schema
}

fn is_of_value(key: &str) -> bool {
    const KEYS: [&str; 18] = [
        "type",
        "format",
        "items",
        "default",
        "maximum",
        "exclusiveMaximum",
        "minimum",
        "exclusiveMinimum",
        "maxLength",
        "minLength",
        "pattern",
        "maxItems",
        "minItems",
        "uniqueItems",
        "enum",
        "multipleOf",
        "x-nullable",
        "x-example",
    ];
    KEYS.contains(&key) || key.starts_with("x-enum")
}

/// Swagger 2.0, Parameter Object, `collectionFormat`: it becomes `style` and `explode`.
fn style(
    translation: &mut Translation<'_>,
    members: &mut Members,
    schema: &mut Members,
    place: &str,
    at: &Path<'_>,
) {
    let format = members.remove("collectionFormat");
    if schema.get("type").and_then(Node::as_str) != Some("array") {
        return;
    }
    // An invalid value is already reported.
    let is_one = |format: &&str| matches!(*format, "csv" | "ssv" | "tsv" | "pipes" | "multi");
    let format = format
        .as_ref()
        .and_then(Node::as_str)
        .filter(is_one)
        .unwrap_or("csv");
    let (style, explode) = match (place, format) {
        ("query", "csv") => ("form", false),
        ("query", "multi") => ("form", true),
        ("query", "ssv") => ("spaceDelimited", false),
        ("query", "pipes") => ("pipeDelimited", false),
        ("path" | "header", "csv") => ("simple", false),
        ("path" | "header", "multi") => {
            let message = format!("`multi` applies to lists in a query or a form, not in the {place}");
            translation.lossy(at, "collectionFormat", &message, "the items are joined by commas");
            ("simple", false)
        }
        _ => {
            let message = format!("OpenAPI 3.0 can't express `{format}` in the {place}");
            translation.lossy(
                at,
                "collectionFormat",
                &message,
                "it is a string, which the caller joins",
            );
            *schema = Members::from([("type".to_owned(), Node::String("string".to_owned()))]);
            return;
        }
    };
    members.insert("style".to_owned(), Node::String(style.to_owned()));
    members.insert("explode".to_owned(), Node::Bool(explode));
}

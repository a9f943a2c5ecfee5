//! Translates schemas of Swagger 2.0, with one function for each keyword.

use super::super::since_3_1;
use super::super::visit::{Members, Path};
use super::Translation;
use crate::source::Node;

/// Translates a schema whose subschemas are already translated.
pub(super) fn schema(translation: &mut Translation<'_>, members: &mut Members, at: &Path<'_>) {
    discriminator(translation, members, at);
    file(members);
    nullable(members);
    types(translation, members, at);
}

/// Swagger 2.0, Schema Object, `discriminator`: a property name, which becomes an object.
fn discriminator(translation: &mut Translation<'_>, members: &mut Members, at: &Path<'_>) {
    if let Some(name @ Node::String(_)) = members.get("discriminator").cloned() {
        let object = Members::from([("propertyName".to_owned(), name)]);
        translation.moved(at, &["discriminator", "propertyName"], &["discriminator"]);
        members.insert("discriminator".to_owned(), Node::Object(object));
    }
}

/// Swagger 2.0, Response Object, `type: file`: it becomes a binary string.
pub(super) fn file(members: &mut Members) {
    if members.get("type").and_then(Node::as_str) == Some("file") {
        members.insert("type".to_owned(), Node::String("string".to_owned()));
        members.insert("format".to_owned(), Node::String("binary".to_owned()));
    }
}

/// `x-nullable` and `x-example`, extensions that became keywords in 3.0.
pub(super) fn nullable(members: &mut Members) {
    if let Some(flag @ Node::Bool(_)) = members.remove("x-nullable") {
        members.insert("nullable".to_owned(), flag);
    }
    if let Some(example) = members.remove("x-example") {
        members.insert_missing("example", || example);
    }
}

/// JSON Schema draft 4, section 5.5.2, `type` with a list, which Swagger 2.0 neither defines nor forbids.
fn types(translation: &mut Translation<'_>, members: &mut Members, at: &Path<'_>) {
    if members.get("type").and_then(Node::as_str) == Some("null") {
        return since_3_1::types(translation.diagnostics, translation.origins, members, at);
    }
    let Some(types) = members.get("type").and_then(Node::as_array) else {
        return;
    };
    let is_null = |name: &&Node| name.as_str() == Some("null");
    let nullable = types.iter().any(|name| is_null(&name));
    let mut names: Vec<Node> = types.iter().filter(|name| !is_null(name)).cloned().collect();
    members.remove("type");
    if nullable {
        members.insert("nullable".to_owned(), Node::Bool(true));
    }
    match (names.pop(), names.is_empty()) {
        (Some(name), true) => {
            members.insert("type".to_owned(), name);
        }
        (Some(_), false) => {
            let message = "Swagger 2.0 allows only one type";
            translation.lossy(at, "type", message, "it accepts a value of any type");
        }
        (None, _) => {}
    }
}

//! Translates request bodies of Swagger 2.0: the parameters with `in: body` and `in: formData` of an operation or a path item.

use super::super::visit::{Members, Path};
use super::media::{MediaTypes, content};
use super::parameters::take_schema;
use super::{Translation, schemas};
use crate::source::{Node, Pointer};

/// A parameter that is a body or a part of a form.
#[derive(Clone, Debug)]
pub(super) struct Part {
    parameter: Members,
    /// Whether the parameter is in the list itself, or referred to.
    written: Written,
}

#[derive(Clone, Debug)]
enum Written {
    /// In a list, at this place.
    Here(Pointer),
    /// In the `parameters` of the document, with this name.
    Shared(String),
}

/// Takes the bodies and forms out of the parameters of a path item, which apply to all its operations.
pub(super) fn take_common(
    translation: &mut Translation<'_>,
    members: &mut Members,
    at: &Path<'_>,
) -> Vec<Part> {
    take(translation, members, at)
}

/// Swagger 2.0, Operation Object: bodies and forms, which are not parameters in 3.0, become the `requestBody`.
pub(super) fn operation(
    translation: &mut Translation<'_>,
    members: &mut Members,
    common: &[Part],
    media: &MediaTypes,
    at: &Path<'_>,
) {
    let mut parts = take(translation, members, at);
    for part in common {
        let same = |other: &Part| other.parameter.get("name") == part.parameter.get("name");
        if !parts.iter().any(same) {
            parts.push(part.clone());
        }
    }
    let body = parts.iter().find(|part| place(&part.parameter) == Some("body"));
    let body = match (body, parts.is_empty()) {
        (_, true) => return,
        (Some(body), _) => request_body(translation, body, media, at),
        (None, false) => form(translation, &parts, media, at),
    };
    members.insert("requestBody".to_owned(), body);
}

fn place(parameter: &Members) -> Option<&str> {
    parameter.get("in").and_then(Node::as_str)
}

/// Takes the bodies and forms out of the parameters of `owner`.
fn take(translation: &mut Translation<'_>, owner: &mut Members, at: &Path<'_>) -> Vec<Part> {
    let Some(Node::Array(parameters)) = owner.get_mut("parameters") else {
        return Vec::new();
    };
    let mut parts = Vec::new();
    let mut kept = Vec::new();
    for (index, node) in std::mem::take(parameters).into_iter().enumerate() {
        match part(translation, &node, at, index) {
            Some(part) => parts.push(part),
            None => {
                if kept.len() < index {
                    let (new, old) = (kept.len().to_string(), index.to_string());
                    translation.moved(at, &["parameters", &new], &["parameters", &old]);
                }
                kept.push(node);
            }
        }
    }
    *parameters = kept;
    parts
}

fn part(translation: &Translation<'_>, node: &Node, at: &Path<'_>, index: usize) -> Option<Part> {
    let members = node.as_object()?;
    let (parameter, written) = match node.get("$ref") {
        None => {
            let here = at.pointer().child("parameters").index(index);
            (members, Written::Here(here))
        }
        Some(reference) => {
            let target = Pointer::from_reference("", reference.as_str()?)?;
            let name = target.last().filter(|_| target.tokens().count() == 2)?;
            (translation.shared.get(&name)?.as_object()?, Written::Shared(name))
        }
    };
    matches!(place(parameter), Some("body" | "formData")).then(|| Part {
        parameter: parameter.clone(),
        written,
    })
}

/// `in: body`: a request body with the schema for each media type that the operation consumes.
fn request_body(translation: &mut Translation<'_>, part: &Part, media: &MediaTypes, at: &Path<'_>) -> Node {
    let schema = match &part.written {
        Written::Shared(name) if media.consumes == translation.media.consumes => {
            return reference(&["parameters", name]);
        }
        Written::Shared(name) => reference(&["parameters", name, "schema"]),
        Written::Here(_) => {
            let schema = part.parameter.get("schema").cloned();
            schema.unwrap_or_else(|| Node::Object(Members::new()))
        }
    };
    let body = body(&part.parameter, &schema, &media.consumes);
    if let Written::Here(here) = &part.written {
        moved_body(translation, &body, here, &at.pointer().child("requestBody"));
    }
    Node::Object(body)
}

fn reference(way: &[&str]) -> Node {
    let target = Pointer::root("").descend(way.iter().copied()).to_reference();
    Node::Object(Members::from([("$ref".to_owned(), Node::String(target))]))
}

/// The Request Body Object for a parameter with `in: body`.
pub(super) fn body(parameter: &Members, schema: &Node, consumes: &[String]) -> Members {
    let mut body = Members::new();
    for (key, value) in parameter {
        if matches!(key.as_str(), "description" | "required") || key.starts_with("x-") {
            body.insert(key.clone(), value.clone());
        }
    }
    body.insert("content".to_owned(), Node::Object(content(consumes, schema)));
    body
}

/// Records that the request body at `new` was the parameter at `old`.
pub(super) fn moved_body(translation: &mut Translation<'_>, body: &Members, old: &Pointer, new: &Pointer) {
    let content = body.get("content").and_then(Node::as_object);
    for media_type in content.into_iter().flat_map(|content| content.keys()) {
        let place = new.descend(["content", media_type, "schema"]);
        translation.origins.relocated(&place, &old.child("schema"));
    }
    translation
        .origins
        .relocated(&new.child("content"), &old.child("schema"));
    translation.origins.relocated(new, old);
}

/// `in: formData`: an object whose properties are the parameters.
fn form(translation: &mut Translation<'_>, parts: &[Part], media: &MediaTypes, at: &Path<'_>) -> Node {
    let media_types = form_types(parts, &media.consumes);
    let mut properties = Members::new();
    let mut required = Vec::new();
    let mut encoding = Members::new();
    for part in parts {
        let mut parameter = part.parameter.clone();
        let Some(Node::String(name)) = parameter.remove("name") else {
            continue;
        };
        if parameter.get("required").and_then(Node::as_bool) == Some(true) {
            required.push(Node::String(name.clone()));
        }
        if let Some(joined) = joined(&parameter) {
            encoding.insert(name.clone(), joined);
        }
        let mut schema = take_schema(&mut parameter);
        for key in ["description", "deprecated"] {
            if let Some(value) = parameter.remove(key) {
                schema.insert(key.to_owned(), value);
            }
        }
        if let Written::Here(here) = &part.written {
            for media_type in &media_types {
                let way = [
                    "requestBody",
                    "content",
                    media_type,
                    "schema",
                    "properties",
                    &name,
                ];
                translation.origins.relocated(&at.pointer().descend(way), here);
            }
        }
        schemas::nullable(&mut schema);
        if let Written::Shared(shared) = &part.written {
            share(&mut schema, shared);
        }
        properties.insert(name, Node::Object(schema));
    }
    let is_required = !required.is_empty();
    let mut schema = Members::from([("type".to_owned(), Node::String("object".to_owned()))]);
    if is_required {
        schema.insert("required".to_owned(), Node::Array(required));
    }
    schema.insert("properties".to_owned(), Node::Object(properties));
    let mut media = Members::from([("schema".to_owned(), Node::Object(schema))]);
    if !encoding.is_empty() {
        media.insert("encoding".to_owned(), Node::Object(encoding));
    }
    translation.moved(at, &["requestBody"], &["parameters"]);
    let content = media_types
        .into_iter()
        .map(|name| (name, Node::Object(media.clone())));
    let mut body = Members::from([("content".to_owned(), Node::Object(content.collect()))]);
    if is_required {
        body.insert("required".to_owned(), Node::Bool(true));
    }
    Node::Object(body)
}

/// The section of the components for the schemas of forms that operations share.
pub(super) const FORM_PARAMETERS: &str = "x-form-parameters";

/// The component schema for a shared part of a form; `None` if the part has no type of its own.
pub(super) fn form_parameter(parameter: &Members) -> Option<Node> {
    let mut schema = take_schema(&mut parameter.clone());
    let items = schema.get("items").and_then(Node::as_object);
    if !has_a_type(&schema) && !items.is_some_and(has_a_type) {
        return None;
    }
    schemas::nullable(&mut schema);
    Some(Node::Object(schema))
}

/// Replaces the type of a part of a form by a reference to the component that all operations share.
fn share(schema: &mut Members, name: &str) {
    let way = ["components", FORM_PARAMETERS, name];
    if has_a_type(schema) {
        let parts = vec![reference(&way)];
        schema.retain(|key, _| {
            matches!(
                key.as_str(),
                "description" | "deprecated" | "nullable" | "default" | "example"
            )
        });
        schema.insert("allOf".to_owned(), Node::Array(parts));
    } else if schema
        .get("items")
        .and_then(Node::as_object)
        .is_some_and(has_a_type)
    {
        let items = [way.as_slice(), &["items"]].concat();
        schema.insert("items".to_owned(), reference(&items));
    }
}

/// Whether the schema gets its own type: an enum or a constrained string.
fn has_a_type(schema: &Members) -> bool {
    ["enum", "maxLength", "minLength", "pattern"]
        .iter()
        .any(|keyword| schema.contains_key(keyword))
}

/// The media types of a form: those that the operation consumes and that can represent its parts, or a default.
fn form_types(parts: &[Part], consumes: &[String]) -> Vec<String> {
    const MULTIPART: &str = "multipart/form-data";
    const URLENCODED: &str = "application/x-www-form-urlencoded";
    let has_file = parts.iter().any(|part| holds_files(&part.parameter));
    let fits = |name: &&String| *name == MULTIPART || (*name == URLENCODED && !has_file);
    let declared: Vec<String> = consumes.iter().filter(fits).cloned().collect();
    match (declared.is_empty(), has_file) {
        (false, _) => declared,
        (true, true) => vec![MULTIPART.to_owned()],
        (true, false) => vec![URLENCODED.to_owned()],
    }
}

/// Whether a parameter is a file, or a list of files.
fn holds_files(parameter: &Members) -> bool {
    let text = |node: Option<&Node>| node.and_then(Node::as_str).map(str::to_owned);
    let is_file = |ty: Option<&Node>, format: Option<&Node>| {
        // The items are already translated.
        text(ty).as_deref() == Some("file") || text(format).as_deref() == Some("binary")
    };
    let items = parameter.get("items");
    let member = |key| items.and_then(|items| items.get(key));
    is_file(parameter.get("type"), parameter.get("format")) || is_file(member("type"), member("format"))
}

/// The Encoding Object for a list whose items are joined. By default, 3.0 would repeat the name instead.
fn joined(parameter: &Members) -> Option<Node> {
    let text = |key| parameter.get(key).and_then(Node::as_str);
    if holds_files(parameter) {
        return None;
    }
    let style = match (text("type"), text("collectionFormat").unwrap_or("csv")) {
        (Some("array"), "csv" | "tsv") => "form",
        (Some("array"), "ssv") => "spaceDelimited",
        (Some("array"), "pipes") => "pipeDelimited",
        _ => return None,
    };
    Some(Node::Object(Members::from([
        ("style".to_owned(), Node::String(style.to_owned())),
        ("explode".to_owned(), Node::Bool(false)),
    ])))
}

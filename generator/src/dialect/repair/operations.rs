//! Keywords that one major version of OpenAPI has in another place than the other: bodies and types in parameters.

use super::super::keywords::{Dialect, Object};
use super::super::visit::{Members, Path};
use super::Repair;
use crate::diagnostics::Code;
use crate::source::Node;

/// The keywords of a parameter in Swagger 2.0 that belong to its schema since 3.0.
const OF_SCHEMA: [&str; 17] = [
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
    "nullable",
];

impl Repair<'_> {
    /// Moves `type` of a parameter into its `schema` in OpenAPI 3, and the reverse in Swagger 2.0.
    pub(super) fn hoist(&mut self, object: Object, members: &mut Members, at: &Path<'_>) {
        if !matches!(object, Object::Parameter | Object::Header) {
            return;
        }
        let has = |key: &str| members.contains_key(key);
        if self.dialect == Dialect::Swagger20 {
            let is_body = members.get("in").and_then(Node::as_str) == Some("body");
            if !is_body && has("schema") && !has("type") {
                self.lower_schema(members, at);
            }
            return;
        }
        if has("schema") || has("content") || !has("type") {
            return;
        }
        let mut schema = Members::new();
        for key in OF_SCHEMA {
            if let Some(value) = members.remove(key) {
                self.renamed(&at.child("schema").child(key), &at.child(key));
                schema.insert(key.to_owned(), value);
            }
        }
        let message = format!("{} has no key `type` in OpenAPI 3", object.described());
        self.report(Code::UnknownKey, &at.child("type"), message)
            .on_key()
            .read_as_meant("it is read as the `type` of its `schema`");
        members.insert("schema".to_owned(), Node::Object(schema));
    }

    /// Moves the keywords of `schema` to the parameter. A schema without its own `type`, such as a reference, is read as a string.
    fn lower_schema(&mut self, members: &mut Members, at: &Path<'_>) {
        let place = at.child("schema");
        let Some(Node::Object(schema)) = members.remove("schema") else {
            return;
        };
        let message = "`schema` is only for body parameters";
        let diagnostic = self.report(Code::UnknownKey, &place, message).on_key();
        if schema.get("type").and_then(Node::as_str).is_none() {
            diagnostic.loosened("it is treated as a string");
            members.insert("type".to_owned(), Node::String("string".to_owned()));
            return;
        }
        diagnostic.read_as_meant("its keywords are read as keywords of the parameter");
        for (key, value) in schema {
            if OF_SCHEMA.contains(&key.as_str()) && key != "nullable" {
                self.renamed(&at.child(&key), &place.child(&key));
                members.insert_missing(&key, || value);
            }
        }
    }

    /// Moves `schema` of a response or a request body, which belongs there only in Swagger 2.0, into `content`.
    pub(super) fn schema_of_body(&mut self, members: &mut Members, at: &Path<'_>) {
        if self.dialect == Dialect::Swagger20 || members.contains_key("content") {
            return;
        }
        let Some(schema) = members.remove("schema") else {
            return;
        };
        let place = at.child("schema");
        self.report(
            Code::UnknownKey,
            &place,
            "`schema` belongs here only in Swagger 2.0",
        )
        .on_key()
        .read_as_meant("it is read as the schema of `application/json`");
        self.renamed(
            &at.child("content").child("application/json").child("schema"),
            &place,
        );
        let media_type = Members::from([("schema".to_owned(), schema)]);
        let content = Members::from([("application/json".to_owned(), Node::Object(media_type))]);
        members.insert("content".to_owned(), Node::Object(content));
    }

    /// Moves parameters with `in: body` or `in: formData` into the request body, where they belong since 3.0.
    pub(super) fn operation(&mut self, members: &mut Members, at: &Path<'_>) {
        if self.dialect == Dialect::Swagger20 {
            return;
        }
        let place = at.child("parameters");
        let Some(Node::Array(parameters)) = members.get_mut("parameters") else {
            return;
        };
        let gone: Vec<usize> = (0..parameters.len())
            .filter(|index| parameters.get(*index).is_some_and(|node| of_body(node).is_some()))
            .collect();
        if gone.is_empty() {
            return;
        }
        let length = parameters.len();
        let (bodies, kept): (Vec<Node>, Vec<Node>) = std::mem::take(parameters)
            .into_iter()
            .partition(|node| of_body(node).is_some());
        *parameters = kept;
        let has_body = members.contains_key("requestBody");
        for index in &gone {
            let diagnostic = self.report(
                Code::WrongType,
                &place.index(*index).child("in"),
                "OpenAPI 3 has no body parameters",
            );
            if has_body {
                diagnostic.loosened("it is left out, since there is a `requestBody`");
            } else {
                diagnostic.read_as_meant("it is read as the `requestBody`");
            }
        }
        if !has_body {
            if let Some(first) = gone.first() {
                self.renamed(&at.child("requestBody"), &place.index(*first));
            }
            let body = body(&bodies);
            self.properties_moved(&body, &bodies, &gone, at);
            members.insert("requestBody".to_owned(), body);
        }
        let provenance = self.diagnostics.sources_mut().provenance_mut();
        provenance.items_removed(&place.pointer(), &gone, length);
    }
}

impl Repair<'_> {
    /// Records that later diagnostics about the properties of the body are about these parameters.
    fn properties_moved(&mut self, body: &Node, parameters: &[Node], indices: &[usize], at: &Path<'_>) {
        let content = body.get("content").and_then(Node::as_object);
        let Some(media_type) = content.and_then(|content| content.keys().next()) else {
            return;
        };
        let list = at.child("parameters");
        let place = at.child("requestBody");
        let place = place.child("content");
        let place = place.child(media_type);
        let schema = place.child("schema");
        for (parameter, index) in parameters.iter().zip(indices) {
            let here = list.index(*index);
            let inner = here.child("schema");
            let source = if parameter.get("schema").is_some() {
                inner
            } else {
                here
            };
            match (of_body(parameter), parameter.get("name").and_then(Node::as_str)) {
                (Some(OfBody::Whole), _) => self.renamed(&schema, &source),
                (Some(OfBody::Part), Some(name)) => {
                    self.renamed(&schema.child("properties").child(name), &source);
                }
                (Some(OfBody::Part), None) | (None, _) => {}
            }
        }
    }
}

/// A parameter that is a body, or a part of a form.
enum OfBody {
    Whole,
    Part,
}

fn of_body(node: &Node) -> Option<OfBody> {
    let place = node.get("in")?.as_str()?.to_ascii_lowercase();
    match place.as_str() {
        "body" => Some(OfBody::Whole),
        "form" | "formdata" | "form-data" => Some(OfBody::Part),
        _ => None,
    }
}

/// The request body for the parameters.
fn body(parameters: &[Node]) -> Node {
    let whole = parameters
        .iter()
        .find(|node| matches!(of_body(node), Some(OfBody::Whole)));
    let (media_type, schema, is_required) = match whole {
        Some(parameter) => {
            let schema = parameter.get("schema").cloned();
            let schema = schema.unwrap_or_else(|| Node::Object(Members::new()));
            ("application/json", schema, is_required(parameter))
        }
        None => (
            form_type(parameters),
            form(parameters),
            parameters.iter().any(is_required),
        ),
    };
    let media = Members::from([("schema".to_owned(), schema)]);
    let content = Members::from([(media_type.to_owned(), Node::Object(media))]);
    let mut body = Members::from([("content".to_owned(), Node::Object(content))]);
    if is_required {
        body.insert("required".to_owned(), Node::Bool(true));
    }
    Node::Object(body)
}

fn is_required(parameter: &Node) -> bool {
    parameter.get("required").and_then(Node::as_bool) == Some(true)
}

fn form_type(parameters: &[Node]) -> &'static str {
    let is_file = |node: &Node| {
        let format = node.get("schema").and_then(|schema| schema.get("format"));
        let ty = node.get("type").or_else(|| node.get("schema")?.get("type"));
        format.and_then(Node::as_str) == Some("binary") || ty.and_then(Node::as_str) == Some("file")
    };
    if parameters.iter().any(is_file) {
        "multipart/form-data"
    } else {
        "application/x-www-form-urlencoded"
    }
}

/// An object whose properties are the parameters.
fn form(parameters: &[Node]) -> Node {
    let mut properties = Members::new();
    let mut required = Vec::new();
    for parameter in parameters {
        let Some(name) = parameter.get("name").and_then(Node::as_str) else {
            continue;
        };
        if is_required(parameter) {
            required.push(Node::String(name.to_owned()));
        }
        let schema = parameter.get("schema").cloned().unwrap_or_else(|| {
            let members = parameter.as_object().into_iter().flatten();
            let members = members.filter(|(key, _)| OF_SCHEMA.contains(&key.as_str()));
            Node::Object(members.map(|(key, value)| (key.clone(), value.clone())).collect())
        });
        properties.insert(name.to_owned(), schema);
    }
    let mut schema = Members::from([("type".to_owned(), Node::String("object".to_owned()))]);
    schema.insert("properties".to_owned(), Node::Object(properties));
    if !required.is_empty() {
        schema.insert("required".to_owned(), Node::Array(required));
    }
    Node::Object(schema)
}

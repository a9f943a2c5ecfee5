//! Translates `consumes` and `produces` to the media types of bodies and responses.

use super::super::visit::Members;
use crate::source::Node;

/// The media types that an operation consumes and produces.
#[derive(Clone, Debug, Default)]
pub(super) struct MediaTypes {
    pub consumes: Vec<String>,
    pub produces: Vec<String>,
}

impl MediaTypes {
    /// The media types that `owner` declares, or the `inherited` ones. Swagger 2.0, Operation Object.
    pub(super) fn of(owner: &Node, inherited: &Self) -> Self {
        let list = |key| {
            let items = owner.get(key)?.as_array()?.iter();
            Some(items.filter_map(Node::as_str).map(str::to_owned).collect())
        };
        Self {
            consumes: list("consumes").unwrap_or_else(|| inherited.consumes.clone()),
            produces: list("produces").unwrap_or_else(|| inherited.produces.clone()),
        }
    }
}

const JSON: &str = "application/json";

/// `content` with `schema` for each of the media types. Without media types, or for `*/*`, a file is
/// `application/octet-stream` and every other schema is JSON.
pub(super) fn content(media_types: &[String], schema: &Node) -> Members {
    let is_file = is_binary(schema);
    let mut content = Members::new();
    for media_type in media_types {
        let media_type = match media_type.as_str() {
            "*/*" if is_file => "application/octet-stream",
            "*/*" => JSON,
            other => other,
        };
        content.insert(media_type.to_owned(), with_schema(schema));
    }
    if content.is_empty() {
        let default = if is_file { "application/octet-stream" } else { JSON };
        content.insert(default.to_owned(), with_schema(schema));
    }
    content
}

fn with_schema(schema: &Node) -> Node {
    Node::Object(Members::from([("schema".to_owned(), schema.clone())]))
}

/// Whether the schema is a translated `type: file`.
fn is_binary(schema: &Node) -> bool {
    schema.get("format").and_then(Node::as_str) == Some("binary")
}

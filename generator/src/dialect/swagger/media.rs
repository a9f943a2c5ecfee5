//! `consumes` and `produces`: which media types a body or an answer has.

use super::super::visit::Members;
use crate::source::Node;

/// What an operation takes and gives.
#[derive(Clone, Debug, Default)]
pub(super) struct MediaTypes {
    pub consumes: Vec<String>,
    pub produces: Vec<String>,
}

impl MediaTypes {
    /// Those that `owner` declares, and what is `inherited` where it says nothing. Swagger 2.0, Operation Object.
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

/// `content` with `schema` under each of the media types. Where nothing, or anything, is declared, bytes are any bytes and
/// every other schema is of JSON.
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

/// What `type: file` has become.
fn is_binary(schema: &Node) -> bool {
    schema.get("format").and_then(Node::as_str) == Some("binary")
}

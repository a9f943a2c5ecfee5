//! Translates objects other than schemas, with one function for each keyword.

use super::super::visit::{Members, Path};
use crate::source::Node;

/// OpenAPI 3.1.1, section 4.8.2, `summary`: it becomes the first paragraph of the description.
pub(super) fn summary_of_info(members: &mut Members) {
    let Some(Node::String(summary)) = members.remove("summary") else {
        return;
    };
    let description = members.get("description").and_then(Node::as_str);
    let text = match description {
        Some(description) if !description.trim().is_empty() => format!("{summary}\n\n{description}"),
        Some(_) | None => summary,
    };
    members.insert("description".to_owned(), Node::String(text));
}

/// OpenAPI 3.1.1, section 4.8.10: `responses` is optional.
pub(super) fn responses_are_optional(members: &mut Members) {
    members.insert_missing("responses", || Node::Object(Members::new()));
}

/// OpenAPI 3.1.1, section 4.8.15.1.1, `contentType`: a part whose schema has no `type` is `application/octet-stream`. OpenAPI
/// 3.0 does not define this.
pub(super) fn parts_without_type(members: &mut Members, at: &Path<'_>) {
    let name = at.pointer().last().unwrap_or_default();
    // The key of a component is a name, not a media type.
    let may_have_parts = !name.contains('/') || name.to_ascii_lowercase().starts_with("multipart/");
    if may_have_parts && !members.contains_key("$ref") {
        members.insert(UNTYPED_PARTS.to_owned(), Node::Bool(true));
    }
}

/// Marks a media type whose parts are files if their schema has no `type`.
pub const UNTYPED_PARTS: &str = "x-untyped-parts-are-files";

/// OpenAPI 3.2.0, section 4.17, `summary`: it becomes the description of a response without one.
pub(super) fn summary_of_response(members: &mut Members) {
    if members.contains_key("$ref") {
        return;
    }
    let summary = members.remove("summary");
    members.insert_missing("description", || {
        summary.unwrap_or_else(|| Node::String(String::new()))
    });
}

/// OpenAPI 3.2.0, section 4.19, `dataValue`: it becomes the value of the example.
pub(super) fn data_value(members: &mut Members) {
    if let Some(value) = members.remove("dataValue") {
        members.insert_missing("value", || value);
    }
}

/// OpenAPI 3.2.0, section 4.12, `in: querystring` and `style: cookie`: they have no equivalent in 3.0, so that a mark replaces
/// them. A query that has a schema instead of content is read as its parameters.
pub(super) fn parameter(members: &mut Members) {
    let is =
        |members: &Members, key: &str, value: &str| members.get(key).and_then(Node::as_str) == Some(value);
    if is(members, "in", "querystring") {
        members.insert("in".to_owned(), Node::String("query".to_owned()));
        if members.contains_key("content") {
            members.insert(QUERYSTRING.to_owned(), Node::Bool(true));
        }
    }
    if is(members, "style", "cookie") {
        members.insert("style".to_owned(), Node::String("form".to_owned()));
        members.insert(COOKIE_STYLE.to_owned(), Node::Bool(true));
    }
}

/// Marks a parameter that is the whole query.
pub const QUERYSTRING: &str = "x-querystring";

/// Marks a cookie whose value is not escaped.
pub const COOKIE_STYLE: &str = "x-style-cookie";

//! Media types: how the value of a content is written.

use std::collections::BTreeSet;

use super::view::View;
use crate::source::{Node, Pointer};

/// Whether a response of this status has no body. Source: RFC 9110, section 6.4.1.
pub(super) fn is_empty(response: &Pointer) -> bool {
    let status = response.last().unwrap_or_default();
    let is_informational = status.len() == 3 && status.starts_with('1');
    is_informational || matches!(status.as_str(), "204" | "205" | "304")
}

/// Whether values of a media type are written as JSON, whatever the schema.
fn is_json(media_type: &str) -> bool {
    media_type.to_ascii_lowercase().contains("json")
}

/// How the value of a content is written: as JSON, as another media type, or as bytes. A key without a `/` and a range of media
/// types leave it to the schema.
pub(super) fn form(tree: &Node, content: &Pointer, media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    let is_open = !essence.contains('/') || matches!(essence.as_str(), "*/*" | "application/*");
    let types = types(tree, &content.child("schema"), DEEPEST).unwrap_or_default();
    let has = |of: &str| types.contains(of);
    let is_structured = (is_open || essence == "text/plain") && (has("object") || has("array"));
    let is_scalar = is_open && !types.is_empty() && !has("string");
    match is_json(&essence) || is_structured || is_scalar {
        true => "json".to_owned(),
        false if is_open => "application/octet-stream".to_owned(),
        false => essence,
    }
}

/// How many unions inside each other are looked at.
const DEEPEST: usize = 8;

/// The types of the values of a schema; `None` if it allows any.
fn types(tree: &Node, schema: &Pointer, depth: usize) -> Option<BTreeSet<String>> {
    let view = View::new(tree, std::slice::from_ref(schema));
    if let Some(named) = view.keywords.get("type") {
        return Some(
            named
                .iter()
                .map(|json| json.trim_matches('"').to_owned())
                .collect(),
        );
    }
    if !view.properties.is_empty() {
        return Some(BTreeSet::from(["object".to_owned()]));
    }
    if !view.items.is_empty() {
        return Some(BTreeSet::from(["array".to_owned()]));
    }
    if depth == 0 || view.branches.is_empty() {
        return None;
    }
    let mut all = BTreeSet::new();
    for branch in &view.branches {
        all.extend(types(tree, branch, depth.saturating_sub(1))?);
    }
    Some(all)
}

/// Whether a value of this media type is text without constraints.
pub(super) fn is_plain_text(tree: &Node, content: &Pointer, media_type: &str) -> bool {
    let schema = content.child("schema");
    let view = View::new(tree, std::slice::from_ref(&schema));
    let only_type =
        |(key, values): (&&str, &BTreeSet<String>)| *key == "type" && values.contains("\"string\"");
    let has_parts = !view.properties.is_empty() || !view.items.is_empty() || !view.branches.is_empty();
    !is_json(media_type) && view.keywords.iter().all(only_type) && !has_parts
}

/// Whether a media type is XML.
pub(super) fn is_xml(content: &Pointer) -> bool {
    let media_type = content.last().unwrap_or_default().to_ascii_lowercase();
    media_type.contains("xml")
}

/// Whether the values of a media type are text or bytes, whatever their schema.
pub(super) fn is_raw(content: &Pointer) -> bool {
    let media_type = content.last().unwrap_or_default().to_ascii_lowercase();
    let structured = [
        "json",
        "xml",
        "form",
        "multipart",
        "event-stream",
        "*/*",
        "application/*",
    ];
    !structured.iter().any(|word| media_type.contains(word))
}

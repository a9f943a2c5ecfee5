//! Translates responses of Swagger 2.0: a schema for each media type that the operation produces.

use super::super::visit::{Members, Path};
use super::Translation;
use super::media::{MediaTypes, content};
use crate::source::Node;

/// Translates every response of an operation or of the document.
pub(super) fn responses(
    translation: &mut Translation<'_>,
    all: &mut Members,
    media: &MediaTypes,
    at: &Path<'_>,
) {
    for (status, node) in all {
        if let Node::Object(members) = node {
            response(translation, members, media, &at.child(status));
        }
    }
}

/// Swagger 2.0, Response Object, `schema` and `examples`.
pub(super) fn response(
    translation: &mut Translation<'_>,
    members: &mut Members,
    media: &MediaTypes,
    at: &Path<'_>,
) {
    if members.contains_key("$ref") {
        return;
    }
    let examples = members.remove("examples");
    let Some(schema) = members.remove("schema") else {
        return;
    };
    let mut content = content(&media.produces, &schema);
    for (media_type, media) in &mut content {
        translation.moved(at, &["content", media_type, "schema"], &["schema"]);
        let example = examples.as_ref().and_then(|examples| examples.get(media_type));
        if let (Node::Object(media), Some(example)) = (media, example) {
            translation.moved(at, &["content", media_type, "example"], &["examples", media_type]);
            media.insert("example".to_owned(), example.clone());
        }
    }
    translation.moved(at, &["content"], &["schema"]);
    members.insert("content".to_owned(), Node::Object(content));
}

//! Translates Swagger 2.0 to the 3.0 shape, object by object. Bodies and responses are translated with their path item, where
//! the media types are known. Objects with a new place are moved with the document.

mod bodies;
mod document;
mod media;
mod parameters;
mod responses;
mod schemas;
mod security;
#[cfg(test)]
mod tests;

use super::keywords::{Dialect, Object};
use super::link::Part;
use super::visit::{Members, Path, Visit, walk};
use crate::diagnostics::{Code, Diagnostics};
use crate::source::{Node, Origins};
use media::MediaTypes;

/// Translates a part of the tree, and records the moves in `origins`.
pub(super) fn translate(tree: &mut Node, part: &Part, origins: &mut Origins, diagnostics: &mut Diagnostics) {
    let shared = tree.get("parameters").and_then(Node::as_object);
    let mut translation = Translation {
        shared: shared.cloned().unwrap_or_default(),
        media: MediaTypes::of(tree, &MediaTypes::default()),
        diagnostics,
        origins,
    };
    let at = Path::root(&part.at);
    let Some(node) = tree.at_mut(&part.at) else { return };
    walk(&mut translation, part.object, node, &at);
    if part.object == Object::Response
        && let Node::Object(response) = node
    {
        let media = translation.media.clone();
        responses::response(&mut translation, response, &media, &at);
    }
}

/// The state of a translation.
struct Translation<'t> {
    /// The shared parameters, before their translation.
    shared: Members,
    /// The default media types of operations.
    media: MediaTypes,
    diagnostics: &'t mut Diagnostics,
    origins: &'t mut Origins,
}

impl Visit for Translation<'_> {
    const DIALECT: Dialect = Dialect::Swagger20;

    fn visit(&mut self, object: Object, node: &mut Node, at: &Path<'_>) {
        let Node::Object(members) = node else { return };
        match object {
            Object::OpenApi => document::translate(self, members, at),
            Object::PathItem => self.path_item(members, at),
            Object::Parameter => parameters::parameter(self, members, at),
            Object::Header => parameters::header(self, members, at),
            Object::Items => parameters::item(self, members, at),
            Object::Schema => schemas::schema(self, members, at),
            Object::SecurityScheme => security::scheme(self, members, at),
            Object::Info
            | Object::Contact
            | Object::License
            | Object::Server
            | Object::ServerVariable
            | Object::Components
            | Object::Paths
            | Object::Operation
            | Object::ExternalDocumentation
            | Object::RequestBody
            | Object::MediaType
            | Object::Encoding
            | Object::Responses
            | Object::Response
            | Object::Callback
            | Object::Example
            | Object::Link
            | Object::Tag
            | Object::Discriminator
            | Object::Xml
            | Object::OAuthFlows
            | Object::OAuthFlow
            | Object::SecurityRequirement => {}
        }
    }
}

impl Translation<'_> {
    fn path_item(&mut self, members: &mut Members, at: &Path<'_>) {
        let common = bodies::take_common(self, members, at);
        for method in ["get", "put", "post", "delete", "options", "head", "patch"] {
            let at = at.child(method);
            let Some(operation) = members.get_mut(method) else {
                continue;
            };
            let media = MediaTypes::of(operation, &self.media);
            let Node::Object(operation) = operation else {
                continue;
            };
            bodies::operation(self, operation, &common, &media, &at);
            if let Some(Node::Object(all)) = operation.get_mut("responses") {
                responses::responses(self, all, &media, &at.child("responses"));
            }
            for key in ["consumes", "produces", "schemes"] {
                operation.remove(key);
            }
        }
    }

    fn lossy(&mut self, at: &Path<'_>, key: &str, message: &str, effect: &str) {
        let at = at.pointer().child(key);
        self.diagnostics
            .report(Code::Lossy, &at, message)
            .on_key()
            .effect(effect);
    }

    fn moved(&mut self, at: &Path<'_>, new: &[&str], old: &[&str]) {
        self.origins.moved(&at.pointer(), new, old);
    }
}

//! OpenAPI 3.1 and 3.2 to the 3.0 shape, object by object; schemas keyword by keyword. What 3.0 can't say stays
//! where it was, for references into it.

mod anchors;
mod document;
mod keywords;
mod objects;
mod schema;
#[cfg(test)]
mod tests;
mod types;

pub(super) use anchors::resolve_anchors;
pub use schema::{NEVER, OTHERS, REST};

use super::keywords::{Dialect, Object};
use super::references;
use super::visit::{Path, Visit, walk};
use crate::diagnostics::Diagnostics;
use crate::source::{Node, Origins};

/// Translates the whole document, and tells `diagnostics` where everything was.
pub(super) fn translate(tree: &mut Node, document: &str, diagnostics: &mut Diagnostics) {
    let mut origins = Origins::default();
    let mut translation = Translation {
        diagnostics,
        origins: &mut origins,
    };
    walk(&mut translation, Object::OpenApi, tree, &Path::root(document));
    references::rewrite(tree, document, &origins);
    diagnostics.translated(origins);
}

/// What is known while translating.
pub(super) struct Translation<'t> {
    pub diagnostics: &'t mut Diagnostics,
    pub origins: &'t mut Origins,
}

impl Visit for Translation<'_> {
    // The tables of 3.2 hold those of 3.1.
    const DIALECT: Dialect = Dialect::OpenApi32;

    fn visit(&mut self, object: Object, node: &mut Node, at: &Path<'_>) {
        if object == Object::Schema {
            return self.schema(node, at);
        }
        let Node::Object(members) = node else { return };
        match object {
            Object::OpenApi => document::translate(members),
            Object::Info => objects::summary_of_info(members),
            Object::Operation => objects::responses_are_optional(members),
            Object::Parameter => objects::querystring(members, at, self.diagnostics),
            Object::Response => objects::summary_of_response(members),
            Object::Example => objects::data_value(members),
            Object::Contact
            | Object::License
            | Object::Server
            | Object::ServerVariable
            | Object::Components
            | Object::Paths
            | Object::PathItem
            | Object::ExternalDocumentation
            | Object::RequestBody
            | Object::MediaType
            | Object::Encoding
            | Object::Responses
            | Object::Callback
            | Object::Link
            | Object::Header
            | Object::Tag
            | Object::Schema
            | Object::Discriminator
            | Object::Xml
            | Object::SecurityScheme
            | Object::OAuthFlows
            | Object::OAuthFlow
            | Object::SecurityRequirement
            | Object::Items => {}
        }
    }
}

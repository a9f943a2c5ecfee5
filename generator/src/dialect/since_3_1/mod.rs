//! Translates OpenAPI 3.1 and 3.2 to the 3.0 shape, object by object, and schemas keyword by keyword. Keywords that 3.0 can't
//! express stay in their place, because references may lead into them.

mod anchors;
mod document;
mod keywords;
mod objects;
mod schema;
/// Marks the schema `false`.
pub const NEVER: &str = "x-never";

/// The schema for the items after those of `prefixItems`.
pub const REST: &str = "x-rest-items";

/// The `additionalProperties` of a schema with `patternProperties`.
pub const OTHERS: &str = "x-other-properties";

/// Whether a keyword of 3.0 constrains values, or is a reference.
pub(super) fn constrains(key: &str) -> bool {
    use super::keywords::Handling;
    let decides = |handling| matches!(handling, Handling::Typed | Handling::NotEnforced);
    let keyword = Object::Schema.keyword(key);
    key == "$ref" || keyword.is_some_and(|keyword| decides(keyword.handling) && !NO_RULES.contains(&key))
}

/// Keywords that are typed, but don't constrain values.
const NO_RULES: [&str; 5] = ["deprecated", "nullable", "readOnly", "writeOnly", "xml"];

#[cfg(test)]
mod tests;
mod types;

pub(super) use anchors::resolve_anchors;
pub use objects::{COOKIE_STYLE, QUERYSTRING, UNTYPED_PARTS};
pub(super) use types::is_null;

use super::keywords::{Dialect, Object};
use super::link::Part;
use super::visit::{Members, Path, Visit, walk_referable};
use crate::diagnostics::Diagnostics;
use crate::source::{Node, Origins};

/// Translates a part of the tree, and records the moves in `origins`.
pub(super) fn translate(tree: &mut Node, part: &Part, origins: &mut Origins, diagnostics: &mut Diagnostics) {
    let mut translation = Translation { diagnostics, origins };
    if let Some(node) = tree.at_mut(&part.at) {
        walk_referable(&mut translation, part.object, node, &Path::root(&part.at));
    }
}

/// Translates `const` in a description of an older version.
pub(super) fn constant(
    diagnostics: &mut Diagnostics,
    origins: &mut Origins,
    members: &mut Members,
    at: &Path<'_>,
) {
    keywords::constant(&mut Translation { diagnostics, origins }, members, at);
}

/// Translates a numeric `exclusiveMinimum` or `exclusiveMaximum` in a description of an older version.
pub(super) fn exclusive_bound(
    key: &str,
    diagnostics: &mut Diagnostics,
    origins: &mut Origins,
    members: &mut Members,
    at: &Path<'_>,
) {
    let mut translation = Translation { diagnostics, origins };
    for bound in keywords::BOUNDS.into_iter().filter(|(name, ..)| *name == key) {
        keywords::exclusive_bound(&mut translation, members, bound, at);
    }
}

/// Translates `type` with a list or `null` in a description of an older version.
pub(super) fn types(
    diagnostics: &mut Diagnostics,
    origins: &mut Origins,
    members: &mut Members,
    at: &Path<'_>,
) {
    types::types(&mut Translation { diagnostics, origins }, members, at);
}

/// Translates variants that are `null` in a description of an older version.
pub(super) fn null_members(
    diagnostics: &mut Diagnostics,
    origins: &mut Origins,
    members: &mut Members,
    at: &Path<'_>,
) {
    types::null_members(&mut Translation { diagnostics, origins }, members, at);
}

/// The state of a translation.
pub(super) struct Translation<'t> {
    pub diagnostics: &'t mut Diagnostics,
    pub origins: &'t mut Origins,
}

impl Visit for Translation<'_> {
    // The tables of 3.2 include those of 3.1.
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
            Object::Parameter => objects::parameter(members),
            Object::Response => objects::summary_of_response(members),
            Object::Example => objects::data_value(members),
            Object::MediaType => objects::parts_without_type(members, at),
            Object::Contact
            | Object::License
            | Object::Server
            | Object::ServerVariable
            | Object::Components
            | Object::Paths
            | Object::PathItem
            | Object::ExternalDocumentation
            | Object::RequestBody
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

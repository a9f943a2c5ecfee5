//! OpenAPI 3.1 and 3.2 to the 3.0 shape, object by object; schemas keyword by keyword. What 3.0 can't say stays
//! where it was, for references into it.

mod anchors;
mod document;
mod keywords;
mod objects;
mod schema;
/// What tells the schema that was `false` from one that allows everything.
pub const NEVER: &str = "x-never";

/// Where the schema of items behind `prefixItems` is kept.
pub const REST: &str = "x-rest-items";

/// Where `additionalProperties` beside `patternProperties` is kept.
pub const OTHERS: &str = "x-other-properties";

/// Whether a keyword of 3.0 decides about values, or is a reference to what does.
pub(super) fn constrains(key: &str) -> bool {
    use super::keywords::Handling;
    let decides = |handling| matches!(handling, Handling::Typed | Handling::NotEnforced);
    let keyword = Object::Schema.keyword(key);
    key == "$ref" || keyword.is_some_and(|keyword| decides(keyword.handling) && !NO_RULES.contains(&key))
}

/// Typed, and yet no rule for values.
const NO_RULES: [&str; 5] = ["deprecated", "nullable", "readOnly", "writeOnly", "xml"];

#[cfg(test)]
mod tests;
mod types;

pub(super) use anchors::resolve_anchors;
pub use objects::UNTYPED_PARTS;
pub(super) use types::is_null;

use super::keywords::{Dialect, Object};
use super::link::Part;
use super::visit::{Members, Path, Visit, walk_referable};
use crate::diagnostics::Diagnostics;
use crate::source::{Node, Origins};

/// Translates a part of the tree, and tells `origins` where everything was.
pub(super) fn translate(tree: &mut Node, part: &Part, origins: &mut Origins, diagnostics: &mut Diagnostics) {
    let mut translation = Translation { diagnostics, origins };
    if let Some(node) = tree.at_mut(&part.at) {
        walk_referable(&mut translation, part.object, node, &Path::root(&part.at));
    }
}

/// `const` of a schema, in a description of an older version.
pub(super) fn constant(
    diagnostics: &mut Diagnostics,
    origins: &mut Origins,
    members: &mut Members,
    at: &Path<'_>,
) {
    keywords::constant(&mut Translation { diagnostics, origins }, members, at);
}

/// `exclusiveMinimum` or `exclusiveMaximum` with a number, in a description of an older version.
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

/// `type` as a list or as `null`, in a description of an older version.
pub(super) fn types(
    diagnostics: &mut Diagnostics,
    origins: &mut Origins,
    members: &mut Members,
    at: &Path<'_>,
) {
    types::types(&mut Translation { diagnostics, origins }, members, at);
}

/// Variants that are `null`, in a description of an older version.
pub(super) fn null_members(
    diagnostics: &mut Diagnostics,
    origins: &mut Origins,
    members: &mut Members,
    at: &Path<'_>,
) {
    types::null_members(&mut Translation { diagnostics, origins }, members, at);
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

//! Parts of multipart bodies whose schema has no `type`: since OpenAPI 3.1 such a part is a file. Source: OpenAPI 3.1.1,
//! section 4.8.15.1.1: the default of `contentType` is `application/octet-stream` for such a part. The default for a list is
//! that of its items.

use std::collections::BTreeMap;

use super::xml::is_xml;
use crate::ir::{BodyFormat, Type};
use crate::lower::Lowering;
use crate::lower::operation::parameters::{essence, is_json};
use crate::lower::schema::facets::{Additional, Facets, JsonType};
use crate::lower::schema::forms::implied;
use crate::model::UNTYPED_PARTS;
use crate::source::{Node, Pointer};

/// The deepest nesting of unions whose properties are examined.
const DEPTH: usize = 4;

impl Lowering<'_, '_> {
    /// The parts of the media type at `at` that are files or lists of files although their schemas have no `format: binary`.
    pub(super) fn untyped_parts(&mut self, at: &Pointer, format: BodyFormat) -> BTreeMap<String, Type> {
        let is_marked = self
            .model
            .node(at)
            .is_some_and(|node| node.get(UNTYPED_PARTS).is_some());
        let mut parts = BTreeMap::new();
        if format == BodyFormat::Multipart && is_marked {
            self.collect_untyped(&[at.child("schema")], DEPTH, &mut parts);
            let encoding = self.model.node(&at.child("encoding"));
            parts.retain(|name, _| {
                let row = encoding.and_then(|encoding| encoding.get(name));
                row.is_none_or(|row| !is_text(row))
            });
        }
        parts
    }

    fn collect_untyped(&mut self, schema: &[Pointer], depth: usize, parts: &mut BTreeMap<String, Type>) {
        let Some(facets) = self.facets(schema) else { return };
        for (name, pointers) in &facets.properties {
            if let Some(ty) = self.untyped_part(pointers) {
                parts.insert(name.clone(), ty);
            }
        }
        let choices = facets.choices.iter().filter(|_| depth > 0);
        for member in choices.flat_map(|choice| &choice.members) {
            self.collect_untyped(std::slice::from_ref(member), depth - 1, parts);
        }
    }

    /// The kind of the part, if its schema or the schema of its items has no `type`.
    fn untyped_part(&mut self, pointers: &[Pointer]) -> Option<Type> {
        let facets = self.facets(pointers)?;
        if is_untyped(&facets) {
            return Some(Type::File);
        }
        let is_list = facets.ty.or_else(|| implied(&facets)) == Some(JsonType::Array);
        let is_plain = facets.enumeration.is_none() && facets.choices.is_empty();
        if !is_list || !is_plain {
            return None;
        }
        let items = match &facets.items {
            Some(items) => is_untyped(&self.facets(std::slice::from_ref(items))?),
            None => true,
        };
        items.then(|| Type::Array(Box::new(Type::File)))
    }
}

/// Whether a schema neither declares nor implies a type.
pub(super) fn is_untyped(facets: &Facets) -> bool {
    let is_open = facets.ty.is_none() && implied(facets).is_none() && !facets.is_unsatisfiable;
    let has_choice = facets.enumeration.is_some() || !facets.choices.is_empty();
    let is_bytes = matches!(facets.format.as_deref(), None | Some("binary"));
    is_open && !has_choice && is_bytes && facets.additional == Additional::Absent
}

/// Whether the Encoding Object of a part declares it as text.
fn is_text(encoding: &Node) -> bool {
    if encoding.get("style").is_some() {
        return true;
    }
    let Some(types) = encoding.get("contentType").and_then(Node::as_str) else {
        return false;
    };
    types.split(',').all(|media_type| {
        let essence = essence(media_type);
        let is_form = essence == "application/x-www-form-urlencoded";
        is_json(&essence) || is_xml(&essence) || is_form || essence.starts_with("text/")
    })
}

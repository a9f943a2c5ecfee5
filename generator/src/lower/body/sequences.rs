//! Request bodies that are lists of items: JSON lines and other framings, and multipart bodies whose parts have no names.
//! Source: OpenAPI 3.2.0, section 4.14.4, Sequential Media Types, and section 4.15, Encoding Object.

use std::collections::BTreeMap;

use super::streams::framing;
use crate::ir::{BodyFormat, Constraints, Framing, Type, TypedBody};
use crate::lower::Lowering;
use crate::lower::naming::hints::Hint;
use crate::lower::operation::parameters::essence;
use crate::lower::schema::facets::JsonType;
use crate::source::Pointer;

impl Lowering<'_, '_> {
    /// The body of the media type at `at` as a list. `None` if the media type describes no items.
    pub(super) fn sent_sequence(&mut self, media_type: &str, at: &Pointer, hint: &Hint) -> Option<TypedBody> {
        let item_schema = at.child("itemSchema");
        let has_items = self.model.node(&item_schema).is_some();
        let (format, item) = match framing(media_type) {
            Some(framing) if has_items => {
                let data = match framing {
                    Framing::Events => self.data_of_event(at),
                    Framing::Lines | Framing::Sequence => None,
                };
                (BodyFormat::Framed(framing), data.unwrap_or(item_schema))
            }
            Some(_) => return None,
            None if !has_unnamed_parts(media_type) => return None,
            None if has_items => (BodyFormat::Parts, item_schema),
            None => return self.list_of_parts(at, hint),
        };
        let inner = Hint::new(format!("{}Item", hint.base));
        let is_file = format == BodyFormat::Parts && self.is_file(&item);
        let item = match is_file {
            true => Type::File,
            false => self.used_at_home(&item, &inner).element(),
        };
        let body = TypedBody {
            format,
            ty: Type::Array(Box::new(item)),
            constraints: Constraints::default(),
            encoding: self.encodings(at, format),
            untyped: BTreeMap::new(),
            xml: None,
        };
        Some(body)
    }

    /// A multipart body whose schema is a list.
    fn list_of_parts(&mut self, at: &Pointer, hint: &Hint) -> Option<TypedBody> {
        let schema = at.child("schema");
        self.model.node(&schema)?;
        let facets = self.facets(std::slice::from_ref(&schema))?;
        if facets.ty != Some(JsonType::Array) {
            return None;
        }
        let items = facets.items.clone();
        let used = self.used_at_home(&schema, hint);
        let is_file = items.is_some_and(|items| self.is_file(&items));
        let ty = match is_file {
            true => Type::Array(Box::new(Type::File)),
            false => used.element(),
        };
        Some(TypedBody {
            format: BodyFormat::Parts,
            ty,
            constraints: used.constraints,
            encoding: self.encodings(at, BodyFormat::Parts),
            untyped: BTreeMap::new(),
            xml: None,
        })
    }

    /// Whether a part with this schema is a file: it is binary, or has no type.
    fn is_file(&mut self, schema: &Pointer) -> bool {
        let facets = self.facets(std::slice::from_ref(schema));
        facets.is_some_and(|facets| super::parts::is_untyped(&facets)) || self.is_binary(schema)
    }
}

/// Whether the parts of the media type have no names.
fn has_unnamed_parts(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence.starts_with("multipart/") && essence != "multipart/form-data"
}

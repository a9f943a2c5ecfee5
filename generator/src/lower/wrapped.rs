//! A reference that is wrapped, to hang annotations on it.

use super::Lowering;
use super::docs;
use super::facets::Facets;
use super::used::Use;
use crate::ir::{Constraints, Docs};
use crate::source::Pointer;

impl Lowering<'_, '_> {
    /// `allOf` of one reference, to hang annotations on it: the referenced type, with these annotations.
    pub(super) fn wrapped(&mut self, at: &Pointer, facets: &Facets) -> Option<Option<Use>> {
        let Some(member) = self.sole_member(at) else {
            return Some(None);
        };
        let mut used = match self.by_reference(&member)? {
            Some(used) => used,
            None => return Some(None),
        };
        used.nullable = facets.nullable;
        let says = |key: &str| self.model.node(at).is_some_and(|node| node.get(key).is_some());
        let own = docs::of(
            &Facets {
                raw: Default::default(),
                format: None,
                title: facets.title.clone().filter(|_| says("title")),
                description: facets.description.clone().filter(|_| says("description")),
                ..facets.clone()
            },
            &Constraints::default(),
        );
        used.docs = Docs {
            text: own.text.or(used.docs.text),
            notes: own.notes,
        };
        used.deprecated = facets.deprecated;
        used.read_only = facets.read_only;
        used.write_only = facets.write_only;
        Some(Some(used))
    }

    /// The only member of `allOf`, `oneOf` or `anyOf`, where the schema has no other keyword than annotations.
    pub(super) fn sole_member(&self, at: &Pointer) -> Option<Pointer> {
        const ANNOTATIONS: [&str; 10] = [
            "nullable",
            "description",
            "title",
            "default",
            "example",
            "deprecated",
            "readOnly",
            "writeOnly",
            "externalDocs",
            "xml",
        ];
        let object = self.model.node(at)?.as_object()?;
        let keys = self.model.keywords(at).into_iter();
        let mut rest = keys.filter(|key| !ANNOTATIONS.contains(key));
        let keyword = rest
            .next()
            .filter(|key| matches!(*key, "allOf" | "oneOf" | "anyOf"))?;
        let sole = object.get(keyword)?.as_array()?.len() == 1 && rest.next().is_none();
        sole.then(|| at.child(keyword).index(0))
    }
}

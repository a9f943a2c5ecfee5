//! Schemas that another schema only wraps or repeats in order to annotate them.

use std::collections::BTreeSet;

use super::docs;
use super::facets::Facets;
use super::used::Use;
use crate::ir::{Constraints, Docs};
use crate::lower::Lowering;
use crate::source::Pointer;

/// The limit of nested schemas around a reference.
const DEPTH: usize = 8;

impl Lowering<'_, '_> {
    /// Schemas that add only annotations to one of them: the type of that one, with the annotations.
    pub(super) fn wrapped(&mut self, schemas: &[Pointer], facets: &Facets) -> Option<Option<Use>> {
        let (used, at) = match schemas {
            [at] => (self.reference_within(at)?, at),
            [.., at] => (self.restated(schemas), at),
            [] => return Some(None),
        };
        let Some(mut used) = used else {
            return Some(None);
        };
        used.nullable = facets.nullable;
        let has = |key: &str| self.model.node(at).is_some_and(|node| node.get(key).is_some());
        let own = docs::of(
            &Facets {
                raw: Default::default(),
                format: None,
                title: facets.title.clone().filter(|_| has("title")),
                description: facets.description.clone().filter(|_| has("description")),
                ..facets.clone()
            },
            &Constraints::default(),
        );
        used.docs = Docs {
            text: own.text.or(used.docs.text),
            notes: own.notes,
        };
        used.deprecated = facets.deprecated;
        used.read_only |= facets.read_only;
        used.write_only |= facets.write_only;
        Some(Some(used))
    }

    /// A reference with annotations, which an `allOf` or a union with `null` adds.
    fn reference_within(&mut self, at: &Pointer) -> Option<Option<Use>> {
        match self.sole_member(at) {
            Some(member) => self.wrapped_reference(&member, DEPTH),
            None => Some(None),
        }
    }

    /// The use of the one schema to which the others add nothing.
    fn restated(&mut self, schemas: &[Pointer]) -> Option<Use> {
        let mut constraining = schemas.iter().filter(|at| !self.adds_nothing(at, &[], None));
        let one = constraining.next()?.clone();
        let mut others = schemas.iter().filter(|other| **other != one);
        let is_alone = others.all(|other| self.adds_nothing(other, &[], Some(&one)));
        let hint = self.home(&one);
        is_alone.then(|| self.used(&[one], &hint))
    }

    /// The schemas without duplicates of other ones, if there are any: a derived schema may repeat its base.
    pub(super) fn distinct(&self, schemas: &[Pointer]) -> Option<Vec<Pointer>> {
        if schemas.len() < 2 {
            return None;
        }
        let mut ends = BTreeSet::new();
        let mut kept: Vec<Pointer> = Vec::new();
        for at in schemas {
            let node = self.model.node(at);
            let is_repeated = kept.last().is_some_and(|last| self.model.node(last) == node);
            if ends.insert(self.model.end(at)) && !is_repeated {
                kept.push(at.clone());
            }
        }
        (kept.len() < schemas.len()).then_some(kept)
    }

    /// The use of the reference at `at`, or of the reference that the schema there wraps, at most `depth` times.
    pub(crate) fn wrapped_reference(&mut self, at: &Pointer, depth: usize) -> Option<Option<Use>> {
        if self.model.reference(at).is_some() {
            return self.by_reference(at);
        }
        match self.sole_member(at).filter(|_| depth > 0) {
            Some(member) => self.wrapped_reference(&member, depth - 1),
            None => Some(None),
        }
    }

    /// The only member of `allOf`, `oneOf` or `anyOf` that constrains values, if the schema itself does not constrain them.
    pub(crate) fn sole_member(&self, at: &Pointer) -> Option<Pointer> {
        let object = self.model.node(at)?.as_object()?;
        let keywords = ["allOf", "oneOf", "anyOf"];
        let mut said = keywords
            .into_iter()
            .filter(|keyword| object.contains_key(keyword));
        let (keyword, None) = (said.next()?, said.next()) else {
            return None;
        };
        let list = at.child(keyword);
        let is_constraining = |member: &Pointer| match keyword {
            "allOf" => !self.adds_nothing(member, &[], None),
            _ => !self.is_null_only(member),
        };
        let mut constraining = self.model.items(&list);
        constraining.retain(is_constraining);
        let referring = constraining
            .iter()
            .position(|member| self.model.reference(member).is_some());
        let index = referring.unwrap_or_default();
        let member = constraining.get(index)?.clone();
        constraining.remove(index);
        let is_alone = match keyword {
            // A `type` that the member repeats adds nothing.
            "allOf" => constraining
                .iter()
                .all(|other| self.adds_nothing(other, &[], Some(&member))),
            _ => constraining.is_empty(),
        };
        let of = (keyword == "allOf").then_some(&member);
        (is_alone && self.adds_nothing(at, &[keyword], of)).then_some(member)
    }

    /// Whether the schema at `at` has only annotations, `except` for these keywords and the type of the schema `beside` it.
    fn adds_nothing(&self, at: &Pointer, except: &[&str], beside: Option<&Pointer>) -> bool {
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
        let ty = |at: &Pointer| self.model.node(at).and_then(|node| node.get("type")?.as_str());
        let is_same = || beside.is_some_and(|beside| ty(at) == ty(&self.model.end(beside)));
        self.model
            .keywords(at)
            .into_iter()
            .all(|key| ANNOTATIONS.contains(&key) || except.contains(&key) || (key == "type" && is_same()))
    }
}

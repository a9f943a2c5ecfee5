//! Schemas that another one only wraps or repeats, to hang annotations on it.

use std::collections::BTreeSet;

use super::docs;
use super::facets::Facets;
use super::used::Use;
use crate::ir::{Constraints, Docs};
use crate::lower::Lowering;
use crate::source::Pointer;

/// How many schemas around a reference are looked into.
const DEPTH: usize = 8;

impl Lowering<'_, '_> {
    /// Schemas that say together what one of them says, and annotations: the type of that one, with these annotations.
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
        used.read_only |= facets.read_only;
        used.write_only |= facets.write_only;
        Some(Some(used))
    }

    /// A reference with annotations around it, which an `allOf` hangs on it, or a union with `null`.
    fn reference_within(&mut self, at: &Pointer) -> Option<Option<Use>> {
        match self.sole_member(at) {
            Some(member) => self.wrapped_reference(&member, DEPTH),
            None => Some(None),
        }
    }

    /// The one of several schemas that the others add nothing to.
    fn restated(&mut self, schemas: &[Pointer]) -> Option<Use> {
        let mut telling = schemas.iter().filter(|at| !self.adds_nothing(at, &[], None));
        let one = telling.next()?.clone();
        let mut others = schemas.iter().filter(|other| **other != one);
        let is_alone = others.all(|other| self.adds_nothing(other, &[], Some(&one)));
        let hint = self.home(&one);
        is_alone.then(|| self.used(&[one], &hint))
    }

    /// The schemas without those that say the same as another one, if there are any: an heir may repeat what its base says.
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

    /// The use of the reference at `at`, or of the one that the schema there only wraps, `depth` times at most.
    pub(crate) fn wrapped_reference(&mut self, at: &Pointer, depth: usize) -> Option<Option<Use>> {
        if self.model.reference(at).is_some() {
            return self.by_reference(at);
        }
        match self.sole_member(at).filter(|_| depth > 0) {
            Some(member) => self.wrapped_reference(&member, depth - 1),
            None => Some(None),
        }
    }

    /// The only member of `allOf`, `oneOf` or `anyOf` that says what values there are, where the schema says nothing of them
    /// itself.
    pub(crate) fn sole_member(&self, at: &Pointer) -> Option<Pointer> {
        let object = self.model.node(at)?.as_object()?;
        let keywords = ["allOf", "oneOf", "anyOf"];
        let mut said = keywords
            .into_iter()
            .filter(|keyword| object.contains_key(*keyword));
        let (keyword, None) = (said.next()?, said.next()) else {
            return None;
        };
        let list = at.child(keyword);
        let is_telling = |member: &Pointer| match keyword {
            "allOf" => !self.adds_nothing(member, &[], None),
            _ => !self.is_null_only(member),
        };
        let mut telling = self.model.items(&list);
        telling.retain(is_telling);
        let referring = telling
            .iter()
            .position(|member| self.model.reference(member).is_some());
        let index = referring.unwrap_or_default();
        let member = telling.get(index)?.clone();
        telling.remove(index);
        let is_alone = match keyword {
            // A type that the member has too is no news.
            "allOf" => telling
                .iter()
                .all(|other| self.adds_nothing(other, &[], Some(&member))),
            _ => telling.is_empty(),
        };
        let of = (keyword == "allOf").then_some(&member);
        (is_alone && self.adds_nothing(at, &[keyword], of)).then_some(member)
    }

    /// Whether the schema at `at` has annotations alone, `except` these keywords and the type of the schema `beside` it.
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

//! The walk that translations share. It visits a tree with the tables of its version from the leaves to the root, so that the
//! children of an object are in the 3.0 shape before the object itself is translated. This module knows no keyword.

use super::keywords::{Dialect, Keys, Object, Takes};
use crate::source::{Node, Pointer};

/// The members of an object.
pub(super) use crate::source::Members;

/// The place of the walk. It becomes a pointer only where a diagnostic or a move needs it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Path<'p> {
    above: Option<&'p Path<'p>>,
    step: Step<'p>,
}

#[derive(Clone, Copy, Debug)]
enum Step<'p> {
    /// The start of the walk.
    Root(&'p Pointer),
    Key(&'p str),
    Index(usize),
}

impl<'p> Path<'p> {
    pub(super) fn root(at: &'p Pointer) -> Self {
        Self {
            above: None,
            step: Step::Root(at),
        }
    }

    pub(super) fn child(&'p self, key: &'p str) -> Self {
        Self {
            above: Some(self),
            step: Step::Key(key),
        }
    }

    pub(super) fn index(&'p self, index: usize) -> Self {
        Self {
            above: Some(self),
            step: Step::Index(index),
        }
    }

    /// The last key of the path; empty for an item.
    pub(super) fn key(&self) -> &'p str {
        match self.step {
            Step::Key(key) => key,
            Step::Root(_) | Step::Index(_) => "",
        }
    }

    pub(super) fn pointer(&self) -> Pointer {
        let above = self.above.map(Self::pointer);
        match self.step {
            Step::Root(at) => at.clone(),
            Step::Key(key) => above.map_or_else(|| Pointer::root(""), |above| above.child(key)),
            Step::Index(index) => above.map_or_else(|| Pointer::root(""), |above| above.index(index)),
        }
    }
}

/// A visitor of each object.
pub(super) trait Visit {
    /// The version whose tables guide the walk.
    const DIALECT: Dialect;

    /// Visits every object in the tables, references to them, and boolean schemas.
    fn visit(&mut self, object: Object, node: &mut Node, at: &Path<'_>);
}

/// Walks over `node`, which is an `object`, and all nodes below it.
pub(super) fn walk<V: Visit>(visitor: &mut V, object: Object, node: &mut Node, at: &Path<'_>) {
    if let Node::Object(members) = node {
        for (key, value) in members {
            if let Some(takes) = takes(V::DIALECT, object, key) {
                walk_value(visitor, takes, value, &at.child(key));
            }
        }
        visitor.visit(object, node, at);
    }
}

/// [`walk`] for a place where a reference or a boolean schema is allowed.
pub(super) fn walk_referable<V: Visit>(visitor: &mut V, object: Object, node: &mut Node, at: &Path<'_>) {
    // Only the keyword of the place tells the tables about them.
    match (object, &*node) {
        (Object::Schema, Node::Bool(_)) => visitor.visit(object, node, at),
        _ => walk(visitor, object, node, at),
    }
}

/// The value that the member `key` of an object takes; `None` if the tables have no such key.
pub(super) fn takes(dialect: Dialect, object: Object, key: &str) -> Option<Takes> {
    if key.starts_with("x-") {
        return None;
    }
    match object.keys_in(dialect) {
        Keys::Fixed(rows) => rows.get(key).map(|keyword| keyword.takes),
        Keys::Free(_, takes) => Some(takes),
    }
}

fn walk_value<V: Visit>(visitor: &mut V, takes: Takes, node: &mut Node, at: &Path<'_>) {
    match (takes, node) {
        (Takes::Reference(object), node) => walk_referable(visitor, object, node, at),
        (Takes::SchemaOrFlag, node) => walk(visitor, Object::Schema, node, at),
        (Takes::Inline(object), node) => walk(visitor, object, node, at),
        (Takes::Items(takes), Node::Array(items)) => {
            for (index, item) in items.iter_mut().enumerate() {
                walk_value(visitor, *takes, item, &at.index(index));
            }
        }
        (Takes::Map(takes), Node::Object(members)) => {
            for (key, value) in members {
                walk_value(visitor, *takes, value, &at.child(key));
            }
        }
        _ => {}
    }
}

//! Repairs formal errors: each value is converted to the type that its keyword takes before the other stages read the tree, so
//! that an error affects only the smallest part. A value that is read as meant is a note; one that is left out is a warning.

mod containers;
mod keys;
mod methods;
mod objects;
mod operations;
mod parameters;
mod required;
mod scalars;
mod schemas;
mod types;

use std::collections::BTreeSet;

use super::keywords::{Dialect, Handling, Keys, Object, Takes};
use super::link::Part;
use super::values;
use super::visit::Path;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{Kind, Node, Origins, Pointer};

/// Repairs a part of the tree. Adds the places of members that were missing to `added`.
pub(super) fn repair(
    tree: &mut Node,
    part: &Part,
    added: &mut BTreeSet<Pointer>,
    origins: &mut Origins,
    diagnostics: &mut Diagnostics,
) {
    let mut repair = Repair {
        dialect: part.dialect,
        nulls: 0,
        owner: None,
        added,
        origins,
        diagnostics,
    };
    if let Some(node) = tree.at_mut(&part.at) {
        let takes = part.takes();
        // The next stage reports a part that is not an object.
        let _fate = repair.value(takes, node, &Path::root(&part.at));
    }
}

/// The fate of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
enum Fate {
    Kept,
    Removed,
}

/// A value of the expected type, read from one of another type.
struct Reading {
    node: Node,
    /// The effect for the diagnostic.
    effect: String,
    /// The moves of its parts: the new and the old key or index below the value. `None` is the value itself.
    moved: Vec<(Option<String>, Option<String>)>,
}

impl Reading {
    fn new(node: Node, effect: impl Into<String>) -> Self {
        Self {
            node,
            effect: effect.into(),
            moved: Vec::new(),
        }
    }

    /// Records that the old value is now below `new`.
    fn wrapped(mut self, new: &str) -> Self {
        self.moved.push((Some(new.to_owned()), None));
        self
    }

    /// Records that the part below `old` is now below `new`.
    fn moved(mut self, new: Option<String>, old: Option<String>) -> Self {
        self.moved.push((new, old));
        self
    }
}

struct Repair<'r> {
    dialect: Dialect,
    /// The number of schemas so far that only allow `null`, in a version without such a type.
    nulls: usize,
    /// The object that contains the current one.
    owner: Option<Object>,
    /// The places of members that were missing.
    added: &'r mut BTreeSet<Pointer>,
    origins: &'r mut Origins,
    diagnostics: &'r mut Diagnostics,
}

impl Repair<'_> {
    /// Converts `node` and all nodes below it to the types that their keywords take.
    fn value(&mut self, takes: Takes, node: &mut Node, at: &Path<'_>) -> Fate {
        if self.form(takes, node, at) == Fate::Removed {
            return Fate::Removed;
        }
        match takes {
            Takes::Inline(object) | Takes::Reference(object) => self.object(object, node, at),
            Takes::SchemaOrFlag => self.object(Object::Schema, node, at),
            Takes::Items(inner) => self.items(*inner, node, at),
            Takes::Map(inner) => self.map(*inner, node, at),
            Takes::Any
            | Takes::Text
            | Takes::Flag
            | Takes::Number
            | Takes::Count
            | Takes::Choice(_)
            | Takes::TypeNames(_)
            | Takes::NumberOrFlag => {}
        }
        Fate::Kept
    }

    /// Converts the value itself to the type that its keyword takes, without the nodes below it.
    fn form(&mut self, takes: Takes, node: &mut Node, at: &Path<'_>) -> Fate {
        if self.fits(takes, node) {
            return Fate::Kept;
        }
        let Some(reading) = self.reading(takes, node, at) else {
            return self.leave_out(takes, node, at);
        };
        self.mismatch(takes, node, at).read_as_meant(reading.effect);
        *node = reading.node;
        let below = |token: Option<String>| match token {
            Some(token) => at.pointer().child(&token),
            None => at.pointer(),
        };
        let provenance = self.diagnostics.sources_mut().provenance_mut();
        let moved = reading.moved.into_iter();
        let moved: Vec<_> = moved
            .map(|(new, old)| (below(new), provenance.origin(&below(old))))
            .collect();
        for (new, source) in moved {
            provenance.came_from(&new, source);
        }
        Fate::Kept
    }

    fn fits(&self, takes: Takes, node: &Node) -> bool {
        match (takes, node) {
            // JSON Schema 2020-12, Core, section 4.3.2: `true` and `false` are schemas.
            (Takes::Reference(Object::Schema), Node::Bool(_)) => self.dialect.has_json_schema(),
            (Takes::TypeNames(_), Node::Array(_)) => true,
            // A count that is too large and a type with another name are read with their object.
            _ => values::is_fit(takes, node),
        }
    }

    /// The value that one of another type stands for, if that is certain.
    fn reading(&self, takes: Takes, node: &Node, at: &Path<'_>) -> Option<Reading> {
        match takes {
            Takes::Text => scalars::text(node),
            Takes::Flag => scalars::flag(at.key(), node),
            Takes::Number => scalars::number(node),
            Takes::Count => scalars::count(node),
            Takes::NumberOrFlag => scalars::number(node).or_else(|| scalars::flag(at.key(), node)),
            Takes::Choice(choices) => scalars::choice(choices, node),
            Takes::TypeNames(_) => None,
            Takes::Items(inner) => containers::list(self.dialect, *inner, node),
            Takes::Map(inner) => containers::map(at.key(), *inner, node),
            Takes::Inline(object) | Takes::Reference(object) => objects::object(self.dialect, object, node),
            Takes::SchemaOrFlag => {
                scalars::flag(at.key(), node).or_else(|| objects::object(self.dialect, Object::Schema, node))
            }
            Takes::Any => None,
        }
    }

    fn leave_out(&mut self, takes: Takes, node: &Node, at: &Path<'_>) -> Fate {
        let effect = match (takes, node.kind()) {
            (Takes::Reference(Object::Schema), _) if at.key() != "not" => "it accepts any JSON value",
            (Takes::Inline(_) | Takes::Reference(_), _) => "it is left out",
            (_, Kind::Null) => "it is ignored",
            _ => "the object is read without it",
        };
        self.mismatch(takes, node, at).loosened(effect);
        Fate::Removed
    }

    #[track_caller]
    fn mismatch(&mut self, takes: Takes, node: &Node, at: &Path<'_>) -> &mut Diagnostic {
        values::mismatch(takes, node, &at.pointer(), self.diagnostics)
    }

    fn object(&mut self, object: Object, node: &mut Node, at: &Path<'_>) {
        let nulls = self.nulls;
        let Node::Object(members) = node else { return };
        self.keys(object, members, at);
        self.members(object, members, at);
        let mut removed = Vec::new();
        let owner = self.owner.replace(object);
        for (key, value) in members.iter_mut() {
            if key == "type" && types::is_read(object, value) {
                continue;
            }
            let Some(takes) = self.takes(object, key) else {
                continue;
            };
            if self.value(takes, value, &at.child(key)) == Fate::Removed {
                removed.push(key.clone());
            }
        }
        self.owner = owner;
        self.without(members, &removed);
        self.complete(object, members, at);
        if object == Object::Schema && self.dialect == Dialect::OpenApi30 {
            self.finish_schema(members, self.nulls > nulls, at);
        }
    }

    fn without(&mut self, members: &mut super::visit::Members, removed: &[String]) {
        if !removed.is_empty() {
            members.retain(|key, _| !removed.contains(key));
        }
    }

    /// The value that the keyword `key` takes; `None` if no stage reads the keyword.
    fn takes(&self, object: Object, key: &str) -> Option<Takes> {
        if key.starts_with("x-") {
            return None;
        }
        match object.keys_in(self.dialect) {
            // A Callback Object may be a reference.
            Keys::Free(_, takes) => (key != "$ref").then_some(takes),
            Keys::Fixed(rows) => {
                let keyword = rows.get(key)?;
                let is_read = matches!(
                    keyword.handling,
                    Handling::Typed | Handling::Annotation | Handling::NotEnforced
                );
                is_read.then_some(keyword.takes)
            }
        }
    }

    fn items(&mut self, inner: Takes, node: &mut Node, at: &Path<'_>) {
        let Node::Array(items) = node else { return };
        let mut removed = Vec::new();
        for (index, item) in items.iter_mut().enumerate() {
            let fate = self.value(inner, item, &at.index(index));
            let is_gone = fate == Fate::Removed && !open(inner, item);
            if is_gone || self.is_nameless(inner, item, &at.index(index)) {
                removed.push(index);
            }
        }
        if removed.is_empty() {
            return;
        }
        let length = items.len();
        let mut index = 0;
        items.retain(|_| {
            index += 1;
            removed.binary_search(&(index - 1)).is_err()
        });
        let provenance = self.diagnostics.sources_mut().provenance_mut();
        provenance.items_removed(&at.pointer(), &removed, length);
    }

    fn map(&mut self, inner: Takes, node: &mut Node, at: &Path<'_>) {
        let Node::Object(members) = node else { return };
        let mut removed = Vec::new();
        for (key, value) in members.iter_mut().filter(|(key, _)| !key.starts_with("x-")) {
            let fate = self.value(inner, value, &at.child(key));
            if fate == Fate::Removed && !open(inner, value) {
                removed.push(key.clone());
            }
        }
        self.without(members, &removed);
    }

    /// Reports an error, and returns the diagnostic so that its effect can be added.
    #[track_caller]
    fn report(&mut self, code: Code, at: &Path<'_>, message: impl Into<String>) -> &mut Diagnostic {
        self.diagnostics.report(code, &at.pointer(), message)
    }

    /// Records that later diagnostics at `new` are about the text at `old`.
    fn renamed(&mut self, new: &Path<'_>, old: &Path<'_>) {
        let provenance = self.diagnostics.sources_mut().provenance_mut();
        let source = provenance.origin(&old.pointer());
        provenance.came_from(&new.pointer(), source);
    }
}

/// Replaces a schema that can't be read by one that allows every value, so that a property or a variant is kept.
fn open(takes: Takes, node: &mut Node) -> bool {
    let is_schema = matches!(takes, Takes::Reference(Object::Schema));
    if is_schema {
        *node = Node::Object(super::visit::Members::new());
    }
    is_schema
}

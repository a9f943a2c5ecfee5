//! The changes that lead from one tree of a description to another, as actions of an overlay can make them: members are removed
//! or merged, and items are removed or appended. The order of members is kept where it has a meaning.

use super::keywords::{Dialect, Keys, Object, Takes};
use super::visit::{self, Members};
use crate::source::{Node, Pointer, bundle};

/// A change at one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The place in the tree at the time of the change.
    pub path: Vec<Step>,
    /// What becomes of the node there.
    pub action: Action,
}

/// A step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Into the member of an object.
    Key(String),
    /// Into an item of an array.
    Index(usize),
    /// Into all items of an array.
    Items,
}

/// What becomes of a node.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// It is merged with this object: arrays in it are appended.
    Merge(Members),
    /// It is removed.
    Remove,
}

impl Change {
    /// The places that it changes, below the root of the document.
    pub fn places(&self, root: &Pointer) -> Vec<Pointer> {
        let at = self.path.iter().fold(root.clone(), |at, step| match step {
            Step::Key(key) => at.child(key),
            Step::Index(index) => at.index(*index),
            Step::Items => at,
        });
        match &self.action {
            Action::Merge(members) => members.keys().map(|key| at.child(key)).collect(),
            Action::Remove => vec![at],
        }
    }
}

/// The changes from `before` to `after`, in the order in which they are applied. Changes to other documents in the tree are left
/// out, and so are those that refer to them.
pub(super) fn changes(dialect: Dialect, before: &Node, after: &Node) -> Vec<Change> {
    let mut found = Found {
        dialect,
        changes: Vec::new(),
    };
    found.value(
        Some(Takes::Inline(Object::OpenApi)),
        before,
        after,
        &mut Vec::new(),
    );
    found.changes
}

struct Found {
    dialect: Dialect,
    changes: Vec<Change>,
}

impl Found {
    /// Compares containers of one kind. The container above compares everything else.
    fn value(&mut self, takes: Option<Takes>, before: &Node, after: &Node, path: &mut Vec<Step>) {
        match (before, after) {
            (Node::Object(before), Node::Object(after)) => self.object(takes, before, after, path),
            (Node::Array(before), Node::Array(after)) => {
                self.array(takes.and_then(of_items), before, after, path);
            }
            _ => {}
        }
    }

    fn object(&mut self, takes: Option<Takes>, before: &Members, after: &Members, path: &mut Vec<Step>) {
        let (is_ordered, of) = self.members(takes);
        let is_root = path.is_empty();
        let is_own = |key: &str| !(is_root && key == bundle::MEMBER);
        let kept = kept(is_ordered, before, after);
        let mut merged = Members::new();
        for (key, new) in after.iter().filter(|(key, _)| is_own(key)) {
            match before.get(key).filter(|_| kept.contains(&key.as_str())) {
                Some(old) if old == new || is_container(old) => {}
                Some(_) | None => drop(merged.insert(key.clone(), new.clone())),
            }
        }
        // A reference into another document is not what the description has.
        if merged.values().any(leads_elsewhere) {
            return;
        }
        for key in before
            .keys()
            .filter(|key| is_own(key) && !kept.contains(&key.as_str()))
        {
            path.push(Step::Key(key.clone()));
            self.push(path, Action::Remove);
            path.pop();
        }
        if !merged.is_empty() {
            self.push(path, Action::Merge(merged));
        }
        for (key, old) in before.iter().filter(|(key, _)| kept.contains(&key.as_str())) {
            if let Some(new) = after.get(key).filter(|new| *new != old) {
                path.push(Step::Key(key.clone()));
                self.value(of(key), old, new, path);
                path.pop();
            }
        }
    }

    /// Whether the order of the members of an object has a meaning, and what each takes.
    fn members(&self, takes: Option<Takes>) -> (bool, impl Fn(&str) -> Option<Takes> + use<>) {
        let dialect = self.dialect;
        let object = takes.and_then(of_object);
        let each = takes.and_then(of_values);
        let is_fixed = object.is_some_and(|object| matches!(object.keys_in(dialect), Keys::Fixed(_)));
        let of = move |key: &str| match object {
            Some(object) => visit::takes(dialect, object, key),
            None => each,
        };
        (!is_fixed, of)
    }

    fn array(&mut self, inner: Option<Takes>, before: &[Node], after: &[Node], path: &mut Vec<Step>) {
        let pairs = paired(before, after);
        let appended = after.get(pairs.len()..).unwrap_or_default();
        if appended.iter().any(leads_elsewhere) {
            return;
        }
        if pairs.is_empty() && !before.is_empty() {
            path.push(Step::Items);
            self.push(path, Action::Remove);
            path.pop();
        } else {
            let gone = (0..before.len()).rev().filter(|index| !pairs.contains(index));
            for index in gone {
                path.push(Step::Index(index));
                self.push(path, Action::Remove);
                path.pop();
            }
        }
        self.append(appended, path);
        for (new, old) in pairs.iter().enumerate() {
            if let (Some(old), Some(item)) = (before.get(*old), after.get(new)) {
                path.push(Step::Index(new));
                self.value(inner, old, item, path);
                path.pop();
            }
        }
    }

    /// Appends items by a merge with the object that has the array: an array as the update of an array is one item in version
    /// 1.0 of the Overlay Specification.
    fn append(&mut self, items: &[Node], path: &mut Vec<Step>) {
        if items.is_empty() {
            return;
        }
        if let Some(Step::Key(key)) = path.last().cloned() {
            path.pop();
            let members = Members::from([(key.clone(), Node::Array(items.to_vec()))]);
            self.push(path, Action::Merge(members));
            path.push(Step::Key(key));
        }
    }

    fn push(&mut self, path: &[Step], action: Action) {
        self.changes.push(Change {
            path: path.to_vec(),
            action,
        });
    }
}

/// The members that stay where they are; the others are removed, and added at the end.
fn kept<'m>(is_ordered: bool, before: &'m Members, after: &'m Members) -> Vec<&'m str> {
    let stays = |key: &str| match (before.get(key), after.get(key)) {
        (Some(old), Some(new)) => (is_container(old) || is_container(new)) == is_same_container(old, new),
        _ => false,
    };
    let same = after.keys().map(String::as_str).filter(|key| stays(key));
    if !is_ordered {
        return same.collect();
    }
    // The longest beginning of the new order that is in the old order.
    let mut old = before.keys();
    after
        .keys()
        .map(String::as_str)
        .take_while(|key| stays(key) && old.any(|before| before == key))
        .collect()
}

fn is_container(node: &Node) -> bool {
    matches!(node, Node::Array(_) | Node::Object(_))
}

fn is_same_container(old: &Node, new: &Node) -> bool {
    is_container(old) && old.kind() == new.kind()
}

/// For each of the first new items, the old item that becomes it. The other old items are removed, and the other new items
/// appended.
fn paired(before: &[Node], after: &[Node]) -> Vec<usize> {
    let mut pairs = Vec::new();
    let mut next = 0;
    for new in after {
        let rest = before.iter().enumerate().skip(next);
        let Some((index, _)) = rest.into_iter().find(|(_, old)| becomes(old, new)) else {
            break;
        };
        pairs.push(index);
        next = index.saturating_add(1);
    }
    pairs
}

/// Whether an item is the other one, perhaps changed.
fn becomes(old: &Node, new: &Node) -> bool {
    let has_same = |key: &str| old.get(key) == new.get(key);
    match is_same_container(old, new) {
        true => has_same("name") && has_same("in") && has_same("$ref"),
        false => old == new,
    }
}

fn of_items(takes: Takes) -> Option<Takes> {
    match takes {
        Takes::Items(inner) => Some(*inner),
        Takes::Inline(_)
        | Takes::Reference(_)
        | Takes::Map(_)
        | Takes::Any
        | Takes::Text
        | Takes::Flag
        | Takes::Number
        | Takes::Count
        | Takes::Choice(_)
        | Takes::SchemaOrFlag
        | Takes::TypeNames(_)
        | Takes::NumberOrFlag => None,
    }
}

fn of_values(takes: Takes) -> Option<Takes> {
    match takes {
        Takes::Map(inner) => Some(*inner),
        Takes::Inline(_)
        | Takes::Reference(_)
        | Takes::Items(_)
        | Takes::Any
        | Takes::Text
        | Takes::Flag
        | Takes::Number
        | Takes::Count
        | Takes::Choice(_)
        | Takes::SchemaOrFlag
        | Takes::TypeNames(_)
        | Takes::NumberOrFlag => None,
    }
}

fn of_object(takes: Takes) -> Option<Object> {
    match takes {
        Takes::Inline(object) | Takes::Reference(object) => Some(object),
        Takes::SchemaOrFlag => Some(Object::Schema),
        Takes::Items(_)
        | Takes::Map(_)
        | Takes::Any
        | Takes::Text
        | Takes::Flag
        | Takes::Number
        | Takes::Count
        | Takes::Choice(_)
        | Takes::TypeNames(_)
        | Takes::NumberOrFlag => None,
    }
}

/// Whether a reference in the node leads into another document of the tree.
fn leads_elsewhere(node: &Node) -> bool {
    match node {
        Node::String(text) => {
            let target = Pointer::from_reference("", text);
            target.is_some_and(|target| bundle::document_of(&target).is_some())
        }
        Node::Array(items) => items.iter().any(leads_elsewhere),
        Node::Object(members) => members.values().any(leads_elsewhere),
        Node::Null | Node::Bool(_) | Node::Number(_) => false,
    }
}

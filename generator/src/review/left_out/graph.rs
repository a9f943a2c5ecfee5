//! Which operations of a tree refer to what: edges from an operation and from each target of a reference to further targets.

use std::collections::{BTreeMap, BTreeSet};

use super::super::pairs::emptied;
use super::super::side::Side;
use super::Unit;
use crate::ir::Method;
use crate::source::{Node, Pointer};

/// An operation of a tree.
#[derive(Debug)]
pub(super) struct TreeOperation {
    /// Its place.
    pub(super) at: String,
    pub(super) unit: Unit,
    /// Method and path.
    pub(super) name: String,
}

/// The references of a tree, by the places that they are in.
#[derive(Debug, Default)]
pub(super) struct Graph {
    pub(super) operations: Vec<TreeOperation>,
    /// Each operation and each target of a reference, with the targets of its references.
    targets: BTreeMap<String, BTreeSet<String>>,
}

impl Graph {
    pub(super) fn new(side: &Side) -> Self {
        let mut graph = Self::default();
        let paths = side.root.child("paths");
        let items = side.tree.at(&paths).and_then(Node::as_object);
        for (path, item) in items.into_iter().flatten() {
            let at = paths.child(path);
            for (method, operation) in Method::in_item(item, &at) {
                graph.operations.push(TreeOperation {
                    at: operation.fragment().to_owned(),
                    unit: (Some(method.as_str().to_ascii_lowercase()), emptied(path)),
                    name: format!("{} {path}", method.as_str()),
                });
                let shared = at.child("parameters");
                graph.follow(side, &operation, &[shared]);
            }
        }
        graph
    }

    /// Whether an operation of this path is there.
    pub(super) fn has_path(&self, path: &str) -> bool {
        self.operations.iter().any(|of| of.unit.1 == path)
    }

    /// Adds a place, which also has what is at others, and all targets that it leads to.
    fn follow(&mut self, side: &Side, at: &Pointer, others: &[Pointer]) {
        let mut pending = vec![(at.clone(), others.to_vec())];
        while let Some((at, others)) = pending.pop() {
            if self.targets.contains_key(at.fragment()) {
                continue;
            }
            let mut found = BTreeSet::new();
            for place in others.iter().chain([&at]) {
                if let Some(node) = side.tree.at(place) {
                    references(node, &side.root, &mut found);
                }
            }
            let targets = found.iter().map(|target| target.fragment().to_owned());
            self.targets.insert(at.fragment().to_owned(), targets.collect());
            pending.extend(found.into_iter().map(|target| (target, Vec::new())));
        }
    }

    /// The places for which this holds, and all places that lead to one of them.
    pub(super) fn holders(&self, is_meant: impl Fn(&str) -> bool) -> BTreeSet<String> {
        let mut sources: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (at, targets) in &self.targets {
            for target in targets {
                sources.entry(target).or_default().push(at);
            }
        }
        let first = self.targets.keys().map(String::as_str);
        let mut pending: Vec<&str> = first.filter(|at| is_meant(at)).collect();
        let mut found = BTreeSet::new();
        while let Some(at) = pending.pop() {
            if found.insert(at.to_owned()) {
                pending.extend(sources.get(at).into_iter().flatten());
            }
        }
        found
    }
}

/// The targets of all references of a node. Those of a discriminator are values of its `mapping`.
fn references(node: &Node, root: &Pointer, found: &mut BTreeSet<Pointer>) {
    let mut pending = vec![node];
    while let Some(node) = pending.pop() {
        match node {
            Node::String(text) if text.starts_with('#') => {
                found.extend(Pointer::from_reference(root.document(), text));
            }
            Node::Object(members) => pending.extend(members.values()),
            Node::Array(items) => pending.extend(items),
            Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => {}
        }
    }
}

/// The places of each side that are not the same in the other one, and all places that lead to one of them.
pub(super) fn differing(sides: [&Side; 2], graphs: &[Graph; 2]) -> [BTreeSet<String>; 2] {
    let [old, new] = sides;
    let differs = |at: &str| {
        let [a, b] = [old, new].map(|side| Pointer::at(side.root.document(), at));
        old.tree.at(&a) != new.tree.at(&b)
    };
    let [before, after] = graphs;
    [before.holders(differs), after.holders(differs)]
}

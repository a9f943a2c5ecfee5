//! Where the Operation Objects of a tree are.

use std::collections::{BTreeMap, BTreeSet};

use super::Diff;
use super::claims::Tree;
use super::schemas::members;
use crate::ir::Method;
use crate::source::Pointer;

/// Operation Objects by the places where they are declared, each with the place where references lead.
pub(super) type Positions = BTreeMap<String, Pointer>;

/// The operations of the path items in a map.
pub(super) fn positions(diff: &mut Diff<'_>, tree: Tree, items: &Pointer, place: &str) -> Positions {
    let mut found = Positions::new();
    let keys: Vec<String> = members(diff.tree(tree), items)
        .into_keys()
        .filter(|key| !key.starts_with("x-"))
        .map(str::to_owned)
        .collect();
    for key in keys {
        let item = diff.end(tree, &items.child(&key));
        let node = diff.tree(tree).at(&item);
        for (method, at) in node.map_or_else(Vec::new, |node| Method::in_item(node, &item)) {
            found.insert(format!("{place} {key} {}", method.as_str()), at);
        }
        diff.reached.insert(item);
    }
    found
}

impl Diff<'_> {
    /// Counts the operations that differ and that the client has on neither side.
    pub(super) fn not_generated(
        &mut self,
        (old, known_old): (&Positions, &BTreeSet<Pointer>),
        (new, known_new): (&Positions, &BTreeSet<Pointer>),
    ) {
        let places: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
        for place in places {
            let (a, b) = (old.get(place), new.get(place));
            let is_known =
                a.is_some_and(|at| known_old.contains(at)) || b.is_some_and(|at| known_new.contains(at));
            let node = |at: Option<&Pointer>, tree: Tree| at.and_then(|at| self.tree(tree).at(at));
            let differs = node(a, Tree::Old) != node(b, Tree::New);
            self.unused_if(!is_known && differs);
        }
    }

    /// Counts a difference of what is not generated.
    pub(super) fn unused_if(&mut self, differs: bool) {
        self.harmless.unused = self.harmless.unused.saturating_add(usize::from(differs));
    }

    /// Counts a difference of documentation.
    pub(super) fn documented_if(&mut self, differs: bool) {
        self.harmless.documentation = self.harmless.documentation.saturating_add(usize::from(differs));
    }
}

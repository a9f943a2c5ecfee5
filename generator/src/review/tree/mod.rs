//! The layer of the trees: both descriptions keyword by keyword, from the operations on. Each keyword that differs belongs to a
//! change, or has no effect for a named reason. The rest is unexplained.
//!
//! It does not use the ir, so it finds what the other layers lose.

mod claims;
mod defaults;
mod equals;
mod frame;
mod kinds;
mod lists;
mod media;
mod objects;
mod operations;
mod positions;
mod properties;
mod same;
mod schemas;
mod slips;
mod tags;
mod view;
mod webhooks;

use std::collections::BTreeSet;

use super::alike::Alike;
use super::change::Change;
use super::walk::Walk;
use super::{Harmless, Slips, Unexplained};
use crate::ir::Direction;
use crate::source::{Node, Pointer};
use claims::{Claims, Tree};
use equals::Equals;
use frame::Frame;
use tags::Tags;

/// The names of the components that a description can have.
const COMPONENTS: &[&str] = &[
    "schemas",
    "responses",
    "parameters",
    "requestBodies",
    "headers",
    "callbacks",
    "pathItems",
];

/// What the trees have beyond the changes.
pub(super) fn explain(walk: &Walk<'_>) -> (Vec<Unexplained>, Harmless) {
    let mut diff = Diff {
        old: &walk.old.tree,
        new: &walk.new.tree,
        alike: &walk.alike,
        claims: Claims::new(&walk.changes),
        slips: (&walk.old.slips, &walk.new.slips),
        tags: (
            Tags::new(&walk.old.tree, &walk.old.root),
            Tags::new(&walk.new.tree, &walk.new.root),
        ),
        changes: &walk.changes,
        equals: None,
        seen: BTreeSet::new(),
        reached: BTreeSet::new(),
        renamed: BTreeSet::new(),
        harmless: Harmless::default(),
        left: BTreeSet::new(),
    };
    operations::compare(&mut diff, walk);
    diff.unused(&walk.old.root, &walk.new.root);
    let left = diff
        .left
        .into_iter()
        .map(|what| Unexplained { layer: "tree", what });
    (left.collect(), diff.harmless)
}

/// Two schemas that stand for the same thing, and the way of their values.
type Pair = (Vec<Pointer>, Vec<Pointer>, Direction);

/// The comparison of both trees while it runs.
struct Diff<'t> {
    old: &'t Node,
    new: &'t Node,
    alike: &'t Alike<'t>,
    claims: Claims,
    /// What the generator left out, on each side.
    slips: (&'t Slips, &'t Slips),
    /// The properties that choose branches, on each side.
    tags: (Tags, Tags),
    changes: &'t [Change],
    /// The schemas that changed; made where the claims are not enough.
    equals: Option<Equals>,
    /// The pairs of schemas that were compared.
    seen: BTreeSet<Pair>,
    /// The places of either side that an operation reaches.
    reached: BTreeSet<Pointer>,
    /// The entries of either side that stand for each other under different keys.
    renamed: BTreeSet<Pointer>,
    harmless: Harmless,
    /// What is not explained.
    left: BTreeSet<String>,
}

impl Diff<'_> {
    fn tree(&self, tree: Tree) -> &Node {
        match tree {
            Tree::Old => self.old,
            Tree::New => self.new,
        }
    }

    /// Explains a keyword that differs, or keeps it.
    fn keyword(&mut self, frame: &Frame, keyword: &str) {
        if self.is_claimed(frame, keyword) {
            return;
        }
        if frame.is_not_read || self.is_slip(frame, keyword) {
            return self.unused_if(true);
        }
        let at = frame.new.first().or(frame.old.first());
        if let Some(at) = at {
            self.left.insert(at.child(keyword).to_string());
        }
    }

    /// Whether a change explains a keyword that differs.
    fn is_claimed(&mut self, frame: &Frame, keyword: &str) -> bool {
        if frame.explains(&self.claims, keyword) {
            return true;
        }
        let others = self.elsewhere(frame);
        let explains = |(a, b): &(Pointer, Pointer)| {
            self.claims.keyword(Tree::Old, a, keyword) || self.claims.keyword(Tree::New, b, keyword)
        };
        others.iter().any(explains)
    }

    /// The places of equal schemas that changed elsewhere.
    fn elsewhere(&mut self, frame: &Frame) -> Vec<(Pointer, Pointer)> {
        let changes = self.changes;
        let (old, new) = (self.old, self.new);
        let equals = self.equals.get_or_insert_with(|| Equals::new(changes, old, new));
        match (frame.old.first(), frame.new.first()) {
            (Some(a), Some(b)) => match (old.at(a), new.at(b)) {
                (Some(a), Some(b)) => equals.of(a, b).to_vec(),
                (Some(_) | None, _) => Vec::new(),
            },
            (Some(_) | None, _) => Vec::new(),
        }
    }

    /// Explains an entry that only one tree has, or keeps it.
    fn entry(&mut self, tree: Tree, places: &[Pointer], frame: &Frame, keyword: &str) {
        let is_whole = places.iter().any(|at| {
            let end = self.end(tree, at);
            self.claims.entry(tree, at) || self.claims.entry(tree, &end)
        });
        if is_whole || frame.lists(&self.claims, keyword) {
            return;
        }
        let Some(at) = places.first().filter(|at| !self.renamed.contains(*at)) else {
            return;
        };
        let others = self.elsewhere(frame);
        let (here, others): (_, Vec<Pointer>) = match tree {
            Tree::Old => (frame.old.first(), others.into_iter().map(|(a, _)| a).collect()),
            Tree::New => (frame.new.first(), others.into_iter().map(|(_, b)| b).collect()),
        };
        let below = here.and_then(|here| at.fragment().strip_prefix(here.fragment()));
        let explains =
            |other: &Pointer| below.is_some_and(|below| self.claims.entry(tree, &other.below(below)));
        if others.iter().any(explains) {
            return;
        }
        if frame.is_not_read || self.is_entry_slip(at) || self.is_entry_slip(&self.end(tree, at)) {
            return self.unused_if(true);
        }
        self.left.insert(at.to_string());
    }

    /// Where references lead.
    fn end(&self, tree: Tree, at: &Pointer) -> Pointer {
        let mut at = at.clone();
        for _ in 0..crate::source::MAX_STEPS {
            match view::target(self.tree(tree), &at) {
                Some(next) => at = next,
                None => break,
            }
        }
        at
    }

    /// Counts the components that differ and that no operation reaches.
    fn unused(&mut self, old: &Pointer, new: &Pointer) {
        for section in COMPONENTS {
            let at = |root: &Pointer| root.child("components").child(section);
            let (a, b) = (at(old), at(new));
            let members = |tree: &Node, at: &Pointer| -> BTreeSet<String> {
                let members = tree.at(at).and_then(Node::as_object);
                members
                    .into_iter()
                    .flatten()
                    .map(|(key, _)| key.clone())
                    .collect()
            };
            let names = &members(self.old, &a) | &members(self.new, &b);
            for name in names {
                let (a, b) = (a.child(&name), b.child(&name));
                let is_reached = self.reached.contains(&a) || self.reached.contains(&b);
                if !is_reached && self.old.at(&a) != self.new.at(&b) {
                    self.harmless.unused = self.harmless.unused.saturating_add(1);
                }
            }
        }
    }
}

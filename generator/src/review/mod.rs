//! The review of a changed description: what happens to deployed clients, to new clients, and to code that is compiled again.
//!
//! Three things are compared, each on its own: the trees, keyword by keyword; what is generated from them, pair by pair
//! ([`Change`]); and the public items of the two clients ([`SurfaceChange`]). The walk over pairs names the changes and knows
//! what they do on the wire. The surface decides what they do in Rust. What one layer has and no change explains is
//! [`Unexplained`], and fails the gate.
//!
//! The comparison is pure: it knows neither files nor git, and prints nothing.

mod about;
mod alike;
mod bodies;
mod change;
mod client;
mod codes;
mod constraints;
#[cfg(test)]
mod effect_tests;
mod enums;
mod explain;
mod fields;
mod fixed;
mod flows;
pub mod gate;
mod headers;
mod id;
#[cfg(test)]
mod keyword_tests;
mod keywords;
// Rules will ask it what a changed constraint allows.
mod language;
mod left_out;
mod listed;
mod maps;
#[cfg(test)]
mod mutation_tests;
mod names;
mod objects;
mod operations;
mod pairs;
mod parameters;
mod places;
mod promise;
mod relations;
pub mod render;
mod responses;
mod rules;
mod security;
mod sequences;
mod side;
mod successes;
#[cfg(test)]
mod tests;
mod totals;
mod tree;
mod types;
mod unions;
mod unpaired;
mod use_tree;
mod uses;
pub mod verdict;
mod walk;
mod webhooks;
mod xml;

use std::collections::BTreeSet;

pub use change::{Accepted, Change, Effect, Rust, Silent, Use};
pub use explain::SurfaceChange;
pub use left_out::LeftOut;
pub(crate) use left_out::{Fault, leave_out};
use pairs::OperationPairs;
pub use promise::{Promise, Step};
pub use rules::Rule;
pub(crate) use side::{Side, Slips};
pub use totals::{Totals, Wire};
pub(crate) use use_tree::trees;
pub use use_tree::{UseTree, User};
use walk::Walk;

/// Everything that differs between two descriptions.
#[derive(Clone, Debug, Default)]
pub struct Review {
    /// The changes, the most severe first.
    pub changes: Vec<Change>,
    /// The public items that differ, sorted.
    pub surface: Vec<SurfaceChange>,
    /// The other public items of the new side, each with its line, sorted.
    pub kept: Vec<(String, String)>,
    /// What no change explains.
    pub unexplained: Vec<Unexplained>,
    /// What was not compared.
    pub left_out: LeftOut,
    /// What differs in the descriptions without any effect.
    pub harmless: Harmless,
    /// How many operations there are on the new side, and how many of them are touched.
    pub operations: Operations,
    /// `info.version` of both sides.
    pub versions: [String; 2],
}

/// A difference that no change explains: a defect of the comparison, and never a clean result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unexplained {
    /// `tree` or `surface`.
    pub layer: &'static str,
    /// What differs.
    pub what: String,
}

/// Keywords that differ without any effect, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Harmless {
    /// Documentation.
    pub documentation: usize,
    /// Constraints of values that are only received, which clients do not check.
    pub received_constraints: usize,
    /// What no operation reaches, and what is not generated.
    pub unused: usize,
    /// Keywords that mean the same in another way.
    pub respelled: usize,
}

/// Operations, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Operations {
    /// Only in the new description.
    pub added: usize,
    /// Only in the old description.
    pub removed: usize,
    /// Changed by themselves.
    pub changed: usize,
    /// Changed by a type that they use.
    pub by_types: usize,
    /// Unchanged.
    pub same: usize,
}

/// Compares two descriptions.
pub(crate) fn compare(old: &Side, new: &Side) -> Review {
    explained(walk(old, new))
}

/// The changes between two descriptions.
fn walk<'a>(old: &'a Side, new: &'a Side) -> Walk<'a> {
    let mut walk = Walk::new(old, new);
    operations::compare(&mut walk, &OperationPairs::new(&old.api, &new.api));
    client::compare(&mut walk);
    types::compare(&mut walk);
    unpaired::report(&mut walk);
    walk
}

/// The changes, with what they explain and what they don't.
fn explained(mut walk: Walk<'_>) -> Review {
    let surface = explain::explain(&mut walk);
    uses::fill(&mut walk);
    let kept = kept(walk.new, &surface);
    let unexplained = surface.iter().filter(|line| line.changes.is_empty());
    let unexplained = unexplained.map(|line| Unexplained {
        layer: "surface",
        what: line.item.clone(),
    });
    let (tree, harmless) = tree::explain(&walk);
    let unexplained = unexplained.chain(tree).collect();
    let operations = count(&walk);
    let mut changes = walk.changes;
    changes.sort_by_cached_key(|change| {
        (
            change.severity(),
            std::cmp::Reverse(change.uses.len()),
            place(change),
        )
    });
    Review {
        changes,
        surface,
        kept,
        unexplained,
        left_out: LeftOut::default(),
        harmless,
        operations,
        versions: [walk.old, walk.new].map(|side| side.api.info.version.clone()),
    }
}

/// The public items that do not differ.
fn kept(new: &Side, differing: &[SurfaceChange]) -> Vec<(String, String)> {
    let differing: BTreeSet<&str> = differing.iter().map(|line| line.item.as_str()).collect();
    let lines = new.surface.lines().iter();
    let kept = lines.filter(|(item, _)| !differing.contains(item.as_str()));
    kept.map(|(item, line)| (item.clone(), line.to_string()))
        .collect()
}

fn place(change: &Change) -> String {
    let at = change.new.as_ref().or(change.old.as_ref());
    at.map(ToString::to_string).unwrap_or_default()
}

fn count(walk: &Walk<'_>) -> Operations {
    let mut counts = Operations::default();
    let (mut own, mut by_types) = (BTreeSet::new(), BTreeSet::new());
    for change in &walk.changes {
        if change.rule == Rule::OperationAdded {
            counts.added = counts.added.saturating_add(1);
        } else if change.rule == Rule::OperationRemoved {
            counts.removed = counts.removed.saturating_add(1);
        } else {
            for one in &change.uses {
                match one.place.is_empty() {
                    true => own.insert(one.at.clone()),
                    false => by_types.insert(one.at.clone()),
                };
            }
        }
    }
    by_types.retain(|at| !own.contains(at));
    counts.changed = own.len();
    counts.by_types = by_types.len();
    let all = walk.new.api.operations().count();
    counts.same = all
        .saturating_sub(counts.added)
        .saturating_sub(counts.changed)
        .saturating_sub(counts.by_types);
    counts
}

impl Review {
    /// What `info.version` promises, and the changes that break the promise.
    pub fn promise(&self) -> Promise {
        let [old, new] = &self.versions;
        Promise::of(old, new, &self.changes)
    }
}

impl Change {
    /// The place in every report: silent changes first, then breaks, major, cautions, minor and the rest.
    pub fn severity(&self) -> Severity {
        match self {
            _ if self.silent == Silent::Sent => Severity::Silent,
            _ if self.old_clients == Effect::Break => Severity::Break,
            _ if self.rust == Rust::Major => Severity::Major,
            _ if self.old_clients.max(self.new_clients) >= Effect::Unknown => Severity::Caution,
            _ if self.silent == Silent::Read => Severity::Caution,
            _ if self.old_clients.max(self.new_clients) == Effect::Caution => Severity::Caution,
            _ if self.rust == Rust::Minor => Severity::Minor,
            _ => Severity::Patch,
        }
    }
}

/// How much a reviewer has to care, the most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Code compiles and sends something else.
    Silent,
    /// Deployed clients fail.
    Break,
    /// Code does not compile.
    Major,
    /// Something is not understood by one side.
    Caution,
    /// There is more to use.
    Minor,
    /// Nobody notices.
    Patch,
}

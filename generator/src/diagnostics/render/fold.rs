//! Folds diagnostics of one kind into one entry.

use std::collections::BTreeMap;
use std::panic::Location;

use super::super::{Code, Diagnostic, Severity};

/// The number of places that an entry lists.
const PLACES: usize = 3;

/// Diagnostics that are printed together: the first in full, some others by their places, and the number of the rest.
pub(super) struct Entry<'d> {
    pub(super) first: &'d Diagnostic,
    pub(super) others: Vec<&'d Diagnostic>,
    pub(super) unlisted: usize,
}

impl<'d> Entry<'d> {
    pub(super) fn of_one(first: &'d Diagnostic) -> Self {
        Self {
            first,
            others: Vec::new(),
            unlisted: 0,
        }
    }

    /// The number of its diagnostics.
    pub(super) fn count(&self) -> usize {
        1 + self.others.len() + self.unlisted
    }

    fn add(&mut self, diagnostic: &'d Diagnostic) {
        if self.count() < PLACES {
            self.others.push(diagnostic);
        } else {
            self.unlisted += 1;
        }
    }
}

/// The kind of a diagnostic. Messages from one place in the generator differ only in names.
type Kind = (Code, Severity, &'static Location<'static>);

/// One entry for diagnostics with the same code and message, and one for those of one kind if there are more than three. The
/// entries are in the order of their first diagnostics.
pub(super) fn fold<'d>(found: Vec<&'d Diagnostic>) -> Vec<Entry<'d>> {
    let kind = |diagnostic: &Diagnostic| (diagnostic.code, diagnostic.severity, diagnostic.site);
    let mut counts: BTreeMap<Kind, usize> = BTreeMap::new();
    for diagnostic in &found {
        *counts.entry(kind(diagnostic)).or_default() += 1;
    }
    let mut entries: Vec<Entry<'d>> = Vec::new();
    let mut known: BTreeMap<(Kind, Option<&str>), usize> = BTreeMap::new();
    for diagnostic in found {
        let kind = kind(diagnostic);
        let is_many = counts.get(&kind).is_some_and(|count| *count > PLACES);
        let message = (!is_many).then_some(diagnostic.message.as_str());
        let next = entries.len();
        let index = *known.entry((kind, message)).or_insert(next);
        match entries.get_mut(index) {
            Some(entry) => entry.add(diagnostic),
            None => entries.push(Entry::of_one(diagnostic)),
        }
    }
    entries
}

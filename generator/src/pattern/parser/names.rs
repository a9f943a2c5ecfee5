//! The names of capturing groups.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::super::sets::{self, CodePoints};

/// The names of groups, and the names in references.
///
/// Two groups may have the same name if they are in different alternatives of one disjunction, so that only one of them
/// participates in a match (MightBothParticipate, 22.2.1.3).
#[derive(Debug, Default)]
pub(super) struct GroupNames {
    /// The names that the next group can't have.
    taken: BTreeSet<String>,
    /// The disjunctions around the current position, outermost first.
    disjunctions: Vec<Disjunction>,
    references: Vec<(String, usize)>,
}

/// The names in one disjunction.
#[derive(Debug, Default)]
struct Disjunction {
    current: Vec<String>,
    /// The names in the alternatives before the current one.
    earlier: Vec<String>,
}

impl GroupNames {
    /// Begins a disjunction.
    pub(super) fn open(&mut self) {
        self.disjunctions.push(Disjunction::default());
    }

    /// Begins the next alternative, whose groups may have the names of the previous ones.
    pub(super) fn next_alternative(&mut self) {
        if let Some(disjunction) = self.disjunctions.last_mut() {
            for name in &disjunction.current {
                self.taken.remove(name);
            }
            disjunction.earlier.append(&mut disjunction.current);
        }
    }

    /// Ends a disjunction. Groups after it can't have its names.
    pub(super) fn close(&mut self) {
        if let Some(closed) = self.disjunctions.pop() {
            let outer = self.disjunctions.last_mut();
            self.taken.extend(closed.earlier.iter().cloned());
            if let Some(outer) = outer {
                outer.current.extend(closed.earlier);
                outer.current.extend(closed.current);
            }
        }
    }

    /// Adds a group. `false` if the name is taken.
    pub(super) fn declare(&mut self, name: String) -> bool {
        if let Some(disjunction) = self.disjunctions.last_mut() {
            disjunction.current.push(name.clone());
        }
        self.taken.insert(name)
    }

    /// Adds a reference. Its group may come later.
    pub(super) fn refer(&mut self, name: String, offset: usize) {
        self.references.push((name, offset));
    }

    /// The offset of the first reference to an unknown group, at the end of the pattern.
    pub(super) fn unknown_reference(&self) -> Option<usize> {
        let mut references = self.references.iter();
        references
            .find(|(name, _)| !self.taken.contains(name))
            .map(|(_, offset)| *offset)
    }
}

/// IdentifierStartChar (12.7).
pub(super) fn is_identifier_start(c: char) -> bool {
    static TABLE: LazyLock<Option<CodePoints>> = LazyLock::new(|| sets::property("ID_Start", None));
    match c {
        '$' | '_' => true,
        ascii if ascii.is_ascii() => ascii.is_ascii_alphabetic(),
        other => is_in(&TABLE, other),
    }
}

/// IdentifierPartChar (12.7).
pub(super) fn is_identifier_part(c: char) -> bool {
    static TABLE: LazyLock<Option<CodePoints>> = LazyLock::new(|| sets::property("ID_Continue", None));
    match c {
        '$' | '_' => true,
        ascii if ascii.is_ascii() => ascii.is_ascii_alphanumeric(),
        other => is_in(&TABLE, other),
    }
}

fn is_in(table: &Option<CodePoints>, c: char) -> bool {
    table
        .as_ref()
        .is_some_and(|set| sets::contains(set, u32::from(c)))
}

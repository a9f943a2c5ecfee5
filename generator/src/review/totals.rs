//! What a review comes to, counted: for each of the four groups, and for each severity.

use std::collections::BTreeMap;

use super::change::{Change, Effect, Rust, Silent};
use super::{Review, Severity};

/// The four verdicts, each with the number of changes that cause it. They are never merged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// What deployed clients of the old description meet at a server of the new one.
    pub old_clients: Wire,
    /// What clients of the new description meet at a server of the old one.
    pub new_clients: Wire,
    /// What a new compilation of code that uses the client meets, and how many changes cause it.
    pub rust: (Rust, usize),
    /// Whether such code compiles and then behaves differently, and how many changes cause that.
    pub silent: (Silent, usize),
    /// How many changes are accepted. They count for the verdicts too.
    pub accepted: usize,
    /// How many changes there are of each severity.
    pub severities: BTreeMap<Severity, usize>,
}

/// What one group of clients meets on the wire.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wire {
    /// Changes that break it.
    pub breaks: usize,
    /// Changes whose effect is not decided.
    pub unknown: usize,
    /// Changes that work, but not fully.
    pub cautions: usize,
    /// Whether a part of the description was not compared, so that nothing better than unknown can be said.
    pub is_partial: bool,
}

impl Totals {
    /// Counts the changes of a review.
    pub fn of(review: &Review) -> Self {
        let mut totals = Self::default();
        totals.old_clients.is_partial = !review.left_out.is_empty();
        totals.new_clients.is_partial = !review.left_out.is_empty();
        for change in &review.changes {
            let (worst, silent) = totals.silent;
            totals.old_clients.add(change.old_clients);
            totals.new_clients.add(change.new_clients);
            totals.silent = (
                worst.max(change.silent),
                silent + usize::from(change.silent != Silent::No),
            );
            totals.accepted += usize::from(change.accepted.is_some());
            *totals.severities.entry(change.severity()).or_default() += 1;
        }
        // A line of the surface has a verdict even where no change explains it.
        let lines = review.surface.iter().map(|line| line.rust);
        let worst = review.changes.iter().map(|change| change.rust).chain(lines).max();
        let worst = worst.unwrap_or_default();
        totals.rust = (worst, causes(&review.changes, worst));
        totals
    }
}

impl Totals {
    /// The verdict for code, as the published JSON has it. It is not known where a part was not compared.
    pub fn rust_word(&self) -> &'static str {
        match self.rust.0 {
            Rust::Minor | Rust::Patch if self.old_clients.is_partial => "unknown",
            rust @ (Rust::Patch | Rust::Minor | Rust::Major) => rust.as_str(),
        }
    }
}

/// How many changes have a verdict in Rust.
fn causes(changes: &[Change], rust: Rust) -> usize {
    changes.iter().filter(|change| change.rust == rust).count()
}

impl Wire {
    fn add(&mut self, effect: Effect) {
        match effect {
            Effect::None => {}
            Effect::Caution => self.cautions += 1,
            Effect::Unknown => self.unknown += 1,
            Effect::Break => self.breaks += 1,
        }
    }

    /// The worst effect.
    pub fn effect(self) -> Effect {
        match self {
            _ if self.breaks > 0 => Effect::Break,
            _ if self.unknown > 0 || self.is_partial => Effect::Unknown,
            _ if self.cautions > 0 => Effect::Caution,
            _ => Effect::None,
        }
    }
}

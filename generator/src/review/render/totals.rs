//! The four verdicts of a review. They are counted apart and never merged.

use std::collections::BTreeMap;

use super::super::{Change, Effect, Harmless, Review, Rust, Severity, Silent};

/// What a review comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// What deployed clients of the old description meet at a server of the new one.
    pub old_clients: Wire,
    /// What clients of the new description meet at a server of the old one.
    pub new_clients: Wire,
    /// What a new compilation of code that uses the client meets, and how many changes cause it.
    pub rust: (Rust, usize),
    /// How many changes compile and then send or read something else.
    pub silent: usize,
    /// How many changes are accepted.
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
}

impl Totals {
    /// Counts the changes of a review.
    pub fn of(review: &Review) -> Self {
        let mut totals = Self::default();
        for change in &review.changes {
            totals.old_clients.add(change.old_clients);
            totals.new_clients.add(change.new_clients);
            totals.silent += usize::from(change.silent != Silent::No);
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
            _ if self.unknown > 0 => Effect::Unknown,
            _ if self.cautions > 0 => Effect::Caution,
            _ => Effect::None,
        }
    }

    /// The verdict in words: `break, 2 changes`.
    pub(super) fn words(self) -> String {
        match self.effect() {
            Effect::Break => format!("break, {}", count(self.breaks, "change")),
            Effect::Unknown => format!("unknown, {} not decided", count(self.unknown, "change")),
            Effect::Caution => format!("works, {}", count(self.cautions, "caution")),
            Effect::None => "works".to_owned(),
        }
    }
}

impl Totals {
    /// The verdict for code, in words.
    pub(super) fn rust_words(&self) -> String {
        match self.rust {
            (Rust::Major, changes) => format!("major, {}", count(changes, "change")),
            (Rust::Minor, changes) => format!("minor, {}", count(changes, "addition")),
            (Rust::Patch, _) => "patch, compiles as before".to_owned(),
        }
    }

    /// The verdict for code that compiles, in words.
    pub(super) fn silent_words(&self) -> String {
        match self.silent {
            0 => "no, it behaves as before".to_owned(),
            silent => format!("{} that no compiler shows", count(silent, "change")),
        }
    }

    /// The number of changes of each severity, in words.
    pub(super) fn severity_words(&self) -> String {
        let words = self.severities.iter().map(|(severity, number)| {
            let word = match severity {
                Severity::Silent => "silent",
                Severity::Break if *number == 1 => "break",
                Severity::Break => "breaks",
                Severity::Major => "major",
                Severity::Caution if *number == 1 => "caution",
                Severity::Caution => "cautions",
                Severity::Minor => "minor",
                Severity::Patch => "patch",
            };
            format!("{number} {word}")
        });
        words.collect::<Vec<_>>().join(", ")
    }
}

/// `1 change`, `2 changes`.
pub(super) fn count(number: usize, what: &str) -> String {
    match number {
        1 => format!("1 {what}"),
        _ => format!("{number} {what}s"),
    }
}

/// What differs without any effect, in words; `None` without anything.
pub(super) fn without_effect(harmless: Harmless) -> Option<String> {
    let Harmless {
        documentation,
        received_constraints,
        unused,
    } = harmless;
    let parts = [
        (
            documentation,
            "keyword of documentation",
            "keywords of documentation",
        ),
        (
            received_constraints,
            "constraint of received values",
            "constraints of received values",
        ),
        (unused, "keyword of an unused part", "keywords of unused parts"),
    ];
    let parts = parts.into_iter().filter(|(number, ..)| *number > 0);
    let parts = parts.map(|(number, one, many)| format!("{number} {}", if number == 1 { one } else { many }));
    let words = parts.collect::<Vec<_>>().join(", ");
    (!words.is_empty()).then_some(words)
}

//! The four verdicts of a review in words.

use super::super::{Effect, Harmless, Rust, Severity, Totals, Wire};

impl Wire {
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
        match self.silent.1 {
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

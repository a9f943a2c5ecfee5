//! The four verdicts of a review in words.

use super::super::gate::count;
use super::super::{Effect, Harmless, LeftOut, Rust, Severity, Totals, Wire};

/// The verdict where a part was not compared and nothing worse is known.
const PARTIAL: &str = "unknown, a part is not compared";

impl Wire {
    /// The verdict in words: `break, 2 changes`.
    pub(super) fn words(self) -> String {
        match self.effect() {
            Effect::Break => format!("break, {}", count(self.breaks, "change")),
            Effect::Unknown if self.unknown == 0 => PARTIAL.to_owned(),
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
            (Rust::Minor | Rust::Patch, _) if self.old_clients.is_partial => PARTIAL.to_owned(),
            (Rust::Major, changes) => format!("major, {}", count(changes, "change")),
            (Rust::Minor, changes) => format!("minor, {}", count(changes, "addition")),
            (Rust::Patch, _) => "patch, compiles as before".to_owned(),
        }
    }

    /// The verdict for code that compiles, in words.
    pub(super) fn silent_words(&self) -> String {
        match self.silent.1 {
            0 if self.old_clients.is_partial => PARTIAL.to_owned(),
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

/// How many operations that were left out are named.
const NAMED: usize = 10;

/// What was not compared, in words; `None` if everything was.
pub(super) fn not_compared(left_out: &LeftOut) -> Option<String> {
    let codes = left_out.codes.iter().map(|code| format!("`{code}`"));
    let codes: Vec<String> = codes.collect();
    let all = left_out.operations.iter().chain(&left_out.types);
    let number = all.clone().count();
    let names: Vec<String> = all.take(NAMED).map(|name| format!("`{name}`")).collect();
    let more = match number.saturating_sub(names.len()) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let names = match names.is_empty() {
        true => String::new(),
        false => format!(": {}{more}", names.join(", ")),
    };
    (!left_out.is_empty()).then(|| format!("{}, {}{names}", left_out.counted(), codes.join(", ")))
}

/// What differs without any effect, in words; `None` without anything.
pub(super) fn without_effect(harmless: Harmless) -> Option<String> {
    let Harmless {
        documentation,
        received_constraints,
        unused,
        respelled,
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
        (
            respelled,
            "keyword that means the same",
            "keywords that mean the same",
        ),
    ];
    let parts = parts.into_iter().filter(|(number, ..)| *number > 0);
    let parts = parts.map(|(number, one, many)| format!("{number} {}", if number == 1 { one } else { many }));
    let words = parts.collect::<Vec<_>>().join(", ");
    (!words.is_empty()).then_some(words)
}

//! The review of one client: the comparison, the entries that accept changes, the version of the crate, and what the gate
//! decides.

use std::collections::{BTreeMap, BTreeSet};

use generator::diagnostics::{Diagnostic, Diagnostics, MAX_LINES, Severity};
use generator::review::Rust;
use generator::review::gate::{Decision, Gate, RustGate};
use generator::review::render::{Data, Named, Outcome, Report};
use generator::review::verdict::{CrateVersion, Verdict};
use generator::{Comparison, review};

use super::accept;
use super::pairs::{Pair, Sides, Work};
use super::side::Side;
use crate::program::cli::Diff;
use crate::program::print::eprint_text;
use crate::program::report::{Detail, report};

/// A client with what came of its review.
pub(super) struct Reviewed<'w> {
    pair: &'w Pair,
    names: &'w [String; 2],
    comparison: Comparison,
    decision: Decision,
    crate_version: Option<CrateVersion<'w>>,
    /// Lines for people about the entries that accept changes.
    notes: Vec<String>,
}

impl<'w> Reviewed<'w> {
    /// Compares the sides of a client.
    pub(super) fn new(pair: &'w Pair, arguments: &Diff, work: &'w Work) -> Self {
        let mut reviewed = Self {
            pair,
            names: &work.names,
            comparison: Comparison::default(),
            decision: Decision {
                gate: gate(pair, arguments),
                ..Decision::default()
            },
            crate_version: None,
            notes: Vec::new(),
        };
        match &pair.sides {
            Sides::Both(old, new) => reviewed.compare(old, new, work.is_base),
            Sides::Added(_) => {}
            Sides::Removed(_) => match reviewed.decision.gate.rust {
                RustGate::Version | RustGate::Major => {
                    reviewed.decision.reasons.push("the client is removed".to_owned());
                }
                RustGate::None => {}
            },
        }
        reviewed
    }

    fn compare(&mut self, old: &'w Side, new: &'w Side, is_base: bool) {
        self.comparison = review(&old.input, &new.input);
        let Some(review) = &mut self.comparison.review else {
            return;
        };
        let unused = accept::apply(old, new, review, is_base);
        self.decision = Decision::of(review, self.decision.gate);
        for entry in unused {
            self.notes.push(entry.shown());
            self.decision.reasons.extend(entry.reason());
        }
        let verdict = Verdict::of(review);
        let version = CrateVersion::new(
            old.input.options.version.as_deref(),
            new.input.options.version.as_deref(),
            verdict.release(),
        );
        if self.decision.gate.rust == RustGate::Version && !version.is_enough {
            self.decision.reasons.push(too_low(&version, verdict.rust));
        }
        self.crate_version = Some(version);
    }

    /// What the reports for people are printed from.
    pub(super) fn report(&self) -> Report<'_> {
        let [old, new] = self.named();
        let mut report = self.comparison.report(&self.pair.package, old, new);
        match &self.pair.sides {
            Sides::Both(..) => {}
            Sides::Added(_) => report.outcome = Outcome::ClientAdded,
            Sides::Removed(_) => report.outcome = Outcome::ClientRemoved,
        }
        report.decision = self.decision.clone();
        report.notes.extend(self.moved());
        report
    }

    /// Both sides as reports name them. One that does not have the client has the file of the other.
    fn named(&self) -> [Named<'_>; 2] {
        let [old, new] = self.names;
        match &self.pair.sides {
            Sides::Both(old, new) => [old.named(), new.named()],
            Sides::Added(side) => [
                Named {
                    revision: old,
                    ..side.named()
                },
                side.named(),
            ],
            Sides::Removed(side) => [
                side.named(),
                Named {
                    revision: new,
                    ..side.named()
                },
            ],
        }
    }

    /// What the reports for machines are printed from.
    pub(super) fn data<'a>(&'a self, report: &'a Report<'a>) -> Data<'a> {
        let names = match &self.pair.sides {
            Sides::Both(old, new) => [old, new],
            Sides::Added(side) | Sides::Removed(side) => [side, side],
        };
        Data {
            crate_version: self.crate_version,
            ..self
                .comparison
                .data(report, names.map(|side| side.input.name.as_str()))
        }
    }

    /// Prints what a reader needs beside the report: the entries to delete, and diagnostics.
    pub(super) fn print_diagnostics(mut self) {
        for note in &self.notes {
            eprint_text(note);
        }
        let Sides::Both(old, new) = &self.pair.sides else {
            return;
        };
        if !self.comparison.only_new.is_empty() {
            new.print(self.comparison.only_new, &mut self.comparison.new);
        } else if self.comparison.review.is_none() {
            old.print_errors(&mut self.comparison.old);
            new.print_errors(&mut self.comparison.new);
        } else {
            new.print_new_warnings(old, &self.comparison.old, &mut self.comparison.new);
        }
    }

    /// One line where the description has moved.
    fn moved(&self) -> Option<String> {
        match &self.pair.sides {
            Sides::Both(old, new) if old.path_in_folder() != new.path_in_folder() => Some(format!(
                "the description is {} now, and was {}",
                new.path, old.path
            )),
            Sides::Both(..) | Sides::Added(_) | Sides::Removed(_) => None,
        }
    }
}

/// The gate of the new side, with the levels that the arguments set.
fn gate(pair: &Pair, arguments: &Diff) -> Gate {
    let mut gate = pair.latest().gate;
    for level in &arguments.gate {
        // All levels have been checked.
        let _ = gate.set(level);
    }
    gate
}

/// Why the version is too low, and the line to write. `code` is what the changes are for code that is compiled again.
fn too_low(version: &CrateVersion<'_>, code: Rust) -> String {
    let CrateVersion {
        old,
        new: _,
        least,
        release,
        is_enough: _,
    } = version;
    let what = match code < *release {
        true => format!(
            "code compiles and sends something else, which is {}",
            release.as_str()
        ),
        false => format!("the changes are {}", release.as_str()),
    };
    format!(
        "{what} for the crate: version {old} must become {least} or higher; write `version = \"{least}\"` in generator.toml",
    )
}

impl Side {
    /// Prints the warnings that the old side does not have: a slip can be the reason of a change.
    fn print_new_warnings(&self, old: &Self, known: &Diagnostics, new: &mut Diagnostics) {
        let known: BTreeSet<(&str, &str)> = known
            .iter()
            .map(|found| (found.code.id(), found.message.as_str()))
            .collect();
        let is_new = |found: &&Diagnostic| {
            found.severity == Severity::Warning && !known.contains(&(found.code.id(), found.message.as_str()))
        };
        let mut warnings: Vec<Diagnostic> = new.iter().filter(is_new).cloned().collect();
        if old.not_utf8.is_none() {
            warnings.extend(self.not_utf8.clone());
        }
        self.print(warnings, new);
    }

    /// Prints the errors of a side that can't be read.
    pub(super) fn print_errors(&self, diagnostics: &mut Diagnostics) {
        let mut errors: Vec<Diagnostic> = diagnostics.errors().cloned().collect();
        if !errors.is_empty() {
            errors.extend(self.not_utf8.clone());
        }
        self.print(errors, diagnostics);
    }

    fn print(&self, found: Vec<Diagnostic>, diagnostics: &mut Diagnostics) {
        let texts: BTreeMap<String, String> = diagnostics.take_texts();
        eprint_text(&report(&self.input.name, found, &texts, Detail::Lines(MAX_LINES)));
    }
}

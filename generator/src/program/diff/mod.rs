//! The command `diff`: reviews what changes between two sides, client by client.

mod accept;
mod pairs;
mod side;
mod text;

use std::collections::BTreeMap;

use generator::diagnostics::{Diagnostics, MAX_LINES, Severity};
use generator::review::verdict::{Gate, RustGate, Verdict, Version};
use generator::review::{Review, Rust};
use generator::{Comparison, review};
use pairs::{Pair, Work};
use side::Reviewed;

use super::Failure;
use super::cli::{Diff, Selection};
use super::print::print_text;
use super::report::{Detail, report};

/// What came of one client, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// Nothing is at the gate.
    Passed,
    /// Something is.
    AtGate,
    /// It was not compared.
    NotCompared,
}

pub(super) fn diff(arguments: &Diff, selection: &Selection) -> Result<(), Failure> {
    let mut checked = Gate::default();
    arguments.gate.iter().try_for_each(|level| checked.set(level))?;
    let work = pairs::read(arguments, selection)?;
    if !arguments.accept.is_empty() {
        return Ok(accept::write(arguments, &work)?);
    }
    let Work { pairs, is_base, .. } = &work;
    let outcomes = pairs.iter().map(|pair| pair.review(arguments, *is_base));
    match outcomes.max().unwrap_or(Outcome::Passed) {
        Outcome::Passed => Ok(()),
        Outcome::AtGate => Err(Failure::Findings),
        Outcome::NotCompared => Err(Failure::NotCompared),
    }
}

impl Pair {
    /// The gate of the new side, with the levels that the arguments set.
    fn gate(&self, arguments: &Diff) -> Gate {
        let side = self.new.as_ref().or(self.old.as_ref());
        let mut gate = side.map(|side| side.gate).unwrap_or_default();
        for level in &arguments.gate {
            // All levels have been checked.
            let _ = gate.set(level);
        }
        gate
    }

    /// Compares the sides and prints the report.
    fn review(&self, arguments: &Diff, is_base: bool) -> Outcome {
        let package = &self.package;
        let gate = self.gate(arguments);
        let (old, new) = match (&self.old, &self.new) {
            (Some(old), Some(new)) => (old, new),
            (None, _) => {
                print_text(&format!(
                    "{package}: the client is new; there is nothing to compare\n"
                ));
                return Outcome::Passed;
            }
            (Some(_), None) => {
                print_text(&format!(
                    "{package}: the client is removed; code that uses it does not compile\n"
                ));
                return match gate.rust {
                    RustGate::Version | RustGate::Major => Outcome::AtGate,
                    RustGate::None => Outcome::Passed,
                };
            }
        };
        let Comparison {
            old: mut before,
            new: mut after,
            review,
        } = review(&old.input, &new.input);
        if let Some(mut review) = review {
            let accepted = accept::apply(old, new, &mut review, is_base);
            return accepted.max(compared(old, new, &review, gate));
        }
        print_text(&format!(
            "{package}: not compared: {} -> {}\n",
            old.shown(),
            new.shown()
        ));
        old.print_errors(&mut before);
        new.print_errors(&mut after);
        Outcome::NotCompared
    }
}

/// Prints the changes, and decides at the gate.
fn compared(old: &Reviewed, new: &Reviewed, review: &Review, gate: Gate) -> Outcome {
    let package = &new.package;
    if old.file() != new.file() {
        print_text(&format!(
            "{package}: the description is {} now, and was {}\n",
            new.path, old.path
        ));
    }
    let verdict = Verdict::of(review);
    print_text(&text::changes(package, old, new, review, verdict, gate));
    let version = Versions::new(old, new, verdict);
    let at_gate = review.changes.iter().filter(|change| gate.fails(change)).count();
    let mut outcome = Outcome::Passed;
    if at_gate + review.unexplained.len() > 0 {
        outcome = Outcome::AtGate;
    }
    if let Some(line) = version.too_low(gate) {
        print_text(&format!("{package}: {line}\n"));
        outcome = Outcome::AtGate;
    }
    outcome
}

/// The version of the crate on both sides, and the least that the changes require.
struct Versions {
    old: Version,
    new: Version,
    least: Version,
    release: Rust,
}

impl Versions {
    fn new(old: &Reviewed, new: &Reviewed, verdict: Verdict) -> Self {
        let of = |side: &Reviewed| {
            let given = side.input.options.version.as_deref();
            given.and_then(Version::parse).unwrap_or(Version::DEFAULT)
        };
        let release = verdict.release();
        Self {
            old: of(old),
            new: of(new),
            least: of(old).raised(release),
            release,
        }
    }

    /// The line to write, if the new version is too low.
    fn too_low(&self, gate: Gate) -> Option<String> {
        let Self {
            old,
            new,
            least,
            release,
        } = self;
        let is_checked = match gate.rust {
            RustGate::Version => true,
            RustGate::Major | RustGate::None => false,
        };
        (is_checked && new < least).then(|| {
            format!(
                "the changes are {} for the crate: version {old} must become {least} or higher; write `version = \"{least}\"` in spec/generator.toml",
                release.as_str()
            )
        })
    }
}

impl Reviewed {
    /// The path, with the revision in front of it.
    fn shown(&self) -> String {
        match &self.revision {
            Some(revision) => format!("{revision}:{}", self.path),
            None => self.path.clone(),
        }
    }

    /// The name of the description in its folder.
    fn file(&self) -> &str {
        self.path.rsplit(['/', '\\']).next().unwrap_or_default()
    }

    /// Prints the errors of a side that can't be read.
    fn print_errors(&self, diagnostics: &mut Diagnostics) {
        let errors = diagnostics
            .iter()
            .filter(|found| found.severity == Severity::Error);
        let mut errors: Vec<_> = errors.cloned().collect();
        if !errors.is_empty() {
            errors.extend(self.not_utf8.clone());
        }
        let mut texts: BTreeMap<String, String> = diagnostics.sources_mut().take_texts();
        texts.insert(self.input.name.clone(), self.input.text.clone());
        report(&self.input.name, errors, &texts, Detail::Lines(MAX_LINES));
    }
}

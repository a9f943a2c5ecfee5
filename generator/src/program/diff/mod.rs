//! The command `diff`: reviews what changes between two sides, client by client.

mod accept;
mod pairs;
mod side;

use std::collections::{BTreeMap, BTreeSet};
use std::io::IsTerminal;
use std::path::PathBuf;

use generator::diagnostics::{Diagnostic, Diagnostics, MAX_LINES, Severity};
use generator::review;
use generator::review::Review;
use generator::review::render::{
    Data, Links, Named, Terminal, annotations, code_quality, json, markdown, sarif, surface, text,
};
use generator::review::verdict::{CrateVersion, Gate, RustGate, Verdict};
use pairs::{Pair, Work};
use side::Reviewed;

use super::Failure;
use super::cli::{Diff, Selection};
use super::output::failed;
use super::print::{eprint_text, print_text};
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
    if pairs.len() > 1 && arguments.writes_files() {
        let line = "a file has the report of one client, and there are several: name one by --client";
        return Err(Failure::CouldNotRun(line.to_owned()));
    }
    let outcomes = pairs.iter().map(|pair| pair.review(arguments, *is_base));
    match outcomes.max().unwrap_or(Outcome::Passed) {
        Outcome::Passed => Ok(()),
        Outcome::AtGate => Err(Failure::Reported),
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
        let mut comparison = review(&old.input, &new.input);
        let mut outcome = Outcome::NotCompared;
        let mut versions = Vec::new();
        let mut crate_versions = None;
        if let Some(review) = &mut comparison.review {
            outcome = accept::apply(old, new, review, is_base);
            outcome = outcome.max(at_gate(review, gate));
            let version = crate_version(old, new, Verdict::of(review));
            if gate.rust == RustGate::Version && !version.is_enough {
                versions.push(too_low(&version));
                outcome = Outcome::AtGate;
            }
            crate_versions = Some(version);
        }
        let mut report = comparison.report(package, old.named(), new.named());
        report.versions = versions;
        let failing = failing(comparison.review.as_ref(), gate);
        let names = [old.input.name.as_str(), new.input.name.as_str()];
        let data = Data {
            crate_version: crate_versions,
            ..comparison.data(&report, names, &failing)
        };
        if let Err(line) = print(&data, arguments) {
            eprint_text(&format!("error: {line}\n"));
            outcome = Outcome::NotCompared;
        }
        if old.path_in_folder() != new.path_in_folder() {
            print_text(&format!(
                "{package}: the description is {} now, and was {}\n",
                new.path, old.path
            ));
        }
        if comparison.review.is_none() {
            old.print_errors(&mut comparison.old);
            new.print_errors(&mut comparison.new);
        } else {
            new.print_new_warnings(&comparison.old, &mut comparison.new);
        }
        outcome
    }
}

/// Prints the report in the formats that the arguments ask for.
fn print(data: &Data<'_>, arguments: &Diff) -> Result<(), String> {
    let report = data.report;
    let is_colored = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let terminal = Terminal {
        is_colored,
        is_verbose: false,
    };
    let mut is_replaced = false;
    let links = Links {
        base: arguments.link_base.as_deref(),
        old_base: None,
    };
    let formats: [(&Option<PathBuf>, &dyn Fn() -> String); 4] = [
        (&arguments.markdown, &|| markdown(report, links)),
        (&arguments.json, &|| json(data)),
        (&arguments.sarif, &|| sarif(data)),
        (&arguments.code_quality, &|| code_quality(data)),
    ];
    for (file, render) in formats {
        match file {
            Some(file) if file.as_os_str() == "-" => {
                print_text(&render());
                is_replaced = true;
            }
            Some(file) => {
                std::fs::write(file, render()).map_err(|error| failed(file, &error))?;
            }
            None => {}
        }
    }
    if arguments.surface {
        print_text(&surface(report));
    } else if !is_replaced {
        print_text(&text(report, terminal));
    }
    if arguments.annotations {
        print_text(&annotations(data));
    }
    Ok(())
}

/// The ids of the changes that fail the review.
fn failing(review: Option<&Review>, gate: Gate) -> BTreeSet<String> {
    let changes = review.into_iter().flat_map(|review| &review.changes);
    let failing = changes.filter(|change| gate.fails(change));
    failing.map(|change| change.id.clone()).collect()
}

/// Whether a change, or a difference that no change explains, fails the review.
fn at_gate(review: &Review, gate: Gate) -> Outcome {
    let is_failed = review.changes.iter().any(|change| gate.fails(change)) || !review.unexplained.is_empty();
    if is_failed {
        Outcome::AtGate
    } else {
        Outcome::Passed
    }
}

/// The version of the crate on both sides, and the lowest that the changes require.
fn crate_version<'a>(old: &'a Reviewed, new: &'a Reviewed, verdict: Verdict) -> CrateVersion<'a> {
    CrateVersion::new(
        old.input.options.version.as_deref(),
        new.input.options.version.as_deref(),
        verdict.release(),
    )
}

/// The line to write.
fn too_low(version: &CrateVersion<'_>) -> String {
    let CrateVersion {
        old,
        new: _,
        least,
        release,
        is_enough: _,
    } = version;
    format!(
        "the changes are {} for the crate: version {old} must become {least} or higher; write `version = \"{least}\"` in spec/generator.toml",
        release.as_str()
    )
}

impl Reviewed {
    /// The side, as reports name it.
    fn named(&self) -> Named<'_> {
        Named {
            file: &self.path,
            revision: self
                .revision
                .as_deref()
                .unwrap_or(match self.input.options.config {
                    Some(_) => "working tree",
                    None => "",
                }),
        }
    }

    /// The name of the description in its folder.
    fn path_in_folder(&self) -> &str {
        self.path.rsplit(['/', '\\']).next().unwrap_or_default()
    }

    /// Prints the warnings that the old side does not have: an error in the description can cause a change.
    fn print_new_warnings(&self, old: &Diagnostics, new: &mut Diagnostics) {
        let is_new = |found: &&Diagnostic| {
            let mut known = old.iter();
            found.severity == Severity::Warning
                && !known.any(|other| (other.code, &other.message) == (found.code, &found.message))
        };
        let warnings = new.iter().filter(is_new).cloned().collect();
        self.print(warnings, new);
    }

    /// Prints the errors of a side that can't be read.
    fn print_errors(&self, diagnostics: &mut Diagnostics) {
        let errors = diagnostics
            .iter()
            .filter(|found| found.severity == Severity::Error);
        let mut errors: Vec<Diagnostic> = errors.cloned().collect();
        if !errors.is_empty() {
            errors.extend(self.not_utf8.clone());
        }
        self.print(errors, diagnostics);
    }

    fn print(&self, found: Vec<Diagnostic>, diagnostics: &mut Diagnostics) {
        let mut texts: BTreeMap<String, String> = diagnostics.take_texts();
        texts.insert(self.input.name.clone(), self.input.text.clone());
        report(&self.input.name, found, &texts, Detail::Lines(MAX_LINES));
    }
}

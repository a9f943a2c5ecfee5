//! The reports of a pair of descriptions in machine-readable formats.

use generator::review::render::{
    Data, Level, Named, Outcome, Report, annotations, code_quality, json, sarif,
};
use generator::review::{Change, Severity};
use generator::{Comparison, Input, Options};

/// The path of the old description, in a git revision.
const OLD: &str = "origin/main:spec/api.yaml";
/// The path of the new description, in the working tree.
const NEW: &str = "spec/api.yaml";

/// The reports of a pair in each format.
#[derive(Clone, Debug)]
pub struct Reports {
    pub json: String,
    pub sarif: String,
    pub annotations: String,
    pub code_quality: String,
}

impl Reports {
    /// The reports of a pair. A change fails the gate if it breaks deployed clients or is silent.
    #[must_use]
    pub fn of(old: &str, new: &str) -> Self {
        Self::at(old, new, NEW, |change| {
            matches!(change.severity(), Severity::Silent | Severity::Break)
        })
    }

    /// The reports of a pair with this file name. `is_failing` decides which changes fail the gate.
    #[must_use]
    pub fn at(old: &str, new: &str, file: &str, is_failing: impl Fn(&Change) -> bool) -> Self {
        Self::print(&compare(old, new), file, is_failing)
    }

    /// The reports of a comparison.
    #[must_use]
    pub fn print(comparison: &Comparison, file: &str, is_failing: impl Fn(&Change) -> bool) -> Self {
        let named = |revision| Named { file, revision };
        let mut report = comparison.report("api", named("origin/main"), named("working tree"));
        let changes = comparison.review.iter().flat_map(|review| &review.changes);
        let failing = changes.filter(|change| is_failing(change));
        let level = || vec!["old-clients=break".to_owned()];
        report.decision.failing = failing.map(|change| (change.id.clone(), level())).collect();
        Self::print_all(&[comparison.data(&report, [OLD, NEW])])
    }

    /// The reports of four clients: one that is compared, one that is not, and one that only the new or the old side has.
    #[must_use]
    pub fn of_several(old: &str, new: &str) -> Self {
        let named = |revision| Named { file: NEW, revision };
        let comparisons = [compare(old, new), compare(old, "openapi: [")];
        let [compared, failed] = &comparisons;
        let sides = (named("origin/main"), named("working tree"));
        let reports = [
            compared.report("compared", sides.0, sides.1),
            failed.report("failed", sides.0, sides.1),
            Report {
                outcome: Outcome::ClientAdded,
                ..compared.report("added", sides.0, sides.1)
            },
            Report {
                outcome: Outcome::ClientRemoved,
                ..compared.report("removed", sides.0, sides.1)
            },
        ];
        let data = reports.each_ref().map(|report| match report.outcome {
            Outcome::NotCompared(_) => failed.data(report, [OLD, NEW]),
            Outcome::Compared(_) | Outcome::ClientAdded | Outcome::ClientRemoved => {
                compared.data(report, [OLD, NEW])
            }
        });
        Self::print_all(&data)
    }

    fn print_all(data: &[Data<'_>]) -> Self {
        Self {
            json: json(data),
            sarif: sarif(data),
            annotations: annotations(data),
            code_quality: code_quality(data),
        }
    }
}

/// Compares two descriptions.
#[must_use]
pub fn compare(old: &str, new: &str) -> Comparison {
    generator::review(&input(OLD, old), &input(NEW, new))
}

/// The annotations with this level.
#[must_use]
pub fn of_level(annotations: &str, level: Level) -> Vec<&str> {
    let command = match level {
        Level::Error => "::error ",
        Level::Warning => "::warning ",
        Level::Note => "::notice ",
    };
    annotations
        .lines()
        .filter(|line| line.starts_with(command))
        .collect()
}

fn input(name: &str, text: &str) -> Input {
    Input {
        name: name.to_owned(),
        text: text.to_owned(),
        lock: None,
        options: Options {
            package: "api".to_owned(),
            ..Options::default()
        },
    }
}

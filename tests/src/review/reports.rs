//! The reports of a pair of descriptions in machine-readable formats.

use std::collections::BTreeSet;

use generator::review::render::{Level, Named, annotations, code_quality, json, sarif};
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
        let report = comparison.report("api", named("origin/main"), named("working tree"));
        let changes = comparison.review.iter().flat_map(|review| &review.changes);
        let failing = changes.filter(|change| is_failing(change));
        let failing: BTreeSet<String> = failing.map(|change| change.id.clone()).collect();
        let data = comparison.data(&report, [OLD, NEW], &failing);
        Self {
            json: json(&data),
            sarif: sarif(&data),
            annotations: annotations(&data),
            code_quality: code_quality(&data),
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

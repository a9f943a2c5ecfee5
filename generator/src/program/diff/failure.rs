//! Reports about a failure before anything was compared, so that nobody takes a missing report for no change.

use generator::Comparison;
use generator::review::gate::{Decision, Gate};
use generator::review::render::{Named, Outcome, Report};

use super::reports;
use super::side::{Files, WORKING_TREE};
use crate::program::Failure;
use crate::program::cli::{Diff, Selection};
use crate::program::layout::Layout;
use crate::program::workspace::Workspace;

/// Writes each report that was asked for, with this line as the error.
pub(super) fn report(arguments: &Diff, selection: &Selection, line: &str) -> Result<(), Failure> {
    let package = match selection.client.as_slice() {
        [package] => package.clone(),
        _ => only_package(selection).unwrap_or_default(),
    };
    let workspace = Workspace::of(selection);
    let [usual, _] = Layout::defaults();
    let file = workspace
        .as_ref()
        .map_or(&usual, |workspace| &workspace.layout)
        .file();
    let side = |revision| Named {
        file: &file,
        revision,
    };
    let comparison = Comparison::default();
    let report = Report {
        outcome: Outcome::NotCompared(vec![line.to_owned()]),
        decision: Decision {
            gate: gate(arguments),
            ..Decision::default()
        },
        ..comparison.report(
            &package,
            side(arguments.old.as_deref().unwrap_or("merge base")),
            side(arguments.new.as_deref().unwrap_or(WORKING_TREE)),
        )
    };
    let data = [comparison.data(&report, ["", ""])];
    Ok(reports::write(&data, arguments).map(drop)?)
}

/// The levels that the arguments set and that exist.
fn gate(arguments: &Diff) -> Gate {
    let mut gate = Gate::default();
    for level in &arguments.gate {
        let _ = gate.set(level);
    }
    gate
}

/// The package of the working tree, if its generator.toml can be read and has one client. It is how a comment is found again.
fn only_package(selection: &Selection) -> Option<String> {
    let workspace = Workspace::of(selection).ok()?;
    let packages = Files::Tree(workspace).packages()?;
    match packages.as_slice() {
        [package] => Some(package.clone()),
        _ => None,
    }
}

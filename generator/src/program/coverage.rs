//! The command `coverage`.

use std::path::PathBuf;

use super::cli::Selection;
use super::print::print_text;
use super::{Failure, coverage_report, jobs};

/// Prints the coverage of each description. Fails if a keyword of a description is refused.
pub(super) fn coverage(
    selection: &Selection,
    specs: &[PathBuf],
    json: bool,
    verbose: bool,
) -> Result<(), Failure> {
    let jobs = if specs.is_empty() {
        jobs::read(selection)?.jobs
    } else {
        jobs::read_only(specs, &selection.overlay)?
    };
    let mut is_refused = false;
    let mut tallies = Vec::new();
    for job in jobs {
        let coverage = generator::coverage(&job.input);
        is_refused |= coverage.total().refused() > 0;
        tallies.push((job.input.name, coverage));
    }
    print_text(&match json {
        true => coverage_report::json(&tallies),
        false => coverage_report::text(&tallies, verbose),
    });
    if is_refused {
        Err(Failure::Reported)
    } else {
        Ok(())
    }
}

//! The command `overlay`: writes the repairs of a description as an overlay.

use std::path::Path;

use generator::internals::in_parallel;
use generator::{Repairs, repairs};

use super::cli::{OverlayOf, Selection};
use super::output::write_file;
use super::print::{eprint_text, print_text};
use super::{Failure, jobs};

/// Prints or writes the overlay of the selected client.
///
/// # Errors
/// A description can't be read or generated, or several clients are selected.
pub(super) fn overlay(arguments: &OverlayOf, selection: &Selection) -> Result<(), Failure> {
    let jobs = match &arguments.spec {
        Some(spec) => jobs::read_only(std::slice::from_ref(spec), &selection.overlay)?,
        None => jobs::read(selection)?.jobs,
    };
    if jobs.len() > 1 {
        let line = "an overlay belongs to one client; select it with --client".to_owned();
        return Err(Failure::CouldNotRun(line));
    }
    let file = arguments.file.as_deref();
    let name = file.map_or_else(|| "overlay.yaml".to_owned(), |file| file.display().to_string());
    let found = in_parallel(jobs, |job| (repairs(&job.input, &name), job));
    for (repairs, job) in &found {
        if repairs.diagnostics.has_errors() {
            eprint_text(&repairs.diagnostics.to_string());
            return Err(Failure::Reported);
        }
        write(repairs, &job.input.name, file)?;
    }
    Ok(())
}

fn write(repairs: &Repairs, spec: &str, file: Option<&Path>) -> Result<(), Failure> {
    match (&repairs.overlay, file) {
        (None, _) => {}
        (Some(text), None) => print_text(text),
        (Some(text), Some(file)) => {
            write_file(file, text)?;
        }
    }
    eprint_text(&format!("{spec}: {} in the overlay\n", actions(repairs.actions)));
    for line in &repairs.left {
        eprint_text(&format!("not in the overlay: {line}\n"));
    }
    if repairs.is_different {
        let line =
            format!("{spec}: the overlay changes what is generated; this is a defect of the generator");
        return Err(Failure::CouldNotRun(line));
    }
    Ok(())
}

fn actions(count: usize) -> String {
    match count {
        0 => "nothing to repair".to_owned(),
        1 => "1 action".to_owned(),
        count => format!("{count} actions"),
    }
}

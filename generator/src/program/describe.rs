//! The command `describe`: prints the page of an operation or a type.

use std::path::Path;

use generator::diagnostics::did_you_mean;
use generator::internals::in_parallel;

use super::cli::{Describe, Selection};
use super::print::{eprint_text, print_text};
use super::{Failure, jobs};

/// Prints the pages with the name in all selected clients.
///
/// # Errors
/// A description can't be read, or nothing has the name.
pub(super) fn describe(arguments: &Describe, selection: &Selection) -> Result<(), Failure> {
    let jobs = match &arguments.spec {
        Some(spec) => jobs::read_only(std::slice::from_ref(spec), &selection.overlay)?,
        None => jobs::read(selection)?.jobs,
    };
    let answers = in_parallel(jobs, |mut job| {
        if job.input.options.package.is_empty() {
            job.input.options.package = package_of(&job.input.name);
        }
        let answer = generator::describe(&job.input, &arguments.name);
        (job.input.options.package, answer)
    });
    let is_one = answers.len() == 1;
    let mut out = String::new();
    for (package, answer) in &answers {
        let Some(pages) = &answer.pages else {
            eprint_text(&answer.diagnostics.to_string());
            return Err(Failure::Reported);
        };
        for page in pages {
            if !out.is_empty() && !arguments.json {
                out.push('\n');
            }
            if !is_one && !arguments.json {
                out.push_str(&format!("{package}: "));
            }
            out.push_str(&match arguments.json {
                true => page.json(),
                false => page.text(),
            });
        }
    }
    if out.is_empty() {
        let names = answers
            .iter()
            .flat_map(|(_, answer)| answer.names.iter().map(String::as_str));
        let similar = did_you_mean(&arguments.name, names);
        let similar = similar.map(|name| format!("; did you mean `{name}`?"));
        let line = format!(
            "there is no operation and no type `{}`{}",
            arguments.name,
            similar.unwrap_or_default()
        );
        return Err(Failure::CouldNotRun(line));
    }
    print_text(&out);
    Ok(())
}

/// The name of the package in examples, from the name of the description's file.
fn package_of(file: &str) -> String {
    let stem = Path::new(file).file_stem().unwrap_or_default().to_string_lossy();
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            '-'
        }
    };
    stem.chars().map(plain).collect()
}

//! The real descriptions in `../shared`: each is generated in memory, written as a member of one workspace under
//! `target/corpus`, and checked by cargo there. This module must not know the contents of a generated crate.

pub mod measured;
pub mod program;
pub mod rival;
#[cfg(test)]
mod tests;
mod workspace;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

use generator::diagnostics::{Diagnostics, Severity};
use generator::{Files, Input, Options, Runtime};
use serde::{Deserialize, Serialize};

use crate::skip;

pub use workspace::{Verdict, Workspace, is_of_runtime, shared_runtime, write};

/// The target folder of all workspaces.
const TARGET: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target");

/// Descriptions for every run.
pub const QUICK: [&str; 9] = [
    "petstore",
    "petstore-expanded",
    "link-example",
    "api-with-examples",
    "uspto",
    "buildomat",
    "propolis",
    "tictactoe31",
    "uber20",
];

/// Descriptions for `CORPUS=all` only.
pub const SLOW: [&str; 1] = ["nexus"];

/// A real description.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Description {
    /// The file's name without its extension; also the name of the crate.
    pub name: String,
    /// The path of its text.
    pub path: PathBuf,
}

/// The results and the cost of generating a description.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Report {
    pub operations: usize,
    pub types: usize,
    /// The number of generated files of any kind.
    pub files: usize,
    /// The lines of the generated Rust files.
    pub lines: usize,
    /// The lines of the runtime among them, if the package contains it.
    pub runtime_lines: usize,
    /// The lines of documentation among them, without the runtime.
    pub doc_lines: usize,
    /// The wall-clock time of generating, without reading the text.
    pub milliseconds: u128,
    pub errors: usize,
    pub warnings: usize,
    pub notes: usize,
    /// The number of diagnostics by severity and code: `warning[unknown-key]`.
    pub codes: BTreeMap<String, usize>,
    /// The errors, one line each.
    pub messages: Vec<String>,
}

/// All descriptions, sorted by name. `None` after a skip.
pub fn descriptions() -> io::Result<Option<Vec<Description>>> {
    let Some(folder) = skip::shared("corpus")? else {
        return Ok(None);
    };
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let description = path
            .extension()
            .is_some_and(|extension| extension == "json" || extension == "yaml");
        if let (true, Some(stem)) = (description, path.file_stem()) {
            let name = stem.to_string_lossy().into_owned();
            found.push(Description { name, path });
        }
    }
    found.sort();
    Ok(Some(found))
}

/// The descriptions with these names. `None` after a skip.
pub fn named(names: &[&str]) -> io::Result<Option<Vec<Description>>> {
    let Some(all) = descriptions()? else {
        return Ok(None);
    };
    let mut chosen = Vec::new();
    for name in names {
        let found = all.iter().find(|description| description.name == *name);
        let found = found.ok_or_else(|| io::Error::other(format!("{name} is not in the corpus")))?;
        chosen.push(found.clone());
    }
    Ok(Some(chosen))
}

/// Generates the crate in memory, with its runtime as given. There are no files if the description is refused.
pub fn generate(description: &Description, runtime: Runtime) -> io::Result<(Option<Files>, Report)> {
    let input = Input {
        name: file_name(&description.path),
        text: fs::read_to_string(&description.path)?,
        lock: None,
        options: Options {
            package: description.name.clone(),
            runtime,
            ..Options::default()
        },
    };
    let start = Instant::now();
    let generator::Output {
        generated,
        diagnostics,
    } = generator::generate(&input);
    let mut report = Report {
        milliseconds: start.elapsed().as_millis(),
        ..Report::default()
    };
    count_diagnostics(&diagnostics, &mut report);
    Ok((
        generated.map(|generated| {
            report.operations = generated.summary.operations;
            report.types = generated.summary.types;
            count_files(&generated.files, &mut report);
            generated.files
        }),
        report,
    ))
}

fn count_diagnostics(diagnostics: &Diagnostics, report: &mut Report) {
    for diagnostic in diagnostics.iter() {
        let severity = match diagnostic.severity {
            Severity::Error => {
                report.errors += 1;
                let (code, at, message) = (diagnostic.code, &diagnostic.at, &diagnostic.message);
                report.messages.push(format!("error[{code}] {at}: {message}"));
                "error"
            }
            Severity::Warning => {
                report.warnings += 1;
                "warning"
            }
            Severity::Note => {
                report.notes += 1;
                "note"
            }
        };
        let code = format!("{severity}[{}]", diagnostic.code);
        *report.codes.entry(code).or_default() += 1;
    }
}

fn count_files(files: &Files, report: &mut Report) {
    report.files = files.len();
    for (path, text) in files {
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let lines = text.lines().count();
        report.lines += lines;
        if is_of_runtime(path) {
            report.runtime_lines += lines;
        } else {
            let docs = |line: &&str| {
                ["///", "//!"]
                    .iter()
                    .any(|mark| line.trim_start().starts_with(mark))
            };
            report.doc_lines += text.lines().filter(docs).count();
        }
    }
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

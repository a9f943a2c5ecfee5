//! Skips a run whose inputs and outputs are those of an earlier run.
//!
//! A run that succeeds is recorded: the hash of each file that it read or wrote, and what it printed. A later run of the same
//! command line by the same generator finds the record. If every file has the same content, it prints the same and does nothing.
//! Records are in the folder `target/generator` of the workspace, or in that of `CARGO_TARGET_DIR`. Without a target folder nothing
//! is recorded.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use generator::Files;
use serde::{Deserialize, Serialize};

use super::batch::{Batch, Client};
use super::cli::{Cli, Format};
use super::hash::Hash;
use super::jobs::STDIN;
use super::module::Place;
use super::output::{list_of, write_file};
use super::print::error_style;
use super::workspace::Workspace;

/// The record of a run in which every package was up to date at the end.
#[derive(Debug, Deserialize, Serialize)]
pub(super) struct Record {
    /// The content of each file that was read, by its path; `None` for a file that could not be read.
    read: BTreeMap<PathBuf, Option<Hash>>,
    /// The content of each generated file.
    written: BTreeMap<PathBuf, Hash>,
    /// The packages in the order in which they are printed.
    pub(super) packages: Vec<Recorded>,
    /// What was printed about the diagnostics.
    pub(super) printed: String,
}

/// A package of a recorded run.
#[derive(Debug, Deserialize, Serialize)]
pub(super) struct Recorded {
    pub(super) package: String,
    /// What it has, in words; `None` for a runtime that clients share.
    pub(super) contents: Option<String>,
    /// The number of its files, with its lock.
    pub(super) files: usize,
}

/// Where the runs of a command line are recorded.
pub(super) struct Records {
    /// The file; `None` without a target folder.
    file: Option<PathBuf>,
}

impl Records {
    /// The place for runs of this command line.
    pub(super) fn of(cli: &Cli) -> Self {
        Self { file: place(cli) }
    }

    /// The record of an earlier run, if nothing that it read or wrote has changed.
    pub(super) fn find(&self) -> Option<Record> {
        let text = fs::read_to_string(self.file.as_ref()?).ok()?;
        let record: Record = serde_json::from_str(&text).ok()?;
        let mut read = record.read.iter();
        let mut written = record.written.iter();
        let is_same = read.all(|(path, hash)| Hash::of_file(path) == *hash)
            && written.all(|(path, hash)| Hash::of_regular(path).as_ref() == Some(hash));
        is_same.then_some(record)
    }

    /// Records a run whose packages are up to date. A record that can't be written is only missed by the next run.
    pub(super) fn keep(&self, batch: &Batch, contents: impl Fn(&Client) -> String) {
        let Some(file) = &self.file else { return };
        let Some(record) = Record::new(batch, contents) else {
            return;
        };
        let text = serde_json::to_string(&record).unwrap_or_default();
        if let Some(folder) = file.parent()
            && fs::create_dir_all(folder).is_ok()
        {
            drop(write_file(file, &text));
        }
    }
}

impl Record {
    /// The files that the run read.
    pub(super) fn inputs(&self) -> impl Iterator<Item = &PathBuf> {
        self.read.keys()
    }

    /// The record of a run, from what it has in memory: a file may have changed since it was read. `None` if the text of a
    /// description differs from its bytes, or if the run changed a lock: a run with the new lock may print other diagnostics.
    fn new(batch: &Batch, contents: impl Fn(&Client) -> String) -> Option<Self> {
        let mut record = Self {
            read: BTreeMap::new(),
            written: BTreeMap::new(),
            packages: Vec::new(),
            printed: batch.printed.clone(),
        };
        if let Some((name, text)) = &batch.config {
            record.add_text(name, text);
        }
        if let Some(runtime) = &batch.runtime {
            record.add_folder(&runtime.out, &runtime.files);
            record.packages.push(Recorded {
                package: runtime.package.clone(),
                contents: None,
                files: runtime.files.len(),
            });
        }
        for client in &batch.clients {
            let (job, generated) = (&client.job, &client.generated);
            if job.not_utf8.is_some() || job.input.lock.as_ref() != Some(&generated.lock) {
                return None;
            }
            let overlays = job.input.options.overlays.iter();
            let overlays = overlays.map(|overlay| (&overlay.name, &overlay.text));
            overlays
                .chain([(&job.input.name, &job.input.text)])
                .for_each(|(name, text)| record.add_text(name, text));
            record.read.extend(job.requested.files());
            let manifests = job.place.iter().flat_map(Place::manifests);
            record
                .read
                .extend(manifests.map(|path| (path.clone(), Hash::of_file(&path))));
            if let Some(lock) = &job.lock {
                record
                    .written
                    .insert(lock.clone(), Hash::of(generated.lock.as_bytes()));
            }
            record.add_folder(&job.out, &generated.files);
            record.packages.push(Recorded {
                package: job.input.options.package.clone(),
                contents: Some(contents(client)),
                files: generated.files.len() + usize::from(job.lock.is_some()),
            });
        }
        Some(record)
    }

    /// Adds a file that was read.
    fn add_text(&mut self, name: &str, text: &str) {
        self.read.insert(name.into(), Some(Hash::of(text.as_bytes())));
    }

    /// Adds the files of a package, and their list.
    fn add_folder(&mut self, folder: &Path, files: &Files) {
        let (list, text) = list_of(files);
        self.written.insert(folder.join(list), Hash::of(text.as_bytes()));
        let files = files.iter();
        self.written
            .extend(files.map(|(path, text)| (folder.join(path), Hash::of(text.as_bytes()))));
    }
}

/// The file for the records of a command line: its name is a hash of everything but files that determines the run. A run that reads
/// standard input, or prints messages for other programs, is not recorded.
fn place(cli: &Cli) -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    let program = std::env::current_exe().ok()?;
    let built = fs::metadata(&program).ok()?;
    let Cli {
        command: _,
        selection,
        verdicts,
        printing,
        watching: _,
        verbose,
    } = cli;
    let is_input_file = selection.spec.as_deref() != Some(Path::new(STDIN));
    if printing.message_format != Format::Human || !is_input_file {
        return None;
    }
    let run = (
        (
            env!("CARGO_PKG_VERSION"),
            &program,
            built.len(),
            built.modified().ok()?,
        ),
        (&here, selection, verdicts, verbose, printing.quiet, error_style()),
    );
    let name = Hash::of(format!("{run:?}").as_bytes());
    Some(target(cli)?.join("generator").join(format!("{name}.json")))
}

/// The target folder of the workspace, if there is one.
fn target(cli: &Cli) -> Option<PathBuf> {
    let root = match &cli.selection.spec {
        Some(_) => PathBuf::new(),
        None => Workspace::of(&cli.selection).ok()?.root,
    };
    let given = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let target = given.unwrap_or_else(|| root.join("target"));
    target.is_dir().then_some(target)
}

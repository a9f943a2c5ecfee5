//! Generates all clients of a run in memory: the first step of `generate` and `check`.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Instant;

use generator::diagnostics::{AllowSource, Diagnostics, MAX_LINES};
use generator::internals::in_parallel;
use generator::{Generated, Output};

use super::Failure;
use super::cli::{Cli, Verdicts};
use super::jobs::{self, Job, SharedRuntime, Work};
use super::module::Lacking;
use super::print::eprint_text;
use super::progress::Progress;
use super::report::{Detail, report};

/// The minimum number of lines for the diagnostics of a description. With less room, only their counts are printed.
const MIN_LINES: usize = 30;

/// The maximum number of descriptions that get at least a line.
const MAX_LISTED: usize = 100;

/// A client that is generated in memory.
pub(super) struct Client {
    pub(super) job: Job,
    pub(super) generated: Generated,
    pub(super) start: Instant,
}

/// All clients of a run.
pub(super) struct Batch {
    pub(super) clients: Vec<Client>,
    pub(super) runtime: Option<SharedRuntime>,
    /// The name and text of the generator.toml.
    pub(super) config: Option<(String, String)>,
    /// What has been printed about the diagnostics.
    pub(super) printed: String,
}

impl Batch {
    /// What the crates of modules lack.
    ///
    /// # Errors
    /// One line: a manifest can't be read.
    pub(super) fn lacking(&self) -> Result<Vec<Lacking>, String> {
        let modules = self.clients.iter();
        let modules = modules.filter_map(|client| Some((client, client.job.place.as_ref()?)));
        let lacking = modules.map(|(client, place)| Lacking::of(place, &client.generated.needs));
        lacking.filter_map(Result::transpose).collect()
    }
}

/// A client, as far as it could be generated, with its diagnostics.
struct Attempt {
    client: Client,
    diagnostics: Diagnostics,
    is_generated: bool,
}

/// Generates every client, prints all diagnostics, and fails if a description has an error.
/// Adds the files that it reads to `inputs`.
pub(super) fn in_memory(cli: &Cli, inputs: &mut BTreeSet<PathBuf>) -> Result<Batch, Failure> {
    let Work {
        jobs,
        runtime,
        config,
    } = jobs::read_and_list(&cli.selection, inputs)?;
    let progress = Progress::start(jobs.len());
    let mut attempts = in_parallel(jobs, |job| {
        let attempt = attempt(job, &cli.verdicts);
        progress.step();
        attempt
    });
    drop(progress);
    inputs.extend(attempts.iter().flat_map(|attempt| attempt.client.job.inputs()));
    let used = attempts
        .iter()
        .flat_map(|attempt| attempt.diagnostics.used_allows());
    let used: BTreeSet<AllowSource> = used.cloned().collect();
    for attempt in &mut attempts {
        attempt.diagnostics.use_allows(&used);
    }
    let details = details(&attempts, cli.verbose);
    let unlisted = details.iter().filter(|detail| **detail == Detail::None).count();
    let finished = attempts.into_iter().zip(details);
    let (clients, mut texts): (Vec<_>, Vec<String>) =
        finished.map(|(attempt, detail)| attempt.finish(detail)).unzip();
    if unlisted > 0 {
        texts.push(format!(
            "{unlisted} more descriptions have diagnostics; `-v` prints them\n"
        ));
    }
    let printed = texts.concat();
    eprint_text(&printed);
    let clients = clients.into_iter().collect::<Option<_>>();
    Ok(Batch {
        clients: clients.ok_or(Failure::Reported)?,
        runtime,
        config,
        printed,
    })
}

/// Generates one client, prints its diagnostics, and fails if the description has an error.
pub(super) fn generated(job: Job, cli: &Cli) -> Result<Client, Failure> {
    let detail = if cli.verbose {
        Detail::All
    } else {
        Detail::Lines(MAX_LINES)
    };
    let (client, text) = attempt(job, &cli.verdicts).finish(detail);
    eprint_text(&text);
    client.ok_or(Failure::Reported)
}

/// Generates clients without printing. A client is `None` if its description has an error.
pub(super) fn quietly_generated(jobs: Vec<Job>, cli: &Cli) -> Vec<(Job, Option<Generated>)> {
    let attempts = in_parallel(jobs, |job| attempt(job, &cli.verdicts));
    let finished = attempts.into_iter().map(|attempt| {
        let is_right = !attempt.has_errors();
        let Client { job, generated, .. } = attempt.client;
        (job, is_right.then_some(generated))
    });
    finished.collect()
}

/// The detail for each description, so that at most [`MAX_LINES`] lines are printed. Descriptions with errors come first.
fn details(attempts: &[Attempt], verbose: bool) -> Vec<Detail> {
    if verbose {
        return attempts.iter().map(|_| Detail::All).collect();
    }
    let mut found: Vec<usize> = (0..attempts.len()).collect();
    let has_errors = |index: &usize| attempts.get(*index).is_some_and(Attempt::has_errors);
    found.retain(|index| attempts.get(*index).is_some_and(Attempt::has_diagnostics));
    found.sort_by_key(|index| !has_errors(index));
    let listed = found.len().min(MAX_LISTED);
    let room = MAX_LINES - listed;
    let full = found.len().min(room / MIN_LINES);
    let mut details = vec![Detail::Lines(MIN_LINES); attempts.len()];
    for (rank, index) in found.into_iter().enumerate() {
        if let Some(detail) = details.get_mut(index) {
            *detail = match rank {
                _ if rank < full => Detail::Lines(room / full),
                _ if rank < listed => Detail::Counts,
                _ => Detail::None,
            };
        }
    }
    details
}

fn attempt(mut job: Job, verdicts: &Verdicts) -> Attempt {
    let start = Instant::now();
    let allowed = verdicts
        .allow
        .iter()
        .map(|argument| argument.to_allow(&job.input.name));
    job.input.options.allow.extend(allowed);
    job.input.options.deny.extend(&verdicts.deny);
    let Output {
        generated,
        mut diagnostics,
    } = generator::generate(&job.input);
    if let Some(diagnostic) = job.not_utf8.clone() {
        diagnostics.push(diagnostic);
    }
    let is_generated = generated.is_some();
    let generated = generated.unwrap_or_default();
    Attempt {
        client: Client {
            job,
            generated,
            start,
        },
        diagnostics,
        is_generated,
    }
}

impl Attempt {
    fn has_errors(&self) -> bool {
        !self.is_generated || self.diagnostics.has_errors()
    }

    /// Whether there are diagnostics to print.
    fn has_diagnostics(&self) -> bool {
        self.has_errors() || self.diagnostics.iter().next().is_some()
    }

    /// The client unless there is an error, and the text about the diagnostics.
    fn finish(mut self, detail: Detail) -> (Option<Client>, String) {
        let job = &self.client.job;
        let mut texts = self.diagnostics.take_texts();
        texts.extend(job.config.clone());
        let found = self.diagnostics.finish();
        let is_right = self.is_generated && found.is_ok();
        let (Ok(found) | Err(found)) = found;
        let text = report(&job.input.name, found, &texts, detail);
        if job.lock.is_none() {
            let lock = self.client.generated.lock.clone();
            self.client.generated.files.insert(jobs::LOCK.into(), lock);
        }
        (is_right.then_some(self.client), text)
    }
}

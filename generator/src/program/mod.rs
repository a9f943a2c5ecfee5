//! The command line program: all that only the binary needs. The only part that reads, writes and prints.

mod cli;
mod config;
mod coverage_report;
mod explain;
mod jobs;
mod output;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;
use clap::error::ErrorKind;
use cli::{Cli, Command, Dumped, Selection, Verdicts};
use generator::diagnostics::{
    AllowSource, Diagnostic, Diagnostics, MAX_LINES, Severity, Style, render, render_folded, summary, table,
};
use generator::internals::Stage;
use generator::{Generated, Output, Summary};
use jobs::{Job, SharedRuntime, Work};
use output::{Difference, Folder, Turn, Written, failed, unified, waiting, write_file};

/// Why the exit code is not 0.
enum Failure {
    /// 1: a description has errors, or the output is stale. All has been printed.
    Findings,
    /// 2: it could not run, and this line says why.
    CouldNotRun(String),
}

impl From<String> for Failure {
    fn from(line: String) -> Self {
        Self::CouldNotRun(line)
    }
}

/// Runs the command that the arguments name.
pub(crate) fn main() -> ExitCode {
    match arguments().and_then(|cli| run(&cli)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Findings) => ExitCode::from(1),
        Err(Failure::CouldNotRun(line)) => {
            eprint_text(&format!("error: {line}\n"));
            ExitCode::from(2)
        }
    }
}

fn run(cli: &Cli) -> Result<(), Failure> {
    match &cli.command {
        None | Some(Command::Generate) => generate(cli),
        Some(Command::Check) => check(cli),
        Some(Command::Coverage { spec, json }) => coverage(&cli.selection, spec, *json, cli.verbose),
        Some(Command::Dump(dumped)) => dump(dumped, &cli.selection),
        Some(Command::Explain { code }) => {
            print_text(&explain::text(code.as_deref())?);
            Ok(())
        }
    }
}

/// clap's errors go over several paragraphs; the first one says what is wrong.
fn arguments() -> Result<Cli, Failure> {
    Cli::try_parse().map_err(|error| {
        if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
            error.exit();
        }
        let text = error.to_string();
        let paragraph = text.lines().map(str::trim).take_while(|line| !line.is_empty());
        let line = paragraph.collect::<Vec<_>>().join(" ");
        Failure::CouldNotRun(line.trim_start_matches("error: ").to_owned())
    })
}

/// A client that has been generated in memory.
struct Client {
    job: Job,
    generated: Generated,
    start: Instant,
}

/// Nothing is written before everything is generated.
fn generate(cli: &Cli) -> Result<(), Failure> {
    let Batch { clients, runtime } = in_memory(cli)?;
    if let Some(runtime) = runtime {
        let written = Folder::new(runtime.out).write(&runtime.files)?;
        print_text(&format!("{}: {}\n", runtime.package, changes(written)));
    }
    for client in &clients {
        let mut written = client.write()?;
        if let Some(lock) = &client.job.lock {
            match write_file(lock, &client.generated.lock)? {
                true => written.changed += 1,
                false => written.unchanged += 1,
            }
        }
        let package = &client.job.input.options.package;
        let milliseconds = client.start.elapsed().as_millis();
        print_text(&format!(
            "{package}: {}; {} ({milliseconds} ms)\n",
            contents(client.generated.summary),
            changes(written)
        ));
    }
    Ok(())
}

impl Client {
    /// Writes the package. A folder that is there only now is the work of another run: where that had other names, ours don't go
    /// over them.
    fn write(&self) -> Result<Written, String> {
        let (job, out) = (&self.job, &self.job.out);
        let _turn = match &job.turn {
            None if job.lock.is_none() => {
                std::fs::create_dir_all(out).map_err(|error| failed(out, &error))?;
                let turn = Turn::take(out, || waiting(out))?;
                let path = out.join(jobs::LOCK);
                let is_other =
                    |text: String| Some(&text) != job.input.lock.as_ref() && text != self.generated.lock;
                if std::fs::read_to_string(&path).is_ok_and(is_other) {
                    let path = path.display();
                    return Err(format!(
                        "{path}: another run has given names meanwhile; run again"
                    ));
                }
                Some(turn)
            }
            Some(_) | None => None,
        };
        Folder::new(out.clone()).write(&self.generated.files)
    }
}

fn check(cli: &Cli) -> Result<(), Failure> {
    let mut is_stale = false;
    let Batch { clients, runtime } = in_memory(cli)?;
    if let Some(runtime) = runtime {
        let differences = Folder::new(runtime.out).compare(&runtime.files)?;
        print_text(&format!("{}: {}\n", runtime.package, verdict(&differences)));
        is_stale |= !differences.is_empty();
    }
    for client in &clients {
        let package = &client.job.input.options.package;
        let mut differences = Folder::new(client.job.out.clone()).compare(&client.generated.files)?;
        let (old, new) = (client.job.input.lock.clone(), Some(client.generated.lock.clone()));
        if let Some(path) = client.job.lock.clone().filter(|_| old != new) {
            differences.push(Difference { path, old, new });
        }
        let verdict = verdict(&differences);
        let milliseconds = client.start.elapsed().as_millis();
        print_text(&format!("{package}: {verdict} ({milliseconds} ms)\n"));
        is_stale |= !differences.is_empty();
    }
    if is_stale { Err(Failure::Findings) } else { Ok(()) }
}

/// Prints what is different, and sums it up.
fn verdict(differences: &[Difference]) -> String {
    differences
        .iter()
        .for_each(|difference| print_text(&unified(difference)));
    match differences.len() {
        0 => "up to date".to_owned(),
        count => format!(
            "{} not as generated; `cargo run -p generator` writes them",
            files(count)
        ),
    }
}

/// Prints what is in the code and what is lost; a description of which something is refused is one with errors.
fn coverage(selection: &Selection, specs: &[PathBuf], json: bool, verbose: bool) -> Result<(), Failure> {
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
        Err(Failure::Findings)
    } else {
        Ok(())
    }
}

fn dump(Dumped { ir, tokens }: &Dumped, selection: &Selection) -> Result<(), Failure> {
    let stages = ir.iter().map(|spec| (Stage::Ir, spec));
    for (stage, spec) in stages.chain(tokens.iter().map(|spec| (Stage::Tokens, spec))) {
        for job in jobs::read_only(std::slice::from_ref(spec), &selection.overlay)? {
            let (text, diagnostics) = generator::internals::dump(&job.input, stage);
            eprint_text(&diagnostics.to_string());
            print_text(&text.ok_or(Failure::Findings)?);
        }
    }
    Ok(())
}

/// The fewest lines in which the diagnostics of a description are printed; where there is less room, only their counts are.
const MIN_LINES: usize = 30;

/// How many descriptions have at least a line.
const MAX_LISTED: usize = 100;

/// Everything of a run.
struct Batch {
    clients: Vec<Client>,
    runtime: Option<SharedRuntime>,
}

/// A client as far as it is generated, with all that was found.
struct Attempt {
    client: Client,
    diagnostics: Diagnostics,
    is_generated: bool,
}

/// Generates every client, prints what there is to say about all descriptions, and fails if one of them has an error.
fn in_memory(cli: &Cli) -> Result<Batch, Failure> {
    let Work { jobs, runtime } = jobs::read(&cli.selection)?;
    let jobs = jobs.into_iter();
    let mut attempts: Vec<_> = jobs.map(|job| attempt(job, &cli.verdicts)).collect();
    let used = attempts
        .iter()
        .flat_map(|attempt| attempt.diagnostics.used_allows());
    let used: BTreeSet<AllowSource> = used.cloned().collect();
    for attempt in &mut attempts {
        attempt.diagnostics.use_allows(&used);
    }
    let details = details(&attempts, cli.verbose);
    let unlisted = details.iter().filter(|detail| **detail == Detail::None).count();
    let clients: Vec<_> = attempts
        .into_iter()
        .zip(details)
        .map(|(attempt, detail)| attempt.finish(detail))
        .collect();
    if unlisted > 0 {
        eprint_text(&format!(
            "{unlisted} more descriptions have diagnostics; `-v` prints them\n"
        ));
    }
    let clients = clients.into_iter().collect::<Option<_>>();
    let clients = clients.ok_or(Failure::Findings)?;
    Ok(Batch { clients, runtime })
}

/// How much is printed of each description, so that all of it has at most [`MAX_LINES`] lines: those with errors come first.
fn details(attempts: &[Attempt], verbose: bool) -> Vec<Detail> {
    if verbose {
        return attempts.iter().map(|_| Detail::All).collect();
    }
    let mut found: Vec<usize> = (0..attempts.len()).collect();
    let has_errors = |index: &usize| attempts.get(*index).is_some_and(Attempt::has_errors);
    found.retain(|index| attempts.get(*index).is_some_and(Attempt::has_findings));
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
    if let Some(finding) = job.not_utf8.clone() {
        diagnostics.push(finding);
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

    /// Whether there is anything to print.
    fn has_findings(&self) -> bool {
        self.has_errors() || self.diagnostics.iter().next().is_some()
    }

    /// The client, unless there is an error. Prints what was found.
    fn finish(mut self, detail: Detail) -> Option<Client> {
        let job = &self.client.job;
        let mut texts = self.diagnostics.take_texts();
        texts.insert(job.input.name.clone(), job.input.text.clone());
        texts.extend(job.config.clone());
        let found = self.diagnostics.finish();
        let is_right = self.is_generated && found.is_ok();
        let (Ok(found) | Err(found)) = found;
        report(&job.input.name, found, &texts, detail);
        if job.lock.is_none() {
            let lock = self.client.generated.lock.clone();
            self.client.generated.files.insert(jobs::LOCK.into(), lock);
        }
        is_right.then_some(self.client)
    }
}

/// How much is printed of what was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Detail {
    /// Everything, and notes.
    All,
    /// What fits in so many lines.
    Lines(usize),
    /// How many there are, in a line.
    Counts,
    /// Nothing, since there is no room.
    None,
}

/// Prints the findings about one description, in whichever text they are.
fn report(name: &str, mut found: Vec<Diagnostic>, texts: &BTreeMap<String, String>, detail: Detail) {
    if found.is_empty() {
        return;
    }
    let counts = summary(&found);
    let has_errors = found.iter().any(|finding| finding.severity == Severity::Error);
    let (verbose, lines) = match detail {
        Detail::All => (true, 0),
        Detail::Lines(lines) => (false, lines),
        Detail::Counts => return eprint_text(&format!("{name}: {counts}; `-v` prints more\n")),
        Detail::None => return,
    };
    found.retain(|finding| verbose || finding.severity != Severity::Note);
    if found.is_empty() {
        return eprint_text(&format!("{name}: {counts}; `-v` prints more\n"));
    }
    let style = if io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none() {
        Style::Colored
    } else {
        Style::Plain
    };
    eprint_text(&match verbose {
        true => format!("{}\n{}", render(&found, texts, style), table(&found)),
        false => render_folded(&found, texts, style, lines),
    });
    let outcome = if has_errors { "; nothing is written" } else { "" };
    eprint_text(&format!("\n{name}: {counts}{outcome}\n"));
    if let Some(first) = found.iter().find(|finding| finding.severity == Severity::Error) {
        eprint_text(&format!(
            "`cargo run -p generator -- explain {}` says more about a code\n",
            first.code
        ));
    }
}

fn contents(summary: Summary) -> String {
    let plural = |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
    let Summary {
        operations,
        types,
        patterns,
    } = summary;
    format!(
        "{}, {}, {}",
        plural(operations, "operation"),
        plural(types, "type"),
        plural(patterns, "pattern")
    )
}

fn changes(written: Written) -> String {
    let Written {
        changed,
        unchanged,
        removed,
    } = written;
    let removed = if removed == 0 {
        String::new()
    } else {
        format!(", {removed} removed")
    };
    format!("{} changed, {unchanged} unchanged{removed}", files(changed))
}

fn files(count: usize) -> String {
    if count == 1 {
        "1 file".to_owned()
    } else {
        format!("{count} files")
    }
}

/// A reader that has gone away is no error of ours.
fn print_text(text: &str) {
    let _ = io::stdout().write_all(text.as_bytes());
}

fn eprint_text(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}

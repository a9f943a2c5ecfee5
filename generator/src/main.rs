//! The command line program: the only part that reads, writes and prints.

mod beside;
mod cli;
mod config;
mod jobs;
mod output;
mod tally;

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;
use clap::error::ErrorKind;
use cli::{Cli, Command, Selection};
use generator::coverage::Coverage;
use generator::diagnostics::{Code, Diagnostic, Diagnostics, Severity, Style, did_you_mean, render, summary};
use generator::{Generated, Summary};
use jobs::Job;
use output::{Difference, Folder, Written, unified, write_file};

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

fn main() -> ExitCode {
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
        None | Some(Command::Generate) => generate(&cli.selection, cli.verbose),
        Some(Command::Check) => check(&cli.selection, cli.verbose),
        Some(Command::Coverage { spec, json }) => coverage(&cli.selection, spec, *json, cli.verbose),
        Some(Command::Explain { code }) => explain(code.as_deref()),
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
fn generate(selection: &Selection, verbose: bool) -> Result<(), Failure> {
    for client in in_memory(selection, verbose)? {
        let mut written = Folder::new(client.job.out).write(&client.generated.files)?;
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

fn check(selection: &Selection, verbose: bool) -> Result<(), Failure> {
    let mut is_stale = false;
    for client in in_memory(selection, verbose)? {
        let package = client.job.input.options.package;
        let mut differences = Folder::new(client.job.out).compare(&client.generated.files)?;
        let (old, new) = (client.job.input.lock, Some(client.generated.lock));
        if let Some(path) = client.job.lock.filter(|_| old != new) {
            differences.push(Difference { path, old, new });
        }
        differences
            .iter()
            .for_each(|difference| print_text(&unified(difference)));
        let milliseconds = client.start.elapsed().as_millis();
        let verdict = match differences.len() {
            0 => "up to date".to_owned(),
            count => format!(
                "{} not as generated; `cargo run -p generator` writes them",
                files(count)
            ),
        };
        print_text(&format!("{package}: {verdict} ({milliseconds} ms)\n"));
        is_stale |= !differences.is_empty();
    }
    if is_stale { Err(Failure::Findings) } else { Ok(()) }
}

/// Prints what is in the code and what is lost; a description of which something is refused is one with errors.
fn coverage(selection: &Selection, specs: &[PathBuf], json: bool, verbose: bool) -> Result<(), Failure> {
    let jobs = if specs.is_empty() {
        jobs::read(selection)?
    } else {
        jobs::read_only(specs, &selection.overlay)?
    };
    let mut is_refused = false;
    let mut tallies = Vec::new();
    for job in jobs {
        let coverage = match job.not_utf8 {
            None => generator::coverage(&job.input),
            Some(finding) => Coverage::unread(finding.code),
        };
        is_refused |= coverage.total().refused() > 0;
        tallies.push((job.input.name, coverage));
    }
    print_text(&match json {
        true => tally::json(&tallies),
        false => tally::text(&tallies, verbose),
    });
    if is_refused {
        Err(Failure::Findings)
    } else {
        Ok(())
    }
}

fn explain(code: Option<&str>) -> Result<(), Failure> {
    let Some(id) = code else {
        let lines = Code::ALL
            .iter()
            .map(|code| format!("{:<24}{}\n", code.id(), meaning(*code)));
        print_text(&lines.collect::<String>());
        return Ok(());
    };
    let code: Code = id.parse().map_err(|error| {
        let similar = did_you_mean(id, Code::ALL.iter().map(|code| code.id()));
        similar.map_or_else(
            || format!("{error}"),
            |similar| format!("{error}; did you mean `{similar}`?"),
        )
    })?;
    print_text(code.explanation());
    Ok(())
}

/// The first paragraph of a page, below its title.
fn meaning(code: Code) -> &'static str {
    code.explanation()
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty() && !line.starts_with('#'))
        .unwrap_or_default()
}

/// Generates every client, prints what there is to say about all descriptions, and fails if one of them has an error.
fn in_memory(selection: &Selection, verbose: bool) -> Result<Vec<Client>, Failure> {
    let mut clients = Vec::new();
    let mut failed = false;
    for job in jobs::read(selection)? {
        let start = Instant::now();
        let mut diagnostics = Diagnostics::new();
        let generated = match job.not_utf8.clone() {
            None => generator::generate(&job.input, &mut diagnostics),
            Some(finding) => {
                diagnostics.push(finding);
                None
            }
        };
        let mut texts = diagnostics.take_texts();
        texts.insert(job.input.name.clone(), job.input.text.clone());
        let found = diagnostics.finish();
        let generated = generated.filter(|_| found.is_ok());
        let (Ok(found) | Err(found)) = found;
        report(&job.input.name, found, &texts, verbose);
        match generated {
            Some(mut generated) => {
                if job.lock.is_none() {
                    let lock = generated.lock.clone();
                    generated.files.insert(jobs::LOCK.into(), lock);
                }
                clients.push(Client {
                    job,
                    generated,
                    start,
                });
            }
            None => failed = true,
        }
    }
    if failed {
        Err(Failure::Findings)
    } else {
        Ok(clients)
    }
}

/// Prints the findings about one description, in whichever text they are.
fn report(name: &str, mut found: Vec<Diagnostic>, texts: &BTreeMap<String, String>, verbose: bool) {
    let counts = summary(&found);
    let has_errors = found.iter().any(|finding| finding.severity == Severity::Error);
    found.retain(|finding| verbose || finding.severity != Severity::Note);
    if found.is_empty() {
        return;
    }
    let style = if io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none() {
        Style::Colored
    } else {
        Style::Plain
    };
    eprint_text(&render(&found, texts, style));
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

//! The command line program, which only the binary needs. Only this module reads, writes and prints.

mod batch;
mod cargo_workspace;
mod check;
mod cli;
mod config;
mod coverage;
mod coverage_report;
mod describe;
mod diff;
mod dump;
mod explain;
mod generate;
mod git;
mod hash;
mod jobs;
mod module;
mod only;
mod output;
mod overlay;
mod print;
mod report;
mod surroundings;
mod unchanged;

use std::ffi::OsString;
use std::process::ExitCode;

use check::check;
use clap::Parser;
use clap::error::ErrorKind;
use cli::{Cli, Command};
use coverage::coverage;
use describe::describe;
use diff::diff;
use dump::dump;
use generate::generate;
use overlay::overlay;
use print::{eprint_text, print_text};

/// The reason for an exit code other than 0.
enum Failure {
    /// Exit code 1: a description has errors, the output is stale, or a review failed. Everything has been printed.
    Reported,
    /// Exit code 2: descriptions could not be compared. Everything has been printed.
    NotCompared,
    /// Exit code 2: the command could not run, for this reason.
    CouldNotRun(String),
}

impl From<String> for Failure {
    fn from(line: String) -> Self {
        Self::CouldNotRun(line)
    }
}

/// Runs the command line program, with the arguments of the process: the first is the name of the program.
pub fn command(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    match parsed(arguments).and_then(|cli| run(&cli)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Reported) => ExitCode::from(1),
        Err(Failure::NotCompared) => ExitCode::from(2),
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
        Some(Command::Diff(arguments)) => diff(arguments, &cli.selection),
        Some(Command::Coverage { spec, json }) => coverage(&cli.selection, spec, *json, cli.verbose),
        Some(Command::Describe(arguments)) => describe(arguments, &cli.selection),
        Some(Command::Overlay(arguments)) => overlay(arguments, &cli.selection),
        Some(Command::Dump(dumped)) => dump(dumped, &cli.selection),
        Some(Command::Schema) => {
            print_text(&config::schema::text());
            Ok(())
        }
        Some(Command::Explain { code }) => {
            print_text(&explain::text(code.as_deref())?);
            Ok(())
        }
    }
}

/// Parses the arguments. Of a clap error only the first paragraph is printed, which describes the problem.
fn parsed(arguments: impl IntoIterator<Item = OsString>) -> Result<Cli, Failure> {
    Cli::try_parse_from(arguments).map_err(|error| {
        if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
            error.exit();
        }
        let text = error.to_string();
        let paragraph = text.lines().map(str::trim).take_while(|line| !line.is_empty());
        let line = paragraph.collect::<Vec<_>>().join(" ");
        Failure::CouldNotRun(line.trim_start_matches("error: ").to_owned())
    })
}

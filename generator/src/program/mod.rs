//! The command line program, which only the binary needs. Only this module reads, writes and prints.

mod batch;
mod called;
mod cargo_workspace;
mod check;
mod cli;
mod config;
mod coverage;
mod coverage_report;
mod describe;
mod diff;
mod doctor;
mod dump;
mod explain;
mod generate;
mod git;
mod hash;
mod init;
mod jobs;
mod layout;
mod line;
mod manual;
mod module;
mod only;
mod output;
mod overlay;
mod print;
mod progress;
mod report;
mod surroundings;
mod unchanged;
mod watch;
mod workspace;

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::process::ExitCode;

use check::check;
use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches};
use cli::{Cli, Command, Watching};
use coverage::coverage;
use describe::describe;
use diff::diff;
use doctor::doctor;
use dump::dump;
use generate::generate;
use init::init;
use overlay::overlay;
use print::print_text;
use watch::watch;

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
    let cli = match parsed(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // It prints usage and suggestions. If the reader has closed the stream, that is not an error.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    print::set(cli.printing);
    let code = match run(&cli) {
        Ok(()) => 0,
        Err(Failure::Reported) => 1,
        Err(Failure::NotCompared) => 2,
        Err(Failure::CouldNotRun(line)) => {
            print::print_failure(&line);
            2
        }
    };
    print::print_messages(cli.command.as_ref().is_some_and(Command::has_result), code);
    ExitCode::from(code)
}

fn run(cli: &Cli) -> Result<(), Failure> {
    match &cli.command {
        None => generated(cli, cli.watching),
        Some(Command::Generate(watching)) => generated(cli, *watching),
        Some(Command::Check) => check(cli),
        Some(Command::Diff(arguments)) => diff(arguments, &cli.selection),
        Some(Command::Coverage { spec, json }) => coverage(&cli.selection, spec, *json, cli.verbose),
        Some(Command::Describe(arguments)) => describe(arguments, &cli.selection),
        Some(Command::Overlay(arguments)) => overlay(arguments, &cli.selection),
        Some(Command::Dump(dumped)) => dump(dumped, &cli.selection),
        Some(Command::Init(arguments)) => init(arguments, cli),
        Some(Command::Doctor) => doctor(cli),
        Some(Command::Completions { shell }) => {
            manual::completions(*shell);
            Ok(())
        }
        Some(Command::Man { name }) => Ok(manual::man(name.as_deref())?),
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

fn generated(cli: &Cli, watching: Watching) -> Result<(), Failure> {
    match watching.watch || cli.watching.watch {
        true => watch(cli),
        false => generate(cli, &mut BTreeSet::new()),
    }
}

/// Parses the arguments. Usage and hints name the command as it was called.
fn parsed(arguments: impl IntoIterator<Item = OsString>) -> Result<Cli, clap::Error> {
    let command = Cli::command().bin_name(called::command());
    let matches = command.try_get_matches_from(called::without_subcommand(arguments))?;
    let cli = Cli::from_arg_matches(&matches)?;
    match cli.misplaced() {
        None => Ok(cli),
        Some(message) => Err(Cli::command()
            .bin_name(called::command())
            .error(ErrorKind::MissingRequiredArgument, message)),
    }
}

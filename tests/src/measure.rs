//! What a command costs: processor time and peak memory of it and of every process it waited for.
//! Must not know what the commands are.
//!
//! The system keeps one sum for all children of a process, so each command runs below a process of its own: this
//! program, started again with [`FLAG`].

use std::ffi::OsString;
use std::io;
use std::process::{Command, ExitCode, Output};
use std::time::Duration;

use nix::sys::resource::{Usage, UsageWho, getrusage};
use nix::sys::time::TimeValLike;

/// What a command used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// User and system time of all its processes.
    pub cpu: Duration,
    /// The resident set of the largest of its processes when that was largest, in bytes.
    pub peak: u64,
}

/// The first argument of the process in between.
const FLAG: &str = "--measured";

/// What that process writes to the standard error after all that the command wrote, before the figures.
const MARK: &str = "\nMEASURED ";

/// Plays the process in between when this program was started as that. To be asked first in `main`.
pub fn intercept() -> io::Result<Option<ExitCode>> {
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next().is_none_or(|first| first != FLAG) {
        return Ok(None);
    }
    let command: Vec<OsString> = arguments.collect();
    let Some((program, arguments)) = command.split_first() else {
        return Err(io::Error::other("nothing to measure"));
    };
    let status = Command::new(program).args(arguments).status()?;
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    eprint!("{MARK}{} {}", cpu(&usage).as_micros(), peak(&usage));
    Ok(Some(match status.success() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }))
}

/// Runs the command to its end and says what it printed and what it cost. The program that calls this must ask
/// [`intercept`] first.
pub fn run(command: &Command) -> io::Result<(Output, Cost)> {
    let mut between = Command::new(std::env::current_exe()?);
    between
        .arg(FLAG)
        .arg(command.get_program())
        .args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => between.env(name, value),
            None => between.env_remove(name),
        };
    }
    if let Some(directory) = command.get_current_dir() {
        between.current_dir(directory);
    }
    let mut output = between.output()?;
    let printed = String::from_utf8_lossy(&output.stderr).into_owned();
    let (printed, figures) = printed
        .rsplit_once(MARK)
        .ok_or_else(|| io::Error::other(format!("not measured: {printed}")))?;
    output.stderr = printed.as_bytes().to_vec();
    let cost = parse(figures).ok_or_else(|| io::Error::other(format!("no figures: {figures}")))?;
    Ok((output, cost))
}

fn parse(figures: &str) -> Option<Cost> {
    let (cpu, peak) = figures.trim().split_once(' ')?;
    Some(Cost {
        cpu: Duration::from_micros(cpu.parse().ok()?),
        peak: peak.parse().ok()?,
    })
}

fn cpu(usage: &Usage) -> Duration {
    let time = usage.user_time() + usage.system_time();
    Duration::from_micros(time.num_microseconds().unsigned_abs())
}

fn peak(usage: &Usage) -> u64 {
    // getrusage(2): kibibytes, on Apple's systems bytes.
    let unit = if cfg!(target_vendor = "apple") { 1 } else { 1024 };
    usage.max_rss().unsigned_abs() * unit
}

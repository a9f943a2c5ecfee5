//! The cost of a command: the processor time and the peak memory of it and of every process that it waited for. This module
//! must not know the commands.
//!
//! The system keeps one sum for all children of a process, so each command runs below a separate process: this program,
//! started again with `FLAG`.

use std::ffi::OsString;
use std::io;
use std::process::{Command, ExitCode, Output};
use std::time::Duration;

use nix::sys::resource::{Usage, UsageWho, getrusage};
use nix::sys::time::TimeValLike;

/// The resources that a command used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// The user and system time of all its processes.
    pub cpu: Duration,
    /// The peak resident set of the largest of its processes, in bytes.
    pub peak: u64,
}

/// The first argument of the intermediate process.
const FLAG: &str = "--measured";

/// The text that the intermediate process writes to standard error before the figures, after the output of the command.
const MARK: &str = "\nMEASURED ";

/// Acts as the intermediate process if this program was started as one. Must be called first in `main`.
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

/// Runs the command to its end, and returns its output and its cost. The calling program must call [`intercept`] first.
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

/// The user and system time so far of this process and of the processes that it waited for.
pub fn spent() -> io::Result<Duration> {
    let (own, children) = (
        getrusage(UsageWho::RUSAGE_SELF)?,
        getrusage(UsageWho::RUSAGE_CHILDREN)?,
    );
    Ok(cpu(&own) + cpu(&children))
}

fn cpu(usage: &Usage) -> Duration {
    let time = usage.user_time() + usage.system_time();
    Duration::from_micros(time.num_microseconds().unsigned_abs())
}

fn peak(usage: &Usage) -> u64 {
    // getrusage(2): kibibytes, or bytes on Apple's systems.
    let unit = if cfg!(target_vendor = "apple") { 1 } else { 1024 };
    usage.max_rss().unsigned_abs() * unit
}

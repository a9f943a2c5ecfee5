//! Skips: a test requests its files in `../shared` and its tools here. If one is missing, the test is skipped, with a message,
//! and counted. The unit tests of `generator` compile this file too.

#[cfg(test)]
mod tests;

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::thread;

const SHARED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared");

/// The folder with one file for each run, to which every test binary of the run appends one line for each skip.
const RECORDS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/skipped");

/// A requirement of a test.
#[derive(Clone, Copy, Debug)]
pub enum Need {
    /// A file or folder of `../shared`.
    Shared,
    /// A program, or what it downloads.
    Tool,
}

impl Need {
    /// The environment variable that turns a skip into a failure, unless it is empty or `0`.
    const fn variable(self) -> &'static str {
        match self {
            Self::Shared => "REQUIRE_SHARED",
            Self::Tool => "REQUIRE_TOOLS",
        }
    }

    fn is_required(self) -> bool {
        std::env::var_os(self.variable()).is_some_and(|value| !value.is_empty() && value != "0")
    }
}

/// The path of a file or folder of `../shared`. `None` after [`skip`] if it is missing.
pub fn shared(path: &str) -> io::Result<Option<PathBuf>> {
    let found = Path::new(SHARED).join(path);
    match found.exists() {
        true => Ok(Some(found)),
        false => skip(Need::Shared, &format!("../shared/{path} is missing")).map(|()| None),
    }
}

/// Prints that the calling test is skipped, and counts it. An error if the need is required.
pub fn skip(need: Need, reason: &str) -> io::Result<()> {
    if need.is_required() {
        let message = format!("{reason}, and {} is set", need.variable());
        return Err(io::Error::other(message));
    }
    // The test harness names a thread after its test.
    let line = match thread::current().name() {
        None | Some("main") => reason.to_owned(),
        Some(test) => format!("{test}: {reason}"),
    };
    // The test harness captures output of macros, but not writes to `stderr`. One write keeps the line whole. It starts with a line
    // break, since the harness may have printed a part of its own line.
    io::stderr().write_all(format!("\nSKIPPED: {line}\n").as_bytes())?;
    record(&line)
}

fn record(line: &str) -> io::Result<()> {
    fs::create_dir_all(RECORDS)?;
    let mut file = File::options()
        .create(true)
        .append(true)
        .open(record_of(this_run()))?;
    file.write_all(format!("{line}\n").as_bytes())
}

/// Returns and removes the skips of a run, in alphabetical order.
pub fn take(run: u32) -> io::Result<Vec<String>> {
    let path = record_of(run);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    fs::remove_file(path)?;
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines.sort();
    Ok(lines)
}

fn record_of(run: u32) -> PathBuf {
    Path::new(RECORDS).join(run.to_string())
}

/// The process that started this one. `cargo test` starts all test binaries of a run.
#[must_use]
pub fn this_run() -> u32 {
    #[cfg(unix)]
    return std::os::unix::process::parent_id();
    #[cfg(not(unix))]
    return 0;
}

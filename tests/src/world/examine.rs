//! One description: two runs of the program, a `check`, and its diagnostics by code.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Output};

use generator::Runtime;

use super::{Description, Outcome, Verdict};
use crate::command::program;
use crate::corpus::{self, Report};
use crate::measure::{self, Cost};

/// The limits of a run: seconds of processor time, and KiB of address space.
const LIMITS: &str = "ulimit -t 180 -v 10485760 && exec \"$@\"";

/// The first argument of the process that counts diagnostics.
const REPORT: &str = "--report";

/// The program under test, and its output folder.
#[derive(Debug)]
pub struct Examiner {
    program: PathBuf,
    folder: PathBuf,
}

/// Acts as an intermediate process if this program was started as one. Must be called first in `main`.
pub fn intercept() -> io::Result<Option<ExitCode>> {
    if let Some(code) = measure::intercept()? {
        return Ok(Some(code));
    }
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [flag, package, path] if flag == REPORT => {
            let (name, path) = (package.clone(), path.into());
            let (_, report) = corpus::generate(&corpus::Description { name, path }, Runtime::Embedded)?;
            println!("{}", serde_json::to_string(&report)?);
            Ok(Some(ExitCode::SUCCESS))
        }
        _ => Ok(None),
    }
}

impl Examiner {
    /// Builds the program, with the optimization of this one, and empties the folder.
    pub fn new(folder: &Path) -> io::Result<Self> {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        fs::create_dir_all(folder)?;
        Ok(Self {
            program: program()?,
            folder: fs::canonicalize(folder)?,
        })
    }

    /// The program under test.
    pub fn program(&self) -> &Path {
        &self.program
    }

    /// Runs the program on a description, with the output in this folder.
    pub fn generate(&self, description: &Description, out: &Path) -> io::Result<(Output, Cost)> {
        self.run(&["generate"], description, out)
    }

    /// Generates twice and checks. Problems of the description are in the outcome.
    pub fn examine(&self, description: &Description) -> io::Result<Outcome> {
        let out = self.folder.join(&description.package);
        let (first, cost) = self.generate(description, &out)?;
        let report = report(description)?;
        let (verdict, codes) = match (first.status.code(), report) {
            (Some(0), Ok(report)) => (self.again(description, &out)?, report.codes),
            (Some(1), Ok(report)) if !report.messages.is_empty() => {
                (Verdict::Refused(report.messages), report.codes)
            }
            (_, Ok(report)) => (Verdict::Crashed(ending(&first)), report.codes),
            (_, Err(ending)) => (Verdict::Crashed(ending), BTreeMap::new()),
        };
        if out.exists() {
            fs::remove_dir_all(out)?;
        }
        Ok(Outcome {
            name: description.name.clone(),
            verdict,
            seconds: cost.cpu.as_secs_f64(),
            peak: cost.peak,
            codes,
        })
    }

    /// The verdict after the second run and `check`.
    fn again(&self, description: &Description, out: &Path) -> io::Result<Verdict> {
        let before = contents(out)?;
        let (second, _) = self.generate(description, out)?;
        if second.status.code() != Some(0) {
            return Ok(Verdict::Crashed(format!("second run: {}", ending(&second))));
        }
        let changed = differences(&before, &contents(out)?);
        let (check, _) = self.run(&["check"], description, out)?;
        Ok(match check.status.code() {
            Some(0) if changed.is_empty() => Verdict::Generated,
            Some(0) => Verdict::Changed(changed),
            Some(1) => Verdict::Changed([changed, vec!["check".to_owned()]].concat()),
            _ => Verdict::Crashed(format!("check: {}", ending(&check))),
        })
    }

    fn run(&self, command: &[&str], description: &Description, out: &Path) -> io::Result<(Output, Cost)> {
        let mut limited = Command::new("bash");
        limited.args(["-c", LIMITS, "limited"]).arg(&self.program);
        limited.args(command).arg("--spec").arg(&description.path);
        limited
            .arg("--out")
            .arg(out)
            .args(["--package", &description.package, "--runtime", "embedded"]);
        measure::run(&limited)
    }
}

/// The library's report on a description, or the end of the process if there is none.
fn report(description: &Description) -> io::Result<Result<Report, String>> {
    let mut command = Command::new(std::env::current_exe()?);
    command
        .args([REPORT, &description.package])
        .arg(&description.path);
    let output = command.output()?;
    Ok(serde_json::from_slice(&output.stdout).map_err(|_| ending(&output)))
}

/// The end of a process, with the last line of its output.
fn ending(output: &Output) -> String {
    let printed = String::from_utf8_lossy(&output.stderr);
    let last = printed.lines().rev().find(|line| !line.trim().is_empty());
    format!("{}: {}", output.status, last.unwrap_or_default())
}

/// All files below the folder.
fn contents(folder: &Path) -> io::Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = fs::read(&path)?;
                found.insert(path, bytes);
            }
        }
    }
    Ok(found)
}

/// The files that differ.
fn differences(before: &BTreeMap<PathBuf, Vec<u8>>, after: &BTreeMap<PathBuf, Vec<u8>>) -> Vec<String> {
    let differ = |path: &&PathBuf| before.get(*path) != after.get(*path);
    let gone = before.keys().filter(|path| !after.contains_key(*path));
    let changed = after.keys().chain(gone).filter(differ);
    let name = |path: &PathBuf| {
        path.file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    };
    changed.map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changed_added_and_removed_files_are_differences() {
        let files = |files: &[(&str, &str)]| {
            let files = files
                .iter()
                .map(|(path, text)| (PathBuf::from(path), text.as_bytes().to_vec()));
            files.collect::<BTreeMap<_, _>>()
        };
        let before = files(&[("same", "1"), ("changed", "1"), ("gone", "1")]);
        let after = files(&[("same", "1"), ("changed", "2"), ("new", "1")]);
        assert_eq!(differences(&before, &after), ["changed", "new", "gone"]);
        assert_eq!(differences(&before, &before), Vec::<String>::new());
    }
}

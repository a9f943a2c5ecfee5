//! One description from end to end, with the cost of each step. The program must call [`intercept`] first in `main`.

use std::io;
use std::path::Path;
use std::process::{Command, ExitCode, Output};

use super::{Description, Report, Verdict, Workspace, generate, shared_runtime, write};
use crate::measure::{self, Cost};

/// The first argument of the process that generates. It is a separate process, so that its time and memory can be measured.
const GENERATE: &str = "--generate";

/// Acts as an intermediate process if this program was started as one. Must be called first in `main`.
pub fn intercept() -> io::Result<Option<ExitCode>> {
    if let Some(code) = measure::intercept()? {
        return Ok(Some(code));
    }
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [flag, name, path, folder] if flag == GENERATE => {
            let (name, path) = (name.clone(), path.into());
            generate_into(&Description { name, path }, Path::new(folder)).map(|()| Some(ExitCode::SUCCESS))
        }
        _ => Ok(None),
    }
}

/// Generates the description into its member of the workspace, including reading and writing.
pub fn generation(workspace: &Workspace, description: &Description) -> io::Result<(Report, Cost)> {
    let mut command = Command::new(std::env::current_exe()?);
    command
        .args([GENERATE, &description.name])
        .arg(&description.path)
        .arg(workspace.member(&description.name));
    let (output, cost) = measure::run(&command)?;
    let report = serde_json::from_slice(&output.stdout).map_err(|error| {
        let printed = String::from_utf8_lossy(&output.stderr).into_owned();
        io::Error::other(format!(
            "generation ended with {}: {error}\n{printed}",
            output.status
        ))
    })?;
    Ok((report, cost))
}

/// Checks one member with its default features. All dependencies are already built.
pub fn check(workspace: &Workspace, name: &str) -> io::Result<(Verdict, Cost)> {
    alone(workspace, name, &["check"])
}

/// Runs a cargo command on one member. If cargo built a dependency too, the command is repeated.
pub fn alone(workspace: &Workspace, name: &str, arguments: &[&str]) -> io::Result<(Verdict, Cost)> {
    let mut command = workspace.cargo(arguments);
    command.args(["-p", name]).env("CARGO_INCREMENTAL", "0");
    let (mut output, mut cost) = measure::run(&command)?;
    if !was_alone(&output, name) {
        workspace.touch(name)?;
        (output, cost) = measure::run(&command)?;
    }
    Ok((Verdict::of(&output), cost))
}

/// The phases of compiling one member, which has one target, in a profile (`check` or `release`), as rustc names and times them, with their
/// wall-clock seconds. A phase may contain others.
pub fn phases(workspace: &Workspace, name: &str, profile: &str) -> io::Result<Vec<(String, f64)>> {
    workspace.touch(name)?;
    let arguments = ["rustc", "--profile", profile, "-p", name];
    // The option is unstable, so the stable compiler must be told to accept it.
    let output = workspace
        .cargo(&arguments)
        .args(["--", "-Ztime-passes"])
        .env("CARGO_INCREMENTAL", "0")
        .env("RUSTC_BOOTSTRAP", "1")
        .output()?;
    let printed = String::from_utf8_lossy(&output.stderr).into_owned();
    let phases = printed.lines().filter_map(|line| {
        let (seconds, rest) = line.trim().strip_prefix("time:")?.split_once(';')?;
        let phase = rest.split_whitespace().last()?;
        Some((phase.to_owned(), seconds.trim().parse().ok()?))
    });
    let phases: Vec<(String, f64)> = phases.collect();
    match phases.is_empty() {
        true => Err(io::Error::other(printed)),
        false => Ok(phases),
    }
}

fn generate_into(description: &Description, folder: &Path) -> io::Result<()> {
    let (files, report) = generate(description, shared_runtime("corpus"))?;
    if let Some(files) = files {
        write(folder, &files)?;
    }
    println!("{}", serde_json::to_string(&report)?);
    Ok(())
}

/// Whether cargo checked exactly this crate.
fn was_alone(output: &Output, name: &str) -> bool {
    let printed = String::from_utf8_lossy(&output.stderr);
    let lines = printed.lines().map(str::trim_start);
    let crates = lines.filter_map(|line| line.strip_prefix("Checking ").or(line.strip_prefix("Compiling ")));
    crates.map(|line| line.split(' ').next()).eq([Some(name)])
}

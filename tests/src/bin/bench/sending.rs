//! The cost of calls beside hand-written code: a crate is generated from `cases/sending`, and the program there is built with
//! it and run.

use std::env::consts::ARCH;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use generator::Files;
use tests::bars::{Figures, Limit};
use tests::corpus::{self, Description, Workspace, shared_runtime};

use crate::with_figures;

const CASE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/cases/sending");
const NAME: &str = "sending";
const DRIVER: &str = "sending-driver";

pub(crate) fn print(figures: &mut Figures) -> io::Result<()> {
    let workspace = Workspace::open(NAME)?;
    let description = Description {
        name: NAME.to_owned(),
        path: Path::new(CASE).join("sending.yaml"),
    };
    let (files, report) = corpus::generate(&description, shared_runtime(NAME))?;
    let files = files.ok_or_else(|| io::Error::other(report.messages.join("\n")))?;
    workspace.write(NAME, &files)?;
    workspace.write(DRIVER, &driver()?)?;
    workspace.set_members([NAME, DRIVER])?;
    let mut arguments = vec!["run", "--quiet", "--package", DRIVER];
    if !cfg!(debug_assertions) {
        arguments.push("--release");
    }
    if !with_figures(&mut workspace.cargo(&arguments), figures)? {
        return Err(io::Error::other("the program failed"));
    }
    instructions(&workspace, &arguments, figures)
}

/// The greatest ratios of the instructions of our calls to those of calls by hand over reqwest.
const INSTRUCTIONS: [(&str, f64); 2] = [("GET", 0.75), ("POST", 0.85)];

/// Counts the instructions of a call with valgrind: those of many calls without those of a few.
fn instructions(workspace: &Workspace, run: &[&str], figures: &mut Figures) -> io::Result<()> {
    if Command::new("valgrind").arg("--version").output().is_err() {
        println!("\nNo instructions are counted: valgrind is not installed");
        return Ok(());
    }
    println!("\n| instructions a call | ours | reqwest by hand | ratio (bar) |\n|---|---|---|---|");
    for (call, most) in INSTRUCTIONS {
        let a_call = |side: &str| -> io::Result<f64> {
            let [few, many] = [100.0, 600.0];
            let counted = |count: f64| counted(workspace, run, &["calls", side, call, &count.to_string()]);
            Ok((counted(many)? - counted(few)?) / (many - few))
        };
        let (ours, theirs) = (a_call("ours")?, a_call("reqwest")?);
        let label = format!("{call}, instructions as a ratio to reqwest by hand");
        let bar = figures.bar("sending", &label, ours / theirs, Limit::AtMost(most));
        println!(
            "| {call} | {ours:.0} | {theirs:.0} | {:.2} ({bar}) |",
            ours / theirs
        );
    }
    Ok(())
}

/// The instructions of the program with these arguments.
fn counted(workspace: &Workspace, run: &[&str], arguments: &[&str]) -> io::Result<f64> {
    let runner = format!("CARGO_TARGET_{}_UNKNOWN_LINUX_GNU_RUNNER", ARCH.to_uppercase());
    let valgrind = "valgrind --tool=cachegrind --cache-sim=no --cachegrind-out-file=/dev/null";
    let mut command = workspace.cargo(run);
    command.arg("--").args(arguments).env(runner, valgrind);
    let output = command.output()?;
    let printed = String::from_utf8_lossy(&output.stderr);
    let line = printed.lines().find_map(|line| line.split_once("refs:"));
    let count = line.and_then(|(_, count)| count.trim().replace(',', "").parse().ok());
    count.ok_or_else(|| io::Error::other(printed.into_owned()))
}

fn driver() -> io::Result<Files> {
    let mut files = Files::new();
    for entry in fs::read_dir(CASE)? {
        let path = entry?.path();
        let name = PathBuf::from(path.file_name().unwrap_or_default());
        if name != Path::new("sending.yaml") {
            files.insert(name, fs::read_to_string(&path)?);
        }
    }
    Ok(files)
}

//! Generating the largest description of the corpus with the program: as a new client, and again without changes.

use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use tests::bars::{Figures, Limit};
use tests::command::program;
use tests::corpus::{self, Workspace};
use tests::measure::{self, Cost};

use crate::profile::{self, Profile};
use crate::{ROUNDS, megabytes, seconds};

const NAME: &str = "github";

/// The name of the step and of its figures.
pub(crate) const STEP: &str = "generation";

pub(crate) fn print(figures: &mut Figures) -> io::Result<()> {
    let chosen = corpus::named(&[NAME])?.unwrap_or_default();
    let [description] = chosen.as_slice() else {
        return Ok(());
    };
    let workspace = Workspace::open("generation")?;
    let folder = workspace.member("program");
    // The target folder has the record by which a run without changes does nothing.
    fs::create_dir_all(folder.join("target"))?;
    println!(
        "\n| {NAME}.json, by the program | CPU s | bar | s | bar | peak MB | bar |\n|---|---|---|---|---|---|---|"
    );
    let mut first: Option<(Cost, f64)> = None;
    for _ in 0..ROUNDS {
        let _ = fs::remove_dir_all(folder.join("client"));
        let run = run(&description.path, &folder, "generate")?;
        first = Some(first.map_or(run, |best| if run.0.cpu < best.0.cpu { run } else { best }));
    }
    let Some((cost, wall)) = first else { return Ok(()) };
    let cpu = figures.bar(
        STEP,
        "a new client, CPU s",
        cost.cpu.as_secs_f64(),
        Limit::AtMost(0.65),
    );
    let time = figures.bar(STEP, "a new client, s", wall, Limit::AtMost(0.5));
    let peak = figures.bar(
        STEP,
        "a new client, MB",
        (cost.peak >> 20) as f64,
        Limit::AtMost(100.0),
    );
    println!(
        "| a new client | {} | {cpu} | {wall:.2} | {time} | {} | {peak} |",
        seconds(cost),
        megabytes(cost)
    );
    for command in ["generate", "check"] {
        // The lock of the first run is an input of this one, which is recorded.
        run(&description.path, &folder, command)?;
        let (cost, wall) = run(&description.path, &folder, command)?;
        let label = format!("{command} without changes, s");
        let time = figures.bar(STEP, &label, wall, Limit::AtMost(0.1));
        println!(
            "| {command} without changes | {} | | {wall:.2} | {time} | {} | |",
            seconds(cost),
            megabytes(cost)
        );
    }
    if figures.has_missed(STEP) && profile::is_possible() {
        let file = workspace.member("instructions.txt");
        let _ = fs::remove_dir_all(folder.join("client"));
        let mut counted = generator(&description.path, &folder, "generate", &profile::counter(&file))?;
        let profile = Profile::of(&mut counted, &file)?;
        println!(
            "\nInstructions of a new client: {} million; {}",
            profile.total() / 1_000_000,
            profile.shares("generator", 2)
        );
    }
    Ok(())
}

/// The command that runs the program in a folder, after `before`.
fn generator(spec: &Path, folder: &Path, command: &str, before: &[String]) -> io::Result<Command> {
    let mut generator = Command::new("sh");
    // The measured command has no folder of its own.
    generator
        .args(["-c", "cd \"$1\" && shift && exec \"$@\"", "sh"])
        .arg(folder)
        .args(before)
        .arg(program()?)
        .arg(command)
        .arg("--spec")
        .arg(fs::canonicalize(spec)?)
        .args(["--out", "client", "--package", "client"])
        .env_remove("CARGO_TARGET_DIR");
    Ok(generator)
}

fn run(spec: &Path, folder: &Path, command: &str) -> io::Result<(Cost, f64)> {
    let generator = generator(spec, folder, command, &[])?;
    let start = Instant::now();
    let (output, cost) = measure::run(&generator)?;
    let wall = start.elapsed().as_secs_f64();
    match output.status.success() {
        true => Ok((cost, wall)),
        false => Err(io::Error::other(
            String::from_utf8_lossy(&output.stderr).into_owned(),
        )),
    }
}

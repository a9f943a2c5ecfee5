//! The cost of calls beside hand-written code: a crate is generated from `cases/sending`, and the program there is built with
//! it and run.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use generator::Files;
use tests::bars::{Figures, Limit};
use tests::corpus::{self, Description, Workspace, shared_runtime};

use crate::profile::{self, Profile};
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

/// The crates by which instructions are added up. Functions without a crate are those of the C library.
const GROUPS: [(&str, &[&str]); 5] = [
    ("client", &["sending", "sending_runtime", "sending_driver"]),
    (
        "HTTP",
        &[
            "bytes",
            "http",
            "http_body",
            "http_body_util",
            "httparse",
            "hyper",
            "hyper_util",
            "percent_encoding",
            "reqwest",
            "tower",
            "tower_http",
            "tower_service",
            "url",
        ],
    ),
    (
        "tokio",
        &["futures_channel", "futures_core", "futures_util", "mio", "tokio"],
    ),
    (
        "serde",
        &[
            "itoa",
            "memchr",
            "ryu",
            "serde",
            "serde_core",
            "serde_json",
            "zmij",
        ],
    ),
    ("C library", &[""]),
];

/// The instructions of a process or a call, by group; the last number is that of all other crates.
type Instructions = [u64; GROUPS.len() + 1];

/// Counts the instructions of a call with valgrind: those of many calls without those of a few.
fn instructions(workspace: &Workspace, run: &[&str], figures: &mut Figures) -> io::Result<()> {
    if !profile::is_possible() {
        return Ok(());
    }
    println!(
        "\n| instructions a call | all | ratio of ours (bar) | {} | std and others |\n|---|---|---|{}---|",
        GROUPS.map(|(group, _)| group).join(" | "),
        "---|".repeat(GROUPS.len())
    );
    for (call, most) in INSTRUCTIONS {
        let a_call = |side: &str| -> io::Result<Instructions> {
            let [few, many] = [100, 600];
            let counted = |count: u64| counted(workspace, run, &["calls", side, call, &count.to_string()]);
            let (mut of_call, of_few) = (counted(many)?, counted(few)?);
            for (of_call, of_few) in of_call.iter_mut().zip(of_few) {
                *of_call = of_call.saturating_sub(of_few) / (many - few);
            }
            Ok(of_call)
        };
        let ours = a_call("ours")?;
        let all = ours.iter().sum::<u64>() as f64;
        row(call, "ours", &ours, "–");
        for (side, name, limit) in [
            ("reqwest", "reqwest by hand", Some(Limit::AtMost(most))),
            ("hyper", "hyper by hand", None),
        ] {
            let theirs = a_call(side)?;
            let ratio = all / theirs.iter().sum::<u64>() as f64;
            let label = format!("{call}, instructions as a ratio to {name}");
            let bar = limit.map(|limit| format!(" ({})", figures.bar("sending", &label, ratio, limit)));
            row(
                call,
                name,
                &theirs,
                &format!("{ratio:.2}{}", bar.unwrap_or_default()),
            );
        }
    }
    Ok(())
}

fn row(call: &str, side: &str, counted: &Instructions, ratio: &str) {
    let all: u64 = counted.iter().sum();
    println!(
        "| {call}, {side} | {all} | {ratio} | {} |",
        counted.map(|count| count.to_string()).join(" | ")
    );
}

/// The instructions of the program with these arguments.
fn counted(workspace: &Workspace, run: &[&str], arguments: &[&str]) -> io::Result<Instructions> {
    let file = workspace.member("instructions.txt");
    let mut command = workspace.cargo(run);
    command.arg("--").args(arguments);
    profile::count_by_cargo(&mut command, &file);
    let profile = Profile::of(&mut command, &file)?;
    let mut counted = Instructions::default();
    for (of, count) in profile.by_crate() {
        let group = GROUPS.iter().position(|(_, crates)| crates.contains(&of));
        if let Some(sum) = counted.get_mut(group.unwrap_or(GROUPS.len())) {
            *sum += count;
        }
    }
    Ok(counted)
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

//! `cargo run -p tests --release --bin bench [STEP…] [--rival PATH] [--large] [--plot] [--only NAME]…`: prints the cost of generating,
//! checking, building, decoding and encoding, each beside its bar, and asserts nothing. The rival is `openapi-to-rust` at PATH,
//! or where `cargo install openapi-to-rust --version 0.23.0 --root target/tools` puts it. The run ends with the list of the bars that
//! are met and missed; `--plot` draws the charts of the docs. Without a STEP, all steps run:
//!
//! - `nexus`: one description in detail, best of three
//! - `corpus`: each description, beside a rival in the same run; github.json without the rival, which takes 12 GB to check it,
//!   unless with `--large`
//! - `clients`: checking and building small clients beside a rival's, and the runtime separately
//! - `program`: an optimised build of a program that makes three calls, and its size, beside the same calls of a rival's client
//! - `generation`: the program with the largest description, and again without changes
//! - `curve`: time against size
//! - `shapes`: ten thousand items of one kind
//! - `release`: an optimised build beside the same types with serde's derive
//! - `json`: decoding and encoding beside serde's derive, simd-json and sonic-rs
//! - `review`: comparing two versions of a description, and the share of the comparison itself
//! - `sending`: calls beside hand-written code: requests per second, processor time, allocations, instructions (with valgrind), and
//!   memory for a gigabyte

mod clients;
mod corpus;
mod curve;
mod generation;
mod nexus;
mod plot;
mod profile;
mod program;
mod release;
mod review;
mod sending;

use std::fs;
use std::io;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

use tests::bars::{self, Figures};
use tests::corpus::rival::Rival;
use tests::corpus::{Workspace, measured};
use tests::measure::Cost;

use crate::profile::Profile;

/// The allocator of the generator's binary, so that generating and comparing cost what they cost users.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const STEPS: [&str; 11] = [
    "nexus",
    "corpus",
    "clients",
    "program",
    "generation",
    "curve",
    "shapes",
    "release",
    "json",
    "review",
    "sending",
];

/// The default path of the rival.
const RIVAL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/tools/bin/openapi-to-rust");

/// The number of runs of some steps. The cheapest one is printed, since the others include unrelated work of the machine.
const ROUNDS: usize = 3;

/// The arguments of the command line.
struct Arguments {
    steps: Vec<String>,
    rival: Option<PathBuf>,
    large: bool,
    plot: bool,
    only: Vec<String>,
}

fn main() -> io::Result<ExitCode> {
    for intercept in [measured::intercept, review::intercept] {
        if let Some(code) = intercept()? {
            return Ok(code);
        }
    }
    if cfg!(debug_assertions) {
        println!("This is a debug build: its times of generation and of JSON are meaningless.\n");
    }
    let arguments = arguments()?;
    let mut figures = Figures::default();
    for step in &arguments.steps {
        match step.as_str() {
            "nexus" => nexus::print()?,
            "corpus" => corpus::print(&arguments, &mut figures)?,
            "clients" => clients::print(&arguments, &mut figures)?,
            "program" => program::print(&arguments, &mut figures)?,
            "generation" => generation::print(&mut figures)?,
            "curve" => curve::copies(&mut figures)?,
            "shapes" => curve::shapes()?,
            "release" => release::print(&mut figures)?,
            "review" => review::print(&mut figures)?,
            "sending" => sending::print(&mut figures)?,
            _ => json(&mut figures)?,
        }
    }
    println!("{}", figures.summary());
    if arguments.plot {
        plot::draw(&figures)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn arguments() -> io::Result<Arguments> {
    let mut found = Arguments {
        steps: Vec::new(),
        rival: None,
        large: false,
        plot: false,
        only: Vec::new(),
    };
    let mut given = std::env::args().skip(1);
    while let Some(argument) = given.next() {
        match argument.as_str() {
            "--large" => found.large = true,
            "--plot" => found.plot = true,
            "--rival" => found.rival = given.next().map(PathBuf::from),
            "--only" => found.only.extend(given.next()),
            step if STEPS.contains(&step) => found.steps.push(step.to_owned()),
            other => return Err(io::Error::other(format!("{other} is none of {STEPS:?}"))),
        }
    }
    if found.steps.is_empty() {
        found.steps = STEPS.map(str::to_owned).to_vec();
    }
    Ok(found)
}

/// The named or installed rival. `None` after printing how to install it.
fn rival(arguments: &Arguments) -> io::Result<Option<Rival>> {
    let installed = PathBuf::from(RIVAL);
    let program = arguments
        .rival
        .clone()
        .or(installed.exists().then_some(installed));
    if program.is_none() {
        println!("No rival: cargo install openapi-to-rust --version 0.23.0 --root target/tools");
    }
    program.map(|program| Rival::new(&program)).transpose()
}

/// Runs a step several times, and returns the run that needed the least processor time.
fn cheapest<T>(step: impl Fn() -> io::Result<(T, Cost)>) -> io::Result<(T, Cost)> {
    let mut best = step()?;
    for _ in 1..ROUNDS {
        let again = step()?;
        if again.1.cpu < best.1.cpu {
            best = again;
        }
    }
    Ok(best)
}

/// Runs the separate program of this step, which contains the runtime as a generated crate does.
fn json(figures: &mut Figures) -> io::Result<()> {
    println!(
        "\nJSON, ten documents of 1 MB: our time as a ratio to that of serde's derive on the same structs\n"
    );
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args([
        "run",
        "--quiet",
        "-p",
        "tests",
        "--features",
        "rivals",
        "--bin",
        "bench_json",
    ]);
    if !cfg!(debug_assertions) {
        command.arg("--release");
    }
    match with_figures(&mut command, figures)? {
        true => json_profile(&command, figures),
        false => Err(io::Error::other("bench_json failed")),
    }
}

/// Prints the instructions of decoding and encoding where a bar is missed, beside those of derive.
fn json_profile(run: &Command, figures: &Figures) -> io::Result<()> {
    let missed: Vec<&str> = figures.missed("json bars").collect();
    if missed.is_empty() || !profile::is_possible() {
        return Ok(());
    }
    println!(
        "\n| missed bar | instructions, ratio to derive's | ours, by module | derive's |\n|---|---|---|---|"
    );
    let file = Workspace::open("figures")?.member("instructions.txt");
    for label in missed {
        let Some((document, step)) = label.split_once(", ") else {
            continue;
        };
        let counted = |work: &str| {
            let mut command = Command::new(run.get_program());
            command
                .args(run.get_args())
                .args(["--", document, step, "--only", work]);
            profile::count_by_cargo(&mut command, &file);
            Profile::of(&mut command, &file)
        };
        let (ours, derive) = (counted("ours")?, counted("derive")?);
        println!(
            "| {label} | {:.2} | {} | {} |",
            ours.total() as f64 / derive.total() as f64,
            ours.shares("bench_json", 4),
            derive.shares("bench_json", 2)
        );
    }
    Ok(())
}

/// Runs a program that measures, and adds its figures. Returns whether it succeeded.
fn with_figures(command: &mut Command, figures: &mut Figures) -> io::Result<bool> {
    let file = Workspace::open("figures")?.member("figures.txt");
    fs::write(&file, "")?;
    let status = command.env(bars::FILE, &file).status()?;
    figures.read(&fs::read_to_string(&file)?);
    Ok(status.success())
}

fn seconds(cost: Cost) -> String {
    format!("{:.2}", cost.cpu.as_secs_f64())
}

fn megabytes(cost: Cost) -> String {
    (cost.peak >> 20).to_string()
}

/// A size in megabytes with a fraction.
#[allow(clippy::cast_precision_loss, reason = "a file is smaller than 2^52 bytes")]
fn megabytes_of(bytes: u64) -> String {
    format!("{:.2}", bytes as f64 / f64::from(1 << 20))
}

/// Processor time and peak memory, in a cell of a table.
fn cell(cost: Option<Cost>) -> String {
    cost.map_or("–".to_owned(), |cost| {
        format!("{} / {}", seconds(cost), megabytes(cost))
    })
}

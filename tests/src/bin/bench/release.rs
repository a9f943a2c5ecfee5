//! An optimized build of a generated crate without its transports, beside one of the same types with serde's derive.

use std::io;

use tests::bars::{Figures, Limit};
use tests::corpus::{self, Workspace, measured};
use tests::derived;
use tests::measure::Cost;

use crate::seconds;

const NAME: &str = "nexus";

pub(crate) fn print(figures: &mut Figures) -> io::Result<()> {
    let chosen = corpus::named(&[NAME])?.unwrap_or_default();
    let [description] = chosen.as_slice() else {
        return Ok(());
    };
    let workspace = Workspace::open("corpus")?;
    let counterpart = format!("{NAME}-derived");
    measured::generation(&workspace, description)?;
    workspace.write(&counterpart, &derived::package(description)?)?;
    workspace.set_members([NAME, &counterpart])?;
    let ours = cost(&workspace, NAME, &["--no-default-features"])?;
    let theirs = cost(&workspace, &counterpart, &[])?;
    println!("\n| {NAME}.json, release build | CPU s |\n|---|---|");
    println!("| ours, the whole client | {} |", seconds(ours));
    println!(
        "| its types with serde's derive, and what decodes and encodes its bodies | {} |",
        seconds(theirs)
    );
    let ratio = ours.cpu.as_secs_f64() / theirs.cpu.as_secs_f64();
    let bar = figures.bar("release of types", NAME, ratio, Limit::AtMost(0.25));
    println!("| ratio (bar {bar}) | {ratio:.2} |");
    Ok(())
}

/// The cost of the second build, when all dependencies are already built.
fn cost(workspace: &Workspace, name: &str, arguments: &[&str]) -> io::Result<Cost> {
    let mut build = vec!["build", "--release"];
    build.extend(arguments);
    measured::alone(workspace, name, &build)?;
    workspace.touch(name)?;
    let (verdict, cost) = measured::alone(workspace, name, &build)?;
    match verdict.printed() {
        "" => Ok(cost),
        printed => Err(io::Error::other(format!("{name}: {printed}"))),
    }
}

//! One description in detail: the cost of generating it and of checking its crate, beside the bars.

use std::io;

use tests::corpus::{self, Report, Verdict, Workspace, measured};
use tests::count::{self, Impls};
use tests::measure::Cost;

use crate::{cheapest, megabytes, seconds};

const NAME: &str = "nexus";

pub(crate) fn print() -> io::Result<()> {
    let chosen = corpus::named(&[NAME])?.unwrap_or_default();
    let [description] = chosen.as_slice() else {
        return Ok(());
    };
    let workspace = Workspace::open("corpus")?;
    workspace.set_members([NAME])?;
    println!("| {NAME}.json | ours | bar | best rival |\n|---|---|---|---|");
    let (report, generation) = cheapest(|| measured::generation(&workspace, description))?;
    print_generation(&report, generation);
    if report.files == 0 {
        println!("\nrefused:\n{}", report.messages.join("\n"));
        return Ok(());
    }
    print_check(&workspace)?;
    print_impls(&report, &count::impls(&workspace, NAME)?);
    Ok(())
}

fn print_generation(report: &Report, cost: Cost) {
    // The rivals' figures are those of design/peers.md.
    row("generation, CPU s", seconds(cost), "0.50", "0.55 openapi-to-rust");
    row("generation, peak MB", megabytes(cost), "", "67 progenitor");
    row("lines", report.lines.to_string(), "20000", "32700 progenitor");
    row(
        "lines of the runtime among them",
        report.runtime_lines.to_string(),
        "",
        "",
    );
    row(
        "lines of documentation among them",
        report.doc_lines.to_string(),
        "",
        "",
    );
    let operations = report.operations;
    row(
        "lines an operation",
        ratio(report.lines, operations),
        "63",
        "103 progenitor",
    );
    row("operations", operations.to_string(), "317", "");
    row("types", report.types.to_string(), "", "");
    row("lines a type", ratio(report.lines, report.types), "", "");
}

fn print_check(workspace: &Workspace) -> io::Result<()> {
    let (verdict, cost) = cheapest(|| {
        workspace.touch(NAME)?;
        measured::check(workspace, NAME)
    })?;
    row("check, CPU s", seconds(cost), "9.00", "19.45 openapi-to-rust");
    row("check, peak MB", megabytes(cost), "", "990 progenitor");
    let verdict = match verdict {
        Verdict::Clean => "clean".to_owned(),
        Verdict::Warnings(count, _) => format!("{count} warnings"),
        Verdict::Errors(count, _) => format!("{count} errors"),
    };
    row("check, verdict", verdict, "clean", "");
    Ok(())
}

fn print_impls(report: &Report, impls: &Impls) {
    row("impls, all expanded", impls.generated.to_string(), "", "");
    row(
        "impls an operation",
        ratio(impls.generated, report.operations),
        "",
        "",
    );
    row("impls a type", ratio(impls.generated, report.types), "", "");
    row("impls of the runtime", impls.runtime.to_string(), "", "");
}

fn row(what: &str, ours: String, bar: &str, rival: &str) {
    println!("| {what} | {ours} | {bar} | {rival} |");
}

fn ratio(whole: usize, parts: usize) -> String {
    format!("{:.1}", whole as f64 / parts as f64)
}

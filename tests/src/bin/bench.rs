//! `cargo run -p tests --release --bin bench`: what generating nexus.json, checking the crate that comes of it, and
//! decoding and encoding JSON cost, each beside the bar and the best rival. Prints; asserts nothing.

use std::io;
use std::process::{Command, ExitCode};

use tests::corpus::{self, Report, Verdict, Workspace, measured};
use tests::count::{self, Impls};
use tests::measure::Cost;

const NAME: &str = "nexus";

/// Each step is taken so often, and its cheapest time is printed: the rest is the machine's other work.
const ROUNDS: usize = 3;

fn main() -> io::Result<ExitCode> {
    if let Some(code) = measured::intercept()? {
        return Ok(code);
    }
    if cfg!(debug_assertions) {
        println!("This is a debug build: its times of generation and of JSON say nothing.\n");
    }
    if let Some([description]) = corpus::named(&[NAME])?.as_deref() {
        let workspace = Workspace::open("corpus")?;
        workspace.set_members([NAME])?;
        println!("| {NAME}.json | ours | bar | best rival |\n|---|---|---|---|");
        let (report, generation) = cheapest(|| measured::generation(&workspace, description))?;
        print_generation(&report, generation);
        if report.files == 0 {
            println!("\nrefused:\n{}", report.messages.join("\n"));
        } else {
            print_check(&workspace)?;
            print_impls(&report, &count::impls(&workspace, NAME)?);
        }
    }
    println!("\nJSON, ours beside serde derive on the same structs (bar: decode at least as fast)\n");
    json()
}

fn print_generation(report: &Report, cost: Cost) {
    // The rivals' figures are those of design/peers.md.
    print("generation, CPU s", seconds(cost), "0.50", "0.55 openapi-to-rust");
    print("generation, peak MB", megabytes(cost), "", "67 progenitor");
    print("lines", report.lines.to_string(), "20000", "32700 progenitor");
    print(
        "lines of the runtime among them",
        report.runtime_lines.to_string(),
        "",
        "",
    );
    print(
        "lines of documentation among them",
        report.doc_lines.to_string(),
        "",
        "",
    );
    let operations = report.operations;
    print(
        "lines an operation",
        ratio(report.lines, operations),
        "63",
        "103 progenitor",
    );
    print("operations", operations.to_string(), "317", "");
    print("types", report.types.to_string(), "", "");
    print("lines a type", ratio(report.lines, report.types), "", "");
}

fn print_check(workspace: &Workspace) -> io::Result<()> {
    let (verdict, cost) = cheapest(|| {
        workspace.touch(NAME)?;
        measured::check(workspace, NAME)
    })?;
    print("check, CPU s", seconds(cost), "9.00", "19.45 openapi-to-rust");
    print("check, peak MB", megabytes(cost), "", "990 progenitor");
    let verdict = match verdict {
        Verdict::Clean => "clean".to_owned(),
        Verdict::Warnings(count, _) => format!("{count} warnings"),
        Verdict::Errors(count, _) => format!("{count} errors"),
    };
    print("check, verdict", verdict, "clean", "");
    Ok(())
}

fn print_impls(report: &Report, impls: &Impls) {
    print("impls, all expanded", impls.generated.to_string(), "", "");
    print(
        "impls an operation",
        ratio(impls.generated, report.operations),
        "",
        "",
    );
    print("impls a type", ratio(impls.generated, report.types), "", "");
    print("impls of the runtime", impls.runtime.to_string(), "", "");
}

fn print(what: &str, ours: String, bar: &str, rival: &str) {
    println!("| {what} | {ours} | {bar} | {rival} |");
}

/// Runs it several times and keeps what cost the least processor time.
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

/// The other half is a program of its own, because it compiles the runtime in as a generated crate does.
fn json() -> io::Result<ExitCode> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["run", "--quiet", "-p", "tests", "--bin", "bench_json"]);
    if !cfg!(debug_assertions) {
        command.arg("--release");
    }
    let status = command.status()?;
    Ok(match status.success() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

fn seconds(cost: Cost) -> String {
    format!("{:.2}", cost.cpu.as_secs_f64())
}

fn megabytes(cost: Cost) -> String {
    (cost.peak >> 20).to_string()
}

fn ratio(whole: usize, parts: usize) -> String {
    format!("{:.1}", whole as f64 / parts as f64)
}

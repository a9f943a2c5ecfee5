//! `cargo run -p tests --bin corpus [NAME…]`: generates and checks the descriptions of the corpus, one after the other,
//! and prints a table of what came out. The first errors of each failure are under `target/corpus/NAME.log`.

use std::fs;
use std::io::{self, Write};
use std::process::{Command, ExitCode};
use std::time::Duration;

use tests::corpus::{self, Description, Report, Verdict, Workspace};
use tests::measure::{self, Cost};

/// Generates one description and prints its report: in a process of its own, so that time and memory are its own.
const GENERATE: &str = "--generate";

fn main() -> io::Result<ExitCode> {
    if let Some(code) = measure::intercept()? {
        return Ok(code);
    }
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, name] = arguments.as_slice()
        && flag == GENERATE
    {
        return generate(name).map(|()| ExitCode::SUCCESS);
    }
    let names: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let chosen = match names.is_empty() {
        true => corpus::descriptions()?,
        false => corpus::named(&names)?,
    };
    let Some(chosen) = chosen else {
        return Ok(ExitCode::SUCCESS);
    };
    let rows: Vec<Row> = chosen.iter().map(examine).collect::<Result<_, _>>()?;
    println!("\n{HEAD}");
    for row in &rows {
        println!("{}", row.render());
    }
    let good = rows.iter().filter(|row| row.verdict == "clean").count();
    println!("\n{good} of {} generate and compile without a warning", rows.len());
    Ok(match good == rows.len() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

const HEAD: &str = "\
| description | operations | types | files | lines | generation CPU s / MB | errors / warnings / notes | check CPU s / MB | verdict |
|---|---|---|---|---|---|---|---|---|";

struct Row {
    name: String,
    report: Report,
    generation: Cost,
    check: Option<Cost>,
    verdict: String,
}

impl Row {
    fn render(&self) -> String {
        let report = &self.report;
        format!(
            "| {} | {} | {} | {} | {} | {} | {} / {} / {} | {} | {} |",
            self.name,
            report.operations,
            report.types,
            report.files,
            report.lines,
            render(self.generation),
            report.errors,
            report.warnings,
            report.notes,
            self.check.map_or("–".to_owned(), render),
            self.verdict
        )
    }
}

fn render(cost: Cost) -> String {
    format!("{:.2} / {}", cost.cpu.as_secs_f64(), cost.peak >> 20)
}

/// In the process of its own: writes the crate as the workspace's member.
fn generate(name: &str) -> io::Result<()> {
    let Some([description]) = corpus::named(&[name])?.as_deref().map(|all| all) else {
        return Err(io::Error::other("no such description"));
    };
    let (files, report) = corpus::generate(description)?;
    if let Some(files) = files {
        // The process that started this one has opened the workspace and waits.
        Workspace::opened()?.write(name, &files)?;
    }
    println!("{}", serde_json::to_string(&report)?);
    Ok(())
}

//! `cargo run -p tests --bin corpus [NAME…]`: generates, checks and lints the descriptions of the corpus one by one, and prints
//! a table of the results. The problems of each are in `target/corpus/NAME.log`.

use std::fs;
use std::io;
use std::process::ExitCode;

use tests::corpus::{self, Description, Report, Verdict, Workspace, measured};
use tests::measure::Cost;
use tests::progress::Progress;

fn main() -> io::Result<ExitCode> {
    if let Some(code) = measured::intercept()? {
        return Ok(code);
    }
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let names: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let chosen = match names.is_empty() {
        true => corpus::descriptions()?,
        false => corpus::named(&names)?,
    };
    let chosen = chosen.unwrap_or_default();
    let workspace = Workspace::open("corpus")?;
    let mut progress = Progress::new(chosen.len());
    let mut rows = Vec::new();
    for description in &chosen {
        let row = examine(&workspace, description, &mut progress)?;
        progress.advance();
        println!("{}: {}", row.name, row.verdict);
        rows.push(row);
    }
    println!("\n{HEAD}");
    for row in &rows {
        println!("{}", row.render());
    }
    let good = rows.iter().filter(|row| row.verdict == CLEAN).count();
    println!(
        "\n{good} of {} generate and compile without a warning, clippy's included",
        rows.len()
    );
    Ok(match good == rows.len() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

const CLEAN: &str = "clean";

const HEAD: &str = "\
| description | operations | types | files | lines | generation CPU s / MB | errors / warnings / notes | check CPU s / MB | verdict |
|---|---|---|---|---|---|---|---|---|";

/// The row of one description.
struct Row {
    name: String,
    report: Report,
    generation: Option<Cost>,
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
            render(self.check),
            self.verdict
        )
    }
}

fn render(cost: Option<Cost>) -> String {
    cost.map_or("–".to_owned(), |cost| {
        format!("{:.2} / {}", cost.cpu.as_secs_f64(), cost.peak >> 20)
    })
}

/// Generates and checks. Problems of the description are in the row. Only other problems are an error.
fn examine(workspace: &Workspace, description: &Description, progress: &mut Progress) -> io::Result<Row> {
    progress.show(&description.name, "generate");
    let mut row = Row {
        name: description.name.clone(),
        report: Report::default(),
        generation: None,
        check: None,
        verdict: String::new(),
    };
    let log = match measured::generation(workspace, description) {
        Ok((report, cost)) => {
            row.generation = Some(cost);
            row.report = report;
            judge(workspace, &mut row, progress)?
        }
        Err(error) => {
            row.verdict = "crashed".to_owned();
            error.to_string()
        }
    };
    let path = workspace.member(&format!("{}.log", row.name));
    let codes = row.report.codes.iter();
    let codes: String = codes.map(|(code, count)| format!("{code}: {count}\n")).collect();
    fs::write(path, codes + &log)?;
    Ok(row)
}

/// Checks the generated crate, if there is one. Returns the reason why it is not clean.
fn judge(workspace: &Workspace, row: &mut Row, progress: &mut Progress) -> io::Result<String> {
    if row.report.files == 0 || row.report.errors > 0 {
        row.verdict = format!("refused, {} errors", row.report.errors);
        return Ok(row.report.messages.join("\n"));
    }
    workspace.set_members([row.name.as_str()])?;
    progress.show(&row.name, "check");
    let (verdict, cost) = measured::check(workspace, &row.name)?;
    row.check = Some(cost);
    row.verdict = short(&verdict);
    if verdict != Verdict::Clean {
        return Ok(verdict.printed().to_owned());
    }
    progress.show(&row.name, "clippy");
    let arguments = ["clippy", "-p", &row.name, "--no-default-features"];
    let lints = Verdict::of(&workspace.cargo(&arguments).output()?);
    if lints != Verdict::Clean {
        row.verdict = format!("clippy: {}", short(&lints));
    }
    Ok(lints.printed().to_owned())
}

fn short(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Clean => CLEAN.to_owned(),
        Verdict::Warnings(count, _) => format!("{count} warnings"),
        Verdict::Errors(count, _) => format!("{count} errors"),
    }
}

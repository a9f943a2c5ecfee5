//! The cost of generating and checking each description of the corpus, beside a rival's.

use std::io;

use tests::corpus::rival::Rival;
use tests::corpus::{self, Description, Verdict, Workspace, measured};
use tests::measure::Cost;

use crate::{Arguments, cell, rival};

/// Descriptions that run only if they are named or with `--large`.
const LARGE: [&str; 1] = ["github"];

/// The result of one generator for one description.
#[derive(Default)]
struct Outcome {
    generation: Option<Cost>,
    lines: usize,
    check: Option<Cost>,
    verdict: String,
}

pub(crate) fn print(arguments: &Arguments) -> io::Result<()> {
    let chosen = corpus::descriptions()?.unwrap_or_default().into_iter();
    let chosen = chosen.filter(|description| match arguments.only.as_slice() {
        [] => arguments.large || !LARGE.contains(&description.name.as_str()),
        only => only.contains(&description.name),
    });
    let rival = rival(arguments)?;
    println!(
        "\n| description | lines | generation CPU s / MB | check CPU s / MB | | rival: lines | generation | check | | check ratio |\n\
         |---|---|---|---|---|---|---|---|---|---|"
    );
    let mut ratios = Vec::new();
    for description in chosen {
        let ours = ours(&description)?;
        let theirs = rival
            .as_ref()
            .map(|rival| theirs(rival, &description))
            .transpose()?;
        let ratio = theirs.as_ref().and_then(|theirs| ratio(&ours, theirs));
        ratios.extend(ratio);
        println!(
            "| {} | {} | {} | {} |",
            description.name,
            cells(&ours),
            theirs.as_ref().map_or("– | – | – | –".to_owned(), cells),
            ratio.map_or("–".to_owned(), |ratio| format!("{ratio:.2}"))
        );
    }
    if !ratios.is_empty() {
        println!(
            "\ncheck CPU against the rival's, geometric mean of {}: {:.2} (bar: 0.40)",
            ratios.len(),
            geometric_mean(&ratios)
        );
    }
    Ok(())
}

fn cells(outcome: &Outcome) -> String {
    format!(
        "{} | {} | {} | {}",
        outcome.lines,
        cell(outcome.generation),
        cell(outcome.check),
        outcome.verdict
    )
}

fn ours(description: &Description) -> io::Result<Outcome> {
    let workspace = Workspace::open("corpus")?;
    let (report, generation) = measured::generation(&workspace, description)?;
    let mut outcome = Outcome {
        generation: Some(generation),
        lines: report.lines,
        ..Outcome::default()
    };
    if report.files == 0 {
        outcome.verdict = format!("refused, {} errors", report.errors);
        return Ok(outcome);
    }
    workspace.set_members([description.name.as_str()])?;
    workspace.touch(&description.name)?;
    judge(&mut outcome, measured::check(&workspace, &description.name)?);
    Ok(outcome)
}

fn theirs(rival: &Rival, description: &Description) -> io::Result<Outcome> {
    let (lines, generation) = rival.generate(description)?;
    let mut outcome = Outcome {
        generation: Some(generation),
        lines: lines.unwrap_or_default(),
        ..Outcome::default()
    };
    match lines {
        None => outcome.verdict = "refused".to_owned(),
        Some(_) => judge(&mut outcome, rival.cargo(description, &["check"])?),
    }
    Ok(outcome)
}

fn judge(outcome: &mut Outcome, (verdict, cost): (Verdict, Cost)) {
    outcome.check = Some(cost);
    outcome.verdict = match verdict {
        Verdict::Clean => "clean".to_owned(),
        Verdict::Warnings(count, _) => format!("{count} warnings"),
        Verdict::Errors(count, _) => format!("{count} errors"),
    };
}

/// The ratio of our cost to theirs, if both compile.
fn ratio(ours: &Outcome, theirs: &Outcome) -> Option<f64> {
    let compiles = |outcome: &Outcome| !outcome.verdict.ends_with("errors");
    let (our, their) = (ours.check?, theirs.check?);
    let both = compiles(ours) && compiles(theirs);
    both.then(|| our.cpu.as_secs_f64() / their.cpu.as_secs_f64())
}

fn geometric_mean(ratios: &[f64]) -> f64 {
    let sum: f64 = ratios.iter().map(|ratio| ratio.ln()).sum();
    (sum / ratios.len() as f64).exp()
}

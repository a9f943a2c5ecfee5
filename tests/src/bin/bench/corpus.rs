//! The cost of generating and checking each description of the corpus, beside a rival's.

use std::io;
use std::time::Duration;

use tests::bars::{Figures, Limit};
use tests::corpus::rival::Rival;
use tests::corpus::{self, Description, Verdict, Workspace, measured};
use tests::measure::Cost;

use crate::{Arguments, cell, cheapest, profile, rival};

/// Descriptions whose rival runs only if they are named or with `--large`.
const LARGE: [&str; 1] = ["github"];

/// A check of at most this time is repeated.
const SHORT: Duration = Duration::from_secs(2);

/// The name of the step and of its figures.
const STEP: &str = "check";

/// The bar for every description: none is slower than the rival's.
const RATIO: f64 = 1.0;

/// The bars for some descriptions.
const RATIOS: [(&str, f64); 4] = [
    ("nexus", 0.2),
    ("discord", 0.2),
    ("stripe-2020", 0.2),
    ("openai", 0.12),
];

/// The bars of the largest description: CPU seconds and MB.
const LARGEST: (f64, f64) = (24.0, 2048.0);

/// The bar for the geometric mean of all ratios.
const MEAN: f64 = 0.3;

/// The phases of rustc that are printed for a description whose bar is missed.
const PHASES: [&str; 7] = [
    "total",
    "macro_expand_crate",
    "resolve_crate",
    "coherence_checking",
    "type_check_crate",
    "MIR_borrow_checking",
    "generate_crate_metadata",
];

/// The result of one generator for one description.
#[derive(Default)]
struct Outcome {
    generation: Option<Cost>,
    lines: usize,
    check: Option<Cost>,
    verdict: String,
}

pub(crate) fn print(arguments: &Arguments, figures: &mut Figures) -> io::Result<()> {
    let chosen = corpus::descriptions()?.unwrap_or_default().into_iter();
    let chosen =
        chosen.filter(|description| arguments.only.is_empty() || arguments.only.contains(&description.name));
    let rival = rival(arguments)?;
    println!(
        "\n| description | lines | generation CPU s / MB | check CPU s / MB | | rival: lines | generation | check | | check ratio |\n\
         |---|---|---|---|---|---|---|---|---|---|"
    );
    let mut ratios = Vec::new();
    let mut missed = Vec::new();
    for description in chosen {
        let ours = ours(&description)?;
        let has_rival =
            arguments.large || !arguments.only.is_empty() || !LARGE.contains(&description.name.as_str());
        let theirs = rival
            .as_ref()
            .filter(|_| has_rival)
            .map(|rival| theirs(rival, &description))
            .transpose()?;
        let ratio = theirs.as_ref().and_then(|theirs| ratio(&ours, theirs));
        ratios.extend(ratio);
        note(&description.name, &ours, theirs.as_ref(), figures);
        let of_ratio = ratio.map(|ratio| {
            let named = RATIOS.iter().find(|(name, _)| *name == description.name);
            let most = named.map_or(RATIO, |(_, most)| *most);
            let label = format!("{}, ratio to openapi-to-rust", description.name);
            let limit = Limit::AtMost(most);
            if !limit.is_met(ratio) {
                missed.push(description.name.clone());
            }
            format!("{ratio:.2} (bar {})", figures.bar(STEP, &label, ratio, limit))
        });
        println!(
            "| {} | {} | {} | {} |",
            description.name,
            cells(&ours),
            theirs.as_ref().map_or("– | – | – | –".to_owned(), cells),
            of_ratio.unwrap_or_else(|| "–".to_owned())
        );
    }
    if !ratios.is_empty() {
        let mean = geometric_mean(&ratios);
        let bar = figures.bar(STEP, "geometric mean of the ratios", mean, Limit::AtMost(MEAN));
        println!(
            "\ncheck CPU against the rival's, geometric mean of {}: {mean:.2} (bar {bar})",
            ratios.len(),
        );
    }
    profile::phases(&missed, "check", &PHASES)
}

/// Adds the figures of a description to the chart.
fn note(name: &str, ours: &Outcome, theirs: Option<&Outcome>, figures: &mut Figures) {
    let seconds = |outcome: &Outcome| outcome.check.map(|cost| cost.cpu.as_secs_f64());
    if let Some(seconds) = seconds(ours) {
        figures.add(STEP, "ours", name, seconds, None);
    }
    if let Some(seconds) = theirs.and_then(seconds) {
        figures.add(STEP, "openapi-to-rust", name, seconds, None);
    }
    if let Some(cost) = ours.check.filter(|_| LARGE.contains(&name)) {
        let (seconds, megabytes) = LARGEST;
        let peak = (cost.peak >> 20) as f64;
        figures.bar(
            STEP,
            &format!("{name}, CPU s"),
            cost.cpu.as_secs_f64(),
            Limit::AtMost(seconds),
        );
        figures.bar(STEP, &format!("{name}, MB"), peak, Limit::AtMost(megabytes));
    }
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
    let check = || {
        workspace.touch(&description.name)?;
        measured::check(&workspace, &description.name)
    };
    judge(&mut outcome, steadily(check)?);
    Ok(outcome)
}

/// Repeats a check that takes little time, and returns the cheapest one: on a short run, unrelated work of the machine weighs more.
fn steadily(check: impl Fn() -> io::Result<(Verdict, Cost)>) -> io::Result<(Verdict, Cost)> {
    let first = check()?;
    if first.1.cpu > SHORT {
        return Ok(first);
    }
    let again = cheapest(&check)?;
    Ok(if again.1.cpu < first.1.cpu { again } else { first })
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
        Some(_) => judge(&mut outcome, steadily(|| rival.cargo(description, &["check"]))?),
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

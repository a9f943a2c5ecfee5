//! The cost of compiling a client crate after a change of the description, with all dependencies already built. The client of
//! a rival for the same description is measured too. The runtime package is compiled once for all clients of a workspace, and
//! its cost has a separate row.

use std::io;

use generator::Runtime;
use tests::bars::{Figures, Limit};
use tests::corpus::rival::Rival;
use tests::corpus::{self, Description, Verdict, Workspace, measured, shared_runtime};
use tests::measure::Cost;

use crate::{Arguments, cheapest, rival, seconds};

const WORKSPACE: &str = "corpus";

/// A cargo command, and its bars by description.
struct Command {
    title: &'static str,
    /// The step of its figures.
    step: &'static str,
    arguments: &'static [&'static str],
    bars: &'static [(&'static str, Bar)],
}

/// The limit of the cost of our crate.
#[derive(Clone, Copy)]
enum Bar {
    /// As a ratio to the rival's processor time.
    Ratio(f64),
    /// In seconds of processor time.
    Seconds(f64),
}

const COMMANDS: [Command; 2] = [
    Command {
        title: "cargo check",
        step: "check",
        arguments: &["check"],
        bars: &[
            ("petstore", Bar::Ratio(0.8)),
            ("uspto", Bar::Ratio(0.8)),
            ("buildomat", Bar::Ratio(0.8)),
        ],
    },
    Command {
        title: "cargo build --release",
        step: "release",
        arguments: &["build", "--release"],
        bars: &[("buildomat", Bar::Seconds(1.0)), ("nexus", Bar::Ratio(0.3))],
    },
];

/// The default features of the runtime in a client, unless its description needs others.
const FEATURES: [&str; 2] = ["--features", "hyper,ring"];

pub(crate) fn print(arguments: &Arguments, figures: &mut Figures) -> io::Result<()> {
    let rival = rival(arguments)?;
    for command in &COMMANDS {
        let names: Vec<&str> = command.bars.iter().map(|(name, _)| *name).collect();
        let Some(descriptions) = corpus::named(&names)? else {
            return Ok(());
        };
        println!(
            "\n| {} of the client, CPU s | ours | openapi-to-rust | ratio | bar |\n|---|---|---|---|---|",
            command.title
        );
        for (description, (_, bar)) in descriptions.iter().zip(command.bars) {
            let ours = ours(description, command)?;
            let theirs = rival
                .as_ref()
                .map(|rival| theirs(rival, description, command))
                .transpose()?;
            row((command.step, &description.name), ours, theirs, *bar, figures);
        }
        let runtime = seconds(runtime(command)?);
        println!("| the runtime, once for all clients | {runtime} | – | – | – |");
    }
    Ok(())
}

fn row((step, name): (&str, &str), ours: Cost, theirs: Option<Cost>, bar: Bar, figures: &mut Figures) {
    let ratio = theirs.map(|theirs| ours.cpu.as_secs_f64() / theirs.cpu.as_secs_f64());
    figures.add(step, "ours", name, ours.cpu.as_secs_f64(), None);
    if let Some(theirs) = theirs {
        figures.add(step, "openapi-to-rust", name, theirs.cpu.as_secs_f64(), None);
    }
    let step = format!("{step} of a small client");
    let bar = match (bar, ratio) {
        (Bar::Ratio(most), Some(ratio)) => {
            let label = format!("{name}, ratio to openapi-to-rust");
            format!("ratio {}", figures.bar(&step, &label, ratio, Limit::AtMost(most)))
        }
        (Bar::Ratio(most), None) => format!("ratio {most}"),
        (Bar::Seconds(most), _) => {
            let label = format!("{name}, CPU s");
            figures.bar(&step, &label, ours.cpu.as_secs_f64(), Limit::AtMost(most))
        }
    };
    println!(
        "| {name} | {} | {} | {} | {bar} |",
        seconds(ours),
        theirs.map_or("–".to_owned(), seconds),
        ratio.map_or("–".to_owned(), |ratio| format!("{ratio:.2}"))
    );
}

fn ours(description: &Description, command: &Command) -> io::Result<Cost> {
    let workspace = Workspace::open(WORKSPACE)?;
    measured::generation(&workspace, description)?;
    workspace.set_members([description.name.as_str()])?;
    clean(&description.name, || {
        workspace.touch(&description.name)?;
        measured::alone(&workspace, &description.name, command.arguments)
    })
}

fn theirs(rival: &Rival, description: &Description, command: &Command) -> io::Result<Cost> {
    if rival.generate(description)?.0.is_none() {
        let refused = format!("the rival refuses {}", description.name);
        return Err(io::Error::other(refused));
    }
    clean(&description.name, || rival.cargo(description, command.arguments))
}

/// The cost of the runtime package in the workspace of the last client, with that client's features.
fn runtime(command: &Command) -> io::Result<Cost> {
    let Runtime::Shared { package, .. } = shared_runtime(WORKSPACE) else {
        return Err(io::Error::other(
            "the workspace's clients have no runtime package",
        ));
    };
    let workspace = Workspace::open(WORKSPACE)?;
    let arguments = [command.arguments, FEATURES.as_slice()].concat();
    clean(&package, || {
        workspace.touch(&package)?;
        measured::alone(&workspace, &package, &arguments)
    })
}

/// The cheapest of several runs, all of which must compile. Warnings of a rival are ignored.
fn clean(name: &str, run: impl Fn() -> io::Result<(Verdict, Cost)>) -> io::Result<Cost> {
    match cheapest(run)? {
        (Verdict::Clean | Verdict::Warnings(..), cost) => Ok(cost),
        (Verdict::Errors(_, printed), _) => Err(io::Error::other(format!("{name}: {printed}"))),
    }
}

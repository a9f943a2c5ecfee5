//! A program that makes three calls, as an optimised and stripped build: the cost after a change of the client, with the runtime and
//! all other dependencies already built, and the size.

use std::io;

use tests::bars::{Figures, Limit};
use tests::corpus::program::{self, Built};
use tests::corpus::{self, Workspace, measured};

use crate::{Arguments, megabytes_of, profile, rival, seconds};

/// A description with the same three calls for both clients.
struct Row {
    name: &'static str,
    /// The limit of processor time, in seconds.
    seconds: f64,
    ours: Calls,
    theirs: Calls,
}

/// How a program uses a client: a statement that makes `client`, and three calls.
struct Calls {
    client: &'static str,
    calls: [&'static str; 3],
}

/// The phases of rustc that are printed for a client and its program if the bar is missed.
const PHASES: [&str; 9] = [
    "total",
    "macro_expand_crate",
    "type_check_crate",
    "MIR_borrow_checking",
    "monomorphization_collector_graph_walk",
    "codegen_to_LLVM_IR",
    "LLVM_passes",
    "link_binary",
    "generate_crate_metadata",
];

const ROWS: [Row; 2] = [
    Row {
        name: "buildomat",
        seconds: 2.5,
        ours: Calls {
            client: "buildomat::Client::builder().base_url(\"http://127.0.0.1:1\").build()?",
            calls: ["whoami()", "tasks_get()", "control_hold()"],
        },
        theirs: Calls {
            client: "buildomat::generated::HttpClient::new().with_base_url(\"http://127.0.0.1:1\")",
            calls: ["whoami()", "tasks_get()", "control_hold()"],
        },
    },
    Row {
        name: "nexus",
        seconds: 8.0,
        ours: Calls {
            client: "nexus::Client::builder().base_url(\"http://127.0.0.1:1\").build()?",
            calls: [
                "system_status().ping()",
                "projects().project_list()",
                "instances().instance_view(&\"web\".parse::<nexus::types::Name>()?.into())",
            ],
        },
        theirs: Calls {
            client: "nexus::generated::HttpClient::new().with_base_url(\"http://127.0.0.1:1\")",
            calls: [
                "ping()",
                "project_list(None, None::<&str>, None::<&str>)",
                "instance_view(\"web\", None::<&str>)",
            ],
        },
    },
];

pub(crate) fn print(arguments: &Arguments, figures: &mut Figures) -> io::Result<()> {
    let rival = rival(arguments)?;
    let names = ROWS.map(|row| row.name);
    let Some(descriptions) = corpus::named(&names)? else {
        return Ok(());
    };
    println!(
        "\n| release build of a program with three calls | ours, CPU s | bar | openapi-to-rust, CPU s | ours, MB stripped | openapi-to-rust, MB | bar |\n\
         |---|---|---|---|---|---|---|"
    );
    let mut missed = Vec::new();
    for row in &ROWS {
        let Some(description) = descriptions.iter().find(|of| of.name == row.name) else {
            continue;
        };
        let ours = {
            let workspace = Workspace::open("corpus")?;
            measured::generation(&workspace, description)?;
            program::build(&workspace, row.name, &row.ours.source())?
        };
        let theirs = match &rival {
            Some(rival) if rival.generate(description)?.0.is_some() => {
                Some(rival.program(description, &row.theirs.source())?)
            }
            Some(_) | None => None,
        };
        if !Limit::AtMost(row.seconds).is_met(ours.cost.cpu.as_secs_f64()) {
            missed.extend([row.name.to_owned(), program::package(row.name)]);
        }
        println!("{}", cells(row, ours, theirs, figures));
    }
    profile::phases(&missed, "release", &PHASES)
}

fn cells(row: &Row, ours: Built, theirs: Option<Built>, figures: &mut Figures) -> String {
    let step = "release of a program with three calls";
    let label = format!("{}, CPU s", row.name);
    let cpu = ours.cost.cpu.as_secs_f64();
    let bar = figures.bar(step, &label, cpu, Limit::AtMost(row.seconds));
    let size = theirs.map_or("1".to_owned(), |theirs| {
        let ratio = bytes(ours) / bytes(theirs);
        let label = format!("{}, size as a ratio to openapi-to-rust's", row.name);
        format!(
            "ratio {ratio:.2}, {}",
            figures.bar(step, &label, ratio, Limit::AtMost(1.0))
        )
    });
    let [their_cost, their_size] = match theirs {
        Some(theirs) => [seconds(theirs.cost), megabytes_of(theirs.bytes)],
        None => ["–".to_owned(), "–".to_owned()],
    };
    format!(
        "| {} | {} | {bar} | {their_cost} | {} | {their_size} | {size} |",
        row.name,
        seconds(ours.cost),
        megabytes_of(ours.bytes),
    )
}

#[allow(clippy::cast_precision_loss, reason = "a program is smaller than 2^52 bytes")]
fn bytes(built: Built) -> f64 {
    built.bytes as f64
}

impl Calls {
    /// The program.
    fn source(&self) -> String {
        let calls = self.calls.map(|call| {
            format!("    println!(\"{{:?}}\", client.{call}.await.map_err(|error| error.to_string()));\n")
        });
        format!(
            "#[tokio::main(flavor = \"current_thread\")]\nasync fn main() -> Result<(), Box<dyn std::error::Error>> {{\n    \
             let client = {};\n{}    Ok(())\n}}\n",
            self.client,
            calls.concat()
        )
    }
}

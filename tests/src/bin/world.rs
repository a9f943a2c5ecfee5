//! `cargo run -p tests --release --bin world [--compile N] [--seed N] [NAME…]`: generates every public description twice,
//! checks it, and prints a table of the results. `--compile N` also compiles N clients, which the seed selects. An interrupted
//! run continues where it stopped. The program exits with 1 if a bar is missed.

use std::io;
use std::path::Path;
use std::process::ExitCode;

use tests::world::{self, Examiner, Journal};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/world");

/// The arguments of the command line.
#[derive(Default)]
struct Arguments {
    compile: usize,
    seed: u64,
    names: Vec<String>,
}

fn main() -> io::Result<ExitCode> {
    if let Some(code) = world::intercept()? {
        return Ok(code);
    }
    let arguments = arguments()?;
    let Some(descriptions) = world::descriptions(&arguments.names)? else {
        return Ok(ExitCode::SUCCESS);
    };
    let folder = Path::new(FOLDER);
    let examiner = Examiner::new(&folder.join("out"))?;
    let mut journal = Journal::open(&folder.join("journal.jsonl"), examiner.program())?;
    let outcomes = world::examine(&descriptions, &examiner, &mut journal)?;
    let compiled = world::compile(
        arguments.compile,
        arguments.seed,
        &descriptions,
        &examiner,
        &mut journal,
    )?;
    let (table, is_passed) = world::table(&outcomes, &compiled);
    print!("{table}");
    Ok(match is_passed {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

fn arguments() -> io::Result<Arguments> {
    let mut found = Arguments {
        seed: 1,
        ..Arguments::default()
    };
    let mut given = std::env::args().skip(1);
    while let Some(argument) = given.next() {
        match argument.as_str() {
            "--compile" => found.compile = number(given.next())?,
            "--seed" => found.seed = number(given.next())?,
            flag if flag.starts_with("--") => {
                return Err(io::Error::other(format!(
                    "{flag} is not an option; the options are --compile and --seed"
                )));
            }
            _ => found.names.push(argument),
        }
    }
    Ok(found)
}

fn number<N: std::str::FromStr>(text: Option<String>) -> io::Result<N> {
    let number = text.as_deref().and_then(|text| text.parse().ok());
    number.ok_or_else(|| io::Error::other("expected a number"))
}

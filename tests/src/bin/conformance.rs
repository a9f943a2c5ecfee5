//! `cargo run -p tests --bin conformance [--openapi VERSION] [FOLDER…]`: drives generated clients through Microsoft's
//! cross-language conformance suite. It prints how many scenarios pass in each folder, the failures, and the scenarios that
//! were left out. It exits with 1 if an unexpected scenario fails.

use std::io;
use std::process::ExitCode;

use tests::conformance::{self, Version};

fn main() -> io::Result<ExitCode> {
    let mut folders: Vec<String> = Vec::new();
    let mut version = Version::default();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "--openapi" {
            let named = arguments.next().and_then(|name| Version::named(&name));
            version = named.ok_or_else(|| io::Error::other("--openapi takes 3.0 or 3.1"))?;
        } else {
            folders.push(argument);
        }
    }
    let Some(run) = conformance::run(version, &folders)? else {
        return Ok(ExitCode::SUCCESS);
    };
    print!("{}", run.table());
    let surprises = run.surprises()?;
    print!("{surprises}");
    Ok(match surprises.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

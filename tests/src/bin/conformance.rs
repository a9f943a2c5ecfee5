//! `cargo run -p tests --bin conformance [FOLDER…]`: drives generated clients through Microsoft's cross-language conformance
//! suite and prints, by folder, how many scenarios pass; then what fails and what was left out. Exits with 1 where something
//! fails that is not expected to.

use std::io;
use std::process::ExitCode;

use tests::conformance;

fn main() -> io::Result<ExitCode> {
    let folders: Vec<String> = std::env::args().skip(1).collect();
    let Some(run) = conformance::run(&folders)? else {
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

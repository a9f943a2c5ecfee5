//! `cargo openapi-client`: the command of the package `generator` as a subcommand of cargo.

use std::ffi::OsString;
use std::process::ExitCode;

/// A run allocates many small values. The allocator of the system would take a third of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The name of the subcommand, which cargo passes as the first argument.
const SUBCOMMAND: &str = "openapi-client";

fn main() -> ExitCode {
    let mut arguments: Vec<OsString> = std::env::args_os().collect();
    if arguments.get(1).is_some_and(|argument| argument == SUBCOMMAND) {
        arguments.remove(1);
    }
    generator::command(arguments)
}

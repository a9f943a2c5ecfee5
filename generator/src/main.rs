//! The binary `generator`: see [`generator::command`].

use std::process::ExitCode;

/// A run allocates many small values. The allocator of the system would take a third of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    generator::command(std::env::args_os())
}

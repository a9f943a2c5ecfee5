//! The binary `generator`: see [`program`].

mod program;

use std::process::ExitCode;

/// A run allocates many small values. The allocator of the system would take a third of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    program::main()
}

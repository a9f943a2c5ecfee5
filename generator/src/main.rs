//! The binary `generator`: see [`program`].

mod program;

use std::process::ExitCode;

/// A run allocates many small values: the system's allocator takes a third of its time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    program::main()
}

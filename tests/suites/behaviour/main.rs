//! The committed client over real HTTP on loopback, with each transport: its requests, its handling of every response, and the faults
//! that it must avoid. Tests with names `r1` to `r10` belong to the rules on faults. `runtime_tests/http` of the generator has
//! such tests for calls that this client doesn't have.

// Clippy recognizes tests by their attribute and treats their helpers as production code.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used
)]

mod addresses;
mod answers;
mod both;
mod bytes;
mod example;
mod faults;
mod framed;
mod hostile;
mod judged;
mod memory;
mod refused;
mod secrets;
mod tls;
mod undocumented;

//! The committed client over real HTTP on loopback, both its asynchronous and its blocking half: what it sends, what it
//! makes of every answer, and what it never does. Tests whose names begin with `r1` to `r10` are the rows of the rule book
//! on faults, as `runtime_tests/http` of the generator has them for calls that this client has none of.

// Clippy knows tests by their attribute, and takes what they share for production code.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used
)]

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
mod undocumented;

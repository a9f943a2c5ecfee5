//! The committed client over real HTTP on loopback, both its asynchronous and its blocking half: what it sends, what it
//! makes of every answer, and what it never does.

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

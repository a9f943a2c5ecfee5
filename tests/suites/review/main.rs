//! What a change of a description does to code that uses the client: the surface of the client and rustc agree on every kind
//! of change, and the surface says what the generated code has.

#![allow(clippy::expect_used, clippy::panic)] // What a suite can't do is a failed test.

mod matrix;
mod measured;
mod reports;
mod surface;
mod verdicts;

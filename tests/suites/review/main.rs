//! The effect of a change on code that uses the client: the surface of the client and rustc agree for every kind of change, and
//! the surface lists the items of the generated code.

#![allow(clippy::expect_used, clippy::panic)] // What a suite can't do is a failed test.

mod matrix;
mod measured;
mod oracle;
mod reports;
mod surface;
mod verdicts;

//! Generates a Rust client crate from an OpenAPI description.

pub mod diagnostics;
pub mod dialect;
pub mod model;
pub mod pattern;
pub mod source;

#[cfg(test)]
// It is the generated crate that exports it, and its MSRV is older than let chains and `is_multiple_of`.
#[allow(unreachable_pub, clippy::collapsible_if, clippy::manual_is_multiple_of)]
mod runtime;
#[cfg(test)]
#[allow(unreachable_pub)] // Its types are written as generated code writes them.
mod runtime_tests;

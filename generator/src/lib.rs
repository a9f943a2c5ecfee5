//! Generates a Rust client crate from an OpenAPI description.

pub mod diagnostics;
pub mod pattern;
pub mod source;

#[cfg(test)]
mod runtime;

// Copied from runtime/lib.rs of generator 0.1.0; not from the description.

//! The support code of generated clients: it sends, decodes and validates.
//!
//! It changes with the generator alone. Nothing here is meant to be named by a program: what a client
//! shows of it, it exports.
#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_macros)]
#![allow(
    clippy::too_many_arguments,
    clippy::large_enum_variant,
    clippy::should_implement_trait
)]

pub mod format;
pub mod http;
pub mod json;
pub mod macros;
pub mod pattern;

/// The same by the path that the files name, which are the same where they are a module of a client.
#[doc(hidden)]
pub mod runtime {
    pub use super::{format, http, json, macros, pattern};
}

// Written by generator 0.1.0; independent of the description.

//! The support code of generated clients: it sends, decodes and validates.
//!
//! It only changes with the generator. Programs use what their client exports of it.
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

/// The same modules by the path `crate::runtime`, which the files use in a package and in a client alike.
#[doc(hidden)]
pub mod runtime {
    pub use super::{format, http, json, macros, pattern};
}

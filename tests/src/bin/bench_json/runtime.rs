//! The JSON part of the runtime, at its path in a generated crate.

#![allow(dead_code, unused_imports, unused_macros)]

#[allow(unexpected_cfgs)] // The features of a generated crate.
#[path = "../../../../generator/src/runtime/format/mod.rs"]
pub(crate) mod format;
#[path = "../../../../generator/src/runtime/json/mod.rs"]
pub mod json;
#[path = "../../../../generator/src/runtime/macros/mod.rs"]
pub mod macros;
#[path = "../../../../generator/src/runtime/pattern.rs"]
pub mod pattern;

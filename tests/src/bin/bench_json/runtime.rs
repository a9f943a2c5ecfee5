//! The JSON half of the runtime, at the path that it has in a generated crate.

#![allow(dead_code, unused_imports, unused_macros)]

#[path = "../../../../generator/src/runtime/json/mod.rs"]
pub mod json;
#[path = "../../../../generator/src/runtime/macros/mod.rs"]
pub mod macros;
#[path = "../../../../generator/src/runtime/pattern.rs"]
pub mod pattern;

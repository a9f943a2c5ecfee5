//! The support code of generated clients.

// Each description uses only a part of it.
#![allow(dead_code, unused_imports, unused_macros)]

pub mod format;
pub mod http;
pub mod json;
pub mod macros;
pub mod pattern;

//! The support code that every generated crate carries.

// Every description uses a part of it.
#![allow(dead_code, unused_imports, unused_macros)]

pub mod format;
pub mod http;
pub mod json;
pub mod macros;
pub mod pattern;

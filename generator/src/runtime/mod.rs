//! The support code that every generated crate carries.

// Every description uses a part of it.
#![allow(dead_code, unused_imports, unused_macros)]

pub mod format;
pub(crate) mod http;
pub(crate) mod json;
pub(crate) mod macros;
pub(crate) mod pattern;

//! Behaviour of the runtime; never copied into a generated crate.

mod http;
mod json;

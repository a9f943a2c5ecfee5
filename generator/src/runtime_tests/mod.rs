//! Behaviour of the runtime; never copied into a generated crate.

mod http;
mod json;
mod json_errors;
mod json_schema_suite;
mod json_types;
mod json_unions;
mod json_validation;
mod pattern;

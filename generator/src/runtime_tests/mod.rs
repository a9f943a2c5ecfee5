//! Behaviour of the runtime; never copied into a generated crate.

mod custom;
mod format;
mod http;
mod json;
mod json_demands;
mod json_errors;
mod json_schema_suite;
mod json_types;
mod json_unions;
mod json_validation;
mod pattern;

/// What the tests' types and operations are written with.
pub(crate) mod prelude {
    pub(crate) use crate::runtime::http::macros::*;
    pub(crate) use crate::runtime::http::{
        Async, Blocking, Call, ResponseSpec, Client, Mode, Operation, Parameter, Spec, Style, outcome,
    };
    pub(crate) use crate::runtime::json::{Bound, Check, Number, Schema, Value};
    pub(crate) use crate::runtime::macros::*;
    pub(crate) use ::http::Method;
    pub(crate) use bytes::Bytes;
}

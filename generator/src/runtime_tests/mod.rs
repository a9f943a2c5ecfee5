//! Tests of the runtime. They are never copied into a generated crate.

mod custom;
mod format;
mod http;
mod json;
mod json_assertions;
mod json_errors;
mod json_reading;
mod json_schema_suite;
mod json_types;
mod json_unions;
mod json_validation;
mod libraries;
mod pattern;
mod values;

/// The items with which the types and operations of tests are written.
pub(crate) mod prelude {
    pub(crate) use crate::runtime::http::macros::*;
    pub(crate) use crate::runtime::http::{
        Async, Blocking, Call, Client, Mode, Operation, Parameter, ResponseSpec, Spec, Style, outcome,
    };
    pub(crate) use crate::runtime::json::{Bound, Check, Number, Schema, Value};
    pub(crate) use crate::runtime::macros::*;
    pub(crate) use ::http::Method;
    pub(crate) use bytes::Bytes;
}

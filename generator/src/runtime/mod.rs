//! The support code that every generated crate carries.

// Every description uses a part of it.
#![allow(dead_code, unused_imports, unused_macros)]

pub(crate) mod http;
pub(crate) mod json;
pub(crate) mod macros;
pub(crate) mod pattern;

/// What the modules of generated types and operations are written with.
pub(crate) mod prelude {
    pub(crate) use crate::runtime::http::{Async, Blocking};
    pub(crate) use crate::runtime::http::{
        Call, Case, Client, Mode, Operation, Parameter, Spec, Status, Style, outcome,
    };
    pub(crate) use crate::runtime::json::{Bound, Check, Extra, InvalidString, Number, Schema, Slot, Value};
    pub(crate) use crate::runtime::macros::*;
    pub(crate) use ::http::Method;
    pub(crate) use bytes::Bytes;
    pub(crate) use std::borrow::Cow;
    pub(crate) use std::collections::BTreeMap;
}

//! The macros that generated code is written in: a table each, expanding to a few small implementations.
//!
//! Everything is `#[inline]`, so that code is generated only for the types that a program uses, in that program.

mod choice;
mod custom;
mod enums;
mod external;
mod newtype;
mod object;
mod operation;
mod serde;
mod server;
mod union;
mod webhook;

pub(crate) use choice::choice;
pub(crate) use custom::custom;
pub(crate) use enums::{integer_enum, string_enum};
pub(crate) use external::external_union;
pub(crate) use newtype::{newtype, string_newtype};
pub(crate) use object::{constructor, object, property, setter};
pub(crate) use operation::{operation, parameters};
pub(crate) use serde::serde_impls;
pub(crate) use server::{server, server_variable};
pub(crate) use union::{from, union};
pub(crate) use webhook::webhook;

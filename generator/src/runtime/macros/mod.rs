//! The macros with which generated types are defined. Each takes a table, and expands to a few small implementations.
//!
//! Functions are `#[inline]`, so a program compiles code only for the types that it uses.

mod custom;
mod enums;
mod external;
mod json_schema;
mod newtype;
mod object;
mod serde;
mod text;
mod union;

#[cfg(feature = "clap")]
pub use ::clap::{ValueEnum, builder::PossibleValue};
pub use custom::custom;
pub use enums::{integer_enum, string_enum};
pub use external::external_union;
pub use json_schema::{json_schema, named_schema};
pub use newtype::{newtype, string_newtype};
pub use object::{constructor, default, object};
pub use serde::serde_impls;
pub use text::text_impls;
pub use union::{from, union};

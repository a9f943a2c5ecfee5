// Copied from runtime/macros/mod.rs of generator 0.1.0; not from the description.

//! The macros that generated types are written in: a table each, expanding to a few small implementations.
//!
//! Everything is `#[inline]`, so that code is generated only for the types that a program uses, in that program.

mod custom;
mod enums;
mod external;
mod newtype;
mod object;
mod serde;
mod union;

pub use custom::custom;
pub use enums::{integer_enum, string_enum};
pub use external::external_union;
pub use newtype::{newtype, string_newtype};
pub use object::{constructor, object};
pub use serde::serde_impls;
pub use union::{from, union};

// Copied from runtime/json/mod.rs of generator 0.1.0; independent of the description.

//! Converts JSON to typed values and back with one engine over tables and slots. With serde's derive, each type would have
//! its own code.
//!
//! A type exposes its parts ([`Schema`], [`Object`], [`Union`] …). Decoding, encoding, validation and `Debug` are
//! implemented once, here. This module knows nothing of HTTP.

mod assertion;
mod capture;
mod check;
mod context;
mod custom;
mod debug;
mod decode;
mod encode;
pub mod evidence;
mod extra;
mod impls;
#[cfg(feature = "schemars")]
pub mod json_schema;
mod kept;
mod members;
mod number;
mod object;
mod parts;
mod plain;
pub mod presence;
mod read;
mod reader;
mod scan;
mod schema;
mod select;
mod shape;
mod tolerance;
mod union;
mod unknown;
mod validate;
mod whole;
mod write;

pub use assertion::Assertion;
pub use check::{Bound, Check, Format, InvalidString, Number, Rule};
pub use context::DecodeError;
pub(crate) use context::{push_index, push_key};
pub use custom::{Custom, read_by_serde, write_by_serde};
pub(crate) use custom::{by_serde, leaf};
pub use debug::{Shown, debug_object, debug_union};
pub use decode::{decode, decode_by_serde, deserialize};
pub(crate) use encode::encode_watching;
pub use encode::{encode, try_encode};
pub use extra::Extra;
pub use kept::ExactJson;
pub(crate) use parts::Parts;
pub use schema::{
    Foreign, Integer, List, ListValue, Map, MapValue, Nullable, Object, Schema, Slot, Text, Union, Value,
};
pub use shape::{Field, Literal, Presence, Shape, UnionShape, Variant};
pub(crate) use tolerance::{Absence, decode_tolerantly};
pub use union::take_null;
pub use unknown::{ListedInteger, ListedText, UnknownValue};
pub use validate::{Path, Violation, validate, violations};
pub(crate) use validate::{is_free, validate_argument};

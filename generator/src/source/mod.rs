//! Parses the text of a description into an ordered tree, and locates a node of the tree in the text.
//! This module knows JSON, YAML and references. It knows nothing of OpenAPI.

mod brackets;
mod build;
pub mod bundle;
mod deserialize;
mod format;
mod locate;
mod location;
mod map;
mod members;
mod number;
mod origins;
mod parse;
mod place_pattern;
mod pointer;
mod precision;
mod provenance;
mod reference;
mod scalars;
mod tabs;
#[cfg(test)]
mod tests;
mod tree;

pub use deserialize::DeserializeError;
pub use locate::{Place, Places, locate};
pub use location::{Location, join_path};
pub use map::{AROUND, LONG, Lines, SourceLocation, SourceMap, boundary_before};
pub use number::Number;
pub use origins::Origins;
pub use parse::{MAX_BYTES, parse};
pub use place_pattern::PlacePattern;
pub use pointer::Pointer;
pub use provenance::Provenance;
pub use reference::{MAX_STEPS, leads_out, reference, resolve};
pub use tree::{Kind, Members, Node};

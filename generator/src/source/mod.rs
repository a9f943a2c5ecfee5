//! From the text of a description to an ordered tree, and from a node of the tree back to its place in the text.
//! Knows JSON and YAML and references; knows nothing of OpenAPI.

mod build;
mod deserialize;
mod locate;
mod origins;
mod parse;
mod pointer;
mod precision;
mod reference;
mod scalars;
#[cfg(test)]
mod tests;
mod tree;

pub use deserialize::DeserializeError;
pub use locate::{Place, Places, locate};
pub use origins::Origins;
pub use parse::parse;
pub use pointer::Pointer;
pub use reference::{MAX_STEPS, reference, resolve};
pub use tree::{Kind, Node};

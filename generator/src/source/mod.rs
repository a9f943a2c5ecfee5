//! From the text of a description to an ordered tree, and from a node of the tree back to its place in the text.
//! Knows JSON and YAML; knows nothing of OpenAPI.

mod pointer;
mod tree;

pub use pointer::Pointer;
pub use tree::{Kind, Node};

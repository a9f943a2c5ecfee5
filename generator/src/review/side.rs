//! A side of a comparison: one description, read, lowered and named.

use crate::ir::Api;
use crate::source::{Node, Pointer};
use crate::surface::Surface;

/// One of the two descriptions of a comparison.
#[derive(Clone, Debug)]
pub(crate) struct Side {
    /// What is generated from it.
    pub(crate) api: Api,
    /// The tree that the api was lowered from, in the shape of OpenAPI 3.0.
    pub(crate) tree: Node,
    /// The root of the tree.
    pub(crate) root: Pointer,
    /// The public items of its client.
    pub(crate) surface: Surface,
}

impl Side {
    /// A side of this api and its tree.
    pub(crate) fn new(api: Api, tree: Node, root: Pointer) -> Self {
        Self {
            surface: Surface::of(&api),
            api,
            tree,
            root,
        }
    }
}

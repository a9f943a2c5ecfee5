//! The OpenAPI Overlay Specification 1.0 and 1.1: changes to the tree of a description, before the other stages read it.
//! This module knows nothing about OpenAPI itself.

mod apply;
mod document;
#[cfg(test)]
mod tests;

use apply::Target;
use document::actions;

use crate::diagnostics::Diagnostics;
use crate::source::{Node, parse};

/// The text of an overlay.
#[derive(Clone, Debug)]
pub struct Overlay {
    /// The file name, as diagnostics show it.
    pub name: String,
    /// JSON or YAML.
    pub text: String,
}

/// Applies overlays to the tree of `document`, in order. Errors are located in the text of the overlay, and so are later
/// diagnostics about nodes that it adds.
pub(crate) fn apply(overlays: &[Overlay], document: &str, tree: Node, diagnostics: &mut Diagnostics) -> Node {
    if overlays.is_empty() {
        return tree;
    }
    let bytes = overlays.iter().map(|overlay| overlay.text.len()).sum();
    let mut target = Target::new(document, tree, bytes);
    for overlay in overlays {
        let read = parse(&overlay.name, &overlay.text, diagnostics);
        diagnostics
            .sources_mut()
            .add_text(&overlay.name, overlay.text.clone());
        let actions = read.map_or_else(Vec::new, |read| actions(&read, &overlay.name, diagnostics));
        for action in &actions {
            target.apply(action, diagnostics);
        }
    }
    target.tree
}

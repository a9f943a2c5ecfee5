//! Updates references after a translation: each leads to the new place of its target.

use super::keywords::{Dialect, Object};
use super::link::Part;
use super::visit::{Path, Visit, walk};
use crate::source::{Node, Origins, Pointer};

/// Rewrites every `$ref` and every reference in the `mapping` of a discriminator in a translated tree.
pub(super) fn rewrite(tree: &mut Node, parts: &[Part], origins: &Origins) {
    if origins.is_empty() {
        return;
    }
    for part in parts {
        let document = part.at.document();
        let mut rewrite = Rewrite { document, origins };
        // A moved part is still below its owner.
        if let Some(node) = tree.at_mut(&origins.target(&part.at)) {
            walk(&mut rewrite, part.object, node, &Path::root(&part.at));
        }
    }
}

struct Rewrite<'r> {
    document: &'r str,
    origins: &'r Origins,
}

impl Visit for Rewrite<'_> {
    // Keywords that 3.0 does not have stay in the tree, and may be referred to.
    const DIALECT: Dialect = Dialect::OpenApi32;

    fn visit(&mut self, object: Object, node: &mut Node, _at: &Path<'_>) {
        let Node::Object(members) = node else { return };
        if let Some(Node::String(text)) = members.get_mut("$ref") {
            self.rewrite(text);
        }
        let mapping = members
            .get_mut("mapping")
            .filter(|_| object == Object::Discriminator);
        if let Some(Node::Object(mapping)) = mapping {
            for text in mapping.values_mut() {
                if let Node::String(text) = text {
                    self.rewrite(text);
                }
            }
        }
    }
}

impl Rewrite<'_> {
    fn rewrite(&self, text: &mut String) {
        let target = text
            .contains('#')
            .then(|| Pointer::from_reference(self.document, text))
            .flatten()
            .filter(|target| target.document() == self.document);
        let Some(target) = target else { return };
        let moved = self.origins.target(&target);
        if moved != target {
            *text = moved.to_reference();
        }
    }
}

//! Tags: the properties by which a union chooses among its branches. The union writes them, so their own schemas have no effect.

use std::collections::{BTreeMap, BTreeSet};

use super::view::target;
use crate::source::{MAX_STEPS, Node, Pointer};

/// The tags of the branches of one tree.
#[derive(Debug, Default)]
pub(super) struct Tags(BTreeMap<Pointer, BTreeSet<String>>);

impl Tags {
    pub(super) fn new(tree: &Node, root: &Pointer) -> Self {
        let mut tags = Self::default();
        tags.below(tree, tree, root);
        tags
    }

    fn below(&mut self, tree: &Node, node: &Node, at: &Pointer) {
        let tag = node.get("discriminator").and_then(|of| of.get("propertyName"));
        if let Some(tag) = tag.and_then(Node::as_str) {
            self.add(at, tag);
            for keyword in ["oneOf", "anyOf"] {
                let branches = node.get(keyword).and_then(Node::as_array).unwrap_or_default();
                for index in 0..branches.len() {
                    let mut branch = at.child(keyword).index(index);
                    for _ in 0..MAX_STEPS {
                        let Some(next) = target(tree, &branch) else { break };
                        branch = next;
                    }
                    self.add(&branch, tag);
                }
            }
        }
        for (key, value) in node.as_object().into_iter().flatten() {
            self.below(tree, value, &at.child(key));
        }
        for (index, item) in node.as_array().into_iter().flatten().enumerate() {
            self.below(tree, item, &at.index(index));
        }
    }

    fn add(&mut self, at: &Pointer, tag: &str) {
        self.0.entry(at.clone()).or_default().insert(tag.to_owned());
    }

    /// Whether a property is a tag of one of these schemas.
    pub(super) fn has(&self, schemas: &[Pointer], property: &str) -> bool {
        schemas
            .iter()
            .any(|at| self.0.get(at).is_some_and(|tags| tags.contains(property)))
    }
}

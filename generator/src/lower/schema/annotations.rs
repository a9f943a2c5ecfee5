//! Annotations of a schema, which do not change its type. They are read without merging other schemas.

use super::docs;
use crate::ir::Docs;
use crate::lower::Lowering;
use crate::source::{Node, Pointer};

impl Lowering<'_, '_> {
    /// Whether a keyword of the schema is `true`.
    pub(crate) fn is_true(&self, at: &Pointer, keyword: &str) -> bool {
        let flag = self.model.node(at).and_then(|node| node.get(keyword));
        flag.and_then(Node::as_bool).unwrap_or_default()
    }

    /// Whether values of the schema are passwords, or lists or maps of passwords, which `Debug` must redact.
    pub(super) fn is_secret(&self, at: &Pointer, depth: usize) -> bool {
        const DEEPEST: usize = 8;
        let target = self.model.end(at);
        let Some(node) = self.model.node(&target).filter(|_| depth < DEEPEST) else {
            return false;
        };
        let inner = ["items", "additionalProperties"];
        node.get("format").and_then(|format| format.as_str()) == Some("password")
            || inner
                .iter()
                .filter(|key| node.get(key).is_some())
                .any(|key| self.is_secret(&target.child(key), depth + 1))
    }

    /// The summary of the schema, for places that use it without a description.
    pub(super) fn first_paragraph(&self, target: &Pointer) -> Docs {
        let text = self
            .model
            .node(target)
            .and_then(|node| node.get("description"))
            .and_then(|text| text.as_str());
        let paragraph = text
            .unwrap_or_default()
            .trim()
            .split("\n\n")
            .next()
            .unwrap_or_default();
        docs::plain(Some(paragraph.to_owned()))
    }
}

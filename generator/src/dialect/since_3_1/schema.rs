//! Translates schemas: boolean schemas, and keywords in a fixed order.

use super::super::visit::{Members, Path};
use super::{NEVER, Translation, keywords, types};
use crate::diagnostics::Code;
use crate::source::Node;

impl Translation<'_> {
    /// Translates a schema whose subschemas are already translated.
    pub(super) fn schema(&mut self, node: &mut Node, at: &Path<'_>) {
        if let Node::Bool(flag) = node {
            *node = boolean(*flag);
        }
        let Node::Object(members) = node else { return };
        keywords::dynamic_reference(self, members, at);
        keywords::constant(self, members, at);
        types::types(self, members, at);
        types::null_members(self, members, at);
        keywords::examples(self, members, at);
        for bound in keywords::BOUNDS {
            keywords::exclusive_bound(self, members, bound, at);
        }
        keywords::content(members);
        keywords::unevaluated_items(self, members, at);
        keywords::prefix_items(self, members, at);
        keywords::pattern_properties(self, members, at);
        keywords::unevaluated_properties(self, members, at);
        keywords::reference_siblings(self, members, at);
    }

    pub(super) fn lossy(&mut self, at: &Path<'_>, below: &[&str], message: &str, effect: &str) {
        let at = at.pointer().descend(below.iter().copied());
        self.diagnostics
            .report(Code::Lossy, &at, message)
            .on_key()
            .effect(effect);
    }

    pub(super) fn moved(&mut self, at: &Path<'_>, new: &[&str], old: &[&str]) {
        self.origins.moved(&at.pointer(), new, old);
    }
}

/// JSON Schema 2020-12, Core, section 4.3.2: `true` allows every value, `false` none.
fn boolean(flag: bool) -> Node {
    let mut members = Members::new();
    if !flag {
        members.insert(NEVER.to_owned(), Node::Bool(true));
    }
    Node::Object(members)
}

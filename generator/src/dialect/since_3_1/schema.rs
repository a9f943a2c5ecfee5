//! Schemas: the order in which their keywords are translated, and the schemas that are a boolean.

use super::super::keywords::Object;
use super::super::visit::{Members, Path};
use super::{Translation, keywords, types};
use crate::diagnostics::Code;
use crate::source::Node;

impl Translation<'_> {
    /// A schema whose subschemas have been translated.
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

/// JSON Schema 2020-12, Core, section 4.3.2: `true` allows everything, `false` nothing.
fn boolean(flag: bool) -> Node {
    let mut members = Members::new();
    if !flag {
        members.insert(NEVER.to_owned(), Node::Bool(true));
    }
    Node::Object(members)
}

/// What tells the schema that was `false` from one that allows everything.
pub const NEVER: &str = "x-never";

/// Where the schema of items behind `prefixItems` is kept.
pub const REST: &str = "x-rest-items";

/// Where `additionalProperties` beside `patternProperties` is kept.
pub const OTHERS: &str = "x-other-properties";

/// Whether a keyword of 3.0 decides about values, or is a reference to what does.
pub(super) fn constrains(key: &str) -> bool {
    use super::super::keywords::Handling;
    let decides = |handling| matches!(handling, Handling::Typed | Handling::NotEnforced);
    let keyword = Object::Schema.keyword(key);
    key == "$ref" || keyword.is_some_and(|keyword| decides(keyword.handling) && !NO_RULES.contains(&key))
}

/// Typed, and yet no rule for values.
const NO_RULES: [&str; 5] = ["deprecated", "nullable", "readOnly", "writeOnly", "xml"];

//! Null: schemas that allow `null`, whose uses are an `Option`, and variants of a union that allow only `null`.

use super::facets::Facets;
use super::keywords::Raw;
use crate::lower::Lowering;
use crate::source::{Node, Pointer};

/// The deepest nesting of unions that is examined.
const DEPTH: usize = 8;

impl Lowering<'_, '_> {
    /// Whether the named schema allows `null`.
    pub(super) fn is_nullable(&self, target: &Pointer) -> bool {
        self.may_be_null(target, DEPTH)
    }

    fn may_be_null(&self, at: &Pointer, depth: usize) -> bool {
        let at = &self.model.end(at);
        let Some(node) = self.model.node(at).filter(|_| depth > 0) else {
            return false;
        };
        let members = |keyword: &str| -> Vec<Pointer> {
            let count = node
                .get(keyword)
                .and_then(Node::as_array)
                .map_or(0, <[Node]>::len);
            (0..count).map(|index| at.child(keyword).index(index)).collect()
        };
        let values = node.get("enum").and_then(Node::as_array).unwrap_or_default();
        if is_nullable_node(node) || values.iter().any(|value| matches!(value, Node::Null)) {
            return true;
        }
        let all_of = members("allOf");
        // Without its own `type`, a schema with `allOf` allows `null` if each part does.
        let by_parts = !all_of.is_empty() && node.get("type").is_none();
        by_parts && all_of.iter().all(|part| self.may_be_null(part, depth - 1))
            || ["oneOf", "anyOf"]
                .iter()
                .flat_map(|keyword| members(keyword))
                .any(|member| self.may_be_null(&member, depth - 1))
    }

    /// A `null` variant makes the union nullable; it does not become a variant in Rust.
    pub(super) fn settle_null(&mut self, facets: &mut Facets) {
        for choice in &mut facets.choices {
            if choice.members.iter().any(|member| self.is_nullable(member)) {
                facets.nullable = true;
            }
            if choice.members.len() > 1 {
                choice.members.retain(|member| !self.is_null_only(member));
            }
        }
    }

    /// Removes a choice whose only alternative beside `null` is an inline schema that the keywords beside the choice constrain:
    /// `{oneOf: [{type: string}, {type: 'null'}], minLength: 2}`. The alternative holds as if it were in `allOf`.
    pub(super) fn take_sole_alternative(&self, facets: &mut Facets) -> Option<Pointer> {
        let [choice] = facets.choices.as_slice() else {
            return None;
        };
        let [member] = choice.members.as_slice() else {
            return None;
        };
        let is_constrained = facets.raw != Raw::default() && facets.discriminator.is_none();
        if !is_constrained || self.model.reference(member).is_some() {
            return None;
        }
        let member = member.clone();
        facets.choices.clear();
        Some(member)
    }

    /// Whether the schema means `null`: as its only value, or as `nullable` alone, which schemars 0.8 writes. References
    /// are followed.
    pub(crate) fn is_null_only(&self, at: &Pointer) -> bool {
        let at = &self.model.end(at);
        const ANNOTATIONS: [&str; 5] = ["nullable", "description", "title", "default", "example"];
        let Some(node) = self.model.node(at) else {
            return false;
        };
        let Some(object) = node.as_object() else {
            return false;
        };
        let values = node.get("enum").and_then(Node::as_array).unwrap_or_default();
        let only_null = !values.is_empty() && values.iter().all(|value| matches!(value, Node::Null));
        let bare = object
            .keys()
            .all(|key| ANNOTATIONS.contains(&key.as_str()) || key.starts_with("x-"));
        only_null || (is_nullable_node(node) && bare)
    }
}

fn is_nullable_node(node: &Node) -> bool {
    node.get("nullable").and_then(Node::as_bool).unwrap_or_default()
}

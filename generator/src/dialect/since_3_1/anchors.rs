//! Rewrites references to `$anchor` and `$id` into JSON pointers, before the other stages read them.

use std::collections::BTreeMap;

use super::super::keywords::{Dialect, Object};
use super::super::link::Part;
use super::super::visit::{Path, Visit, walk_referable};
use crate::source::{Node, Pointer};

/// Rewrites every `$ref` to an anchor or an `$id` of the document. JSON Schema 2020-12, Core, section 8.2.
///
/// An anchor belongs to the whole document, whatever `$id` is above it: two anchors with the same name are not distinguished.
pub(in crate::dialect) fn resolve_anchors(tree: &mut Node, parts: &[Part]) {
    let mut anchors = Anchors::default();
    walk_all(&mut anchors, tree, parts);
    if !anchors.named.is_empty() {
        walk_all(&mut Rewrite(anchors.named), tree, parts);
    }
}

fn walk_all<V: Visit>(visitor: &mut V, tree: &mut Node, parts: &[Part]) {
    for part in parts.iter().filter(|part| part.dialect.has_json_schema()) {
        if let Some(node) = tree.at_mut(&part.at) {
            walk_referable(visitor, part.object, node, &Path::root(&part.at));
        }
    }
}

#[derive(Default)]
struct Anchors {
    named: BTreeMap<String, Pointer>,
}

impl Visit for Anchors {
    const DIALECT: Dialect = Dialect::OpenApi32;

    fn visit(&mut self, object: Object, node: &mut Node, at: &Path<'_>) {
        if object != Object::Schema {
            return;
        }
        let text = |key| node.get(key).and_then(Node::as_str);
        let anchors = ["$anchor", "$dynamicAnchor"].into_iter().filter_map(text);
        let names = anchors.map(|name| format!("#{name}"));
        let id = text("$id").map(|id| id.trim_end_matches('#').to_owned());
        for name in names.chain(id.filter(|id| !id.is_empty())) {
            self.named.entry(name).or_insert_with(|| at.pointer());
        }
    }
}

struct Rewrite(BTreeMap<String, Pointer>);

impl Visit for Rewrite {
    const DIALECT: Dialect = Dialect::OpenApi32;

    fn visit(&mut self, object: Object, node: &mut Node, _at: &Path<'_>) {
        let Node::Object(members) = node else { return };
        if object != Object::Schema {
            return;
        }
        for key in ["$ref", "$dynamicRef"] {
            let Some(Node::String(text)) = members.get_mut(key) else {
                continue;
            };
            if let Some(target) = self.target(text) {
                *text = target;
            }
        }
    }
}

impl Rewrite {
    /// The pointer for the reference `#name`, `id`, `id#name` or `id#/pointer`.
    fn target(&self, text: &str) -> Option<String> {
        if let Some(at) = self.0.get(text.trim_end_matches('#')) {
            return Some(at.to_reference());
        }
        let (id, fragment) = text.split_once('#')?;
        let owner = self.0.get(id).filter(|_| !id.is_empty())?;
        match fragment.strip_prefix('/') {
            Some(_) => Some(format!("{}{fragment}", owner.to_reference())),
            None => self.0.get(&format!("#{fragment}")).map(Pointer::to_reference),
        }
    }
}

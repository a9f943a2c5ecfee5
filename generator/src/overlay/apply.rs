//! Applies actions to the tree, and records the origins of the new nodes.

use serde_json::Value;
use serde_json_path::JsonPath;

use super::document::{Action, Change, Version, invalid};
use crate::diagnostics::{Code, Diagnostics};
use crate::source::{Node, Pointer, Provenance};

/// The tree that actions are applied to, and a copy of it for JSONPath.
pub(super) struct Target {
    pub tree: Node,
    root: Pointer,
    json: Value,
    /// The approximate number of bytes that may still be added.
    budget: usize,
}

/// A node that is merged into others.
#[derive(Clone, Copy)]
struct Merged<'m> {
    node: &'m Node,
    /// Where it comes from.
    source: &'m Pointer,
    /// The field of the action.
    at: &'m Pointer,
    version: Version,
}

/// The maximum nesting, which is that of a text.
const MAX_DEPTH: usize = 128;

/// Overlays may add about this many bytes to a description, plus [`TIMES`] the size of their texts.
const BUDGET: usize = 2 << 20;
const TIMES: usize = 64;

impl Target {
    /// A target for overlays whose texts have `bytes` bytes together.
    pub(super) fn new(document: &str, tree: Node, bytes: usize) -> Self {
        Self {
            root: Pointer::root(document),
            json: tree.to_json(),
            budget: BUDGET.saturating_add(bytes.saturating_mul(TIMES)),
            tree,
        }
    }

    pub(super) fn apply(&mut self, action: &Action, diagnostics: &mut Diagnostics) {
        let places = self.places(&action.target);
        if places.is_empty() {
            diagnostics
                .report(
                    Code::UnmatchedTarget,
                    &action.at.child("target"),
                    "this target selects nothing in the description",
                )
                .effect("the action changes nothing");
        }
        match &action.change {
            Change::Update(update) => {
                let at = action.at.child("update");
                let merged = Merged {
                    node: update,
                    source: &at,
                    at: &at,
                    version: action.version,
                };
                self.merge_all(&places, &merged, diagnostics);
            }
            Change::Copy(path) => {
                let at = action.at.child("copy");
                let Some(copied) = self.copied(path, &at, diagnostics) else {
                    return;
                };
                let merged = Merged {
                    node: &self.tree.at(&copied).cloned().unwrap_or(Node::Null),
                    source: &diagnostics.sources_mut().provenance_mut().origin(&copied),
                    at: &at,
                    version: action.version,
                };
                self.merge_all(&places, &merged, diagnostics);
            }
            // In reverse, so that a removal does not move the places of later ones.
            Change::Remove => {
                for place in places.iter().rev() {
                    self.remove(place, &action.at, diagnostics);
                }
            }
        }
    }

    /// The place of the node that an action copies. A path that doesn't select exactly one is reported.
    fn copied(&self, path: &JsonPath, at: &Pointer, diagnostics: &mut Diagnostics) -> Option<Pointer> {
        let places = self.places(path);
        if let [place] = places.as_slice() {
            return Some(place.clone());
        }
        let message = format!("`copy` must select one node, and selects {}", places.len());
        invalid(at, message, diagnostics);
        None
    }

    fn merge_all(&mut self, places: &[Pointer], merged: &Merged<'_>, diagnostics: &mut Diagnostics) {
        let (size, depth) = extent(merged.node);
        for place in places {
            if !self.spend(size, depth, place, merged.at, diagnostics) {
                return;
            }
            self.update(place, merged, diagnostics);
        }
    }

    /// Whether an update of this size and depth can be added at `place`. If not, that is reported.
    fn spend(
        &mut self,
        size: usize,
        depth: usize,
        place: &Pointer,
        source: &Pointer,
        diagnostics: &mut Diagnostics,
    ) -> bool {
        if place.tokens().count() + depth > MAX_DEPTH {
            diagnostics
                .report(
                    Code::TooDeep,
                    source,
                    format!("this update nests the description more than {MAX_DEPTH} levels deep"),
                )
                .effect("the rest of the action is not applied")
                .related(place, "selected here");
            return false;
        }
        let left = self.budget.checked_sub(size);
        self.budget = left.unwrap_or(0);
        if left.is_none() {
            diagnostics
                .report(
                    Code::TooLarge,
                    source,
                    "overlays make the description larger than the limit",
                )
                .effect("the rest of the action is not applied")
                .help("select fewer nodes with the target");
        }
        left.is_some()
    }

    /// The places that a path selects, each once, with items in the order of their arrays.
    fn places(&self, path: &JsonPath) -> Vec<Pointer> {
        let nodes = path.query_located(&self.json);
        let mut places: Vec<Pointer> = nodes
            .locations()
            .map(|location| self.root.below(&location.to_json_pointer()))
            .collect();
        let order = |at: &Pointer| -> Vec<(usize, String)> {
            at.tokens()
                .map(|token| (token.parse().unwrap_or(0), token.into_owned()))
                .collect()
        };
        places.sort_by_cached_key(order);
        places.dedup();
        places
    }

    /// Overlay Specification 1.1.0, section 4.4.3, `update` and `copy`. Since 1.1, a list is appended item by item.
    fn update(&mut self, place: &Pointer, merged: &Merged<'_>, diagnostics: &mut Diagnostics) {
        let Some(node) = self.tree.at_mut(place) else {
            return;
        };
        let Merged {
            node: update,
            source,
            at,
            version,
        } = *merged;
        let provenance = diagnostics.sources_mut().provenance_mut();
        match (&mut *node, update) {
            (Node::Object(_), Node::Object(_)) => merge(node, update, place, source, provenance),
            (Node::Array(_), Node::Array(_)) if version >= Version::V1_1 => {
                merge(node, update, place, source, provenance);
            }
            (Node::Array(items), entry) => append(items, entry.clone(), place, source.clone(), provenance),
            (Node::Object(_), _) | (_, Node::Object(_) | Node::Array(_)) => {
                let message = format!(
                    "{} can't be merged into {}, which the target selects",
                    update.kind().described(),
                    node.kind().described()
                );
                invalid(at, message, diagnostics).related(place, "selected here");
                return;
            }
            _ => replace(node, update, place, source, provenance),
        }
        if let Some(json) = self.json.pointer_mut(place.fragment()) {
            *json = node.to_json();
        }
    }

    /// Overlay Specification 1.1.0, section 4.4.3, `remove`.
    fn remove(&mut self, place: &Pointer, at: &Pointer, diagnostics: &mut Diagnostics) {
        let (Some(parent), Some(key)) = (place.parent(), place.last()) else {
            invalid(
                &at.child("target"),
                "the description itself can't be removed",
                diagnostics,
            );
            return;
        };
        let index = key.parse::<usize>();
        match self.tree.at_mut(&parent) {
            Some(Node::Object(members)) => {
                members.remove(&key);
                diagnostics.sources_mut().provenance_mut().forget(place);
            }
            Some(Node::Array(items)) => {
                if let Ok(index) = index
                    && index < items.len()
                {
                    diagnostics
                        .sources_mut()
                        .provenance_mut()
                        .item_removed(&parent, index, items.len());
                    items.remove(index);
                }
            }
            Some(Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_)) | None => {}
        }
        match (self.json.pointer_mut(parent.fragment()), index) {
            (Some(Value::Object(members)), _) => drop(members.remove(&key)),
            (Some(Value::Array(items)), Ok(index)) if index < items.len() => drop(items.remove(index)),
            _ => {}
        }
    }
}

/// Merges objects member by member, appends the items of arrays, and replaces everything else.
fn merge(node: &mut Node, update: &Node, place: &Pointer, source: &Pointer, provenance: &mut Provenance) {
    match (node, update) {
        (Node::Object(members), Node::Object(updates)) => {
            for (key, value) in updates {
                let (place, source) = (place.child(key), source.child(key));
                match members.get_mut(key) {
                    Some(member) => merge(member, value, &place, &source, provenance),
                    None => {
                        provenance.came_from(&place, source);
                        members.insert(key.clone(), value.clone());
                    }
                }
            }
        }
        (Node::Array(items), Node::Array(more)) => {
            for (index, item) in more.iter().enumerate() {
                append(items, item.clone(), place, source.index(index), provenance);
            }
        }
        (node, update) => replace(node, update, place, source, provenance),
    }
}

fn append(items: &mut Vec<Node>, item: Node, place: &Pointer, source: Pointer, provenance: &mut Provenance) {
    provenance.came_from(&place.index(items.len()), source);
    items.push(item);
}

fn replace(node: &mut Node, update: &Node, place: &Pointer, source: &Pointer, provenance: &mut Provenance) {
    provenance.came_from(place, source.clone());
    *node = update.clone();
}

/// The approximate size in bytes of a node with all nodes below it, and its depth.
fn extent(node: &Node) -> (usize, usize) {
    const NODE: usize = 32;
    let sum = |extents: &mut dyn Iterator<Item = (usize, usize)>| {
        extents.fold((NODE, 0), |(size, depth), (more, below)| {
            (size + more, depth.max(below + 1))
        })
    };
    match node {
        Node::Array(items) => sum(&mut items.iter().map(extent)),
        Node::Object(members) => sum(&mut members.iter().map(|(key, value)| {
            let (size, depth) = extent(value);
            (size + key.len(), depth)
        })),
        Node::String(text) => (NODE + text.len(), 0),
        Node::Null | Node::Bool(_) | Node::Number(_) => (NODE, 0),
    }
}

//! What is left out of a comparison, because an error of a description is in it: operations, and types. Everything else is
//! compared.

mod graph;

use std::collections::{BTreeMap, BTreeSet};

use self::graph::{Graph, TreeOperation};
use super::gate::count;
use super::pairs::emptied;
use super::side::Side;
use crate::ir::reachable::held;
use crate::ir::{Api, Method, Operation};
use crate::naming::Ident;
use crate::source::{Node, Pointer};

/// What was not compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Method and path of each operation, `webhook` and its name, or a path alone.
    pub operations: BTreeSet<String>,
    /// Those of them whose text differs, or the text of something that they refer to.
    pub differing: BTreeSet<String>,
    /// The types that no operation uses, by their names.
    pub types: BTreeSet<String>,
    /// The codes of the errors.
    pub codes: BTreeSet<&'static str>,
}

/// An error of a side.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    /// The code of the diagnostic.
    pub(crate) code: &'static str,
    /// The node in the tree.
    pub(crate) at: Pointer,
}

impl LeftOut {
    /// Whether everything was compared.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// `12 operations, 1 type`
    pub(super) fn counted(&self) -> String {
        let parts = [(self.operations.len(), "operation"), (self.types.len(), "type")];
        let parts = parts.into_iter().filter(|(number, _)| *number > 0);
        let parts: Vec<String> = parts.map(|(number, what)| count(number, what)).collect();
        match parts.is_empty() {
            true => "a part that no operation uses".to_owned(),
            false => parts.join(", "),
        }
    }
}

/// Leaves out of both sides what an error of one of them is in. `None` if an error is neither in an operation nor in a
/// component, so that it can affect everything.
pub(crate) fn leave_out(old: &mut Side, new: &mut Side, faults: [&[Fault]; 2]) -> Option<LeftOut> {
    let mut left = Left::default();
    for (side, faults) in [&*old, &*new].into_iter().zip(faults) {
        for fault in faults {
            left.fault(side, fault)?;
        }
    }
    if left.codes.is_empty() {
        return Some(LeftOut::default());
    }
    let graphs = [Graph::new(old), Graph::new(new)];
    // What one side leaves out is left out of the other one too, and can lead to more there.
    loop {
        let before = left.size();
        for (side, graph) in [&*old, &*new].into_iter().zip(&graphs) {
            left.spread(side, graph);
        }
        if left.size() == before {
            break;
        }
    }
    let differing = graph::differing([old, new], &graphs);
    let mut out = LeftOut {
        codes: left.codes.clone(),
        ..LeftOut::default()
    };
    for (graph, differing) in graphs.iter().zip(&differing) {
        for operation in graph.operations.iter().filter(|of| left.contains(&of.unit)) {
            if differing.contains(&operation.at) {
                out.differing.insert(operation.name.clone());
            }
            out.operations.insert(operation.name.clone());
        }
    }
    let whole = left.operations.iter().filter(|(method, _)| method.is_none());
    let is_named = |path: &str| graphs.iter().any(|graph| graph.has_path(path));
    out.operations.extend(
        whole
            .filter(|(_, path)| !is_named(path))
            .map(|(_, path)| path.clone()),
    );
    for (side, graph) in [old, new].into_iter().zip(&graphs) {
        left.remove(side, graph, &mut out);
    }
    Some(out)
}

/// The method, and the path without the names in its braces; no method for all operations of a path.
type Unit = (Option<String>, String);

/// What is left out, by its identity on both sides.
#[derive(Debug, Default)]
struct Left {
    operations: BTreeSet<Unit>,
    /// The places of the errors, and of the types that are left out.
    places: BTreeSet<String>,
    codes: BTreeSet<&'static str>,
}

impl Left {
    fn size(&self) -> usize {
        self.operations.len().saturating_add(self.places.len())
    }

    /// Leaves out the operation or the component that an error is in.
    fn fault(&mut self, side: &Side, fault: &Fault) -> Option<()> {
        if fault.at.document() != side.root.document() {
            return None;
        }
        let tokens: Vec<_> = fault.at.tokens().collect();
        let tokens: Vec<&str> = tokens.iter().map(AsRef::as_ref).collect();
        match tokens.as_slice() {
            ["paths", path, rest @ ..] => {
                self.operations.insert((Method::of_place(rest), emptied(path)));
            }
            // A security scheme is named, and not referred to.
            ["components", "securitySchemes", ..] => return None,
            ["components" | "x-other-documents", _, _, ..] => {}
            _ => return None,
        }
        self.places.insert(fault.at.fragment().to_owned());
        self.codes.insert(fault.code);
        Some(())
    }

    fn contains(&self, (method, path): &Unit) -> bool {
        let whole = (None, path.clone());
        self.operations.contains(&whole) || self.operations.contains(&(method.clone(), path.clone()))
    }

    /// Whether a place that is left out is at or below this one.
    fn holds(&self, at: &str) -> bool {
        let mut near = self.places.range(at.to_owned()..);
        let mut near = near.by_ref().take_while(|place| place.starts_with(at));
        near.any(|place| is_within(place, at))
    }

    /// Leaves out the types that contain what is left out, and the operations that use it.
    fn spread(&mut self, side: &Side, graph: &Graph) {
        let types = self.types(side, graph);
        let places = types.iter().filter_map(|name| side.api.types.get(name));
        let places = places.map(|def| def.pointer.fragment().to_owned());
        self.places.extend(places);
        let touched = graph.holders(|at| self.holds(at));
        let in_tree = graph.operations.iter().filter(|of| touched.contains(&of.at));
        let in_tree = in_tree.map(|of| of.unit.clone());
        let uses = |operation: &&Operation| held([*operation]).iter().any(|name| types.contains(name));
        let in_api = side.api.operations().filter(uses).map(unit);
        self.operations.extend(in_tree.chain(in_api).collect::<Vec<_>>());
    }

    /// The types that contain an error or such a type, and those of operations that are left out.
    fn types(&self, side: &Side, graph: &Graph) -> BTreeSet<Ident> {
        let operations: BTreeSet<&str> = graph
            .operations
            .iter()
            .filter(|of| self.contains(&of.unit))
            .map(|of| of.at.as_str())
            .collect();
        let is_inside = |at: &str| operations.iter().any(|operation| is_within(at, operation));
        let defs = side.api.types.values();
        let defs = defs.filter(|def| {
            let at = def.pointer.fragment();
            self.holds(at) || (at.starts_with("/paths/") && is_inside(at))
        });
        with_holders(&side.api, defs.map(|def| def.name.clone()).collect())
    }

    /// Removes from a side what is left out.
    fn remove(&self, side: &mut Side, graph: &Graph, out: &mut LeftOut) {
        let types = self.types(side, graph);
        for group in &mut side.api.groups {
            group
                .operations
                .retain(|operation| !self.contains(&unit(operation)));
        }
        side.api.groups.retain(|group| !group.operations.is_empty());
        side.api.webhooks.retain(|webhook| {
            let mut names = Vec::new();
            webhook.payload.named(&mut names);
            let is_kept = !names.iter().any(|name| types.contains(name));
            if !is_kept {
                out.operations.insert(format!("webhook {}", webhook.name));
            }
            is_kept
        });
        for name in &types {
            if let Some(def) = side.api.types.remove(name)
                && !def.direction.request
                && !def.direction.response
            {
                out.types.insert(name.to_string());
            }
        }
        side.api.prune_patterns();
        side.api.prune_xml();
        for TreeOperation { at, .. } in graph.operations.iter().filter(|of| self.contains(&of.unit)) {
            remove_node(&mut side.tree, &Pointer::at(side.root.document(), at));
        }
        side.refresh();
    }
}

/// The types, and all types that contain one of them, directly or indirectly.
fn with_holders(api: &Api, mut types: BTreeSet<Ident>) -> BTreeSet<Ident> {
    let mut holders: BTreeMap<Ident, Vec<Ident>> = BTreeMap::new();
    for def in api.types.values() {
        let mut mentioned = Vec::new();
        def.shape.mentioned(&mut mentioned);
        for inner in mentioned {
            holders.entry(inner).or_default().push(def.name.clone());
        }
    }
    let mut pending: Vec<Ident> = types.iter().cloned().collect();
    while let Some(name) = pending.pop() {
        for holder in holders.get(&name).into_iter().flatten() {
            if types.insert(holder.clone()) {
                pending.push(holder.clone());
            }
        }
    }
    types
}

fn remove_node(tree: &mut Node, at: &Pointer) {
    let holder = at.parent().and_then(|parent| tree.at_mut(&parent));
    if let (Some(members), Some(key)) = (holder.and_then(Node::as_object_mut), at.last()) {
        members.remove(&key);
    }
}

fn unit(operation: &Operation) -> Unit {
    let method = operation.method.as_str().to_ascii_lowercase();
    (Some(method), emptied(&operation.path))
}

/// Whether a place is at or below another one.
fn is_within(at: &str, other: &str) -> bool {
    let rest = at.strip_prefix(other);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

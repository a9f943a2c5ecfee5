//! Who uses a type or a parameter: a tree from it to the operations, without a second description.

use std::collections::BTreeSet;

use super::operations::request_line;
use super::uses::Graph;
use crate::ir::{Api, Parameter, TypeDef};
use crate::naming::Ident;
use crate::source::Pointer;

/// How deep a tree is. A chain of types can be as long as the description.
const DEEPEST: usize = 32;

/// A type or a parameter with everything that uses it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UseTree {
    /// Its name: `Parcel`, or `query limit`.
    pub name: String,
    /// Where it is described.
    pub pointer: Pointer,
    /// The operations that it reaches, method and path each.
    pub operations: BTreeSet<String>,
    /// What uses it directly.
    pub users: Vec<User>,
}

/// What uses a type: an operation, or a type with everything that uses that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// `GET /parcels 200 []`, or `Page.items[]`.
    pub name: String,
    /// What uses it in turn; nothing for an operation.
    pub users: Vec<Self>,
    /// Whether its users are shown where it is first, or are too deep.
    pub is_cut: bool,
}

/// The types and the parameters with this name: in the generated crate or in the description.
pub(crate) fn trees(api: &Api, name: &str) -> Vec<UseTree> {
    let graph = Graph::new(api);
    let is_meant =
        |def: &&TypeDef| def.name.as_str() == name || def.pointer.last().is_some_and(|last| last == name);
    let types = api.types.values().filter(is_meant);
    let mut trees: Vec<UseTree> = types.map(|def| of_type(&graph, def)).collect();
    trees.extend(of_parameters(api, name));
    trees
}

fn of_type(graph: &Graph<'_>, def: &TypeDef) -> UseTree {
    let mut seen = BTreeSet::from([def.name.clone()]);
    let mut operations = BTreeSet::new();
    let users = users(graph, &def.name, 1, &mut seen, &mut operations);
    UseTree {
        name: def.name.to_string(),
        pointer: def.pointer.clone(),
        operations,
        users,
    }
}

/// What uses a type. The users of each type are shown once.
fn users(
    graph: &Graph<'_>,
    name: &Ident,
    depth: usize,
    seen: &mut BTreeSet<Ident>,
    operations: &mut BTreeSet<String>,
) -> Vec<User> {
    let leaf = |name: String| User {
        name,
        users: Vec::new(),
        is_cut: false,
    };
    let mut all = Vec::new();
    for (operation, place, wrap) in graph.operations.get(name).into_iter().flatten() {
        let at = request_line(operation);
        all.push(leaf(format!("{at} {place} {wrap}").trim_end().to_owned()));
        operations.insert(at);
    }
    for (webhook, wrap) in graph.webhooks.get(name).into_iter().flatten() {
        all.push(leaf(format!("webhook {webhook} {wrap}").trim_end().to_owned()));
    }
    for (holder, member) in graph.holders.get(name).into_iter().flatten() {
        let is_cut = !seen.insert(holder.clone()) || depth >= DEEPEST;
        all.push(User {
            name: format!("{holder}{member}"),
            users: match is_cut {
                true => Vec::new(),
                false => users(graph, holder, depth.saturating_add(1), seen, operations),
            },
            is_cut,
        });
    }
    all
}

/// A tree for each place of a request in which a parameter has this name.
fn of_parameters(api: &Api, name: &str) -> Vec<UseTree> {
    let mut trees: Vec<UseTree> = Vec::new();
    for operation in api.operations() {
        let is_meant =
            |parameter: &&Parameter| parameter.name.wire == name || parameter.name.rust.as_str() == name;
        for parameter in operation.parameters.iter().filter(is_meant) {
            let name = format!("{} {}", parameter.location.as_str(), parameter.name.wire);
            let at = request_line(operation);
            let user = User {
                name: at.clone(),
                users: Vec::new(),
                is_cut: false,
            };
            match trees.iter_mut().find(|tree| tree.name == name) {
                Some(tree) => {
                    tree.users.push(user);
                    tree.operations.insert(at);
                }
                None => trees.push(UseTree {
                    name,
                    pointer: parameter.pointer.clone(),
                    operations: BTreeSet::from([at]),
                    users: vec![user],
                }),
            }
        }
    }
    trees
}

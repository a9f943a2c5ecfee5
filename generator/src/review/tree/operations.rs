//! Operations, with what their path item and the description give them.

use std::collections::{BTreeMap, BTreeSet};

use super::super::pairs::OperationPairs;
use super::super::walk::{RECEIVED, SENT, Walk};
use super::Diff;
use super::claims::Tree;
use super::frame::Frame;
use super::objects::{row, said, servers};
use super::schemas::members;
use crate::dialect::Object;
use crate::ir::{Method, Operation};
use crate::source::{Node, Pointer};

/// Compares everything that operations and the client are made of.
pub(super) fn compare(diff: &mut Diff<'_>, walk: &Walk<'_>) {
    let roots = (&walk.old.root, &walk.new.root);
    let pairs = OperationPairs::new(&walk.old.api, &walk.new.api);
    for (old, new) in &pairs.both {
        let here = Frame::new(&old.pointer, &new.pointer, SENT);
        if old.path != new.path {
            diff.keyword(&here, "path");
        }
        if old.method != new.method {
            diff.keyword(&here, "method");
        }
        operation(diff, (old, new), roots, &here);
    }
    let known = |operations: &mut dyn Iterator<Item = &Operation>| -> BTreeSet<Pointer> {
        operations.map(|of| of.pointer.clone()).collect()
    };
    let old = known(&mut walk.old.api.operations());
    let new = known(&mut walk.new.api.operations());
    lonely(diff, Tree::Old, roots.0, &old, &new);
    lonely(diff, Tree::New, roots.1, &new, &old);
    client(diff, roots);
}

/// The operations of a tree that the other one has not, where a client is generated for neither.
fn lonely(
    diff: &mut Diff<'_>,
    tree: Tree,
    root: &Pointer,
    known: &BTreeSet<Pointer>,
    other: &BTreeSet<Pointer>,
) {
    let paths = root.child("paths");
    let count = |diff: &mut Diff<'_>| {
        diff.harmless.unused = diff.harmless.unused.saturating_add(1);
    };
    let mut unknown = 0_usize;
    if let Some(items) = diff.tree(tree).at(&paths).and_then(Node::as_object) {
        for (path, item) in items {
            for method in item.as_object().into_iter().flatten().map(|(key, _)| key) {
                let at = paths.child(path).child(method);
                let is_known = |all: &BTreeSet<Pointer>| all.iter().any(|of| of.fragment() == at.fragment());
                if Method::from_field(method).is_some() && !known.contains(&at) && !is_known(other) {
                    unknown = unknown.saturating_add(1);
                }
            }
        }
    }
    for _ in 0..unknown {
        count(diff);
    }
}

fn operation(
    diff: &mut Diff<'_>,
    (old, new): (&Operation, &Operation),
    roots: (&Pointer, &Pointer),
    here: &Frame,
) {
    let (a, b) = (&old.pointer, &new.pointer);
    for key in diff.keys(a, b) {
        let at = (a.child(&key), b.child(&key));
        let differs = diff.old.at(&at.0) != diff.new.at(&at.1);
        match (key.as_str(), row(Object::Operation, &key)) {
            ("parameters" | "security" | "servers", _) => {}
            ("tags", _) => tags(diff, (&at.0, &at.1), here),
            ("responses", Some((takes, handling))) => {
                let mut here = here.clone();
                here.direction = RECEIVED;
                diff.member(&key, takes, handling, (&at.0, &at.1), &here);
            }
            ("callbacks", _) if differs => {
                diff.harmless.unused = diff.harmless.unused.saturating_add(1);
            }
            ("callbacks", _) => {}
            (_, Some((takes, handling))) => diff.member(&key, takes, handling, (&at.0, &at.1), here),
            (_, None) if differs => {
                diff.harmless.documentation = diff.harmless.documentation.saturating_add(1);
            }
            (_, None) => {}
        }
    }
    headers(diff, (a, b), here);
    parameters(diff, (old, new), here);
    given(diff, "security", roots, here, false);
    given(diff, "servers", roots, here, true);
}

/// The first tag is where the method stands. The others are documentation.
fn tags(diff: &mut Diff<'_>, (old, new): (&Pointer, &Pointer), here: &Frame) {
    let first = |node: Option<&Node>| said(node.and_then(Node::as_array).and_then(<[Node]>::first));
    if first(diff.old.at(old)) != first(diff.new.at(new)) {
        diff.keyword(here, "tags");
    } else if diff.old.at(old) != diff.new.at(new) {
        diff.harmless.documentation = diff.harmless.documentation.saturating_add(1);
    }
}

/// A keyword that the path item or the description has for all its operations.
fn given(diff: &mut Diff<'_>, key: &str, roots: (&Pointer, &Pointer), here: &Frame, by_item: bool) {
    let of = |tree: &Node, at: &Pointer, root: &Pointer| {
        let own = tree.at(&at.child(key));
        let item = at.parent().filter(|_| by_item);
        let item = item.and_then(|item| tree.at(&item.child(key)));
        let root = tree.at(&root.child(key)).filter(|_| !by_item);
        let node = own.or(item).or(root)?;
        Some(match by_item {
            true => servers(node),
            false => said(Some(node)).unwrap_or_default(),
        })
    };
    let (Some(a), Some(b)) = (here.old.first(), here.new.first()) else {
        return;
    };
    if of(diff.old, a, roots.0) != of(diff.new, b, roots.1) {
        diff.keyword(here, key);
    }
}

/// The headers of all responses, by name.
fn headers(diff: &mut Diff<'_>, (old, new): (&Pointer, &Pointer), here: &Frame) {
    let mut frame = here.inner();
    frame.direction = RECEIVED;
    let (before, mut after) = (declared(diff, Tree::Old, old), declared(diff, Tree::New, new));
    for (name, a) in before {
        match after.remove(&name) {
            Some(b) => {
                for (a, b) in a.iter().zip(&b) {
                    diff.objects(Object::Header, a, b, &frame);
                }
            }
            None => diff.entry(Tree::Old, &a, &frame, "headers"),
        }
    }
    for b in after.into_values() {
        diff.entry(Tree::New, &b, &frame, "headers");
    }
}

/// The declarations of each response header.
fn declared(diff: &Diff<'_>, tree: Tree, operation: &Pointer) -> BTreeMap<String, Vec<Pointer>> {
    let mut all: BTreeMap<String, Vec<Pointer>> = BTreeMap::new();
    let responses = operation.child("responses");
    for status in members(diff.tree(tree), &responses).into_keys() {
        let headers = diff.end(tree, &responses.child(status)).child("headers");
        for name in members(diff.tree(tree), &headers).into_keys() {
            let places = all.entry(name.to_lowercase()).or_default();
            places.push(headers.child(name));
        }
    }
    all
}

/// The parameters of an operation with those of its path item, by place and name.
fn parameters(diff: &mut Diff<'_>, (old, new): (&Operation, &Operation), here: &Frame) {
    let (mut left, old_parameters) = (
        all(diff, Tree::New, &new.pointer),
        all(diff, Tree::Old, &old.pointer),
    );
    for (key, a) in old_parameters {
        // The names in a path mean nothing on the wire: the n-th stays the n-th.
        let turn = turn(&old.path, &key);
        let other = match left.contains_key(&key) {
            true => Some(key.clone()),
            false => left
                .keys()
                .find(|other| turn.is_some() && self::turn(&new.path, other) == turn)
                .or_else(|| left.keys().find(|other| other.1 == key.1))
                .cloned(),
        };
        match other.and_then(|other| left.remove(&other)) {
            Some(b) => parameter(diff, &a, &b, here),
            None => diff.entry(Tree::Old, &[a], &here.inner(), "parameters"),
        }
    }
    for b in left.into_values() {
        diff.entry(Tree::New, &[b], &here.inner(), "parameters");
    }
}

fn turn(path: &str, (place, name): &(String, String)) -> Option<usize> {
    let at = path.find(&format!("{{{name}}}")).filter(|_| place == "path")?;
    path.get(..at).map(|before| before.matches('{').count())
}

/// A name in a path belongs to the path.
fn parameter(diff: &mut Diff<'_>, old: &Pointer, new: &Pointer, here: &Frame) {
    let ends = (diff.end(Tree::Old, old), diff.end(Tree::New, new));
    let name = |tree: &Node, at: &Pointer| said(tree.at(&at.child("name")));
    if name(diff.old, &ends.0) != name(diff.new, &ends.1) {
        diff.keyword(here, "path");
    }
    let mut frame = here.inner();
    frame.old.extend([old.clone(), ends.0.clone()]);
    frame.new.extend([new.clone(), ends.1.clone()]);
    diff.reached.extend([ends.0.clone(), ends.1.clone()]);
    for key in diff.keys(&ends.0, &ends.1) {
        if key == "name" {
            continue;
        }
        if let Some((takes, handling)) = row(Object::Parameter, &key) {
            let (a, b) = (ends.0.child(&key), ends.1.child(&key));
            diff.member(&key, takes, handling, (&a, &b), &frame);
        }
    }
}

/// The parameters by place and name, those of the operation instead of those of its path item.
fn all(diff: &Diff<'_>, tree: Tree, operation: &Pointer) -> BTreeMap<(String, String), Pointer> {
    let mut all = BTreeMap::new();
    let lists = operation.parent().into_iter().chain([operation.clone()]);
    for list in lists.map(|at| at.child("parameters")) {
        let count = diff.tree(tree).at(&list).and_then(Node::as_array);
        for index in 0..count.map_or(0, <[Node]>::len) {
            let at = list.index(index);
            let end = diff.end(tree, &at);
            let text = |key: &str| {
                let value = diff.tree(tree).at(&end.child(key));
                value.and_then(Node::as_str).unwrap_or_default().to_owned()
            };
            all.insert((text("in"), text("name")), at);
        }
    }
    all
}

/// The parts of the client that are not operations.
fn client(diff: &mut Diff<'_>, roots: (&Pointer, &Pointer)) {
    let at = |keys: &[&str]| {
        let below = |root: &Pointer| root.descend(keys.iter().copied());
        (below(roots.0), below(roots.1))
    };
    let here = Frame::new(roots.0, roots.1, SENT);
    let (a, b) = at(&["info"]);
    diff.objects(Object::Info, &a, &b, &here);
    let (a, b) = at(&["servers"]);
    if diff.old.at(&a).map(servers) != diff.new.at(&b).map(servers) {
        diff.keyword(&here, "servers");
    }
    let (a, b) = at(&["components", "securitySchemes"]);
    if let Some((takes, handling)) = row(Object::Components, "securitySchemes") {
        diff.member("securitySchemes", takes, handling, (&a, &b), &here);
    }
}

//! Operations, with what their path item and the description give them.

use std::collections::{BTreeMap, BTreeSet};

use super::super::pairs::OperationPairs;
use super::super::walk::{RECEIVED, SENT, Walk};
use super::Diff;
use super::claims::Tree;
use super::frame::Frame;
use super::objects::{row, said, servers, variables};
use super::positions::positions;
use super::schemas::members;
use super::webhooks;
use crate::dialect::Object;
use crate::ir::{Api, Operation};
use crate::source::{Node, Pointer};

/// Compares everything that operations and the client are made of.
pub(super) fn compare(diff: &mut Diff<'_>, walk: &Walk<'_>) {
    let roots = (&walk.old.root, &walk.new.root);
    let pairs = OperationPairs::new(&walk.old.api, &walk.new.api);
    for (old, new) in &pairs.both {
        let here = Frame::new(&old.pointer, &new.pointer, SENT);
        if old.path != new.path {
            let mut here = here.clone();
            here.old.extend(old.pointer.parent());
            here.new.extend(new.pointer.parent());
            diff.keyword(&here, "path");
        }
        if old.method != new.method {
            diff.keyword(&here, "method");
        }
        operation(diff, (old, new), roots, &here);
    }
    let known = |api: &Api| -> BTreeSet<Pointer> { api.operations().map(|of| of.pointer.clone()).collect() };
    let old = positions(diff, Tree::Old, &roots.0.child("paths"), "paths");
    let new = positions(diff, Tree::New, &roots.1.child("paths"), "paths");
    diff.not_generated((&old, &known(&walk.old.api)), (&new, &known(&walk.new.api)));
    webhooks::compare(diff, walk);
    client(diff, roots);
}

fn operation(
    diff: &mut Diff<'_>,
    (old, new): (&Operation, &Operation),
    roots: (&Pointer, &Pointer),
    here: &Frame,
) {
    let (a, b) = (&old.pointer, &new.pointer);
    let are_alike = diff.alike.is_alike(a, b);
    if !are_alike {
        members_of(diff, (a, b), here);
        headers(diff, (a, b), here);
    }
    if !are_alike || !has_alike_parameters(diff, a, b) {
        parameters(diff, (old, new), here);
    }
    security(diff, roots, (a, b), here);
    own_server(diff, roots, (a, b), here);
}

/// Whether the path items of two operations have the same parameters.
fn has_alike_parameters(diff: &Diff<'_>, old: &Pointer, new: &Pointer) -> bool {
    let of = |operation: &Pointer| operation.parent().map(|item| item.child("parameters"));
    let both = of(old).zip(of(new));
    both.is_some_and(|(a, b)| diff.alike.is_alike(&a, &b))
}

/// The keywords of two operations, without those that depend on others.
fn members_of(diff: &mut Diff<'_>, (a, b): (&Pointer, &Pointer), here: &Frame) {
    for key in diff.keys(a, b) {
        let at = (a.child(&key), b.child(&key));
        let differs = diff.old.at(&at.0) != diff.new.at(&at.1);
        match (key.as_str(), row(Object::Operation, &key)) {
            ("parameters" | "security" | "servers" | "callbacks", _) => {}
            ("tags", _) => tags(diff, (&at.0, &at.1), here),
            ("responses", Some((takes, handling))) => {
                let mut here = here.clone();
                here.direction = RECEIVED;
                diff.member(&key, takes, handling, (&at.0, &at.1), &here);
            }
            (_, Some((takes, handling))) => diff.member(&key, takes, handling, (&at.0, &at.1), here),
            (_, None) => diff.documented_if(differs),
        }
    }
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

/// The security of an operation, or of the description.
fn security(
    diff: &mut Diff<'_>,
    roots: (&Pointer, &Pointer),
    (old, new): (&Pointer, &Pointer),
    here: &Frame,
) {
    let of = |tree: &Node, at: &Pointer, root: &Pointer| {
        let own = tree.at(&at.child("security"));
        said(own.or_else(|| tree.at(&root.child("security")))).unwrap_or_default()
    };
    if of(diff.old, old, roots.0) == of(diff.new, new, roots.1) {
        return;
    }
    let own = |at: &Pointer| [at.child("security")];
    let is_claimed = here.explains(&diff.claims, "security");
    match !is_claimed && diff.is_slip_within(&own(old), &own(new)) {
        true => diff.unused_if(true),
        false => diff.keyword(here, "security"),
    }
}

/// The first server of an operation or of its path item, where either side has one.
fn own_server(
    diff: &mut Diff<'_>,
    roots: (&Pointer, &Pointer),
    (old, new): (&Pointer, &Pointer),
    here: &Frame,
) {
    let places = |at: &Pointer| -> Vec<Pointer> {
        let owners = [Some(at.clone()), at.parent()].into_iter().flatten();
        owners.map(|at| at.child("servers")).collect()
    };
    let (a, b) = (places(old), places(new));
    let own = |tree: &'_ Node, places: &[Pointer]| places.iter().any(|at| tree.at(at).is_some());
    if !own(diff.old, &a) && !own(diff.new, &b) {
        return;
    }
    let server = |tree: &Node, places: &[Pointer], root: &Pointer| {
        let root = root.child("servers");
        let lists = places.iter().chain([&root]).filter_map(|at| tree.at(at));
        // An empty list says nothing.
        let is_empty = |list: &&Node| list.as_array().is_some_and(<[Node]>::is_empty);
        let found = lists.into_iter().find(|list| !is_empty(list));
        found.map(first_server)
    };
    if server(diff.old, &a, roots.0) == server(diff.new, &b, roots.1) {
        return;
    }
    let is_claimed = here.explains(&diff.claims, "servers");
    match !is_claimed && diff.is_slip_within(&a, &b) {
        true => diff.unused_if(true),
        false => diff.keyword(here, "servers"),
    }
}

/// The server that an operation goes to.
fn first_server(servers: &Node) -> String {
    let first = servers.as_array().and_then(<[Node]>::first);
    let url = first.and_then(|server| server.get("url")).and_then(Node::as_str);
    let variables = first.and_then(|server| server.get("variables")).map(variables);
    format!(
        "{} {}",
        url.unwrap_or_default().trim_end_matches('/'),
        variables.unwrap_or_default()
    )
}

/// The headers of all responses, by name.
fn headers(diff: &mut Diff<'_>, (old, new): (&Pointer, &Pointer), here: &Frame) {
    let mut frame = here.inner();
    frame.direction = RECEIVED;
    let (before, mut after) = (declared(diff, Tree::Old, old), declared(diff, Tree::New, new));
    // OpenAPI 3.0.4, Response Object, `headers`: this one is ignored.
    let of = |name: &str| Frame {
        is_not_read: name == "content-type",
        ..frame.clone()
    };
    for (name, a) in before {
        let frame = of(&name);
        match after.remove(&name) {
            Some(b) => {
                for (a, b) in a.iter().zip(&b) {
                    diff.objects(Object::Header, a, b, &frame);
                }
            }
            None => diff.entry(Tree::Old, &a, &frame, "headers"),
        }
    }
    for (name, b) in after {
        diff.entry(Tree::New, &b, &of(&name), "headers");
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
    let (mut left, mut unmatched) = (
        all(diff, Tree::New, &new.pointer),
        all(diff, Tree::Old, &old.pointer),
    );
    let same: Vec<_> = unmatched
        .keys()
        .filter(|key| left.contains_key(*key))
        .cloned()
        .collect();
    for key in same {
        if let (Some(a), Some(b)) = (unmatched.remove(&key), left.remove(&key)) {
            let is_key = is_key(old, &key) && is_key(new, &key);
            parameter(diff, (&a, &b), is_key, here);
        }
    }
    for (key, a) in unmatched {
        // The names in a path mean nothing on the wire: the n-th stays the n-th.
        let turn = turn(&old.path, &key);
        let other = left
            .keys()
            .find(|other| turn.is_some() && self::turn(&new.path, other) == turn)
            .or_else(|| left.keys().find(|other| other.1 == key.1))
            .cloned();
        match other.and_then(|other| left.remove(&other)) {
            Some(b) => parameter(diff, (&a, &b), false, here),
            None => alone(diff, Tree::Old, &key, a, &new.path),
        }
    }
    for (key, b) in left {
        alone(diff, Tree::New, &key, b, &old.path);
    }
}

/// A parameter that one tree has. The path declares those that are strings too.
fn alone(diff: &mut Diff<'_>, tree: Tree, key: &(String, String), at: Pointer, other: &str) {
    let schema = diff.end(tree, &at).child("schema");
    let keywords = members(diff.tree(tree), &schema);
    let is_string = keywords.iter().all(|(key, value)| {
        *key == "description"
            || (*key == "type" && value.as_str() == Some("string"))
            || diff.claims.keyword(tree, &schema, key)
    });
    let is_implied = key.0 == "path" && other.contains(&format!("{{{}}}", key.1)) && is_string;
    let here = Frame {
        is_not_read: is_implied,
        ..Frame::new(&at, &at, SENT).inner()
    };
    diff.entry(tree, &[at], &here, "parameters");
}

fn turn(path: &str, (place, name): &(String, String)) -> Option<usize> {
    let at = path.find(&format!("{{{name}}}")).filter(|_| place == "path")?;
    path.get(..at).map(|before| before.matches('{').count())
}

/// Whether a parameter is the idempotency key, which a client makes and sends in any case.
fn is_key(operation: &Operation, (place, name): &(String, String)) -> bool {
    let header = operation.idempotency_key.as_ref();
    place == "header" && header.is_some_and(|header| header.eq_ignore_ascii_case(name))
}

/// A name in a path belongs to the path.
fn parameter(diff: &mut Diff<'_>, (old, new): (&Pointer, &Pointer), is_key: bool, here: &Frame) {
    let ends = (diff.end(Tree::Old, old), diff.end(Tree::New, new));
    let name = |tree: &Node, at: &Pointer| said(tree.at(&at.child("name")));
    if name(diff.old, &ends.0) != name(diff.new, &ends.1) {
        diff.keyword(here, "path");
    }
    let mut frame = here.inner();
    frame.old.extend([old.clone(), ends.0.clone()]);
    frame.new.extend([new.clone(), ends.1.clone()]);
    frame.can_be_absent = true;
    frame.is_text = true;
    frame.is_not_read |= is_key;
    diff.reached.extend([ends.0.clone(), ends.1.clone()]);
    for key in diff.keys(&ends.0, &ends.1) {
        let is_path = || said(diff.old.at(&ends.0.child("in"))).as_deref() == Some("\"path\"");
        // Parameters of paths are required in any case.
        if key == "name" || (key == "required" && is_path()) {
            continue;
        }
        if key == "required" && is_key {
            let of = |tree: &Node, at: &Pointer| said(tree.at(&at.child("required")));
            diff.unused_if(of(diff.old, &ends.0) != of(diff.new, &ends.1));
            continue;
        }
        if diff.is_default(Object::Parameter, &key, &ends) {
            continue;
        }
        if let Some((takes, handling)) = row(Object::Parameter, &key) {
            let (a, b) = (ends.0.child(&key), ends.1.child(&key));
            match key.as_str() {
                "content" => diff.contents((&a, &b), takes, handling, &frame),
                _ => diff.member(&key, takes, handling, (&a, &b), &frame),
            }
        }
    }
}

/// The parameters by place and name, those of the operation instead of those of its path item.
fn all(diff: &Diff<'_>, tree: Tree, operation: &Pointer) -> BTreeMap<(String, String), Pointer> {
    let mut all = BTreeMap::new();
    let lists = operation.parent().into_iter().chain([operation.clone()]);
    for list in lists.map(|at| at.child("parameters")) {
        // Of two in one list, the first one counts.
        let mut own: BTreeMap<(String, String), Pointer> = BTreeMap::new();
        let count = diff.tree(tree).at(&list).and_then(Node::as_array);
        for index in 0..count.map_or(0, <[Node]>::len) {
            let at = list.index(index);
            let end = diff.end(tree, &at);
            let text = |key: &str| {
                let value = diff.tree(tree).at(&end.child(key));
                value.and_then(Node::as_str).unwrap_or_default().to_owned()
            };
            // Others are left out.
            if ["query", "header", "path", "cookie"].contains(&text("in").as_str()) {
                own.entry((text("in"), text("name"))).or_insert(at);
            }
        }
        all.extend(own);
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

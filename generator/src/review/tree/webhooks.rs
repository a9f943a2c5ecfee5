//! Webhooks and callbacks: requests that the server sends. The user's program receives their bodies; nothing else of them is
//! generated.

use std::collections::{BTreeMap, BTreeSet};

use super::super::pairs::WebhookPairs;
use super::super::walk::{RECEIVED, Walk};
use super::Diff;
use super::claims::Tree;
use super::frame::Frame;
use super::objects::row;
use super::positions::{Positions, positions};
use crate::dialect::{Handling, Object};
use crate::ir::{Api, Webhook};
use crate::source::{Node, Pointer};

/// Compares all webhooks and callbacks.
pub(super) fn compare(diff: &mut Diff<'_>, walk: &Walk<'_>) {
    let pairs = WebhookPairs::new(&walk.old.api, &walk.new.api);
    for (old, new) in &pairs.both {
        webhook(diff, old, new);
    }
    for (tree, alone) in [(Tree::Old, &pairs.removed), (Tree::New, &pairs.added)] {
        for webhook in alone {
            let here = Frame::new(&walk.old.root, &walk.new.root, RECEIVED);
            diff.entry(tree, std::slice::from_ref(&webhook.pointer), &here, "webhooks");
        }
    }
    let old = all(diff, Tree::Old, &walk.old.root);
    let new = all(diff, Tree::New, &walk.new.root);
    diff.not_generated((&old, &known(&walk.old.api)), (&new, &known(&walk.new.api)));
}

fn known(api: &Api) -> BTreeSet<Pointer> {
    api.webhooks.iter().map(|of| of.pointer.clone()).collect()
}

/// Every webhook, and every callback of an operation.
fn all(diff: &mut Diff<'_>, tree: Tree, root: &Pointer) -> Positions {
    let mut all = positions(diff, tree, &root.child("webhooks"), "webhooks");
    let operations = positions(diff, tree, &root.child("paths"), "paths");
    for (place, operation) in operations {
        let callbacks = operation.child("callbacks");
        for name in names(diff.tree(tree), &callbacks) {
            let callback = diff.end(tree, &callbacks.child(&name));
            diff.reached.insert(callback.clone());
            all.extend(positions(diff, tree, &callback, &format!("{place} {name}")));
        }
    }
    all
}

fn names(tree: &Node, at: &Pointer) -> Vec<String> {
    let members = tree.at(at).and_then(Node::as_object);
    members
        .into_iter()
        .flat_map(|members| members.keys().cloned())
        .collect()
}

fn webhook(diff: &mut Diff<'_>, old: &Webhook, new: &Webhook) {
    let (a, b) = (&old.pointer, &new.pointer);
    if diff.alike.is_alike(a, b) && diff.alike.is_alike(&old.content, &new.content) {
        return;
    }
    let here = Frame::new(a, b, RECEIVED);
    for key in diff.keys(a, b) {
        let at = (a.child(&key), b.child(&key));
        let differs = diff.old.at(&at.0) != diff.new.at(&at.1);
        match (key.as_str(), row(Object::Operation, &key)) {
            ("requestBody", _) => body(diff, old, new),
            ("deprecated", Some((takes, handling))) => {
                diff.member(&key, takes, handling, (&at.0, &at.1), &here);
            }
            // The lock keeps the name.
            ("operationId", _) if old.marker == new.marker => diff.unused_if(differs),
            ("operationId", _) if differs => diff.keyword(&here, &key),
            (_, None | Some((_, Handling::Annotation))) => diff.documented_if(differs),
            (_, Some(_)) => diff.unused_if(differs),
        }
    }
}

/// The body: the media type that is read. Whether it is required and its other media types have no effect.
fn body(diff: &mut Diff<'_>, old: &Webhook, new: &Webhook) {
    let ends = [(Tree::Old, &old.pointer), (Tree::New, &new.pointer)].map(|(tree, operation)| {
        let end = diff.end(tree, &operation.child("requestBody"));
        diff.reached.insert(end.clone());
        end
    });
    let [a, b] = &ends;
    let differs = |diff: &Diff<'_>, key: &str| diff.old.at(&a.child(key)) != diff.new.at(&b.child(key));
    diff.unused_if(differs(diff, "required"));
    diff.documented_if(differs(diff, "description"));
    let others = |tree: &Node, at: &Pointer, read: &Pointer| -> BTreeMap<String, Node> {
        let content = at.child("content");
        let members = tree.at(&content).and_then(Node::as_object).into_iter().flatten();
        let others = members.filter(|(key, _)| content.child(key) != *read);
        others.map(|(key, node)| (key.clone(), node.clone())).collect()
    };
    let has_others = others(diff.old, a, &old.content) != others(diff.new, b, &new.content);
    diff.unused_if(has_others);
    let frame = Frame::new(&old.content, &new.content, RECEIVED);
    let schemas = (old.content.child("schema"), new.content.child("schema"));
    match (diff.old.at(&schemas.0), diff.new.at(&schemas.1)) {
        (Some(_), Some(_)) => diff.schemas(vec![schemas.0], vec![schemas.1], &frame),
        (Some(_), None) => diff.entry(Tree::Old, &[schemas.0], &frame, "schema"),
        (None, Some(_)) => diff.entry(Tree::New, &[schemas.1], &frame, "schema"),
        (None, None) => {}
    }
}

//! Finds the references in a part of a description with the tables of keywords. A `$ref` in an example is not a reference.

use std::collections::{BTreeMap, BTreeSet};

use super::super::follow;
use super::super::keywords::{Dialect, Object, Takes};
use super::super::visit::{Path, Visit, takes, walk};
use super::Part;
use crate::diagnostics::Diagnostic;
use crate::source::{Node, Pointer, bundle};

/// A reference in a document.
#[derive(Clone, Debug)]
pub(super) struct FoundReference {
    /// The place of the text: a `$ref`, or a value in the `mapping` of a discriminator.
    pub at: Pointer,
    /// The value that the place of the reference takes.
    pub takes: Takes,
    pub text: String,
}

impl FoundReference {
    /// Whether it leads from the description into the description.
    pub(super) fn is_own(&self) -> bool {
        self.text.starts_with('#') && bundle::document_of(&self.at).is_none()
    }

    /// Adds the effect of a reference without a target.
    pub(super) fn add_effect(&self, diagnostic: &mut Diagnostic) {
        match follow::without(self.takes) {
            Some(effect) => diagnostic.loosened(effect),
            None => diagnostic.refused("operations that need it are not generated"),
        };
    }
}

/// The places of all objects in the part, and the references in objects that are not in `seen`.
pub(super) fn collect(
    part: &Part,
    node: &mut Node,
    seen: &BTreeSet<Pointer>,
) -> (BTreeSet<Pointer>, Vec<FoundReference>) {
    let mut collected = Collected {
        seen,
        visited: BTreeSet::new(),
        found: Vec::new(),
    };
    let at = Path::root(&part.at);
    match part.dialect {
        Dialect::Swagger20 => walk(&mut SwaggerWalk(&mut collected), part.object, node, &at),
        Dialect::OpenApi30 | Dialect::OpenApi31 | Dialect::OpenApi32 => {
            walk(&mut OpenApiWalk(&mut collected), part.object, node, &at);
        }
    }
    (collected.visited, collected.found)
}

/// Whether a `$ref` or a `mapping` may lead out of the document. This is quick, and may only wrongly return `true`.
pub(super) fn leads_elsewhere(node: &Node) -> bool {
    match node {
        Node::Object(members) => members.iter().any(|(key, value)| match value {
            // A percent-encoded reference may lead into the member for other documents.
            Node::String(text) => {
                key == "$ref"
                    && (!text.starts_with('#') || text.contains(bundle::MEMBER) || text.contains('%'))
            }
            Node::Object(mapping) if key == "mapping" => {
                mapping.values().filter_map(Node::as_str).any(is_file) || leads_elsewhere(value)
            }
            Node::Array(_) | Node::Object(_) => leads_elsewhere(value),
            Node::Null | Node::Bool(_) | Node::Number(_) => false,
        }),
        Node::Array(items) => items.iter().any(leads_elsewhere),
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => false,
    }
}

/// The first object at or below `at` for which `is_it` holds.
pub(super) fn search(node: &Node, at: &Pointer, is_it: &impl Fn(&Node) -> bool) -> Option<Pointer> {
    match node {
        Node::Object(_) if is_it(node) => Some(at.clone()),
        Node::Object(members) => members
            .iter()
            .find_map(|(key, value)| search(value, &at.child(key), is_it)),
        Node::Array(items) => {
            let mut items = items.iter().enumerate();
            items.find_map(|(index, item)| search(item, &at.index(index), is_it))
        }
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => None,
    }
}

/// Collects every `$id` at or below the node at `at`. If several schemas have the same one, the first is taken.
pub(super) fn collect_ids(node: &Node, at: &Pointer, ids: &mut BTreeMap<String, Pointer>) {
    if let Some(id) = node.get("$id").and_then(Node::as_str) {
        let id = id.trim_end_matches('#').to_owned();
        ids.entry(id).or_insert_with(|| at.clone());
    }
    for (key, value) in node.as_object().into_iter().flatten() {
        collect_ids(value, &at.child(key), ids);
    }
    for (index, item) in node.as_array().into_iter().flatten().enumerate() {
        collect_ids(item, &at.index(index), ids);
    }
}

/// Whether a value of `mapping` leads to a file. OpenAPI 3.0.4, section 4.7.25: it is the name of a schema or a reference. A
/// value that can be both is a name, unless it looks like a file.
fn is_file(value: &str) -> bool {
    let (file, _) = value.split_once('#').unwrap_or((value, ""));
    let is_document = [".json", ".yaml", ".yml"].iter().any(|end| file.ends_with(end));
    is_document || file.contains('/') || (value.contains('#') && !file.is_empty())
}

struct Collected<'c> {
    seen: &'c BTreeSet<Pointer>,
    visited: BTreeSet<Pointer>,
    found: Vec<FoundReference>,
}

impl Collected<'_> {
    fn object(&mut self, dialect: Dialect, object: Object, node: &Node, at: &Path<'_>) {
        let at = at.pointer();
        if !self.seen.contains(&at) {
            let text = |key| node.get(key).and_then(Node::as_str);
            if let Some(text) = text("$ref") {
                self.add(at.child("$ref"), Takes::Reference(object), text);
            }
            for (key, value) in node.as_object().into_iter().flatten() {
                // Most members are scalars.
                if let Node::Array(_) | Node::Object(_) = value
                    && let Some(takes) = takes(dialect, object, key)
                {
                    in_place(takes, value, &at.child(key), &mut self.found);
                }
            }
            let mapping = node.get("mapping").filter(|_| object == Object::Discriminator);
            let mapping = mapping.and_then(Node::as_object).into_iter().flatten();
            let is_elsewhere = bundle::document_of(&at).is_some();
            for (value, text) in mapping.filter_map(|(value, text)| Some((value, text.as_str()?))) {
                if is_file(text) || (is_elsewhere && text.starts_with('#')) {
                    let at = at.child("mapping").child(value);
                    self.add(at, Takes::Reference(Object::Schema), text);
                }
            }
        }
        self.visited.insert(at);
    }

    fn add(&mut self, at: Pointer, takes: Takes, text: &str) {
        let text = text.to_owned();
        self.found.push(FoundReference { at, takes, text });
    }
}

/// The references in place of strings, lists and maps in the value of a member. References in place of objects are found with
/// the objects.
pub(super) fn in_place(takes: Takes, node: &Node, at: &Pointer, found: &mut Vec<FoundReference>) {
    match takes {
        Takes::Any | Takes::Inline(_) | Takes::Reference(_) | Takes::SchemaOrFlag => return,
        Takes::Text
        | Takes::Flag
        | Takes::Number
        | Takes::Count
        | Takes::Choice(_)
        | Takes::Items(_)
        | Takes::Map(_)
        | Takes::TypeNames(_)
        | Takes::NumberOrFlag => {}
    }
    if let Some(text) = node.get("$ref").and_then(Node::as_str) {
        let (at, text) = (at.child("$ref"), text.to_owned());
        return found.push(FoundReference { at, takes, text });
    }
    match (takes, node) {
        (Takes::Items(inner), Node::Array(items)) => {
            for (index, item) in items.iter().enumerate() {
                in_place(*inner, item, &at.index(index), found);
            }
        }
        (Takes::Map(inner), Node::Object(members)) => {
            for (key, value) in members {
                in_place(*inner, value, &at.child(key), found);
            }
        }
        _ => {}
    }
}

/// Visits objects with the tables of Swagger 2.0.
struct SwaggerWalk<'v, 'c>(&'v mut Collected<'c>);

impl Visit for SwaggerWalk<'_, '_> {
    const DIALECT: Dialect = Dialect::Swagger20;

    fn visit(&mut self, object: Object, node: &mut Node, at: &Path<'_>) {
        self.0.object(Self::DIALECT, object, node, at);
    }
}

/// Visits objects with the tables of the latest version, which include those of the versions since 3.0.
struct OpenApiWalk<'v, 'c>(&'v mut Collected<'c>);

impl Visit for OpenApiWalk<'_, '_> {
    const DIALECT: Dialect = Dialect::OpenApi32;

    fn visit(&mut self, object: Object, node: &mut Node, at: &Path<'_>) {
        self.0.object(Self::DIALECT, object, node, at);
    }
}

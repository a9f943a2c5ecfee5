//! Corrects references within the description that are not valid JSON pointers, if their meaning is certain.

use super::super::keywords::{Dialect, Object};
use super::super::visit::{Path, Visit, walk};
use super::Part;
use crate::diagnostics::{Code, Diagnostics};
use crate::source::{MAX_STEPS, Node, Pointer};

/// Corrects the references of the description: `/components/…` without `#`, a bare name, a name in another section, and a
/// pointer that leads through other references.
pub(super) fn respell(tree: &mut Node, root: &Part, diagnostics: &mut Diagnostics) {
    let mut found = Vec::new();
    collect(root, tree, &mut found);
    let mut meant = Vec::new();
    for (at, object, text) in found {
        let new = spelled(tree, &root.at, root.dialect, object, &text);
        let target = |new: &String| Pointer::from_reference(root.at.document(), new);
        // A reference that would lead to itself has another meaning.
        if let Some(new) = new.filter(|new| target(new) != at.parent()) {
            meant.push((at, text, new));
        }
    }
    for (at, text, new) in meant {
        diagnostics
            .report(Code::DanglingReference, &at, format!("`{text}` does not exist"))
            .read_as_meant(format!("it is read as `{new}`"));
        if let Some(slot) = tree.at_mut(&at) {
            *slot = Node::String(new);
        }
    }
}

/// The corrected reference; `None` if the reference has a target, or may lead to another document.
fn spelled(tree: &Node, root: &Pointer, dialect: Dialect, object: Object, text: &str) -> Option<String> {
    let is_there = |reference: &str| {
        let target = Pointer::from_reference(root.document(), reference);
        let own = target.filter(|target| target.document() == root.document());
        own.is_some_and(|target| tree.at(&target).is_some())
    };
    if let Some(target) = through_references(tree, root, dialect, text) {
        return Some(target.to_reference());
    }
    if text.starts_with('#') && is_there(text) {
        return None;
    }
    let trimmed = text.trim().trim_end_matches('/');
    let bare = trimmed.trim_start_matches(['#', '/']);
    let is_pointer = [
        "components/",
        "definitions/",
        "parameters/",
        "responses/",
        "paths/",
        "schemas/",
    ]
    .iter()
    .any(|start| bare.starts_with(start));
    let is_name = !text.starts_with('#') && !bare.contains(['/', '.', ':', '#']);
    if !is_pointer && !is_name {
        return None;
    }
    let as_pointer = is_pointer.then(|| format!("#/{bare}"));
    let name = bare.rsplit('/').next().unwrap_or(bare);
    let in_section = section(dialect, object).map(|section| format!("{section}/{name}"));
    let candidates = [as_pointer, in_section];
    candidates
        .into_iter()
        .flatten()
        .find(|new| is_there(new) && new != text)
}

/// The target of a pointer that leads through references, as bundlers resolve it; `None` if it leads through none.
/// Before OpenAPI 3.1, siblings of `$ref` are ignored.
fn through_references(tree: &Node, root: &Pointer, dialect: Dialect, text: &str) -> Option<Pointer> {
    let target = Pointer::from_reference(root.document(), text)?;
    if target.document() != root.document() {
        return None;
    }
    let has_siblings = matches!(dialect, Dialect::OpenApi31 | Dialect::OpenApi32);
    let mut here = Pointer::root(root.document());
    for token in target.tokens() {
        for _ in 0..MAX_STEPS {
            let node = tree.at(&here)?;
            let Some(next) = node.get("$ref").and_then(Node::as_str) else {
                break;
            };
            if has_siblings && node.get(&token).is_some() {
                break;
            }
            here = Pointer::from_reference(root.document(), next)?;
        }
        here = match tree.at(&here)? {
            Node::Array(_) => here.index(token.parse().ok()?),
            Node::Object(_) | Node::String(_) | Node::Number(_) | Node::Bool(_) | Node::Null => {
                here.child(&token)
            }
        };
    }
    (here != target && tree.at(&here).is_some()).then_some(here)
}

/// The section for shared objects of this kind.
fn section(dialect: Dialect, object: Object) -> Option<String> {
    match (dialect, object) {
        (Dialect::Swagger20, Object::Schema) => Some("#/definitions".to_owned()),
        (Dialect::Swagger20, Object::Parameter) => Some("#/parameters".to_owned()),
        (Dialect::Swagger20, Object::Response) => Some("#/responses".to_owned()),
        (Dialect::Swagger20, _) => None,
        (Dialect::OpenApi30 | Dialect::OpenApi31 | Dialect::OpenApi32, object) => {
            object.section().map(|section| format!("#/components/{section}"))
        }
    }
}

/// Collects every `$ref`, with the kind of its target.
fn collect(root: &Part, tree: &mut Node, found: &mut Vec<(Pointer, Object, String)>) {
    let at = Path::root(&root.at);
    match root.dialect {
        Dialect::Swagger20 => walk(&mut SwaggerWalk(found), root.object, tree, &at),
        Dialect::OpenApi30 | Dialect::OpenApi31 | Dialect::OpenApi32 => {
            walk(&mut OpenApiWalk(found), root.object, tree, &at);
        }
    }
}

/// Visits objects with the tables of Swagger 2.0.
struct SwaggerWalk<'v>(&'v mut Vec<(Pointer, Object, String)>);

/// Visits objects with the tables of the other versions.
struct OpenApiWalk<'v>(&'v mut Vec<(Pointer, Object, String)>);

fn add(found: &mut Vec<(Pointer, Object, String)>, object: Object, node: &Node, at: &Path<'_>) {
    if let Some(text) = node.get("$ref").and_then(Node::as_str) {
        found.push((at.pointer().child("$ref"), object, text.to_owned()));
    }
}

impl Visit for SwaggerWalk<'_> {
    const DIALECT: Dialect = Dialect::Swagger20;

    fn visit(&mut self, object: Object, node: &mut Node, at: &Path<'_>) {
        add(self.0, object, node, at);
    }
}

impl Visit for OpenApiWalk<'_> {
    const DIALECT: Dialect = Dialect::OpenApi32;

    fn visit(&mut self, object: Object, node: &mut Node, at: &Path<'_>) {
        add(self.0, object, node, at);
    }
}

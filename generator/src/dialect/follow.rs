//! Handles references where OpenAPI does not allow them, and references without a target. The target replaces the reference,
//! as bundlers do it, or the smallest part is left out.

use super::keywords::{Dialect, Handling, Keys, Object, Presence, Takes};
use super::link::Part;
use super::visit::{Members, Path};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{Node, Pointer, bundle, resolve};

/// How many passes replace references. A pass may insert further references.
const PASSES: usize = 16;

/// How many nodes may replace references.
const BUDGET: usize = 1 << 20;

/// Follows the references in a part of the tree that no later stage follows.
pub(super) fn follow(tree: &mut Node, part: &Part, diagnostics: &mut Diagnostics) {
    let mut budget = BUDGET;
    for _ in 0..PASSES {
        let mut scan = Scan {
            root: tree,
            dialect: part.dialect,
            budget,
            fixes: Vec::new(),
            diagnostics,
        };
        let takes = part.takes();
        if let Some(node) = tree.at(&part.at) {
            scan.value(takes, node, &Path::root(&part.at));
        }
        budget = scan.budget;
        let fixes = scan.fixes;
        if fixes.is_empty() {
            return;
        }
        for fix in fixes {
            fix.apply(tree, diagnostics);
        }
    }
}

/// A change at one place.
enum Fix {
    /// Puts this node at the first pointer. It comes from the last pointer.
    Replace(Pointer, Node, Pointer),
    /// Puts a schema there that allows every value.
    Any(Pointer),
    Remove(Pointer),
}

impl Fix {
    fn apply(self, tree: &mut Node, diagnostics: &mut Diagnostics) {
        match self {
            Self::Replace(at, node, source) => {
                if let Some(slot) = tree.at_mut(&at) {
                    *slot = node;
                    let provenance = diagnostics.sources_mut().provenance_mut();
                    let source = provenance.origin(&source);
                    provenance.came_from(&at, source);
                }
            }
            Self::Any(at) => {
                if let Some(slot) = tree.at_mut(&at) {
                    *slot = Node::Object(Members::new());
                }
            }
            Self::Remove(at) => {
                let owner = at.parent().and_then(|owner| tree.at_mut(&owner));
                if let (Some(Node::Object(members)), Some(key)) = (owner, at.last()) {
                    members.remove(&key);
                }
            }
        }
    }
}

struct Scan<'s> {
    root: &'s Node,
    dialect: Dialect,
    budget: usize,
    fixes: Vec<Fix>,
    diagnostics: &'s mut Diagnostics,
}

impl Scan<'_> {
    fn value(&mut self, takes: Takes, node: &Node, at: &Path<'_>) {
        if let Some(text) = node.get("$ref") {
            let is_text = text.as_str().is_some();
            match takes {
                Takes::Any => return,
                Takes::Reference(object) => return self.reference(object, node, at),
                Takes::SchemaOrFlag => return self.reference(Object::Schema, node, at),
                // A member of a map may have the name `$ref`.
                Takes::Map(_) if !is_text => {}
                Takes::Inline(_)
                | Takes::Map(_)
                | Takes::Items(_)
                | Takes::Text
                | Takes::Flag
                | Takes::Number
                | Takes::Count
                | Takes::Choice(_)
                | Takes::TypeNames(_)
                | Takes::NumberOrFlag => {
                    return self.in_place(takes, node, at);
                }
            }
        }
        self.below(takes, node, at);
    }

    fn below(&mut self, takes: Takes, node: &Node, at: &Path<'_>) {
        match takes {
            Takes::Inline(object) | Takes::Reference(object) => self.object(object, node, at),
            Takes::SchemaOrFlag => self.object(Object::Schema, node, at),
            Takes::Items(inner) => {
                for (index, item) in node.as_array().into_iter().flatten().enumerate() {
                    self.value(*inner, item, &at.index(index));
                }
            }
            Takes::Map(inner) => {
                for (key, value) in node.as_object().into_iter().flatten() {
                    self.value(*inner, value, &at.child(key));
                }
            }
            Takes::Any
            | Takes::Text
            | Takes::Flag
            | Takes::Number
            | Takes::Count
            | Takes::Choice(_)
            | Takes::TypeNames(_)
            | Takes::NumberOrFlag => {}
        }
    }

    fn object(&mut self, object: Object, node: &Node, at: &Path<'_>) {
        for (key, value) in node.as_object().into_iter().flatten() {
            if let Some(takes) = self.takes(object, key) {
                self.value(takes, value, &at.child(key));
            }
        }
    }

    fn takes(&self, object: Object, key: &str) -> Option<Takes> {
        if key.starts_with("x-") {
            return None;
        }
        match object.keys_in(self.dialect) {
            Keys::Free(_, takes) => Some(takes),
            Keys::Fixed(rows) => {
                let keyword = rows.get(key)?;
                let is_skipped = matches!(keyword.handling, Handling::Ignored | Handling::NotGenerated);
                (!is_skipped).then_some(keyword.takes)
            }
        }
    }

    /// A reference in a place where one is allowed.
    fn reference(&mut self, object: Object, node: &Node, at: &Path<'_>) {
        // JSON Schema 2020-12, Core, section 8.2.3.1: other keywords may stand beside it.
        if object == Object::Schema && self.dialect.has_json_schema() {
            self.object(Object::Schema, node, at);
        }
        let place = at.pointer();
        if let Some(text) = node.get("$ref").filter(|text| text.as_str().is_none()) {
            let message = format!("`$ref` must be a string, not {}", text.kind().described());
            let place = place.child("$ref");
            self.diagnostics
                .report(Code::WrongType, &place, message)
                .loosened("the object is read without it");
            return self.fixes.push(Fix::Remove(place));
        }
        match self.target(object, &place) {
            Ok(target) if object == Object::MediaType => {
                if let Some(node) = self.root.at(&target) {
                    let copy = self.copy(Takes::Inline(object), node, &target);
                    self.fixes.push(Fix::Replace(place, copy, target));
                }
            }
            Ok(_) => {}
            Err(found) => self.broken(object, place, found),
        }
    }

    /// The target of the reference at `at`, or the diagnostics about it.
    fn target(&mut self, object: Object, at: &Pointer) -> Result<Pointer, Vec<Diagnostic>> {
        let mut found = self.diagnostics.scratch();
        let Some(target) = resolve(self.root, at, &mut found) else {
            return Err(found.iter().cloned().collect());
        };
        let node = self.root.at(&target);
        let Some(section) = section_of(&target).filter(|section| object.section() != Some(section)) else {
            return Ok(target);
        };
        let place = at.child("$ref");
        if node.is_some_and(|node| self.has_shape(object, node)) {
            let message = format!(
                "{} is expected here, but the reference leads into `{section}`",
                object.described()
            );
            self.diagnostics
                .report(Code::WrongType, &place, message)
                .read_as_meant(format!("the target is read as {}", object.described()))
                .related(&target, "the reference leads here");
            return Ok(target);
        }
        let message = format!(
            "{} is expected here, but the reference leads into `{section}`",
            object.described()
        );
        let mut diagnostic = Diagnostic::new(Code::WrongType, &place, message);
        diagnostic.related(&target, "the reference leads here");
        Err(vec![diagnostic])
    }

    /// Whether a node can be an `object`, judged by its keys.
    fn has_shape(&self, object: Object, node: &Node) -> bool {
        let Some(members) = node.as_object() else {
            return false;
        };
        let Keys::Fixed(rows) = object.keys_in(self.dialect) else {
            return true;
        };
        // A header is a parameter without `name` and `in`.
        let is_of_header = |key: &str| object == Object::Header && matches!(key, "name" | "in");
        let mut keys = members.keys().filter(|key| !key.starts_with("x-"));
        keys.all(|key| rows.get(key).is_some() || is_of_header(key))
            && rows
                .required()
                .all(|keyword| keyword.presence == Presence::Assumed || members.contains_key(keyword.name))
    }

    /// A reference that does not lead to an `object`: removes the smallest part.
    fn broken(&mut self, object: Object, place: Pointer, found: Vec<Diagnostic>) {
        // The last reference of a chain is reported at its own place.
        let is_elsewhere = |found: &Diagnostic| found.at.parent().as_ref() != Some(&place);
        if !found.is_empty() && found.iter().all(is_elsewhere) {
            return;
        }
        let Some(effect) = without(Takes::Reference(object)) else {
            for mut diagnostic in found {
                diagnostic.refused("operations that need it are not generated");
                self.diagnostics.push(diagnostic);
            }
            return;
        };
        let fix = if object == Object::Schema {
            Fix::Any(place)
        } else {
            Fix::Remove(place)
        };
        for mut diagnostic in found {
            diagnostic.loosened(effect);
            self.diagnostics.push(diagnostic);
        }
        self.fixes.push(fix);
    }

    /// A reference in place of an object or a value where the specification does not allow one.
    fn in_place(&mut self, takes: Takes, node: &Node, at: &Path<'_>) {
        let place = at.pointer();
        let mut found = self.diagnostics.scratch();
        let target = resolve(self.root, &place, &mut found).filter(|target| !place.is_within(target));
        let Some((target, meant)) = target.and_then(|target| Some((target.clone(), self.root.at(&target)?)))
        else {
            return self.broken_in_place(takes, place, found);
        };
        // A single item without its list.
        if matches!(takes, Takes::Items(_)) && meant.as_array().is_none() {
            return;
        }
        // A member that is not a media type.
        if matches!(takes, Takes::Inline(Object::MediaType)) && !self.has_shape(Object::MediaType, meant) {
            return;
        }
        let mut copy = self.copy(takes, meant, &target);
        if let (Some(members), Some(own)) = (copy.as_object_mut(), node.as_object()) {
            let own = own.iter().filter(|(key, _)| *key != "$ref");
            members.extend(own.map(|(key, value)| (key.clone(), value.clone())));
        }
        let reference = place.child("$ref");
        self.diagnostics
            .report(
                Code::UnknownKey,
                &reference,
                "OpenAPI does not allow a reference here",
            )
            .on_key()
            .read_as_meant("its target is read in its place");
        self.fixes.push(Fix::Replace(place, copy, target));
    }

    fn broken_in_place(&mut self, takes: Takes, place: Pointer, found: Diagnostics) {
        let is_operation = matches!(takes, Takes::Inline(Object::Operation));
        for diagnostic in found.iter() {
            let mut diagnostic = diagnostic.clone();
            if is_operation {
                diagnostic.refused("the operation is not generated");
            } else {
                diagnostic.loosened("it is left out");
            }
            self.diagnostics.push(diagnostic);
        }
        if !is_operation {
            self.fixes.push(Fix::Remove(place));
        }
    }

    /// A copy of the node at `at`, in which objects that have their own types are references.
    fn copy(&mut self, takes: Takes, node: &Node, at: &Pointer) -> Node {
        let Some(left) = self.budget.checked_sub(1) else {
            return Node::Null;
        };
        self.budget = left;
        match (takes, node) {
            (Takes::Reference(_) | Takes::SchemaOrFlag, Node::Object(members))
                if !members.contains_key("$ref") =>
            {
                let reference = Node::String(at.to_reference());
                Node::Object(Members::from([("$ref".to_owned(), reference)]))
            }
            (Takes::Inline(object), Node::Object(members)) => {
                let copies = members.iter().map(|(key, value)| {
                    let takes = self.takes(object, key).unwrap_or(Takes::Any);
                    (key.clone(), self.copy(takes, value, &at.child(key)))
                });
                Node::Object(copies.collect())
            }
            (Takes::Map(inner), Node::Object(members)) => {
                let copies = members.iter();
                let copies =
                    copies.map(|(key, value)| (key.clone(), self.copy(*inner, value, &at.child(key))));
                Node::Object(copies.collect())
            }
            (Takes::Items(inner), Node::Array(items)) => {
                let items = items.iter().enumerate();
                Node::Array(
                    items
                        .map(|(index, item)| self.copy(*inner, item, &at.index(index)))
                        .collect(),
                )
            }
            _ => node.clone(),
        }
    }
}

/// The effect of a missing target on the generated code; `None` if the operation needs it.
pub(super) fn without(takes: Takes) -> Option<&'static str> {
    let object = match takes {
        Takes::Inline(object) | Takes::Reference(object) => object,
        Takes::SchemaOrFlag => Object::Schema,
        Takes::Any
        | Takes::Text
        | Takes::Flag
        | Takes::Number
        | Takes::Count
        | Takes::Choice(_)
        | Takes::Items(_)
        | Takes::Map(_)
        | Takes::TypeNames(_)
        | Takes::NumberOrFlag => return Some("it is left out"),
    };
    match object {
        Object::Schema => Some("it accepts any JSON value"),
        Object::Parameter | Object::RequestBody | Object::PathItem | Object::Operation => None,
        Object::Header
        | Object::Response
        | Object::Example
        | Object::Link
        | Object::Callback
        | Object::SecurityScheme
        | Object::MediaType
        | Object::OpenApi
        | Object::Info
        | Object::Contact
        | Object::License
        | Object::Server
        | Object::ServerVariable
        | Object::Components
        | Object::Paths
        | Object::ExternalDocumentation
        | Object::Encoding
        | Object::Responses
        | Object::Tag
        | Object::Discriminator
        | Object::Xml
        | Object::OAuthFlows
        | Object::OAuthFlow
        | Object::SecurityRequirement
        | Object::Items => Some("it is left out"),
    }
}

/// The section of the components with the member `target`.
fn section_of(target: &Pointer) -> Option<String> {
    let mut tokens = bundle::tokens(target).into_iter();
    let section = match tokens.next()?.as_ref() {
        "components" => tokens.next()?.into_owned(),
        "definitions" => "schemas".to_owned(),
        section @ ("parameters" | "responses") => section.to_owned(),
        _ => return None,
    };
    (tokens.count() == 1).then_some(section)
}

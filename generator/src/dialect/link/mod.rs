//! Resolves references into other documents. Each document is read once and put into the tree, and references are rewritten to
//! lead there. Each target is read as the object that its reference expects. Nothing is done without such references.

mod collect;
mod load;
mod spelling;
#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, VecDeque};

use self::collect::{FoundReference, collect, in_place};
use self::load::Documents;
use super::keywords::{Dialect, Object, Takes};
use crate::diagnostics::{Code, Diagnostics};
use crate::references::References;
use crate::source::{Node, Pointer, bundle};

/// A description with all documents that it refers to, in one tree.
#[derive(Clone, Debug)]
pub struct Bundle {
    pub tree: Node,
    /// The parts that are read: the whole description first, then the targets outside of it.
    pub parts: Vec<Part>,
}

/// A node that is read with all nodes below it.
#[derive(Clone, Debug)]
pub struct Part {
    pub at: Pointer,
    /// The kind of object, from the place of the first reference to it.
    pub object: Object,
    /// The version of its document, or that of the description.
    pub dialect: Dialect,
}

impl Part {
    /// The value that its place takes: an object, or a reference to one.
    pub(super) fn takes(&self) -> Takes {
        if self.object == Object::OpenApi {
            Takes::Inline(self.object)
        } else {
            Takes::Reference(self.object)
        }
    }
}

impl Bundle {
    /// A description that refers to no other document. It has no part if its version can't be read.
    pub fn alone(document: &str, tree: Node) -> Self {
        let part = |dialect| Part {
            at: Pointer::root(document),
            object: Object::OpenApi,
            dialect,
        };
        let parts = Dialect::of(&tree).map(part);
        Self {
            parts: parts.into_iter().collect(),
            tree,
        }
    }
}

/// Reads the documents that the description refers to.
pub(crate) fn link(
    document: &str,
    tree: Node,
    references: &References,
    diagnostics: &mut Diagnostics,
) -> Bundle {
    let mut bundle = respelled(document, tree, diagnostics);
    let Some(root) = bundle.parts.pop() else {
        return bundle;
    };
    if !collect::leads_elsewhere(&bundle.tree) {
        bundle.parts.push(root);
        return bundle;
    }
    let mut link = Link {
        documents: Documents::new(&root, bundle.tree, references),
        seen: BTreeSet::new(),
        parts: Vec::new(),
        queue: VecDeque::from([(root.at.clone(), Takes::Inline(root.object))]),
        seen_values: BTreeSet::new(),
        deferred: Vec::new(),
        diagnostics,
    };
    link.run(&root);
    Bundle {
        tree: link.documents.tree,
        parts: link.parts,
    }
}

/// The description alone, with corrected references.
pub(super) fn respelled(document: &str, tree: Node, diagnostics: &mut Diagnostics) -> Bundle {
    let mut bundle = Bundle::alone(document, tree);
    if let Some(root) = bundle.parts.first() {
        spelling::respell(&mut bundle.tree, root, diagnostics);
    }
    bundle
}

struct Link<'l> {
    documents: Documents<'l>,
    /// The places of all objects in the parts.
    seen: BTreeSet<Pointer>,
    parts: Vec<Part>,
    queue: VecDeque<(Pointer, Takes)>,
    /// The places of strings, lists and maps that references lead to.
    seen_values: BTreeSet<Pointer>,
    /// References to URIs that may be the `$id` of a schema in another document.
    deferred: Vec<FoundReference>,
    diagnostics: &'l mut Diagnostics,
}

impl Link<'_> {
    fn run(&mut self, root: &Part) {
        loop {
            while let Some((at, takes)) = self.queue.pop_front() {
                let document = bundle::document_of(&at).unwrap_or_else(|| root.at.clone());
                let own = self.documents.tree.at(&document).and_then(Dialect::of);
                let dialect = own.unwrap_or(root.dialect);
                match takes {
                    Takes::Inline(object) | Takes::Reference(object) => {
                        self.part(Part { at, object, dialect });
                    }
                    Takes::SchemaOrFlag => {
                        let object = Object::Schema;
                        self.part(Part { at, object, dialect });
                    }
                    Takes::Any
                    | Takes::Text
                    | Takes::Flag
                    | Takes::Number
                    | Takes::Count
                    | Takes::Choice(_)
                    | Takes::Items(_)
                    | Takes::Map(_)
                    | Takes::TypeNames(_)
                    | Takes::NumberOrFlag => self.value(at, takes),
                }
            }
            if self.deferred.is_empty() {
                return;
            }
            for found in std::mem::take(&mut self.deferred) {
                self.follow(found, true);
            }
        }
    }

    /// Walks over a part, unless another part contains it, and follows its references.
    fn part(&mut self, part: Part) {
        if self.seen.contains(&part.at) {
            return;
        }
        let Some(slot) = self.documents.tree.at_mut(&part.at) else {
            return; // It is reported when the reference is resolved.
        };
        let mut node = std::mem::replace(slot, Node::Null);
        let (visited, found) = collect(&part, &mut node, &self.seen);
        if let Some(slot) = self.documents.tree.at_mut(&part.at) {
            *slot = node;
        }
        self.parts.retain(|other| !visited.contains(&other.at));
        self.seen.extend(visited);
        self.parts.push(part);
        for found in found {
            self.follow(found, false);
        }
    }

    /// Follows the references in a string, list or map that a reference leads to. The objects in it become parts.
    fn value(&mut self, at: Pointer, takes: Takes) {
        if !self.seen_values.insert(at.clone()) {
            return;
        }
        let Some(node) = self.documents.tree.at(&at) else {
            return; // It is reported when the reference is resolved.
        };
        let mut found = Vec::new();
        in_place(takes, node, &at, &mut found);
        let inner: Vec<(Pointer, Takes)> = match (takes, node) {
            (Takes::Items(inner), Node::Array(items)) => {
                let places = (0..items.len()).map(|index| (at.index(index), *inner));
                places.collect()
            }
            (Takes::Map(inner), Node::Object(members)) => {
                let places = members.keys().map(|key| (at.child(key), *inner));
                places.collect()
            }
            _ => Vec::new(),
        };
        self.queue.extend(inner);
        for found in found {
            self.follow(found, false);
        }
    }

    fn follow(&mut self, found: FoundReference, is_last: bool) {
        let Some(target) = self.target(&found, is_last) else {
            return;
        };
        if !found.is_own()
            && let Some(text) = self.documents.tree.at_mut(&found.at)
        {
            *text = Node::String(target.to_reference());
        }
        self.queue.push_back((target, found.takes));
    }

    /// The target of the reference in the tree; `None` if the reference stays as it is.
    fn target(&mut self, found: &FoundReference, is_last: bool) -> Option<Pointer> {
        let (file, fragment) = found.text.split_once('#').unwrap_or((&found.text, ""));
        let here = bundle::document_of(&found.at);
        let document = match (file, here) {
            ("", Some(here)) => here,
            ("", None) => Pointer::root(found.at.document()),
            (file, _) => match self.documents.find(file, found, is_last, self.diagnostics) {
                Some(document) => document,
                None => {
                    self.deferred.push(found.clone());
                    return None;
                }
            },
        };
        let Some(within) = Pointer::from_reference(found.at.document(), &format!("#{fragment}")) else {
            // Anchors of the description itself are resolved later, when all of them are known.
            return (!found.is_own())
                .then(|| self.anchor(&document, fragment, found))
                .flatten();
        };
        let target = document.below(within.fragment());
        if found.is_own() && bundle::document_of(&target).is_some() {
            let message = format!("`{}` does not exist", found.text);
            self.diagnostics
                .report(Code::DanglingReference, &found.at, message);
        }
        Some(target)
    }

    /// The schema with this anchor in the document. JSON Schema 2020-12, Core, section 8.2.2.
    fn anchor(&mut self, document: &Pointer, name: &str, found: &FoundReference) -> Option<Pointer> {
        let anchored = self.documents.tree.at(document).and_then(|tree| {
            let has_name = |node: &Node, key| node.get(key).and_then(Node::as_str) == Some(name);
            collect::search(tree, document, &|node| {
                has_name(node, "$anchor") || has_name(node, "$dynamicAnchor")
            })
        });
        if anchored.is_none() && self.documents.tree.at(document).is_some() {
            let message = format!(
                "`{}` has neither a JSON pointer nor an anchor after its `#`",
                found.text
            );
            self.diagnostics
                .report(Code::DanglingReference, &found.at, message);
        }
        Some(anchored.unwrap_or_else(|| bundle::place(&Pointer::root(document.document()), &found.text)))
    }
}

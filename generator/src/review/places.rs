//! Places: where in the tree of a side something is declared that the ir has no pointer for.
//!
//! A property of a merged type can stand in any branch of `allOf`, so its place is looked up when a report needs it.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{Node, Pointer};

/// How many references and branches lead to a declaration at most.
const MOST: usize = 64;

/// Whether a property is declared `readOnly` and `writeOnly`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Access {
    pub(super) read_only: bool,
    pub(super) write_only: bool,
}

impl Access {
    /// Whether it is never sent. Both keywords together have no effect.
    pub(super) fn is_only_received(self) -> bool {
        self.read_only && !self.write_only
    }

    /// Whether it is never received.
    pub(super) fn is_only_sent(self) -> bool {
        self.write_only && !self.read_only
    }
}

/// The declarations of one tree.
#[derive(Clone, Copy, Debug)]
pub(super) struct Places<'a> {
    /// The tree.
    pub(super) tree: &'a Node,
}

impl<'a> Places<'a> {
    /// The schema of a property, or else its name in `required`, or else its schema beside the branch that is asked, or else
    /// `properties` or the schema that is asked.
    pub(super) fn property(self, schema: &Pointer, name: &str) -> Pointer {
        self.declared(schema, name)
            .or_else(|| self.in_required(schema, name))
            .or_else(|| whole(schema).and_then(|whole| self.declared(&whole, name)))
            .unwrap_or_else(|| self.keyword(schema, "properties"))
    }

    /// The schema of a property in the schema or in one that it is made of.
    pub(super) fn declared(self, schema: &Pointer, name: &str) -> Option<Pointer> {
        self.first(schema, |at, node| {
            node.get("properties")?.get(name)?;
            Some(at.child("properties").child(name))
        })
    }

    /// Who writes a property, by `readOnly` and `writeOnly` in any of its declarations.
    pub(super) fn access(self, schema: &Pointer, name: &str) -> Access {
        let mut access = Access::default();
        let is = |node: &Node, keyword: &str| node.get(keyword).and_then(Node::as_bool).unwrap_or_default();
        self.first(schema, |at, node| -> Option<()> {
            let property = node.get("properties")?.get(name)?;
            let place = at.child("properties").child(name);
            self.first_of(property, place, |_, node| {
                access.read_only |= is(node, "readOnly");
                access.write_only |= is(node, "writeOnly");
                None
            })
        });
        access
    }

    /// The item of `required` that names a property.
    fn in_required(self, schema: &Pointer, name: &str) -> Option<Pointer> {
        self.first(schema, |at, node| {
            item(at, node, "required", |item| item.as_str() == Some(name))
        })
    }

    /// The item of `required` that names a property, or else the property.
    pub(super) fn required(self, schema: &Pointer, name: &str) -> Pointer {
        self.in_required(schema, name)
            .unwrap_or_else(|| self.property(schema, name))
    }

    /// Whether a schema allows every object. One that isn't there allows every value.
    pub(super) fn allows_any_object(self, schema: &Pointer) -> bool {
        let parts = self.parts(schema);
        let mut keywords = parts
            .iter()
            .filter_map(|at| self.tree.at(at)?.as_object())
            .flatten();
        keywords.all(|(keyword, value)| match keyword.as_str() {
            "$ref" | "allOf" | "title" | "description" | "example" | "examples" | "externalDocs"
            | "deprecated" | "xml" => true,
            "type" => value.as_str() == Some("object"),
            _ => keyword.starts_with("x-"),
        })
    }

    /// A value of `enum`, as JSON, or else `enum`.
    pub(super) fn value(self, schema: &Pointer, json: &str) -> Pointer {
        let value: serde_json::Value = serde_json::from_str(json).unwrap_or_default();
        let is_it = |item: &Node| item.to_json() == value;
        let of = |at: &Pointer, node: &Node| item(at, node, "enum", is_it);
        self.first(schema, of)
            .or_else(|| self.branches(schema).find_map(|branch| self.first(&branch, of)))
            .unwrap_or_else(|| self.keyword(schema, "enum"))
    }

    /// A keyword of a schema, or else the schema.
    pub(super) fn keyword(self, schema: &Pointer, keyword: &str) -> Pointer {
        self.first(schema, |at, node| node.get(keyword).map(|_| at.child(keyword)))
            .unwrap_or_else(|| schema.clone())
    }

    /// The value of a keyword of a schema.
    pub(super) fn keyword_of(self, schema: &Pointer, keyword: &str) -> Option<&'a Node> {
        self.first(schema, |_, node| node.get(keyword))
    }

    /// What the keywords of a schema say, with those of its parts and without documentation.
    pub(super) fn keywords(self, schema: &Pointer) -> BTreeMap<&'a str, BTreeSet<String>> {
        let mut all: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        let parts = self.parts(schema);
        let members = parts.iter().filter_map(|at| self.tree.at(at)?.as_object());
        for (keyword, value) in members.flatten() {
            let is_text = matches!(keyword.as_str(), "title" | "description" | "example" | "examples");
            if !is_text && !matches!(keyword.as_str(), "$ref" | "allOf") && !keyword.starts_with("x-") {
                all.entry(keyword)
                    .or_default()
                    .insert(value.to_json().to_string());
            }
        }
        all
    }

    /// The branch of `oneOf` or `anyOf` that leads to `target`, or else has this `type` or neither has one, or else the keyword.
    pub(super) fn branch(self, schema: &Pointer, target: Option<&Pointer>, of: Option<&str>) -> Pointer {
        let keywords = ["oneOf", "anyOf"];
        let found = keywords.iter().find_map(|keyword| {
            let branches = self.keyword(schema, keyword);
            let count = self.tree.at(&branches)?.as_array()?.len();
            (0..count)
                .map(|index| branches.index(index))
                .find(|branch| match target {
                    Some(target) => branch == target || self.target(branch).as_ref() == Some(target),
                    None => self.type_of(branch) == of && (of.is_some() || self.target(branch).is_none()),
                })
        });
        found.unwrap_or_else(|| {
            let mut keywords = keywords.iter().map(|keyword| self.keyword(schema, keyword));
            keywords.find(|at| at != schema).unwrap_or_else(|| schema.clone())
        })
    }

    /// The branches of `oneOf` and `anyOf`.
    fn branches(self, schema: &Pointer) -> impl Iterator<Item = Pointer> {
        ["oneOf", "anyOf"].into_iter().flat_map(move |keyword| {
            let branches = self.keyword(schema, keyword);
            let count = self.tree.at(&branches).and_then(Node::as_array);
            let count = count.map_or(0, <[Node]>::len);
            (0..count).map(move |index| branches.index(index))
        })
    }

    fn type_of(self, at: &Pointer) -> Option<&'a str> {
        self.tree.at(&at.child("type"))?.as_str()
    }

    /// The place, or its nearest ancestor that exists.
    pub(super) fn nearest(self, at: &Pointer) -> Pointer {
        let mut at = at.clone();
        while self.tree.at(&at).is_none() {
            match at.parent() {
                Some(parent) => at = parent,
                None => return at,
            }
        }
        at
    }

    /// The schema of the only content of a parameter, or else the content.
    pub(super) fn content_schema(self, parameter: &Pointer) -> Option<Pointer> {
        let content = parameter.child("content");
        let media_type = self.tree.at(&content)?.as_object()?.keys().next()?;
        let media = self.resolved(&content.child(media_type));
        Some(self.nearest(&media.child("schema")))
    }

    /// The first declaration of a response header of an operation.
    pub(super) fn header(self, operation: &Pointer, wire: &str) -> Option<Pointer> {
        self.of_response(operation, |response| {
            let headers = response.child("headers");
            let mut names = self.tree.at(&headers)?.as_object()?.keys();
            let name = names.find(|name| name.eq_ignore_ascii_case(wire))?;
            Some(headers.child(name))
        })
    }

    /// The first content of a media type in the responses of an operation.
    pub(super) fn response_content(self, operation: &Pointer, media_type: &str) -> Option<Pointer> {
        self.of_response(operation, |response| {
            let at = response.child("content").child(media_type);
            self.tree.at(&at).is_some().then_some(at)
        })
    }

    fn of_response<T>(self, operation: &Pointer, find: impl Fn(Pointer) -> Option<T>) -> Option<T> {
        let responses = operation.child("responses");
        let mut statuses = self.tree.at(&responses)?.as_object()?.keys();
        statuses.find_map(|status| find(self.resolved(&responses.child(status))))
    }

    /// Where a reference leads; the place itself without one.
    pub(super) fn resolved(self, at: &Pointer) -> Pointer {
        let mut at = at.clone();
        for _ in 0..MOST {
            match self.target(&at) {
                Some(next) => at = next,
                None => return at,
            }
        }
        at
    }

    fn target(self, at: &Pointer) -> Option<Pointer> {
        target(at, self.tree.at(at)?)
    }

    /// The schemas that a schema is made of: itself, what it refers to, and its branches of `allOf`.
    pub(super) fn parts(self, schema: &Pointer) -> Vec<Pointer> {
        let mut parts = Vec::new();
        self.first(schema, |at, _| -> Option<()> {
            parts.push(at.clone());
            None
        });
        parts
    }

    /// The first schema that has something, among this one, what it refers to, and its branches of `allOf`.
    fn first<T>(self, schema: &Pointer, find: impl FnMut(&Pointer, &'a Node) -> Option<T>) -> Option<T> {
        self.first_of(self.tree.at(schema)?, schema.clone(), find)
    }

    /// The same for the schema `node` at `place`.
    fn first_of<T>(
        self,
        node: &'a Node,
        place: Pointer,
        mut find: impl FnMut(&Pointer, &'a Node) -> Option<T>,
    ) -> Option<T> {
        let mut pending = vec![(place, node)];
        let mut next = 0;
        while let Some((at, node)) = pending.get(next).cloned() {
            next += 1;
            if let Some(found) = find(&at, node) {
                return Some(found);
            }
            if pending.len() > MOST {
                continue;
            }
            let target = target(&at, node);
            pending.extend(target.and_then(|at| self.tree.at(&at).map(|node| (at, node))));
            if let Some(branches) = node.get("allOf").and_then(Node::as_array) {
                let list = at.child("allOf");
                pending.extend((0..).map(|index| list.index(index)).zip(branches));
            }
        }
        None
    }
}

/// The schema that has this one as a branch.
fn whole(branch: &Pointer) -> Option<Pointer> {
    let list = branch.parent()?;
    let is_list = list
        .last()
        .is_some_and(|key| matches!(key.as_str(), "allOf" | "oneOf" | "anyOf"));
    list.parent().filter(|_| is_list)
}

/// Where the reference of a schema leads.
fn target(at: &Pointer, node: &Node) -> Option<Pointer> {
    Pointer::from_reference(at.document(), node.get("$ref")?.as_str()?)
}

/// The first item of a keyword that is a list.
fn item(at: &Pointer, node: &Node, keyword: &str, is_it: impl Fn(&Node) -> bool) -> Option<Pointer> {
    let items = node.get(keyword)?.as_array()?;
    let index = items.iter().position(is_it)?;
    Some(at.child(keyword).index(index))
}

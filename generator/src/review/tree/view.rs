//! A schema with everything that it is made of by references and `allOf`, so that moving a part into a base changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{Node, Pointer};

/// How many schemas one is made of at most.
const MOST: usize = 256;

/// The keywords with a comparison of their own.
pub(super) const STRUCTURE: &[&str] = &[
    "$ref",
    "allOf",
    "oneOf",
    "anyOf",
    "properties",
    "required",
    "items",
    "additionalProperties",
];

/// One schema, or several that hold at once.
#[derive(Debug, Default)]
pub(super) struct View<'t> {
    /// Every schema that it is made of.
    pub(super) places: Vec<Pointer>,
    /// The declarations of each property.
    pub(super) properties: BTreeMap<String, Vec<Pointer>>,
    /// The names of `required`, each with its places.
    pub(super) required: BTreeMap<String, Vec<Pointer>>,
    pub(super) items: Vec<Pointer>,
    pub(super) extra: Vec<Pointer>,
    /// The schemas `{}` of other properties.
    pub(super) free: Vec<Pointer>,
    /// Whether other properties are forbidden.
    pub(super) is_closed: bool,
    /// The branches of `oneOf` and `anyOf`.
    pub(super) branches: Vec<Pointer>,
    /// The values of every other keyword.
    pub(super) keywords: BTreeMap<&'t str, BTreeSet<String>>,
}

/// Where a reference leads.
pub(super) fn target(tree: &Node, at: &Pointer) -> Option<Pointer> {
    let reference = tree.at(at)?.get("$ref")?.as_str()?;
    let target = Pointer::from_reference(at.document(), reference)?;
    tree.at(&target).is_some().then_some(target)
}

impl<'t> View<'t> {
    pub(super) fn new(tree: &'t Node, roots: &[Pointer]) -> Self {
        Self::without(tree, roots, |_| false)
    }

    /// The same without what some of its parts contain.
    pub(super) fn without(tree: &'t Node, roots: &[Pointer], is_left_out: impl Fn(&Pointer) -> bool) -> Self {
        let mut view = Self::default();
        let mut pending: Vec<Pointer> = roots.iter().rev().cloned().collect();
        let mut seen = BTreeSet::new();
        while let Some(at) = pending.pop() {
            if seen.len() > MOST || !seen.insert(at.clone()) {
                continue;
            }
            let Some(node) = tree.at(&at) else { continue };
            view.places.push(at.clone());
            if is_left_out(&at) && !roots.contains(&at) {
                continue;
            }
            pending.extend(target(tree, &at));
            // A base that names its children chooses among them, and says nothing of that about each child.
            let is_base = !roots.contains(&at) && names_one(tree, &at, &seen);
            for (keyword, value) in node.as_object().into_iter().flatten() {
                if !is_base || !matches!(keyword.as_str(), "oneOf" | "anyOf" | "discriminator") {
                    view.keyword(keyword, value, &at, &mut pending);
                }
            }
        }
        view
    }

    /// Whether it has one value.
    pub(super) fn is_constant(&self) -> bool {
        let values = self.keywords.get("enum").or_else(|| self.keywords.get("const"));
        values.is_some_and(|values| values.len() == 1)
    }

    fn keyword(&mut self, keyword: &'t str, value: &'t Node, at: &Pointer, pending: &mut Vec<Pointer>) {
        let place = at.child(keyword);
        let count = value.as_array().map_or(0, <[Node]>::len);
        match keyword {
            "$ref" => {}
            "allOf" => pending.extend((0..count).rev().map(|index| place.index(index))),
            // The only branch is what the schema is.
            "oneOf" | "anyOf" if count == 1 => pending.push(place.index(0)),
            "oneOf" | "anyOf" => self.branches.extend((0..count).map(|index| place.index(index))),
            "properties" => {
                for name in value.as_object().into_iter().flatten().map(|(name, _)| name) {
                    let all = self.properties.entry(name.clone()).or_default();
                    all.push(place.child(name));
                }
            }
            "required" => {
                for (index, name) in value.as_array().unwrap_or_default().iter().enumerate() {
                    if let Some(name) = name.as_str() {
                        let all = self.required.entry(name.to_owned()).or_default();
                        all.push(place.index(index));
                    }
                }
            }
            "items" => self.items.push(place),
            "additionalProperties" => match value {
                Node::Bool(false) => self.is_closed = true,
                Node::Object(members) if members.is_empty() => self.free.push(place),
                Node::Object(_) => self.extra.push(place),
                Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) | Node::Array(_) => {}
            },
            _ => self.values(keyword, value),
        }
    }

    /// The value of a keyword; what the specification assumes without it is left out.
    fn values(&mut self, keyword: &'t str, value: &Node) {
        let texts: Vec<String> = match (keyword, value) {
            (_, Node::Bool(false)) => Vec::new(),
            ("minLength" | "minItems" | "minProperties", Node::Number(number))
                if number.as_u64() == Some(0) =>
            {
                Vec::new()
            }
            ("enum", Node::Array(items)) => items.iter().map(text).collect(),
            _ => vec![text(value)],
        };
        match self.keywords.get_mut(keyword) {
            // A value is in all lists.
            Some(values) if keyword == "enum" => values.retain(|value| texts.contains(value)),
            Some(values) => values.extend(texts),
            None if texts.is_empty() => {}
            None => drop(self.keywords.insert(keyword, texts.into_iter().collect())),
        }
    }
}

/// Whether a branch of a schema leads to one of these schemas.
fn names_one(tree: &Node, at: &Pointer, schemas: &BTreeSet<Pointer>) -> bool {
    ["oneOf", "anyOf"].iter().any(|keyword| {
        let list = at.child(keyword);
        let count = tree.at(&list).and_then(Node::as_array).map_or(0, <[Node]>::len);
        let mut branches = (0..count).map(|index| list.index(index));
        branches.any(|branch| target(tree, &branch).is_some_and(|target| schemas.contains(&target)))
    })
}

/// A value as JSON, so that equal values have equal texts.
pub(super) fn text(node: &Node) -> String {
    node.to_json().to_string()
}

//! The properties of a schema, and who writes them.

use std::collections::BTreeSet;

use super::Diff;
use super::claims::Tree;
use super::frame::Frame;
use super::kinds::{Kind, kind};
use super::schemas::members;
use super::view::View;
use crate::ir::Direction;
use crate::source::{Node, Pointer};

impl Diff<'_> {
    pub(super) fn properties(&mut self, old: &View<'_>, new: &View<'_>, frame: &Frame) {
        let names: BTreeSet<&String> = old.properties.keys().chain(new.properties.keys()).collect();
        for name in names {
            let is_tag = self.is_tag((old, new), name) || is_of_event(name, old, new);
            match (old.properties.get(name), new.properties.get(name)) {
                (Some(a), Some(b)) => {
                    let views = (View::new(self.old, a), View::new(self.new, b));
                    let mut inner = frame.inner();
                    inner.is_not_read |= is_tag;
                    inner.direction = self.way(a, b, frame.direction);
                    inner.can_be_absent = !(views.0.is_constant() && views.1.is_constant());
                    self.access((&views.0, &views.1), frame);
                    if inner.direction == Direction::default() {
                        // No value in this direction contains it, on either side.
                        let are_alike = a.iter().zip(b).all(|(a, b)| self.alike.is_alike(a, b));
                        self.unused_if(!are_alike);
                        continue;
                    }
                    self.schemas(a.clone(), b.clone(), &inner);
                }
                // A required property that is not declared has any value too.
                (Some(a), None) if is_required(old, new, name) && self.is_any(Tree::Old, a) => {
                    self.respelled(true);
                }
                (None, Some(b)) if is_required(old, new, name) && self.is_any(Tree::New, b) => {
                    self.respelled(true);
                }
                (Some(a), None) => self.lonely(Tree::Old, a, frame, is_tag),
                (None, Some(b)) => self.lonely(Tree::New, b, frame, is_tag),
                (None, None) => {}
            }
        }
    }

    /// Whether a schema allows any value, and says nothing about it.
    pub(super) fn is_any(&self, tree: Tree, places: &[Pointer]) -> bool {
        let is_documentation = |keyword: &str| matches!(kind(keyword), Kind::Documentation);
        places.iter().all(|at| {
            let keywords = members(self.tree(tree), at);
            keywords.into_keys().all(is_documentation)
        })
    }

    /// Whether a property chooses the branch that the schema is.
    fn is_tag(&self, (old, new): (&View<'_>, &View<'_>), name: &str) -> bool {
        self.tags.0.has(&old.places, name) || self.tags.1.has(&new.places, name)
    }

    /// A property that only one side has. One that no value has here is compared where it is sent or received.
    fn lonely(&mut self, tree: Tree, places: &[Pointer], frame: &Frame, is_tag: bool) {
        let way = self.way_of(tree, places, frame.direction);
        if way == Direction::default() {
            return;
        }
        self.reached.extend(places.iter().cloned());
        let mut frame = frame.clone();
        frame.is_not_read |= is_tag;
        self.entry(tree, places, &frame, "properties");
    }

    /// The way of a property that both sides have: `readOnly` and `writeOnly` on both sides end a direction.
    fn way(&self, old: &[Pointer], new: &[Pointer], of: Direction) -> Direction {
        let (a, b) = (self.way_of(Tree::Old, old, of), self.way_of(Tree::New, new, of));
        Direction {
            request: a.request || b.request,
            response: a.response || b.response,
        }
    }

    fn way_of(&self, tree: Tree, places: &[Pointer], of: Direction) -> Direction {
        let is = |keyword: &str| {
            places.iter().any(|at| {
                let says = |at: &Pointer| {
                    let value = self.tree(tree).at(&at.child(keyword));
                    value.and_then(Node::as_bool).unwrap_or_default()
                };
                says(at) || says(&self.end(tree, at))
            })
        };
        let (read_only, write_only) = (is("readOnly"), is("writeOnly"));
        Direction {
            request: of.request && (!read_only || write_only),
            response: of.response && (!write_only || read_only),
        }
    }

    pub(super) fn required(&mut self, old: &View<'_>, new: &View<'_>, frame: &Frame) {
        let names: BTreeSet<&String> = old.required.keys().chain(new.required.keys()).collect();
        for name in names {
            if old.required.contains_key(name) == new.required.contains_key(name)
                || old.properties.contains_key(name) != new.properties.contains_key(name)
            {
                continue;
            }
            let places = |view: &View<'_>| -> Vec<Pointer> {
                let declared = view.properties.get(name).into_iter().flatten();
                let required = view.required.get(name).into_iter().flatten();
                declared.chain(required).cloned().collect()
            };
            let (a, b) = (places(old), places(new));
            if self.way(&a, &b, frame.direction) == Direction::default() {
                continue;
            }
            let here = Frame {
                old: a,
                new: b,
                ..frame.clone()
            };
            let is_claimed = |tree, view: &View<'_>| {
                let places = view.required.get(name).into_iter().flatten();
                places.into_iter().any(|at| self.claims.whole(tree, at))
            };
            let is_explained = here.explains(&self.claims, "required")
                || is_claimed(Tree::Old, old)
                || is_claimed(Tree::New, new)
                || self.is_claimed(frame, "required");
            // A tag, and a property with one value, is written in any case.
            match is_explained {
                true => {}
                false
                    if self.is_tag((old, new), name)
                        || is_of_event("", old, new)
                        || self.have_one_value(&here.old, &here.new) =>
                {
                    self.unused_if(true)
                }
                false => self.keyword(frame, "required"),
            }
        }
    }

    /// Whether a property has one value on both sides.
    fn have_one_value(&self, old: &[Pointer], new: &[Pointer]) -> bool {
        self.is_constant(Tree::Old, old) && self.is_constant(Tree::New, new)
    }

    fn is_constant(&self, tree: Tree, places: &[Pointer]) -> bool {
        View::new(self.tree(tree), places).is_constant()
    }

    /// Whether a property of a schema has one value.
    pub(super) fn has_one_value(&self, tree: Tree, schema: &Pointer, name: &str) -> bool {
        let view = View::new(self.tree(tree), std::slice::from_ref(schema));
        let places = view.properties.get(name);
        places.is_some_and(|places| self.is_constant(tree, places))
    }

    /// Compares `readOnly` and `writeOnly` of a property, in all its declarations.
    fn access(&mut self, (a, b): (&View<'_>, &View<'_>), frame: &Frame) {
        if self.is_replaced(&a.places, &b.places) {
            return;
        }
        for keyword in ["readOnly", "writeOnly"] {
            let is = |view: &View<'_>| view.keywords.get(keyword).is_some_and(|of| of.contains("true"));
            if is(a) != is(b) {
                let frame = Frame {
                    old: a.places.clone(),
                    new: b.places.clone(),
                    ..frame.clone()
                };
                self.keyword(&frame, keyword);
            }
        }
    }
}

fn is_required(old: &View<'_>, new: &View<'_>, name: &str) -> bool {
    old.required.contains_key(name) && new.required.contains_key(name)
}

/// The field of an event that is its item.
const DATA: &str = "data";

/// Whether a property is a field of an event beside its data, whose type is fixed, or any other one.
fn is_of_event(name: &str, old: &View<'_>, new: &View<'_>) -> bool {
    let is_event = |view: &View<'_>| {
        let is_item = |at: &Pointer| {
            let media_type = at.parent().and_then(|content| content.last()).unwrap_or_default();
            let is_item = at.last().is_some_and(|key| key == "itemSchema");
            is_item && media_type.to_ascii_lowercase().contains("event-stream")
        };
        view.places.iter().any(is_item) && view.properties.contains_key(DATA)
    };
    name != DATA && is_event(old) && is_event(new)
}

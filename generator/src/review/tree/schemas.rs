//! Schemas: keyword by keyword, with their parts merged.

use std::collections::{BTreeMap, BTreeSet};

use super::Diff;
use super::claims::Tree;
use super::frame::Frame;
use super::kinds::{Kind, is_number, kind};
use super::same::is_same;
use super::view::{STRUCTURE, View, target, text};
use crate::ir::Direction;
use crate::source::{Node, Pointer};

impl Diff<'_> {
    /// Compares schemas that stand for the same thing. `outer` are the places of the lists and maps around them.
    pub(super) fn schemas(&mut self, old: Vec<Pointer>, new: Vec<Pointer>, outer: &Frame) {
        if !self.seen.insert((old.clone(), new.clone(), outer.direction)) {
            return;
        }
        self.reached.extend(old.iter().chain(&new).cloned());
        if self.is_replaced(&old, &new) {
            return;
        }
        let mut frame = outer.clone();
        // A reference alone is followed, so that a schema is compared once for all its uses.
        if let ([a], [b]) = (old.as_slice(), new.as_slice())
            && let (Some(a_end), Some(b_end)) = (alone(self.old, a), alone(self.new, b))
        {
            frame.old.push(a.clone());
            frame.new.push(b.clone());
            // Others may read it.
            frame.is_not_read = false;
            return self.schemas(vec![a_end], vec![b_end], &frame);
        }
        let (a, b) = (View::new(self.old, &old), View::new(self.new, &new));
        self.reached.extend(a.places.iter().chain(&b.places).cloned());
        let chains = (self.chain(Tree::Old, &old), self.chain(Tree::New, &new));
        if self.is_replaced(&chains.0, &chains.1) {
            return;
        }
        frame.old.splice(0..0, a.places.iter().cloned());
        frame.new.splice(0..0, b.places.iter().cloned());
        self.properties(&a, &b, &frame);
        self.required(&a, &b, &frame);
        self.inner(&a.items, &b.items, "items", &frame);
        self.extra(&a, &b, &frame);
        let around = [&a, &b].map(|view| view.keywords.get("type").cloned().unwrap_or_default());
        let inner = Frame {
            around,
            ..frame.inner()
        };
        self.branches(&a.branches, &b.branches, (&frame, &inner));
        self.keywords(&a, &b, &frame);
    }

    /// Whether a change explains all of one of these schemas.
    fn is_replaced(&self, old: &[Pointer], new: &[Pointer]) -> bool {
        old.iter().any(|at| self.claims.whole(Tree::Old, at))
            || new.iter().any(|at| self.claims.whole(Tree::New, at))
    }

    /// The schemas, and those that they refer to.
    fn chain(&self, tree: Tree, roots: &[Pointer]) -> Vec<Pointer> {
        let mut all: Vec<Pointer> = roots.to_vec();
        all.extend(roots.iter().map(|at| self.end(tree, at)));
        all
    }

    fn properties(&mut self, old: &View<'_>, new: &View<'_>, frame: &Frame) {
        let names: BTreeSet<&String> = old.properties.keys().chain(new.properties.keys()).collect();
        for name in names {
            let is_tag = self.is_tag((old, new), name);
            match (old.properties.get(name), new.properties.get(name)) {
                (Some(a), Some(b)) => {
                    let mut inner = frame.inner();
                    inner.is_not_read |= is_tag;
                    inner.direction = self.way(a, b, frame.direction);
                    inner.can_be_absent = !self.have_one_value(a, b);
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

    /// Counts a keyword that means the same in another way.
    pub(super) fn respelled(&mut self, differs: bool) {
        self.harmless.respelled = self.harmless.respelled.saturating_add(usize::from(differs));
    }

    /// Whether a schema allows any value, and says nothing about it.
    fn is_any(&self, tree: Tree, places: &[Pointer]) -> bool {
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

    fn required(&mut self, old: &View<'_>, new: &View<'_>, frame: &Frame) {
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
                false if self.is_tag((old, new), name) || self.have_one_value(&here.old, &here.new) => {
                    self.unused_if(true)
                }
                false => self.keyword(frame, "required"),
            }
        }
    }

    /// Whether a property has one value on both sides.
    fn have_one_value(&self, old: &[Pointer], new: &[Pointer]) -> bool {
        let has_one = |tree, places: &[Pointer]| {
            let view = View::new(self.tree(tree), places);
            let values = view.keywords.get("enum").or_else(|| view.keywords.get("const"));
            values.is_some_and(|values| values.len() == 1)
        };
        has_one(Tree::Old, old) && has_one(Tree::New, new)
    }

    /// The schemas of a keyword that holds one.
    fn inner(&mut self, old: &[Pointer], new: &[Pointer], keyword: &str, frame: &Frame) {
        match (old.is_empty(), new.is_empty()) {
            (true, true) => {}
            (false, false) => self.schemas(old.to_vec(), new.to_vec(), &frame.value()),
            (true, false) if self.is_any(Tree::New, new) => self.respelled(true),
            (false, true) if self.is_any(Tree::Old, old) => self.respelled(true),
            (true, false) | (false, true) => self.keyword(frame, keyword),
        }
    }

    fn extra(&mut self, old: &View<'_>, new: &View<'_>, frame: &Frame) {
        let keyword = "additionalProperties";
        if old.is_closed != new.is_closed {
            return self.keyword(frame, keyword);
        }
        match (old.extra.is_empty(), new.extra.is_empty()) {
            (true, false) if !old.free.is_empty() => self.inner(&old.free, &new.extra, keyword, frame),
            (false, true) if !new.free.is_empty() => self.inner(&old.extra, &new.free, keyword, frame),
            (true | false, true | false) => self.inner(&old.extra, &new.extra, keyword, frame),
        }
    }

    /// Pairs branches by where they lead, then by title, text and type, then by turn.
    fn branches(&mut self, old: &[Pointer], new: &[Pointer], (frame, inner): (&Frame, &Frame)) {
        let mut left: Vec<Pointer> = new.to_vec();
        let mut unmatched: Vec<Pointer> = old.to_vec();
        for same in [leads, titled, text_of, type_of, turn] {
            let before = std::mem::take(&mut unmatched);
            for a in before {
                let key = same(self.old, &a);
                let found = left
                    .iter()
                    .position(|b| key.is_some() && same(self.new, b) == key);
                match found {
                    Some(index) => {
                        let b = left.remove(index);
                        self.schemas(vec![a], vec![b], inner);
                    }
                    None => unmatched.push(a),
                }
            }
        }
        for (tree, places) in [(Tree::Old, unmatched), (Tree::New, left)] {
            for at in places {
                let keyword = at.parent().and_then(|list| list.last()).unwrap_or_default();
                self.entry(tree, &[at], frame, &keyword);
            }
        }
    }

    /// A change of a branch explains how branches are chosen.
    fn choice(&mut self, (old, new): (&[Pointer], &[Pointer]), frame: &Frame, keyword: &str) {
        let changed = |tree, places: &[Pointer]| places.iter().any(|at| self.claims.any(tree, at));
        if !changed(Tree::Old, old) && !changed(Tree::New, new) {
            self.keyword(frame, keyword);
        }
    }

    fn keywords(&mut self, old: &View<'_>, new: &View<'_>, frame: &Frame) {
        let names: BTreeSet<&str> = old.keywords.keys().chain(new.keywords.keys()).copied().collect();
        for keyword in names {
            let differs = old.keywords.get(keyword) != new.keywords.get(keyword);
            if !differs || STRUCTURE.contains(&keyword) {
                continue;
            }
            let kind = match keyword {
                // The bounds of a number.
                "format" if is_number(old) && is_number(new) => Kind::Check,
                _ => kind(keyword),
            };
            if is_remark(keyword, frame) {
                let is_claimed = self.is_claimed(frame, keyword);
                self.documented_if(!is_claimed);
                continue;
            }
            match kind {
                Kind::Documentation => {
                    self.harmless.documentation = self.harmless.documentation.saturating_add(1);
                }
                Kind::Check if !frame.direction.request => {
                    self.harmless.received_constraints = self.harmless.received_constraints.saturating_add(1);
                }
                Kind::Xml if frame.xml.is_none() => {
                    self.harmless.unused = self.harmless.unused.saturating_add(1);
                }
                Kind::Xml => {
                    let mut frame = frame.clone();
                    if let Some((a, b)) = frame.xml.clone() {
                        frame.old.push(a);
                        frame.new.push(b);
                    }
                    self.keyword(&frame, keyword);
                }
                Kind::Choice => self.choice((&old.branches, &new.branches), frame, keyword),
                Kind::Check | Kind::Other
                    if is_same(keyword, old, new, &frame.around) && !self.is_claimed(frame, keyword) =>
                {
                    self.respelled(true);
                }
                Kind::Check | Kind::Other => self.keyword(frame, keyword),
            }
        }
    }
}

/// Whether a keyword is documentation where no change has it: what deprecates no item of Rust, what strings contain, and a default
/// of a value that is always there.
fn is_remark(keyword: &str, frame: &Frame) -> bool {
    match keyword {
        "deprecated" | "contentMediaType" | "contentEncoding" | "contentSchema" => true,
        "default" => !frame.can_be_absent,
        _ => false,
    }
}

fn is_required(old: &View<'_>, new: &View<'_>, name: &str) -> bool {
    old.required.contains_key(name) && new.required.contains_key(name)
}

/// Where a schema leads that is a reference and nothing else.
fn alone(tree: &Node, at: &Pointer) -> Option<Pointer> {
    let members = tree.at(at)?.as_object()?;
    let says_nothing = |key: &str| matches!(key, "$ref" | "description" | "summary") || key.starts_with("x-");
    members.keys().all(|key| says_nothing(key)).then_some(())?;
    target(tree, at)
}

fn leads(tree: &Node, at: &Pointer) -> Option<String> {
    let target = target(tree, at)?;
    Some(target.fragment().to_owned())
}

fn titled(tree: &Node, at: &Pointer) -> Option<String> {
    Some(tree.at(at)?.get("title")?.as_str()?.to_owned())
}

fn text_of(tree: &Node, at: &Pointer) -> Option<String> {
    Some(text(tree.at(at)?))
}

fn type_of(tree: &Node, at: &Pointer) -> Option<String> {
    Some(tree.at(at)?.get("type")?.as_str()?.to_owned())
}

fn turn(_: &Node, at: &Pointer) -> Option<String> {
    at.last()
}

/// The members of an object that both trees may have, by key.
pub(super) fn members<'t>(tree: &'t Node, at: &Pointer) -> BTreeMap<&'t str, &'t Node> {
    let members = tree.at(at).and_then(Node::as_object);
    members
        .into_iter()
        .flatten()
        .map(|(key, value)| (key.as_str(), value))
        .collect()
}

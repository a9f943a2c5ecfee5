//! Schemas: keyword by keyword, with their parts merged.

use std::collections::{BTreeMap, BTreeSet};

use super::Diff;
use super::claims::Tree;
use super::frame::Frame;
use super::kinds::{Kind, is_number, kind};
use super::same::is_same;
use super::view::{STRUCTURE, View, target, text};
use crate::source::{Node, Pointer};

impl Diff<'_> {
    /// Compares schemas that stand for the same thing. `outer` are the places of the lists and maps around them.
    pub(super) fn schemas(&mut self, old: Vec<Pointer>, new: Vec<Pointer>, outer: &Frame) {
        let are_alike = || old.iter().zip(&new).all(|(a, b)| self.alike.is_alike(a, b));
        if old.len() == new.len() && are_alike() {
            return;
        }
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
        // A part that is another one altogether is compared where it stands.
        let (mut a, mut b) = (
            View::without(self.old, &old, |at| self.claims.both(Tree::Old, at)),
            View::without(self.new, &new, |at| self.claims.both(Tree::New, at)),
        );
        self.reached.extend(a.places.iter().chain(&b.places).cloned());
        let chains = (self.chain(Tree::Old, &old), self.chain(Tree::New, &new));
        if self.is_replaced(&chains.0, &chains.1) {
            return;
        }
        frame.old.splice(0..0, a.places.iter().cloned());
        frame.new.splice(0..0, b.places.iter().cloned());
        self.lists((&mut a, &mut b), &frame);
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
    pub(super) fn is_replaced(&self, old: &[Pointer], new: &[Pointer]) -> bool {
        old.iter().any(|at| self.claims.whole(Tree::Old, at))
            || new.iter().any(|at| self.claims.whole(Tree::New, at))
    }

    /// The schemas, and those that they refer to.
    fn chain(&self, tree: Tree, roots: &[Pointer]) -> Vec<Pointer> {
        let mut all: Vec<Pointer> = roots.to_vec();
        all.extend(roots.iter().map(|at| self.end(tree, at)));
        all
    }

    /// Counts a keyword that means the same in another way.
    pub(super) fn respelled(&mut self, differs: bool) {
        self.harmless.respelled = self.harmless.respelled.saturating_add(usize::from(differs));
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
        left.retain(|at| !self.slips.1.has(at));
        unmatched.retain(|at| !self.slips.0.has(at));
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
        for (tree, places, all) in [(Tree::Old, unmatched, old), (Tree::New, left, new)] {
            for at in places {
                let keyword = at.parent().and_then(|list| list.last()).unwrap_or_default();
                let key = text_of(self.tree(tree), &at);
                // A change of one of several equal branches is at any of them.
                let equal = all
                    .iter()
                    .filter(|other| **other != at && text_of(self.tree(tree), other) == key);
                let places: Vec<Pointer> = std::iter::once(&at).chain(equal).cloned().collect();
                self.entry(tree, &places, frame, &keyword);
            }
        }
    }

    /// A change of a branch explains how branches are chosen.
    fn choice(&mut self, (old, new): (&View<'_>, &View<'_>), frame: &Frame, keyword: &str) {
        let changed = |tree, places: &[Pointer]| places.iter().any(|at| self.claims.any(tree, at));
        if changed(Tree::Old, &old.branches) || changed(Tree::New, &new.branches) {
            return;
        }
        // Branches with values of their own are told apart by these.
        let is_told = |tree, view: &View<'_>| {
            let discriminators = view.keywords.get(keyword).into_iter().flatten();
            let name = |json: &String| {
                let value: serde_json::Value = serde_json::from_str(json).unwrap_or_default();
                value
                    .get("propertyName")
                    .and_then(|name| name.as_str())
                    .map(str::to_owned)
            };
            let mut names = discriminators.filter_map(name);
            names.all(|name| view.branches.iter().all(|at| self.has_one_value(tree, at, &name)))
        };
        let is_alone = old.keywords.contains_key(keyword) != new.keywords.contains_key(keyword);
        match is_alone
            && is_told(Tree::Old, old)
            && is_told(Tree::New, new)
            && !self.is_claimed(frame, keyword)
        {
            true => self.respelled(true),
            false => self.keyword(frame, keyword),
        }
    }

    fn keywords(&mut self, old: &View<'_>, new: &View<'_>, frame: &Frame) {
        let names: BTreeSet<&str> = old.keywords.keys().chain(new.keywords.keys()).copied().collect();
        let around = match frame.is_text {
            true => [old, new].map(of_text),
            false => frame.around.clone(),
        };
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
            // The text of a parameter is never `null`.
            if keyword == "nullable" && frame.is_text && !self.is_claimed(frame, keyword) {
                self.unused_if(true);
                continue;
            }
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
                Kind::Choice => self.choice((old, new), frame, keyword),
                Kind::Check | Kind::Other
                    if is_same(keyword, old, new, &around) && !self.is_claimed(frame, keyword) =>
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
        // They are compared with the property.
        "readOnly" | "writeOnly" => true,
        "default" => !frame.can_be_absent,
        _ => false,
    }
}

/// Where a schema leads that is a reference and nothing else.
fn alone(tree: &Node, at: &Pointer) -> Option<Pointer> {
    let members = tree.at(at)?.as_object()?;
    let says_nothing = |key: &str| matches!(key, "$ref" | "description" | "summary") || key.starts_with("x-");
    members.keys().all(|key| says_nothing(key)).then_some(())?;
    target(tree, at)
}

/// The type of a value that is text on the wire, if keywords are about strings.
fn of_text(view: &View<'_>) -> BTreeSet<String> {
    let mut keywords = ["pattern", "minLength", "maxLength"].iter();
    let is_string = keywords.any(|keyword| view.keywords.contains_key(keyword));
    is_string.then(|| "\"string\"".to_owned()).into_iter().collect()
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

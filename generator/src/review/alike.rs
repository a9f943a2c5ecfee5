//! What is the same in both descriptions: equal nodes whose references lead to equal nodes, however far.
//!
//! Two versions of a description have most nodes in common. Nothing in them can be a difference, so the comparison skips them.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::source::{Node, Pointer};

/// The common parts of two trees.
#[derive(Debug)]
pub(super) struct Alike<'a> {
    old: &'a Node,
    new: &'a Node,
    /// The references, as they are written, whose targets differ or lead to something that differs.
    differing: BTreeSet<&'a str>,
    /// The last places that were asked for, and whether they are alike. Each field of an object asks for those of the object.
    last: RefCell<Option<([Pointer; 2], bool)>>,
}

impl<'a> Alike<'a> {
    pub(super) fn new(old: &'a Node, new: &'a Node) -> Self {
        let mut texts = BTreeSet::new();
        references(old, &mut texts);
        let mut users: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut pending = Vec::new();
        for text in texts {
            let target = Pointer::from_reference("", text);
            let nodes = target.map(|at| (old.at(&at), new.at(&at)));
            match nodes {
                Some((Some(a), Some(b))) if a == b => {
                    let mut inner = BTreeSet::new();
                    references(a, &mut inner);
                    inner
                        .into_iter()
                        .for_each(|other| users.entry(other).or_default().push(text));
                }
                None | Some((None, None)) => {}
                Some((_, _)) => pending.push(text),
            }
        }
        let mut differing = BTreeSet::new();
        while let Some(text) = pending.pop() {
            if differing.insert(text) {
                pending.extend(users.get(text).into_iter().flatten());
            }
        }
        Self {
            old,
            new,
            differing,
            last: RefCell::default(),
        }
    }

    /// Whether everything at these places is the same, and everything that references in it lead to.
    pub(super) fn is_alike(&self, old: &Pointer, new: &Pointer) -> bool {
        if let Some(([a, b], is_alike)) = &*self.last.borrow()
            && (a, b) == (old, new)
        {
            return *is_alike;
        }
        let is_alike = match (self.old.at(old), self.new.at(new)) {
            (Some(a), Some(b)) => a == b && !self.leads_to_differing(a),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        *self.last.borrow_mut() = Some(([old.clone(), new.clone()], is_alike));
        is_alike
    }

    fn leads_to_differing(&self, node: &Node) -> bool {
        match node {
            Node::Object(members) => members.iter().any(|(key, value)| match value.as_str() {
                Some(text) => key == "$ref" && self.differing.contains(text),
                None => self.leads_to_differing(value),
            }),
            Node::Array(items) => items.iter().any(|item| self.leads_to_differing(item)),
            Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => false,
        }
    }
}

/// The references in a node, as they are written.
fn references<'a>(node: &'a Node, found: &mut BTreeSet<&'a str>) {
    match node {
        Node::Object(members) => {
            for (key, value) in members {
                match value.as_str() {
                    Some(text) if key == "$ref" => drop(found.insert(text)),
                    Some(_) | None => references(value, found),
                }
            }
        }
        Node::Array(items) => items.iter().for_each(|item| references(item, found)),
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Diagnostics;
    use crate::source::parse;

    const OLD: &str = r##"{
        "a": {"$ref": "#/b"}, "b": {"x": [{"$ref": "#/c"}]}, "c": {"$ref": "#/c"},
        "d": {"$ref": "#/e"}, "e": 1
    }"##;

    /// Whether each of these members is alike, after a part of the text was replaced.
    fn alike(part: &str, by: &str, keys: [&str; 6]) -> [bool; 6] {
        let tree = |text: &str| parse("x", text, &mut Diagnostics::new()).expect("a tree");
        let (old, new) = (tree(OLD), tree(&OLD.replacen(part, by, 1)));
        let alike = Alike::new(&old, &new);
        keys.map(|key| {
            let at = Pointer::root("x").child(key);
            alike.is_alike(&at, &at)
        })
    }

    #[test]
    fn a_difference_reaches_everything_that_leads_to_it() {
        let keys = ["a", "b", "c", "d", "e", "absent"];
        let changed = alike("\"e\": 1", "\"e\": 2", keys);
        assert_eq!(changed, [true, true, true, false, false, true]);
        let behind_two = alike("\"c\": {", "\"c\": {\"y\": 1, ", keys);
        assert_eq!(behind_two, [false, false, false, true, true, true]);
        let removed = alike(", \"e\": 1", "", keys);
        assert_eq!(removed[3..5], [false, false]);
    }

    #[test]
    fn other_places_are_alike_by_what_they_hold() {
        let old = parse("x", OLD, &mut Diagnostics::new()).expect("a tree");
        let alike = Alike::new(&old, &old);
        let at = |key: &str| Pointer::root("x").child(key);
        assert!(!alike.is_alike(&at("a"), &at("b")));
        assert!(alike.is_alike(&at("b").child("x").index(0), &at("c")));
    }
}

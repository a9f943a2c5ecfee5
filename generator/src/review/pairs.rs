//! Pairs: which type and which operation of one side is which of the other.
//!
//! Types are paired by place and name, then by place, then by name, and at last by the place where both are used, which is how
//! a type that was renamed or moved is found.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::ir::{Api, Operation, TypeDef, Webhook};
use crate::naming::Ident;

/// The types of both sides that stand for the same thing.
#[derive(Clone, Debug, Default)]
pub(super) struct TypePairs {
    new_of: BTreeMap<Ident, Ident>,
    old_of: BTreeMap<Ident, Ident>,
}

impl TypePairs {
    /// The pairs that places and names give.
    pub(super) fn new(old: &Api, new: &Api) -> Self {
        let mut pairs = Self::default();
        let place = |def: &TypeDef| def.pointer.fragment().to_owned();
        pairs.by(old, new, |def| (place(def), def.name.to_string()));
        pairs.by(old, new, |def| (place(def), String::new()));
        pairs.by(old, new, |def| (String::new(), def.name.to_string()));
        pairs
    }

    /// Pairs the types that are left and have an equal key that no other type of their side has.
    fn by(&mut self, old: &Api, new: &Api, key: impl Fn(&TypeDef) -> (String, String)) {
        let unpaired = |api: &Api, paired: &BTreeMap<Ident, Ident>| {
            let mut found: BTreeMap<(String, String), Vec<Ident>> = BTreeMap::new();
            for def in api.types.values().filter(|def| !paired.contains_key(&def.name)) {
                found.entry(key(def)).or_default().push(def.name.clone());
            }
            found
        };
        let mut others = unpaired(new, &self.old_of);
        for (key, names) in unpaired(old, &self.new_of) {
            if let ([a], Some([b])) = (names.as_slice(), others.remove(&key).as_deref()) {
                self.pair(a, b);
            }
        }
    }

    /// Pairs two types, if neither has a partner.
    pub(super) fn pair(&mut self, old: &Ident, new: &Ident) -> bool {
        if self.new_of.contains_key(old) || self.old_of.contains_key(new) {
            return false;
        }
        self.new_of.insert(old.clone(), new.clone());
        self.old_of.insert(new.clone(), old.clone());
        true
    }

    /// Whether the two are the same.
    pub(super) fn are_paired(&self, old: &Ident, new: &Ident) -> bool {
        self.new_of.get(old) == Some(new)
    }

    /// The new type of an old one.
    pub(super) fn new_of(&self, old: &Ident) -> Option<&Ident> {
        self.new_of.get(old)
    }

    /// The old type of a new one.
    pub(super) fn old_of(&self, new: &Ident) -> Option<&Ident> {
        self.old_of.get(new)
    }

    /// All pairs, by the old name.
    pub(super) fn all(&self) -> impl Iterator<Item = (&Ident, &Ident)> {
        self.new_of.iter()
    }
}

/// The operations of both sides.
#[derive(Debug, Default)]
pub(super) struct OperationPairs<'a> {
    /// Those of both sides.
    pub(super) both: Vec<(&'a Operation, &'a Operation)>,
    /// Those of the old side alone.
    pub(super) removed: Vec<&'a Operation>,
    /// Those of the new side alone.
    pub(super) added: Vec<&'a Operation>,
}

impl<'a> OperationPairs<'a> {
    /// Pairs operations by method and the shape of their path, then by `operationId`.
    pub(super) fn new(old: &'a Api, new: &'a Api) -> Self {
        let mut pairs = Self::default();
        let mut paired: BTreeSet<&str> = BTreeSet::new();
        let mut by_shape: BTreeMap<(String, String), Vec<&Operation>> = BTreeMap::new();
        for operation in new.operations() {
            by_shape.entry(shape(operation)).or_default().push(operation);
        }
        let mut left = Vec::new();
        for operation in old.operations() {
            match by_shape.get(&shape(operation)).map(Vec::as_slice) {
                Some([other]) => {
                    paired.insert(other.marker.as_str());
                    pairs.both.push((operation, *other));
                }
                Some(several) => {
                    // Paths with fixed queries differ in these alone.
                    let is_same = |other: &&&Operation| {
                        (&other.path, &other.query) == (&operation.path, &operation.query)
                            && !paired.contains(other.marker.as_str())
                    };
                    let same = several.iter().find(is_same);
                    match same {
                        Some(other) => {
                            paired.insert(other.marker.as_str());
                            pairs.both.push((operation, *other));
                        }
                        None => left.push(operation),
                    }
                }
                None => left.push(operation),
            }
        }
        for operation in left {
            let by_id = new
                .operations()
                .find(|other| other.id == operation.id && !paired.contains(other.marker.as_str()));
            match by_id {
                Some(other) => {
                    paired.insert(other.marker.as_str());
                    pairs.both.push((operation, other));
                }
                None => pairs.removed.push(operation),
            }
        }
        pairs.added = new
            .operations()
            .filter(|operation| !paired.contains(operation.marker.as_str()))
            .collect();
        pairs
    }
}

/// The webhooks of both sides.
#[derive(Debug, Default)]
pub(super) struct WebhookPairs<'a> {
    /// Those of both sides.
    pub(super) both: Vec<(&'a Webhook, &'a Webhook)>,
    /// Those of the old side alone.
    pub(super) removed: Vec<&'a Webhook>,
    /// Those of the new side alone.
    pub(super) added: Vec<&'a Webhook>,
}

impl<'a> WebhookPairs<'a> {
    /// Pairs webhooks by their places, then by name and method.
    pub(super) fn new(old: &'a Api, new: &'a Api) -> Self {
        let mut pairs = Self {
            removed: old.webhooks.iter().collect(),
            added: new.webhooks.iter().collect(),
            ..Self::default()
        };
        pairs.by(|webhook| (webhook.pointer.fragment().to_owned(), webhook.name.clone()));
        pairs.by(|webhook| (webhook.name.clone(), webhook.method.as_str().to_owned()));
        pairs
    }

    /// Pairs the webhooks that are left and have an equal key, in their order.
    fn by(&mut self, key: impl Fn(&Webhook) -> (String, String)) {
        let mut others: BTreeMap<_, VecDeque<&'a Webhook>> = BTreeMap::new();
        for webhook in std::mem::take(&mut self.added) {
            others.entry(key(webhook)).or_default().push_back(webhook);
        }
        for webhook in std::mem::take(&mut self.removed) {
            match others.get_mut(&key(webhook)).and_then(VecDeque::pop_front) {
                Some(other) => self.both.push((webhook, other)),
                None => self.removed.push(webhook),
            }
        }
        self.added = others.into_values().flatten().collect();
    }
}

/// The method, and the path with the names in its braces left out.
pub(super) fn shape(operation: &Operation) -> (String, String) {
    (operation.method.as_str().to_owned(), emptied(&operation.path))
}

/// A path template without the names in its braces.
pub(super) fn emptied(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut inside = false;
    for character in path.chars() {
        match character {
            '{' => inside = true,
            '}' => {
                inside = false;
                out.push_str("{}");
            }
            other if !inside => out.push(other),
            _ => {}
        }
    }
    out
}

//! What the lock says about equal types: which of them is kept.

use std::collections::{BTreeMap, BTreeSet};

use super::{Ident, Names};
use crate::lock::{Key, Lock};

/// The part of a type among equal ones in the run before. Types that were kept come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Standing<'l> {
    /// It was the type that others are names of.
    Kept,
    /// It was a second name of this type.
    Replaced(&'l str),
    /// It was a type with one name.
    Alone,
    /// It was not there. The number is its position in the order of naming.
    New(usize),
}

/// The types of this run.
#[derive(Debug)]
pub(super) struct Named {
    /// Each type with its key and, if it is new, its position in the order of naming.
    types: BTreeMap<Ident, (Key, Option<usize>)>,
    /// The types that others were names of in the run before.
    kept: BTreeSet<String>,
}

impl Named {
    /// No types yet, after this lock.
    pub(super) fn new(lock: &Lock) -> Self {
        let kept = lock.entries().filter(|(key, _)| key.kind().starts_with(EQUAL));
        Self {
            types: BTreeMap::new(),
            kept: kept.map(|(_, name)| name.to_owned()).collect(),
        }
    }

    /// Adds a type.
    pub(super) fn add(&mut self, name: &Ident, key: Key, is_new: bool) {
        let order = is_new.then_some(self.types.len());
        self.types.insert(name.clone(), (key, order));
    }
}

/// What the kinds of such keys start with.
const EQUAL: &str = "equal-";

/// The key of the kept type among the equal types of this one.
fn equal(key: &Key) -> Key {
    key.of_kind(format!("{EQUAL}{}", key.kind()))
}

impl Names<'_> {
    /// The part of a type among equal ones.
    pub(crate) fn standing(&self, name: &Ident) -> Standing<'_> {
        if self.named.kept.contains(name.as_str()) {
            return Standing::Kept;
        }
        match self.named.types.get(name) {
            Some((_, Some(order))) => Standing::New(*order),
            Some((key, None)) => match self.pins.lock.get(&equal(key)) {
                Some(kept) => Standing::Replaced(kept),
                None => Standing::Alone,
            },
            None => Standing::Alone,
        }
    }

    /// Pins which type each of these is a second name of. A type that differs now may be equal again later.
    pub(crate) fn pin_equal(&mut self, replaced: &BTreeMap<Ident, Ident>) {
        for (name, (key, _)) in &self.named.types {
            let key = equal(key);
            let before = self.pins.lock.get(&key);
            let before = before.and_then(|kept| self.named.types.get_key_value(&Ident(kept.into())));
            if let Some(kept) = replaced.get(name).or(before.map(|(kept, _)| kept)) {
                self.pins.pin(key, kept);
            }
        }
    }
}

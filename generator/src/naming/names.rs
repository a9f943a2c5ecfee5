//! Names of public items: what the user chose, then what the lock pins, then the best that is free.

use std::collections::{BTreeMap, BTreeSet};

use super::chosen::{Chosen, Rejected};
use super::item::Item;
use super::words::is_identifier;
use super::{Ident, Identity, Kind, Scope, Taken};
use crate::lock::{Key, Lock, Pin};
use crate::source::{Pointer, bundle};

/// Names of public items by pointer. What is added never renames what was there.
#[derive(Debug)]
pub(crate) struct Names<'l> {
    types: Scope,
    operations: Scope,
    /// What each type was first named for.
    identities: BTreeMap<Ident, Identity>,
    pub(super) pins: Pins<'l>,
    /// The items whose members have names, by what the lock calls them.
    pub(super) items: BTreeMap<Key, Item>,
}

/// The names that are decided before anything is named, and those that this run decides.
#[derive(Debug)]
pub(super) struct Pins<'l> {
    pub(super) lock: &'l Lock,
    chosen: Chosen,
    /// What this run gave, to become the next lock. Not what was chosen: that is pinned where it is written.
    next: Lock,
}

/// What the lock calls the name of an item beside the operations: of what holds one, or of several responses.
pub(crate) const OPERATION_TYPE: &str = "operation-type";

/// What the lock calls the method of an operation.
pub(crate) const OPERATION: &str = "operation";

/// What the lock calls the `operationId` of an operation, by which it is known at another path.
pub(crate) const OPERATION_ID: &str = "operation-id";

/// What the lock calls a type that is only sent, whose schema has another type for what comes back.
const REQUEST_TYPE: &str = "request-type";
/// The kind of what is sent in parts of a schema whose type is JSON.
const MULTIPART_TYPE: &str = "multipart-type";

impl<'l> Names<'l> {
    /// Starts from what the lock pins and what the user chose, by pointer. The last two arguments are names that emitted
    /// code uses in each module.
    pub(crate) fn new(
        lock: &'l Lock,
        chosen: &BTreeMap<Pointer, String>,
        in_types: &[&str],
        in_operations: &[&str],
    ) -> Self {
        let scope = |kinds: &[&str], reserved: &[&str]| {
            let mut scope = Scope::new(Kind::Type);
            reserved.iter().for_each(|name| scope.reserve(name));
            let pinned = kinds.iter().flat_map(|kind| lock.of_kind(kind));
            pinned.for_each(|name| scope.pin(name));
            scope
        };
        let in_lock = [Identity::KINDS.as_slice(), &[REQUEST_TYPE, MULTIPART_TYPE]].concat();
        let pins = Pins {
            lock,
            chosen: Chosen::new(chosen),
            next: Lock::default(),
        };
        Self {
            types: scope(&in_lock, in_types),
            operations: scope(&[OPERATION_TYPE], in_operations),
            identities: BTreeMap::new(),
            pins,
            items: BTreeMap::new(),
        }
    }

    /// A scope for names that [`Self::scoped`] gives under one of these, all of which the lock keeps for their owners.
    pub(crate) fn scope(&self, kind: Kind, whats: &[&str], reserved: &[&str]) -> Scope {
        let mut scope = Scope::new(kind);
        reserved.iter().for_each(|name| scope.reserve(name));
        whats
            .iter()
            .flat_map(|what| self.pins.lock.of_kind(what))
            .for_each(|name| scope.pin(name));
        scope
    }

    /// The name of a type.
    pub(crate) fn ty(&mut self, candidates: &[&str], of: &Identity) -> Taken {
        let scope = &mut self.types;
        let chosen = of.chosen_at().and_then(|at| self.pins.choose(scope, at));
        let taken = chosen.unwrap_or_else(|| self.pins.pin_or_take(of.key(), scope, candidates, of.at()));
        self.identities.insert(taken.ident.clone(), of.clone());
        taken
    }

    /// The name that the lock has for a type.
    pub(crate) fn pinned_type(&self, of: &Identity) -> Option<Ident> {
        let name = self.pins.lock.get(&of.key())?;
        is_identifier(name).then(|| Ident(name.to_owned()))
    }

    /// The name of an item beside the operations, for what is at `at`.
    pub(crate) fn operation_type(&mut self, candidates: &[&str], at: &Pointer) -> Taken {
        let key = key(OPERATION_TYPE, at);
        self.pins.take(key, &mut self.operations, candidates, at)
    }

    /// The name of the type that stands for the operation or the tag at `at`. Where the user chose a name for that, it is
    /// the method's, and the type's follows it.
    pub(crate) fn holder(&mut self, candidates: &[&str], at: &Pointer) -> Ident {
        match self.chosen(Kind::Value, at) {
            Some(_) => self.operations.take(candidates, at).ident,
            None => self.operation_type(candidates, at).ident,
        }
    }

    /// The name of what is sent of the schema at `at`, where its type is only what comes back.
    pub(crate) fn request_type(&mut self, response: &Ident, at: &Pointer) -> Ident {
        self.derived_type(REQUEST_TYPE, response, ["Request", "Input"], at)
    }

    /// The name of what is sent in parts of the schema at `at`, where its type is JSON.
    pub(crate) fn multipart_type(&mut self, json: &Ident, at: &Pointer) -> Ident {
        self.derived_type(MULTIPART_TYPE, json, ["Multipart", "Parts"], at)
    }

    /// The name of another type of the schema at `at`: that of the first one with something behind it.
    fn derived_type(&mut self, kind: &'static str, of: &Ident, endings: [&str; 2], at: &Pointer) -> Ident {
        let stem = of.0.trim_start_matches("r#");
        let candidates = endings.map(|ending| format!("{stem}{ending}"));
        let candidates = candidates.each_ref().map(String::as_str);
        match self.chosen(Kind::Type, at) {
            Some(_) => self.types.take(&candidates, at).ident,
            None => {
                let places = self.identities.get(of).map(Identity::places);
                let key = Key::new(kind, places.unwrap_or_else(|| vec![place(at)]));
                self.pins.pin_or_take(key, &mut self.types, &candidates, at).ident
            }
        }
    }

    /// The name that the user chose for what is of `kind` at `at`.
    pub(crate) fn chosen(&self, kind: Kind, at: &Pointer) -> Option<&str> {
        self.pins.chosen.get(kind, at)
    }

    /// The names that the user chose in vain.
    pub(crate) fn rejected(&self) -> Vec<Rejected> {
        self.pins.chosen.rejected()
    }

    /// Notes that a schema uses a type that another one has named.
    pub(crate) fn record_shared_type(&mut self, of: &Identity, name: &Ident) {
        self.pins.pin_shared(of.key(), name);
    }

    /// A name in another scope (a method of one client), pinned likewise under `what`.
    pub(crate) fn scoped(
        &mut self,
        what: &str,
        scope: &mut Scope,
        candidates: &[&str],
        at: &Pointer,
    ) -> Taken {
        self.pins.take(key(what, at), scope, candidates, at)
    }

    /// Keeps the `operationId` of the operation at `at` for the next run.
    pub(crate) fn pin_operation_id(&mut self, at: &Pointer, id: &str) {
        self.pins.next.pin(key(OPERATION_ID, at), id.to_owned());
    }

    /// Forgets the names of types that were not kept, so that the lock holds what exists.
    pub(crate) fn forget_types(&mut self, gone: &BTreeSet<Ident>) {
        let gone: BTreeSet<&str> = gone.iter().map(Ident::as_str).collect();
        let is_kept = |key: &Key, name: &str| !Identity::KINDS.contains(&key.kind()) || !gone.contains(name);
        self.pins.next.retain(is_kept);
    }

    /// The lock for the next run.
    pub(crate) fn finish(self) -> Lock {
        self.pins.next
    }
}

impl Pins<'_> {
    /// Pins a member of an item for the next run.
    pub(super) fn pin_member(&mut self, item: &Key, member: &str, pin: Pin) {
        self.next.pin_member(item, member, pin);
    }

    /// Pins a name for the next run under a key that has none yet, or has this one.
    fn pin_shared(&mut self, key: Key, name: &Ident) {
        let key = self.unused(key, |pinned| pinned == name.0);
        self.next.pin(key, name.0.clone());
    }

    /// The key, or the first one after it that has no name in this run, or one that fits.
    fn unused(&self, mut key: Key, fits: impl Fn(&str) -> bool) -> Key {
        while self.next.get(&key).is_some_and(|pinned| !fits(pinned)) {
            key = key.next();
        }
        key
    }

    /// What was chosen for `at`.
    pub(super) fn choose(&mut self, scope: &mut Scope, at: &Pointer) -> Option<Taken> {
        self.chosen.take(scope, at).map(Taken::as_wanted)
    }

    /// The first candidate that is free, or a number behind the first. A choice that took it before is none.
    pub(super) fn free(&mut self, scope: &mut Scope, candidates: &[&str], at: &Pointer) -> Taken {
        let taken = scope.take(candidates, at);
        let holder = taken.instead_of.as_ref().and_then(|other| other.holder.as_ref());
        self.chosen.note_conflict(holder, at);
        taken
    }

    /// A name that the lock has for what is at `at`, where nothing has it.
    pub(super) fn take_known(&mut self, name: &str, scope: &mut Scope, at: &Pointer) -> Option<Ident> {
        self.chosen.note_conflict(scope.holder(name), at);
        scope.take_pinned(name, at)
    }

    fn take(&mut self, key: Key, scope: &mut Scope, candidates: &[&str], at: &Pointer) -> Taken {
        match self.choose(scope, at) {
            Some(taken) => taken,
            None => self.pin_or_take(key, scope, candidates, at),
        }
    }

    fn pin_or_take(&mut self, key: Key, scope: &mut Scope, candidates: &[&str], at: &Pointer) -> Taken {
        let key = self.unused(key, |_| false);
        let known = self.lock.get(&key);
        let known = known.and_then(|name| self.take_known(name, scope, at));
        let taken = known.map_or_else(|| self.free(scope, candidates, at), Taken::as_wanted);
        self.next.pin(key, taken.ident.0.clone());
        taken
    }
}

fn key(what: &str, at: &Pointer) -> Key {
    Key::new(what, [place(at)])
}

/// How the lock names a place of the description.
pub(super) fn place(at: &Pointer) -> String {
    bundle::key(at).into_owned()
}

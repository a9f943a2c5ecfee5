//! Names of public items: the name that the user chose, otherwise the one that the lock pins, otherwise the best free candidate.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use indexmap::IndexMap;

use super::chosen::{Chosen, Rejected};
use super::item::Item;
use super::standing::Named;
use super::words::is_identifier;
use super::{Ident, Identity, Kind, Scope, Taken};
use crate::lock::{Absence, Key, Lock, Pin};
use crate::source::{Pointer, bundle};

/// The names of public items by pointer. An added item never renames an existing one.
#[derive(Debug)]
pub(crate) struct Names<'l> {
    types: Scope,
    operations: Scope,
    /// The identity for which each type was named first.
    identities: BTreeMap<Ident, Identity>,
    pub(super) named: Named,
    pub(super) pins: Pins<'l>,
    /// The items with named members, by their keys in the lock.
    pub(super) items: IndexMap<Key, Item>,
}

/// The names that are set before this run, and those that this run assigns.
#[derive(Debug)]
pub(super) struct Pins<'l> {
    pub(super) lock: &'l Lock,
    chosen: Chosen,
    /// The names of this run, which become the next lock. Chosen names are not included, since generator.toml has them.
    next: Lock,
}

/// The kind, in the lock, of a type in the module of operations: of an operation, of a tag, or of several responses.
pub(crate) const OPERATION_TYPE: &str = "operation-type";

/// The kind of an operation's method in the lock.
pub(crate) const OPERATION: &str = "operation";

/// The kind of an operation's `operationId` in the lock. It identifies an operation that moved to another path.
pub(crate) const OPERATION_ID: &str = "operation-id";

/// The kind of the type of a schema in the lock.
pub(crate) const TYPE: &str = "type";

/// The kind of an earlier name of the type of a schema, in the lock.
pub(crate) const FORMER_TYPE: &str = "former-type";

/// The kind of a request type whose schema has another type for responses, in the lock.
const REQUEST_TYPE: &str = "request-type";
/// The kind of a multipart type whose schema has another type for JSON, in the lock.
const MULTIPART_TYPE: &str = "multipart-type";

impl<'l> Names<'l> {
    /// Starts with the lock and with the names that the user chose, by pointer. The last two arguments are the names that emitted
    /// code itself uses in the modules of types and of operations.
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
            next: lock.of_same_release(),
        };
        Self {
            types: scope(&in_lock, in_types),
            operations: scope(&[OPERATION_TYPE], in_operations),
            identities: BTreeMap::new(),
            named: Named::new(lock),
            pins,
            items: IndexMap::new(),
        }
    }

    /// A scope for names that [`Self::scoped`] assigns under these kinds. Pinned names of these kinds are reserved.
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
        let taken = chosen.unwrap_or_else(|| self.pinned_or_taken(of.key(), candidates, of.at()));
        self.identities.insert(taken.ident.clone(), of.clone());
        taken
    }

    /// Takes the pinned name of a type or, without one, the best free candidate.
    fn pinned_or_taken(&mut self, key: Key, candidates: &[&str], at: &Pointer) -> Taken {
        let key = self.pins.unused(key, |_| false);
        let is_new = self.pins.lock.get(&key).is_none();
        let scope = &mut self.types;
        let taken = self.pins.pin_or_take(key.clone(), scope, candidates, at);
        self.named.add(&taken.ident, key, is_new);
        taken
    }

    /// The pinned name of a type.
    pub(crate) fn pinned_type(&self, of: &Identity) -> Option<Ident> {
        let name = self.pins.lock.get(&of.key())?;
        is_identifier(name).then(|| Ident(name.into()))
    }

    /// The name of a type in the module of operations, for the item at `at`.
    pub(crate) fn operation_type(&mut self, candidates: &[&str], at: &Pointer) -> Taken {
        let key = key(OPERATION_TYPE, at);
        self.pins.take(key, &mut self.operations, candidates, at)
    }

    /// The name of the type for the operation or the tag at `at`. If the user chose a name there, the method has that name, and
    /// the type's name is derived from it.
    pub(crate) fn marker_type(&mut self, candidates: &[&str], at: &Pointer) -> Ident {
        match self.chosen(Kind::Value, at) {
            Some(_) => self.operations.take(candidates, at).ident,
            None => self.operation_type(candidates, at).ident,
        }
    }

    /// The name of the request type of the schema at `at`, whose own type is for responses only.
    pub(crate) fn request_type(&mut self, response: &Ident, at: &Pointer) -> Ident {
        self.derived_type(REQUEST_TYPE, response, ["Request", "Input"], at)
    }

    /// The name of the multipart type of the schema at `at`, whose own type is for JSON.
    pub(crate) fn multipart_type(&mut self, json: &Ident, at: &Pointer) -> Ident {
        self.derived_type(MULTIPART_TYPE, json, ["Multipart", "Parts"], at)
    }

    /// The name of a second type of the schema at `at`: the name of the first one with a suffix.
    fn derived_type(&mut self, kind: &'static str, of: &Ident, endings: [&str; 2], at: &Pointer) -> Ident {
        let stem = of.0.trim_start_matches("r#");
        let candidates = endings.map(|ending| format!("{stem}{ending}"));
        let candidates = candidates.each_ref().map(String::as_str);
        match self.chosen(Kind::Type, at) {
            Some(_) => self.types.take(&candidates, at).ident,
            None => {
                let places = self.identities.get(of).map(Identity::places);
                let key = Key::new(kind, places.unwrap_or_else(|| vec![place(at)]));
                self.pinned_or_taken(key, &candidates, at).ident
            }
        }
    }

    /// The name that the user chose for the item of this kind at `at`.
    pub(crate) fn chosen(&self, kind: Kind, at: &Pointer) -> Option<&str> {
        self.pins.chosen.get(kind, at)
    }

    /// The chosen names that could not be applied.
    pub(crate) fn rejected(&self) -> Vec<Rejected> {
        self.pins.chosen.rejected()
    }

    /// Records that a schema uses a type that was named for another schema.
    pub(crate) fn record_shared_type(&mut self, of: &Identity, name: &Ident) {
        self.pins.pin_shared(of.key(), name);
    }

    /// A name in another scope, such as the methods of one client, pinned under the kind `what`.
    pub(crate) fn scoped(
        &mut self,
        what: &'static str,
        scope: &mut Scope,
        candidates: &[&str],
        at: &Pointer,
    ) -> Taken {
        self.pins.take(key(what, at), scope, candidates, at)
    }

    /// Pins the `operationId` of the operation at `at` for the next run.
    pub(crate) fn pin_operation_id(&mut self, at: &Pointer, id: &str) {
        self.pins.next.pin(key(OPERATION_ID, at), id.into());
    }

    /// The type that the lock keeps for the results at `at`.
    pub(crate) fn kept_outcome(&self, at: &Pointer) -> Option<&str> {
        self.pins.lock.outcome(&place(at))
    }

    /// Keeps the type of the results at `at` for the next run.
    pub(crate) fn keep_outcome(&mut self, at: &Pointer, ty: String) {
        self.pins.next.keep_outcome(&place(at), ty);
    }

    /// The methods that the lock has for the operation at `at`: the tag of each, and its name.
    pub(crate) fn kept_methods(&self, at: &Pointer) -> Vec<(Option<String>, String)> {
        let place = place(at);
        let methods = self.pins.lock.methods(&place);
        let wire = |tag: &str| bundle::at_key(&Pointer::root(""), tag)?.last();
        let methods = methods.map(|(tag, name)| (tag.and_then(wire), name.to_owned()));
        methods.collect()
    }

    /// Keeps a method of the operation at `at` for the next run, below the tag at `tag`.
    pub(crate) fn keep_method(&mut self, at: &Pointer, tag: Option<&Pointer>, name: &Ident) {
        let tag = tag.map(place);
        self.pins.next.keep_method(&place(at), tag.as_deref(), &name.0);
    }

    /// Removes the names of types that were removed, so that the lock lists existing types only.
    pub(crate) fn forget_types(&mut self, gone: &BTreeSet<Ident>) {
        let gone: BTreeSet<&str> = gone.iter().map(Ident::as_str).collect();
        let is_kept = |key: &Key, name: &str| !Identity::KINDS.contains(&key.kind()) || !gone.contains(name);
        self.pins.next.retain(is_kept);
    }

    /// The names that this run gave so far.
    pub(crate) fn given(&self) -> &Lock {
        &self.pins.next
    }

    /// Keeps an earlier name of the type at this place of the lock, unless another type has it.
    pub(crate) fn former_type(&mut self, name: &str, place: &str, at: &Pointer) -> Option<Ident> {
        let ident = self.types.take_pinned(name, at)?;
        self.pins.pin_shared(Key::new(FORMER_TYPE, [place]), &ident);
        Some(ident)
    }

    /// The lock for the next run.
    pub(crate) fn finish(self) -> Lock {
        self.pins.next
    }
}

impl Pins<'_> {
    /// Pins members of an item for the next run.
    pub(super) fn pin_members(&mut self, item: &Key, members: Vec<(Arc<str>, Pin)>) {
        if !members.is_empty() {
            self.next.pin_members(item, members);
        }
    }

    /// Keeps for the next run how a member of an item can be left out.
    pub(super) fn keep_absence(&mut self, item: &Key, member: &str, absence: Absence) {
        self.next.keep_absence(item, member, absence);
    }

    /// Pins a name for the next run.
    pub(super) fn pin(&mut self, key: Key, name: &Ident) {
        self.next.pin(key, Arc::clone(&name.0));
    }

    /// Pins a name for the next run, under the first key without another name.
    fn pin_shared(&mut self, key: Key, name: &Ident) {
        let key = self.unused(key, |pinned| *pinned == *name.0);
        self.next.pin(key, Arc::clone(&name.0));
    }

    /// The key, or the first one after it that has no name in this run or one that `fits`.
    fn unused(&self, mut key: Key, fits: impl Fn(&str) -> bool) -> Key {
        while self.next.get(&key).is_some_and(|pinned| !fits(pinned)) {
            key = key.next();
        }
        key
    }

    /// Takes the name that was chosen for `at`.
    pub(super) fn choose(&mut self, scope: &mut Scope, at: &Pointer) -> Option<Taken> {
        self.chosen.take(scope, at).map(Taken::as_wanted)
    }

    /// Takes the first free candidate, or the first one with a number. A chosen name that another item would have is rejected.
    pub(super) fn free(&mut self, scope: &mut Scope, candidates: &[&str], at: &Pointer) -> Taken {
        let taken = scope.take(candidates, at);
        let owner = taken.instead_of.as_ref().and_then(|other| other.owner.as_ref());
        self.chosen.note_conflict(owner, at);
        taken
    }

    /// Takes the pinned name for the item at `at`, if no other item has it.
    pub(super) fn take_known(&mut self, name: &str, scope: &mut Scope, at: &Pointer) -> Option<Ident> {
        self.chosen.note_conflict(scope.owner(name), at);
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
        self.next.pin(key, Arc::clone(&taken.ident.0));
        taken
    }
}

fn key(what: &'static str, at: &Pointer) -> Key {
    Key::new(what, [place(at)])
}

/// A place in the description, in the lock's spelling.
pub(super) fn place(at: &Pointer) -> Arc<str> {
    bundle::shared_key(at)
}

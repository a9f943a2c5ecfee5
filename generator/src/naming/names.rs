//! Names of public items: what the user chose, then what the lock pins, then the best that is free.

use std::collections::BTreeMap;

use super::chosen::{Chosen, Refused};
use super::{Ident, Kind, Scope, Taken};
use crate::lock::Lock;
use crate::source::{Pointer, bundle};

/// Names of public items by pointer. What is added never renames what was there.
#[derive(Debug)]
pub struct Names<'l> {
    types: Scope,
    operations: Scope,
    pub(super) pins: Pins<'l>,
}

/// The names that are decided before anything is named, and those that this run decides.
#[derive(Debug)]
pub(super) struct Pins<'l> {
    lock: &'l Lock,
    chosen: Chosen,
    /// What this run gave, to become the next lock. Not what was chosen: that is pinned where it is written.
    given: BTreeMap<String, String>,
}

/// A module of the generated crate whose items are named here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Module {
    /// What schemas become.
    Types,
    /// What operations and tags become.
    Operations,
}

impl Module {
    fn key(self) -> &'static str {
        match self {
            Self::Types => "type",
            Self::Operations => "operation-type",
        }
    }
}

/// What the lock calls a type that is only sent, whose schema has another type for what comes back.
const REQUEST_TYPE: &str = "request-type";

impl<'l> Names<'l> {
    /// Starts from what the lock pins and what the user chose, by pointer. The last two arguments are names that emitted
    /// code uses in each module.
    pub fn new(
        lock: &'l Lock,
        chosen: &BTreeMap<Pointer, String>,
        in_types: &[&str],
        in_operations: &[&str],
    ) -> Self {
        let scope = |module: Module, reserved: &[&str]| {
            let mut scope = Scope::new(Kind::Type);
            reserved.iter().for_each(|name| scope.reserve(name));
            lock.of_kind(module.key()).for_each(|name| scope.pin(name));
            scope
        };
        let mut types = scope(Module::Types, in_types);
        lock.of_kind(REQUEST_TYPE).for_each(|name| types.pin(name));
        let pins = Pins {
            lock,
            chosen: Chosen::new(chosen),
            given: BTreeMap::new(),
        };
        Self {
            types,
            operations: scope(Module::Operations, in_operations),
            pins,
        }
    }

    /// A scope for names that [`Self::scoped`] gives under one of these, all of which the lock keeps for their owners.
    pub fn scope(&self, kind: Kind, whats: &[&str], reserved: &[&str]) -> Scope {
        let mut scope = Scope::new(kind);
        reserved.iter().for_each(|name| scope.reserve(name));
        whats
            .iter()
            .flat_map(|what| self.pins.lock.of_kind(what))
            .for_each(|name| scope.pin(name));
        scope
    }

    /// The name of the item of `module` at `at`.
    pub fn item(&mut self, module: Module, candidates: &[&str], at: &Pointer) -> Taken {
        let scope = match module {
            Module::Types => &mut self.types,
            Module::Operations => &mut self.operations,
        };
        self.pins.take(module.key(), scope, candidates, at)
    }

    /// The name of the type that stands for the operation or the tag at `at`. Where the user chose a name for that, it is
    /// the method's, and the type's follows it.
    pub fn holder(&mut self, candidates: &[&str], at: &Pointer) -> Ident {
        match self.chosen(Kind::Value, at) {
            Some(_) => self.operations.take(candidates, at).ident,
            None => self.item(Module::Operations, candidates, at).ident,
        }
    }

    /// The name of what is sent of the schema at `at`, where its type is only what comes back.
    pub fn request_type(&mut self, response: &Ident, at: &Pointer) -> Ident {
        let stem = response.0.trim_start_matches("r#");
        let candidates = [format!("{stem}Request"), format!("{stem}Input")];
        let candidates = candidates.each_ref().map(String::as_str);
        match self.chosen(Kind::Type, at) {
            Some(_) => self.types.take(&candidates, at).ident,
            None => {
                let scope = &mut self.types;
                self.pins.pin_or_take(REQUEST_TYPE, scope, &candidates, at).ident
            }
        }
    }

    /// The name that the user chose for what is of `kind` at `at`.
    pub fn chosen(&self, kind: Kind, at: &Pointer) -> Option<&str> {
        self.pins.chosen.get(kind, at)
    }

    /// The names that the user chose in vain.
    pub fn refused(&self) -> Vec<Refused> {
        self.pins.chosen.refused()
    }

    /// Notes that the schema at `at` uses a type that another one has named.
    pub fn share(&mut self, module: Module, at: &Pointer, name: &Ident) {
        self.pins.give(module.key(), at, name);
    }

    /// A name in another scope (a method of one client), pinned likewise under `what`.
    pub fn scoped(&mut self, what: &str, scope: &mut Scope, candidates: &[&str], at: &Pointer) -> Taken {
        self.pins.take(what, scope, candidates, at)
    }

    /// Forgets the name of a type that was not kept, so that the lock holds what exists.
    pub fn forget_type(&mut self, at: &Pointer) {
        self.pins.given.remove(&key(Module::Types.key(), at));
    }

    /// The lock for the next run.
    pub fn finish(self) -> Lock {
        Lock::from_entries(self.pins.given)
    }
}

impl Pins<'_> {
    /// Whether the lock has names of this kind.
    pub(super) fn has(&self, what: &str) -> bool {
        self.lock.of_kind(what).next().is_some()
    }

    /// The name that the lock has for what is at `at`.
    pub(super) fn pinned(&self, what: &str, at: &Pointer) -> Option<&str> {
        self.lock.get(&key(what, at))
    }

    /// Pins a name for the next run.
    pub(super) fn give(&mut self, what: &str, at: &Pointer, name: &Ident) {
        self.given.insert(key(what, at), name.0.clone());
    }

    /// What was chosen for `at`.
    pub(super) fn choose(&mut self, scope: &mut Scope, at: &Pointer) -> Option<Taken> {
        self.chosen.take(scope, at).map(Taken::as_wanted)
    }

    /// The first candidate that is free, or a number behind the first. A choice that took it before is none.
    pub(super) fn free(&mut self, scope: &mut Scope, candidates: &[&str], at: &Pointer) -> Taken {
        let taken = scope.take(candidates, at);
        let holder = taken.instead_of.as_ref().and_then(|other| other.holder.as_ref());
        self.chosen.contest(holder, at);
        taken
    }

    /// What the lock has at `place` for what is at `at`.
    pub(super) fn take_pinned(
        &mut self,
        what: &str,
        place: &Pointer,
        scope: &mut Scope,
        at: &Pointer,
    ) -> Option<Taken> {
        let name = self.lock.get(&key(what, place))?;
        self.chosen.contest(scope.holder(name), at);
        let ident = scope.take_pinned(name, at)?;
        self.give(what, place, &ident);
        Some(Taken::as_wanted(ident))
    }

    fn take(&mut self, what: &str, scope: &mut Scope, candidates: &[&str], at: &Pointer) -> Taken {
        match self.choose(scope, at) {
            Some(taken) => taken,
            None => self.pin_or_take(what, scope, candidates, at),
        }
    }

    fn pin_or_take(&mut self, what: &str, scope: &mut Scope, candidates: &[&str], at: &Pointer) -> Taken {
        if let Some(taken) = self.take_pinned(what, at, scope, at) {
            return taken;
        }
        let taken = self.free(scope, candidates, at);
        self.give(what, at, &taken.ident);
        taken
    }
}

fn key(what: &str, at: &Pointer) -> String {
    format!("{what} {}", bundle::key(at))
}

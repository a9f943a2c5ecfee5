//! Names that the user chose, by the pointer of what they are for, and what became of each.

use std::collections::BTreeMap;

use super::words::{has_case_of, is_identifier, is_type_name};
use super::{Ident, Kind, Scope};
use crate::source::Pointer;

/// The table of names in `generator.toml`.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    names: BTreeMap<Pointer, Choice>,
}

#[derive(Debug)]
struct Choice {
    name: String,
    applied: bool,
    /// What asked for a name and is written in another case: a field may stand where a type does.
    wrong_kind: Option<Kind>,
    rejection: Option<Rejection>,
}

/// A name that the user chose in vain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rejected {
    /// What it was chosen for.
    pub at: Pointer,
    pub name: String,
    pub rejection: Rejection,
}

/// Why a chosen name is not given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Rejection {
    /// It is no identifier, or not in the case of what it is for.
    Invalid(Kind),
    /// Something else in the same place has it; `None` where that is the emitted code itself.
    Taken(Option<Pointer>),
    /// Nothing with a name is there.
    Unused,
}

impl Chosen {
    pub(super) fn new(names: &BTreeMap<Pointer, String>) -> Self {
        let choice = |name: &String| Choice {
            name: name.clone(),
            applied: false,
            wrong_kind: None,
            rejection: None,
        };
        let names = names.iter().map(|(at, name)| (at.clone(), choice(name)));
        Self {
            names: names.collect(),
        }
    }

    /// The name that was chosen for what is of `kind` at `at`.
    pub(super) fn get(&self, kind: Kind, at: &Pointer) -> Option<&str> {
        let name = self.names.get(at)?.name.as_str();
        (is_identifier(name) && has_case_of(kind, name) && fits(kind, name)).then_some(name)
    }

    /// Takes the name that was chosen for what is at `at`, if there is one and it can be given.
    pub(super) fn take(&mut self, scope: &mut Scope, at: &Pointer) -> Option<Ident> {
        let choice = self.names.get_mut(at)?;
        let name = choice.name.as_str();
        if !is_identifier(name) || !has_case_of(scope.kind, name) || !fits(scope.kind, name) {
            choice.wrong_kind.get_or_insert(scope.kind);
            return None;
        }
        let holder = scope.holder(name).cloned();
        let taken = scope.take_pinned(name, at);
        match taken {
            Some(_) => choice.applied = true,
            None => choice.rejection = Some(Rejection::Taken(holder)),
        }
        taken
    }

    /// Notes that `other` wants the name that `holder` has: where that is a choice, the description speaks against it.
    pub(super) fn note_conflict(&mut self, holder: Option<&Pointer>, other: &Pointer) {
        if let Some(choice) = holder.and_then(|holder| self.names.get_mut(holder)) {
            choice.rejection.get_or_insert(Rejection::Taken(Some(other.clone())));
        }
    }

    /// What was chosen and can't be given, in the order of the places.
    pub(super) fn rejected(&self) -> Vec<Rejected> {
        let rejection = |choice: &Choice| match (&choice.rejection, choice.wrong_kind) {
            (Some(rejection), _) => Some(rejection.clone()),
            (None, _) if choice.applied => None,
            (None, Some(kind)) => Some(Rejection::Invalid(kind)),
            (None, None) => Some(Rejection::Unused),
        };
        let rejected = |(at, choice): (&Pointer, &Choice)| {
            Some(Rejected {
                at: at.clone(),
                name: choice.name.clone(),
                rejection: rejection(choice)?,
            })
        };
        self.names.iter().filter_map(rejected).collect()
    }
}

/// Whether the name hides nothing that emitted code uses.
fn fits(kind: Kind, name: &str) -> bool {
    kind != Kind::Type || is_type_name(name)
}

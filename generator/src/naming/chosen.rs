//! Names that the user chose, by the pointer of the named item, and whether each could be applied.

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
    /// The kind of an item at this pointer whose case the name doesn't have. A field and a type may have the same pointer.
    wrong_kind: Option<Kind>,
    rejection: Option<Rejection>,
}

/// A chosen name that could not be applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rejected {
    /// The pointer of the item that it was chosen for.
    pub at: Pointer,
    pub name: String,
    pub rejection: Rejection,
}

/// The reason why a chosen name could not be applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Rejection {
    /// It is not a valid identifier, or not one in the case of this kind.
    Invalid(Kind),
    /// Another item in the same scope has it. `None` if the emitted code itself uses it.
    Taken(Option<Pointer>),
    /// No named item is at the pointer.
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

    /// The name that was chosen for the item of this kind at `at`.
    pub(super) fn get(&self, kind: Kind, at: &Pointer) -> Option<&str> {
        let name = self.names.get(at)?.name.as_str();
        (is_identifier(name) && has_case_of(kind, name) && fits(kind, name)).then_some(name)
    }

    /// Takes the name that was chosen for the item at `at`. `None` if there is none, or if it can't be applied.
    pub(super) fn take(&mut self, scope: &mut Scope, at: &Pointer) -> Option<Ident> {
        let choice = self.names.get_mut(at)?;
        let name = choice.name.as_str();
        if !is_identifier(name) || !has_case_of(scope.kind, name) || !fits(scope.kind, name) {
            choice.wrong_kind.get_or_insert(scope.kind);
            return None;
        }
        let owner = scope.owner(name).cloned();
        let taken = scope.take_pinned(name, at);
        match taken {
            Some(_) => choice.applied = true,
            None => choice.rejection = Some(Rejection::Taken(owner)),
        }
        taken
    }

    /// Records that `other` would have the name that `owner` has. If the user chose that name, the choice is rejected.
    pub(super) fn note_conflict(&mut self, owner: Option<&Pointer>, other: &Pointer) {
        if let Some(choice) = owner.and_then(|owner| self.names.get_mut(owner)) {
            choice
                .rejection
                .get_or_insert(Rejection::Taken(Some(other.clone())));
        }
    }

    /// The chosen names that could not be applied, in the order of their pointers.
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

/// Whether the name hides no name that emitted code uses.
fn fits(kind: Kind, name: &str) -> bool {
    kind != Kind::Type || is_type_name(name)
}

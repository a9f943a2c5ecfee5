//! Names that the user chose, by the pointer of what they are for, and what became of each.

use std::collections::BTreeMap;

use super::words::{is_cased, is_identifier, is_name_of_type};
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
    given: bool,
    /// What asked for a name and is written in another case: a field may stand where a type does.
    misfit: Option<Kind>,
    refusal: Option<Refusal>,
}

/// A name that the user chose in vain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    /// What it was chosen for.
    pub at: Pointer,
    pub name: String,
    pub refusal: Refusal,
}

/// Why a chosen name is not given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
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
            given: false,
            misfit: None,
            refusal: None,
        };
        let names = names.iter().map(|(at, name)| (at.clone(), choice(name)));
        Self {
            names: names.collect(),
        }
    }

    /// The name that was chosen for what is of `kind` at `at`.
    pub(super) fn get(&self, kind: Kind, at: &Pointer) -> Option<&str> {
        let name = self.names.get(at)?.name.as_str();
        (is_identifier(name) && is_cased(kind, name) && fits(kind, name)).then_some(name)
    }

    /// Takes the name that was chosen for what is at `at`, if there is one and it can be given.
    pub(super) fn take(&mut self, scope: &mut Scope, at: &Pointer) -> Option<Ident> {
        let choice = self.names.get_mut(at)?;
        let name = choice.name.as_str();
        if !is_identifier(name) || !is_cased(scope.kind, name) || !fits(scope.kind, name) {
            choice.misfit.get_or_insert(scope.kind);
            return None;
        }
        let holder = scope.holder(name).cloned();
        let taken = scope.take_pinned(name, at);
        match taken {
            Some(_) => choice.given = true,
            None => choice.refusal = Some(Refusal::Taken(holder)),
        }
        taken
    }

    /// Notes that `other` wants the name that `holder` has: where that is a choice, the description speaks against it.
    pub(super) fn contest(&mut self, holder: Option<&Pointer>, other: &Pointer) {
        if let Some(choice) = holder.and_then(|holder| self.names.get_mut(holder)) {
            choice.refusal.get_or_insert(Refusal::Taken(Some(other.clone())));
        }
    }

    /// What was chosen and can't be given, in the order of the places.
    pub(super) fn refused(&self) -> Vec<Refused> {
        let refusal = |choice: &Choice| match (&choice.refusal, choice.misfit) {
            (Some(refusal), _) => Some(refusal.clone()),
            (None, _) if choice.given => None,
            (None, Some(kind)) => Some(Refusal::Invalid(kind)),
            (None, None) => Some(Refusal::Unused),
        };
        let refused = |(at, choice): (&Pointer, &Choice)| {
            Some(Refused {
                at: at.clone(),
                name: choice.name.clone(),
                refusal: refusal(choice)?,
            })
        };
        self.names.iter().filter_map(refused).collect()
    }
}

/// Whether the name hides nothing that emitted code uses.
fn fits(kind: Kind, name: &str) -> bool {
    kind != Kind::Type || is_name_of_type(name)
}

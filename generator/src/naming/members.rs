//! Names of what stands in one item: a struct's fields, an enum's variants, an operation's arguments. Only those that
//! collide are pinned: a lock of all of them would be as long as the description.

use std::collections::BTreeMap;

use super::{Collision, Kind, Names, Scope, Taken};
use crate::source::Pointer;

/// The names taken by the members of one item.
#[derive(Debug)]
pub struct Members {
    scope: Scope,
    /// The list of the members in the description.
    list: Pointer,
    /// Which member has a name.
    owners: BTreeMap<String, String>,
}

impl Members {
    /// The names, for what is no member of the description.
    pub fn scope(&mut self) -> &mut Scope {
        &mut self.scope
    }
}

/// What the lock calls the member of an item.
const MEMBER: &str = "member";

impl Names<'_> {
    /// A scope for the members in the list at `list`, such as `properties`; what the lock has for one is kept for it.
    pub fn members<'n>(
        &self,
        kind: Kind,
        reserved: &[&str],
        list: &Pointer,
        members: impl Iterator<Item = &'n str>,
    ) -> Members {
        let mut scope = Scope::new(kind);
        reserved.iter().for_each(|name| scope.reserve(name));
        if self.pins.has(MEMBER) {
            members
                .filter_map(|member| self.pins.pinned(MEMBER, &list.child(member)))
                .for_each(|name| scope.pin(name));
        }
        Members {
            scope,
            list: list.clone(),
            owners: BTreeMap::new(),
        }
    }

    /// The name of a union's variant, which is described at `at`.
    pub fn variant(&mut self, scope: &mut Scope, wanted: &str, at: &Pointer) -> Taken {
        let chosen = self.pins.choose(scope, at);
        chosen.unwrap_or_else(|| self.pins.free(scope, &[wanted], at))
    }

    /// The name of a member, which is described at `at`.
    pub fn member(
        &mut self,
        members: &mut Members,
        member: &str,
        candidates: &[&str],
        at: &Pointer,
    ) -> Taken {
        let Members { scope, list, owners } = members;
        let pins = &mut self.pins;
        let decided = pins.choose(scope, at).or_else(|| {
            let place = pins.has(MEMBER).then(|| list.child(member))?;
            pins.take_pinned(MEMBER, &place, scope, at)
        });
        let taken = decided.unwrap_or_else(|| pins.free(scope, candidates, at));
        if let Some(Collision { wanted, .. }) = &taken.instead_of {
            let owner = owners.get(wanted.as_str());
            if let Some(owner) = owner {
                pins.give(MEMBER, &list.child(owner), wanted);
            }
            // What the emitted code has taken, it has in every run.
            if owner.is_some() || scope.pinned.contains(wanted.as_str()) {
                pins.give(MEMBER, &list.child(member), &taken.ident);
            }
        }
        owners.insert(taken.ident.0.clone(), member.to_owned());
        taken
    }
}

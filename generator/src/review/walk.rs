//! The walk over both sides: pairs of operations and of types, each compared once.

use std::collections::BTreeSet;

use super::alike::Alike;
use super::change::{Change, Claims, Effect, Rust, Silent};
use super::pairs::TypePairs;
use super::places::Places;
use super::rules::Rule;
use super::side::Side;
use crate::ir::{Direction, Kinds, TypeDef};
use crate::naming::Ident;
use crate::source::Pointer;
use crate::surface::{Member, Owner};

/// The comparison while it runs.
pub(super) struct Walk<'a> {
    pub(super) old: &'a Side,
    pub(super) new: &'a Side,
    pub(super) alike: Alike<'a>,
    pub(super) pairs: TypePairs,
    pub(super) changes: Vec<Change>,
    /// The types of each side that a change brings or takes away, by the change's number.
    pub(super) carried: Vec<[BTreeSet<Ident>; 2]>,
    /// The schemas whose keywords are compared, on each side, with what they are part of.
    pub(super) schemas: BTreeSet<([Option<Owner>; 2], Pointer, Pointer)>,
    /// The schemas whose listed values of these kinds are compared.
    pub(super) lists: BTreeSet<([Option<Owner>; 2], Pointer, Pointer, Kinds)>,
    /// How deep a comparison is inside comparisons whose changes are not kept.
    pub(super) depth: usize,
}

/// Where the walk is: the same place of both sides.
#[derive(Clone, Debug)]
pub(super) struct Site {
    /// For people: `Parcel.arrives`.
    pub(super) subject: String,
    /// What the id is made of: places of the wire, without names of Rust.
    pub(super) identity: String,
    pub(super) owners: [Option<Owner>; 2],
    pub(super) members: BTreeSet<Member>,
    pub(super) old: Option<Pointer>,
    pub(super) new: Option<Pointer>,
    /// Who writes the values here.
    pub(super) direction: Direction,
}

/// What a change is, beside its place.
#[derive(Clone, Debug, Default)]
pub(super) struct Difference {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) effects: [Effect; 2],
    /// What code meets at least, where the lines of the surface do not show it.
    pub(super) rust: Rust,
    /// The errors of rustc that code is likely to meet, where the lines of the surface do not show it.
    pub(super) codes: &'static [&'static str],
    pub(super) silent: Silent,
    pub(super) message: String,
    pub(super) wire: Vec<String>,
    pub(super) help: Option<String>,
    pub(super) witness: Option<String>,
    /// Whether lines that only name the owner are explained too.
    pub(super) mentions: bool,
    /// Whether code never behaves differently, although the meaning of a line is spelled in another way.
    pub(super) is_audible: bool,
    /// Other owners that it explains, of either side: these members of each or, without any, the owner as a whole.
    pub(super) also: Vec<(Owner, BTreeSet<Member>)>,
    /// The types that come or go with it, on each side.
    pub(super) carried: [Vec<Ident>; 2],
}

impl<'a> Walk<'a> {
    /// A comparison that has found nothing yet.
    pub(super) fn new(old: &'a Side, new: &'a Side) -> Self {
        Self {
            old,
            new,
            alike: Alike::new(&old.tree, &new.tree),
            pairs: TypePairs::new(&old.api, &new.api),
            changes: Vec::new(),
            carried: Vec::new(),
            schemas: BTreeSet::new(),
            lists: BTreeSet::new(),
            depth: 0,
        }
    }

    /// The declarations of the old side.
    pub(super) fn old_places(&self) -> Places<'a> {
        Places { tree: &self.old.tree }
    }

    /// The declarations of the new side.
    pub(super) fn new_places(&self) -> Places<'a> {
        Places { tree: &self.new.tree }
    }

    /// Whether the descriptions are the same at a place and in everything that it leads to.
    pub(super) fn is_alike(&self, site: &Site) -> bool {
        let both = site.old.as_ref().zip(site.new.as_ref());
        both.is_some_and(|(old, new)| self.alike.is_alike(old, new))
    }

    /// A type of the old side.
    pub(super) fn old_type(&self, name: &Ident) -> Option<&'a TypeDef> {
        self.old.api.types.get(name)
    }

    /// A type of the new side.
    pub(super) fn new_type(&self, name: &Ident) -> Option<&'a TypeDef> {
        self.new.api.types.get(name)
    }

    /// Adds a change.
    pub(super) fn report(&mut self, rule: Rule, site: &Site, difference: Difference) {
        let Difference {
            from,
            to,
            effects: [old_clients, new_clients],
            rust,
            codes,
            silent,
            message,
            wire,
            help,
            witness,
            mentions,
            is_audible,
            also,
            carried: [gone, come],
        } = difference;
        let id = super::id::of(rule, &site.identity, &from, &to);
        self.carried
            .push([gone.into_iter().collect(), come.into_iter().collect()]);
        self.changes.push(Change {
            rule,
            id,
            subject: site.subject.clone(),
            old: site.old.clone(),
            new: site.new.clone(),
            from,
            to,
            old_clients,
            new_clients,
            rust,
            codes: codes.iter().copied().collect(),
            silent,
            message,
            wire,
            help,
            witness,
            surface: Vec::new(),
            uses: Vec::new(),
            accepted: None,
            claims: Claims {
                owners: site.owners.clone(),
                members: site.members.clone(),
                mentions,
                is_audible,
                also,
            },
        });
    }

    /// The worst effects of what `compare` finds, whose changes are not kept.
    pub(super) fn probe(&mut self, compare: impl FnOnce(&mut Self)) -> Option<[Effect; 2]> {
        let before = self.changes.len();
        let kept = (self.pairs.clone(), self.schemas.clone(), self.lists.clone());
        self.depth = self.depth.saturating_add(1);
        compare(self);
        self.depth = self.depth.saturating_sub(1);
        (self.pairs, self.schemas, self.lists) = kept;
        let found = self.changes.split_off(before);
        self.carried.truncate(before);
        if found.is_empty() {
            return None;
        }
        let worst = |of: fn(&Change) -> Effect| found.iter().map(of).max().unwrap_or_default();
        Some([
            worst(|change| change.old_clients),
            worst(|change| change.new_clients),
        ])
    }
}

impl Site {
    /// A place inside this one.
    pub(super) fn inside(&self, subject: &str, key: &str) -> Self {
        Self {
            subject: format!("{}{subject}", self.subject),
            identity: format!("{}/{key}", self.identity),
            ..self.clone()
        }
    }

    /// The same place with other pointers.
    pub(super) fn at(mut self, old: Option<Pointer>, new: Option<Pointer>) -> Self {
        self.old = old;
        self.new = new;
        self
    }

    /// The same place, about a member.
    pub(super) fn member(mut self, member: Member) -> Self {
        self.members = BTreeSet::from([member]);
        self
    }
}

/// The effects in a direction: `request` and `response` are the effects on old and new clients there.
pub(super) fn effects(direction: Direction, request: [Effect; 2], response: [Effect; 2]) -> [Effect; 2] {
    let mut worst = [Effect::None; 2];
    for (applies, effects) in [(direction.request, request), (direction.response, response)] {
        if applies {
            for (worst, effect) in worst.iter_mut().zip(effects) {
                *worst = (*worst).max(effect);
            }
        }
    }
    worst
}

/// What both groups of clients meet in requests and in responses.
pub(super) fn told(direction: Direction, request: [Effect; 2], response: [Effect; 2]) -> Vec<String> {
    let sent = |[old, new]: [Effect; 2]| {
        [
            match old {
                Effect::None => None,
                Effect::Caution | Effect::Break => {
                    Some("requests of old clients with other values are refused")
                }
                Effect::Unknown => {
                    Some("whether new servers take the requests of old clients is not decided")
                }
            },
            match new {
                Effect::None => None,
                Effect::Caution | Effect::Break => {
                    Some("old servers refuse requests with values that are new")
                }
                Effect::Unknown => {
                    Some("whether old servers take the requests of new clients is not decided")
                }
            },
        ]
    };
    let received = |[old, new]: [Effect; 2]| {
        [
            match old {
                Effect::None => None,
                Effect::Caution => Some("old clients read values that are new as unknown"),
                Effect::Unknown => Some("whether old clients read the responses is not decided"),
                Effect::Break => Some("old clients can't read responses with values that are new"),
            },
            match new {
                Effect::None => None,
                Effect::Caution => Some("new clients read some values of old servers as unknown"),
                Effect::Unknown => {
                    Some("whether new clients read the responses of old servers is not decided")
                }
                Effect::Break => Some("new clients can't read responses of old servers with other values"),
            },
        ]
    };
    let sent = direction.request.then(|| sent(request));
    let received = direction.response.then(|| received(response));
    let facts = sent.into_iter().chain(received).flatten().flatten();
    let facts: Vec<String> = facts.map(str::to_owned).collect();
    match facts.is_empty() {
        true => vec!["nothing changes".to_owned()],
        false => facts,
    }
}

/// The way of values in a request.
pub(super) const SENT: Direction = Direction {
    request: true,
    response: false,
};

/// The way of values in a response.
pub(super) const RECEIVED: Direction = Direction {
    request: false,
    response: true,
};

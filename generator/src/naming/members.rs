//! The names and the order of the members of one item: the fields of a struct, the variants of an enum, the arguments of an
//! operation.
//!
//! All members of an item are named together, so that their order in the description does not matter. First come the names
//! that the user chose, then those that the lock pins, then members that are spelled like the Rust name, then the others in
//! the order of their keys. Every member is pinned from the first run on.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::item::{Item, Key, Member};
use super::names::{Pins, place};
use super::{Collision, Ident, Identity, Kind, Names, Scope, ident};
use crate::lock::{self, Absence, Pin, Place};
use crate::source::Pointer;

/// Identifies the members of one item: their kind, and the place that describes them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct List<'a> {
    pub what: &'static str,
    pub at: &'a Pointer,
    /// The identity of the type that has them, if it is known, since one place may describe several types.
    pub of: Option<&'a Identity>,
}

impl<'a> List<'a> {
    /// The members of one kind that are described at `at`.
    pub(crate) fn new(what: &'static str, at: &'a Pointer) -> Self {
        Self { what, at, of: None }
    }

    /// The key of the item in the lock.
    pub(crate) fn item(&self) -> lock::Key {
        let places = self.of.map_or_else(|| vec![place(self.at)], Identity::places);
        lock::Key::new(self.what, places)
    }
}

/// A member before it has a name.
#[derive(Clone, Debug)]
pub(crate) struct Unnamed {
    pub key: Key,
    /// Keys that the member may have had in an earlier run. A key that another member has now doesn't count.
    pub former_keys: Vec<Key>,
    /// The candidates for its name, the preferred one first.
    pub candidates: Vec<String>,
    pub at: Pointer,
    /// Whether the generator adds it. Such a member is named after the members of the description.
    pub is_added: bool,
    /// The order in which new members are named, among members that are not spelled like the Rust name.
    pub rank: u8,
}

impl Unnamed {
    /// A member with the preferred name `name`.
    pub(crate) fn new(key: Key, name: &str, at: &Pointer) -> Self {
        Self {
            key,
            former_keys: Vec::new(),
            candidates: vec![name.to_owned()],
            at: at.clone(),
            is_added: false,
            rank: 0,
        }
    }

    /// A member that the generator adds to the item at `at`.
    pub(crate) fn added(what: &'static str, candidates: &[&str], at: &Pointer) -> Self {
        Self {
            candidates: candidates.iter().map(|name| (*name).to_owned()).collect(),
            is_added: true,
            ..Self::new(Key::added(what), what, at)
        }
    }

    /// Whether its preferred name is already a Rust name of this kind.
    fn is_spelled_like_rust(&self, kind: Kind) -> bool {
        let first = self.candidates.first();
        first.is_some_and(|name| ident(kind, name).as_str().trim_start_matches("r#") == name)
    }
}

/// The names of the members of one item.
#[derive(Debug, Default)]
pub(crate) struct Members {
    named: BTreeMap<Key, Member>,
}

impl Members {
    /// The member with this key.
    pub(crate) fn get(&self, key: &Key) -> Option<&Member> {
        self.named.get(key)
    }

    /// Builds a value from each member and its name, and returns the values in the order of the places. The values are built in
    /// the read order, which a new member does not change. Members without a name are left out.
    pub(crate) fn in_order<M, T>(
        &self,
        members: impl IntoIterator<Item = M>,
        key: impl Fn(&M) -> &Key,
        mut made: impl FnMut(M, Ident) -> T,
    ) -> Vec<T> {
        let named = members.into_iter().filter_map(|member| {
            let (key, named) = self.named.get_key_value(key(&member))?;
            Some((key, named, member))
        });
        let mut read: Vec<_> = named.collect();
        // Of several members with one key, the last one counts.
        read.reverse();
        read.sort_by_key(|(key, named, _)| (named.read_order, *key));
        read.dedup_by_key(|(key, ..)| *key);
        let made = read.into_iter().map(|(key, named, member)| {
            let made = made(member, named.name.clone());
            (named.place, key, made)
        });
        let mut made: Vec<_> = made.collect();
        made.sort_by_key(|(place, key, _)| (*place, *key));
        made.into_iter().map(|(.., made)| made).collect()
    }
}

/// A member that could not have its preferred name.
#[derive(Debug)]
pub(crate) struct Renamed {
    pub at: Pointer,
    pub name: Ident,
    pub instead_of: Collision,
}

impl Names<'_> {
    /// Names the members of the item that `list` identifies. `members` are in the order of the description. The second value has
    /// the members that could not have their preferred name.
    pub(crate) fn members(
        &mut self,
        kind: Kind,
        reserved: impl Into<Cow<'static, [&'static str]>>,
        list: List<'_>,
        members: &[Unnamed],
    ) -> (Members, Vec<Renamed>) {
        let key = list.item();
        let new = || Item::new(kind, reserved);
        let item = self.items.entry(key.clone()).or_insert_with(new);
        let renamed = item.add(&key, &mut self.pins, members);
        let named = members
            .iter()
            .filter_map(|member| Some((member.key.clone(), item.named.get(&member.key)?.clone())))
            .collect();
        (Members { named }, renamed)
    }
}

impl Names<'_> {
    /// How the lock lets a member of an item be left out. `None` if it doesn't keep that.
    pub(crate) fn kept_absence(&self, item: &lock::Key, member: &Key) -> Option<Absence> {
        self.pins.lock.absence(item, member.as_str())
    }

    /// Keeps for the next run how a named member can be left out.
    pub(crate) fn keep_absence(&mut self, item: &lock::Key, member: &Key, absence: Absence) {
        self.pins.keep_absence(item, member.as_str(), absence);
    }
}

impl Item {
    fn new(kind: Kind, reserved: impl Into<Cow<'static, [&'static str]>>) -> Self {
        Self {
            scope: Scope::with_reserved(kind, reserved),
            named: BTreeMap::new(),
            added: 0,
            next: 0,
        }
    }

    /// Names the members without a name, and pins them for the next run.
    fn add(&mut self, item: &lock::Key, pins: &mut Pins<'_>, members: &[Unnamed]) -> Vec<Renamed> {
        let lock = pins.lock;
        let pinned = lock.members(item);
        let last = pinned.and_then(|pinned| pinned.values().map(|pin| pin.read_order).max());
        self.next = self.next.max(last.map_or(0, |last| last.saturating_add(1)));
        let keys: BTreeSet<&Key> = members.iter().map(|member| &member.key).collect();
        let mut new: BTreeSet<&Key> = BTreeSet::new();
        let mut pending = Vec::new();
        let mut before = Place::default();
        for member in members {
            if let Some(named) = self.named.get(&member.key) {
                before = named.place;
                continue;
            }
            if !new.insert(&member.key) {
                continue;
            }
            let former = member.former_keys.iter().filter(|key| !keys.contains(key));
            let mut possible = std::iter::once(&member.key).chain(former);
            let pin = possible.find_map(|key| pinned?.get(key.as_str()));
            before = self.place(before, pin);
            pending.push(Pending {
                member,
                pin,
                place: before,
                read_order: self.read_order(pin),
                assigned: None,
            });
        }
        self.take_chosen(pins, &mut pending);
        self.take_pinned(pins, &mut pending);
        let renamed = self.take_free(pins, &mut pending);
        let mut settled = Vec::with_capacity(pending.len());
        for Pending {
            member,
            place,
            read_order,
            assigned,
            ..
        } in pending
        {
            let Some(Assigned { name, is_chosen }) = assigned else {
                continue;
            };
            let pin = Pin {
                place,
                read_order,
                name: (!is_chosen).then(|| Arc::clone(&name.0)),
                absence: None,
            };
            settled.push((member.key.shared(), pin));
            self.named.insert(
                member.key.clone(),
                Member {
                    name,
                    place,
                    read_order,
                },
            );
        }
        pins.pin_members(item, settled);
        renamed
    }

    /// The place of a member: the one in the lock. A new member comes after the member before it in the description.
    fn place(&mut self, before: Place, pin: Option<&Pin>) -> Place {
        pin.map(|pin| pin.place).unwrap_or_else(|| {
            self.added = self.added.saturating_add(1);
            before.followed_by(self.added)
        })
    }

    fn read_order(&mut self, pin: Option<&Pin>) -> u64 {
        pin.map(|pin| pin.read_order).unwrap_or_else(|| {
            let read_order = self.next;
            self.next = read_order.saturating_add(1);
            read_order
        })
    }

    fn take_chosen(&mut self, pins: &mut Pins<'_>, pending: &mut [Pending<'_>]) {
        // The pointer of an added member is that of the item, whose chosen name belongs to another item.
        for pending in pending.iter_mut().filter(|pending| !pending.member.is_added) {
            let taken = pins.choose(&mut self.scope, &pending.member.at);
            pending.assigned = taken.map(|taken| Assigned {
                name: taken.ident,
                is_chosen: true,
            });
        }
    }

    fn take_pinned(&mut self, pins: &mut Pins<'_>, pending: &mut [Pending<'_>]) {
        for pending in pending.iter_mut().filter(|pending| pending.assigned.is_none()) {
            let member = pending.member;
            let pinned = pending.pin.and_then(|pin| pin.name.as_deref());
            let taken = pinned.and_then(|name| pins.take_known(name, &mut self.scope, &member.at));
            pending.assigned = taken.map(|name| Assigned {
                name,
                is_chosen: false,
            });
        }
    }

    /// Names the remaining members, first those that are spelled like the Rust name.
    fn take_free(&mut self, pins: &mut Pins<'_>, pending: &mut [Pending<'_>]) -> Vec<Renamed> {
        let kind = self.scope.kind;
        let mut unpinned: Vec<&mut Pending<'_>> = pending
            .iter_mut()
            .filter(|pending| pending.assigned.is_none())
            .collect();
        unpinned.sort_by_cached_key(|pending| {
            let member = pending.member;
            (
                member.is_added,
                !member.is_spelled_like_rust(kind),
                member.rank,
                member.key.clone(),
            )
        });
        let mut renamed = Vec::new();
        for pending in unpinned {
            let member = pending.member;
            let candidates: Vec<&str> = member.candidates.iter().map(String::as_str).collect();
            let taken = pins.free(&mut self.scope, &candidates, &member.at);
            if let Some(instead_of) = taken.instead_of.filter(|_| !member.is_added) {
                renamed.push(Renamed {
                    at: member.at.clone(),
                    name: taken.ident.clone(),
                    instead_of,
                });
            }
            pending.assigned = Some(Assigned {
                name: taken.ident,
                is_chosen: false,
            });
        }
        renamed
    }
}

/// A member that is being named.
struct Pending<'a> {
    member: &'a Unnamed,
    /// Its entry in the lock.
    pin: Option<&'a Pin>,
    place: Place,
    read_order: u64,
    assigned: Option<Assigned>,
}

struct Assigned {
    name: Ident,
    is_chosen: bool,
}

//! One item that names its members, and what is known of each.

use std::collections::BTreeMap;

use super::{Ident, Scope};
use crate::lock::Place;

/// What tells a member of an item from the others, in the lock's spelling.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key(String);

impl Key {
    /// A member that has a name on the wire.
    pub(crate) fn wire(name: &str) -> Self {
        Self(serde_json::Value::from(name).to_string())
    }

    /// A member that has a name on the wire, one of several uses of it.
    pub(crate) fn of(name: &str, what: &str) -> Self {
        let Self(name) = Self::wire(name);
        Self(format!("{name} {what}"))
    }

    /// The same for the `count`th member, from 1, that nothing else tells from the first.
    #[must_use]
    pub(crate) fn nth(self, count: usize) -> Self {
        match count {
            1 => self,
            _ => Self(format!("{} {count}", self.0)),
        }
    }

    /// The key as the lock has it.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// A number on the wire.
    pub(crate) fn number(number: i64) -> Self {
        Self(number.to_string())
    }

    /// A member that the generator adds.
    pub(crate) fn added(what: &'static str) -> Self {
        Self(what.to_owned())
    }
}

/// A named member.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub name: Ident,
    /// Where it stands among the members: the lowest first.
    pub place: Place,
    /// When it is read: the lowest first.
    pub read_order: u64,
}

/// What an item has named so far in this run: a schema that is read twice asks twice.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) scope: Scope,
    pub(super) named: BTreeMap<Key, Member>,
    /// How many members have no line in the lock.
    pub(super) added: usize,
    /// The turn of the next member that has none.
    pub(super) next: u64,
}

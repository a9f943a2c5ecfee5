//! An item with named members.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Ident, Scope};
use crate::lock::Place;

/// The key that distinguishes a member of an item from the others, in the lock's spelling.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key(Arc<str>);

impl Key {
    /// A member with a name on the wire.
    pub(crate) fn wire(name: &str) -> Self {
        Self(serde_json::Value::from(name).to_string().into())
    }

    /// A member with a name on the wire that has several uses.
    pub(crate) fn of(name: &str, what: &str) -> Self {
        let Self(name) = Self::wire(name);
        Self(format!("{name} {what}").into())
    }

    /// The key of the `count`th of several members that nothing else distinguishes, counted from 1.
    #[must_use]
    pub(crate) fn nth(self, count: usize) -> Self {
        match count {
            1 => self,
            _ => Self(format!("{} {count}", self.0).into()),
        }
    }

    /// The key in the lock.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The key in the lock, shared.
    pub(super) fn shared(&self) -> Arc<str> {
        Arc::clone(&self.0)
    }

    /// A member with a number on the wire.
    pub(crate) fn number(number: i64) -> Self {
        Self(number.to_string().into())
    }

    /// A member that the generator adds.
    pub(crate) fn added(what: &'static str) -> Self {
        Self(what.into())
    }
}

/// A named member.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub name: Ident,
    /// The position among the members, the lowest first.
    pub place: Place,
    /// The order in which members are read, the lowest first.
    pub read_order: u64,
}

/// The members of an item that have been named in this run. A schema that is read twice is named only once.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) scope: Scope,
    pub(super) named: BTreeMap<Key, Member>,
    /// The number of members without a line in the lock.
    pub(super) added: usize,
    /// The read order of the next such member.
    pub(super) next: u64,
}

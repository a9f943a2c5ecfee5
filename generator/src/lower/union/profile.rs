//! Profile: the facts that hold for every value of one variant.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Kinds, Literal};
use crate::lower::schema::keywords::Raw;
use crate::naming::Ident;

/// Profile: the facts that hold for every value of one variant.
#[derive(Clone, Debug, Default)]
pub(crate) struct Profile {
    pub kinds: Kinds,
    /// The required members.
    pub required: BTreeSet<String>,
    /// The facts about each described member.
    pub members: BTreeMap<String, Member>,
    /// The allowed strings, if they are limited.
    pub strings: Option<Vec<String>>,
    pub pattern: Option<Ident>,
    /// The constraints of strings, numbers and lists.
    pub raw: Raw,
    /// The kinds of an array's items.
    pub items: Option<Kinds>,
}

/// The facts about a member.
#[derive(Clone, Debug, Default)]
pub(crate) struct Member {
    pub kinds: Kinds,
    /// The allowed values, if they are limited.
    pub literals: Option<Vec<Literal>>,
}

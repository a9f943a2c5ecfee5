//! What is known of every value of one variant.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Kinds, Literal};
use crate::lower::schema::keywords::Raw;
use crate::naming::Ident;

/// What is known of every value of one variant.
#[derive(Clone, Debug, Default)]
pub(crate) struct Profile {
    pub kinds: Kinds,
    /// Members that every object of it has.
    pub required: BTreeSet<String>,
    /// What is known of each described member.
    pub members: BTreeMap<String, Member>,
    /// The only strings that it allows.
    pub strings: Option<Vec<String>>,
    pub pattern: Option<Ident>,
    /// What is demanded of texts, numbers and lists.
    pub raw: Raw,
    /// The kinds of an array's items.
    pub items: Option<Kinds>,
}

/// What is known of a member.
#[derive(Clone, Debug, Default)]
pub(crate) struct Member {
    pub kinds: Kinds,
    /// The only values that it allows.
    pub literals: Option<Vec<Literal>>,
}

//! The traits that generated types derive besides those that every type has, and further attributes.

use std::collections::{BTreeMap, BTreeSet};

use crate::rust_path::RustPath;

/// A trait of the standard library that a type can derive if its members have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StdTrait {
    Eq,
    Hash,
    PartialOrd,
    Ord,
}

impl StdTrait {
    /// All of them. A trait comes after those that it requires.
    pub const ALL: [Self; 4] = [Self::Eq, Self::Hash, Self::PartialOrd, Self::Ord];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Eq => "Eq",
            Self::Hash => "Hash",
            Self::PartialOrd => "PartialOrd",
            Self::Ord => "Ord",
        }
    }

    /// The traits that it requires of the same type.
    pub fn requires(self) -> &'static [Self] {
        match self {
            Self::Eq | Self::Hash | Self::PartialOrd => &[],
            Self::Ord => &[Self::Eq, Self::PartialOrd],
        }
    }
}

/// What the definition of a type has before it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Derives {
    pub std: BTreeSet<StdTrait>,
    /// Derive macros of other crates.
    pub macros: Vec<RustPath>,
    /// Attributes, which are valid Rust: `#[serde_as]`.
    pub attributes: Vec<String>,
    /// Attributes of fields, by the name of the property in JSON.
    pub fields: BTreeMap<String, Vec<String>>,
}

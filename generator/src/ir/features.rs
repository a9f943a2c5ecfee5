//! Which parts of a package stand behind which feature of cargo.

use std::collections::BTreeMap;

use crate::naming::Ident;

/// The features that the user asked for; none, where everything is always there.
#[derive(Clone, Debug, Default)]
pub struct Features {
    /// In the order of the description.
    pub all: Vec<Feature>,
    /// What each type needs one of; a type that is not here is always there.
    pub types: BTreeMap<Ident, Vec<String>>,
}

/// One feature.
#[derive(Clone, Debug)]
pub struct Feature {
    /// As `Cargo.toml` names it.
    pub name: String,
    /// What it brings.
    pub part: Part,
}

/// A part of a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The operations of a tag, by the method that reaches them, and the tag as it is written.
    Tag(Ident, String),
    /// The types that no operation holds.
    OtherTypes,
}

impl Features {
    /// The feature of a tag, by the method that reaches its operations.
    pub fn of_tag(&self, method: &Ident) -> Option<&str> {
        let found = self.all.iter().find(|feature| match &feature.part {
            Part::Tag(own, _) => own == method,
            Part::OtherTypes => false,
        });
        found.map(|feature| feature.name.as_str())
    }

    /// What the type needs one of; nothing where it is always there.
    pub fn of_type(&self, name: &Ident) -> &[String] {
        self.types.get(name).map(Vec::as_slice).unwrap_or_default()
    }
}

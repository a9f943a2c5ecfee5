//! The parts of a package that are behind cargo features.

use std::collections::BTreeMap;

use crate::naming::Ident;

/// The features of a package. The list is empty if everything is always compiled.
#[derive(Clone, Debug, Default)]
pub struct Features {
    /// The features, in the order of the description.
    pub all: Vec<Feature>,
    /// For each type, the parts of which at least one must be enabled. A type that is not in the map is always compiled.
    pub types: BTreeMap<Ident, Vec<String>>,
}

/// One feature.
#[derive(Clone, Debug)]
pub struct Feature {
    /// The name in `Cargo.toml`.
    pub name: String,
    /// The part that it enables.
    pub part: Part,
    /// The features that it needs: those of the tags to which its operations moved.
    pub needs: Vec<String>,
}

/// A part of a package that a feature can enable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The operations of a tag: the client's method for the tag, and the name of the tag in the description.
    Tag(Ident, String),
    /// The types that no operation uses.
    OtherTypes,
}

impl Features {
    /// The feature of a tag, looked up by the client's method for the tag.
    pub fn of_tag(&self, method: &Ident) -> Option<&str> {
        let found = self.all.iter().find(|feature| match &feature.part {
            Part::Tag(own, _) => own == method,
            Part::OtherTypes => false,
        });
        found.map(|feature| feature.name.as_str())
    }

    /// The parts of which the type needs at least one. Empty if the type is always compiled.
    pub fn of_type(&self, name: &Ident) -> &[String] {
        self.types.get(name).map(Vec::as_slice).unwrap_or_default()
    }
}

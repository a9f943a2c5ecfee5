//! A trait that generated types derive, and an attribute that they have, as the user names them.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};

use crate::format;
use crate::ir::StdTrait;
use crate::rust_path::RustPath;

/// A trait that types derive: `Eq`, or `schemars::JsonSchema`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Derive {
    /// A trait of the standard library.
    Std(StdTrait),
    /// `Default`, which every type without required properties has.
    Default,
    /// `schemars::JsonSchema`, which the feature `schemars` of the package implements for every type, with the names in JSON.
    JsonSchema,
    /// The derive macro of another crate.
    Macro(RustPath),
}

const DEFAULT: &str = "Default";

const JSON_SCHEMA: &str = "schemars::JsonSchema";

impl Derive {
    /// The trait with this name or path.
    ///
    /// # Errors
    /// It is not one that types can derive.
    pub fn new(text: &str) -> Result<Self, String> {
        if let Some(known) = StdTrait::ALL.into_iter().find(|known| known.name() == text) {
            return Ok(Self::Std(known));
        }
        match text {
            "Clone" | "Debug" | "PartialEq" => Err(format!("every type is already `{text}`")),
            DEFAULT => Ok(Self::Default),
            JSON_SCHEMA => Ok(Self::JsonSchema),
            "Copy" => Err("types own their strings, so they can't be `Copy`".to_owned()),
            "Serialize" | "Deserialize" | "serde::Serialize" | "serde::Deserialize" => {
                Err(format!("every type already implements `{text}`"))
            }
            _ => format::type_path(text).map(Self::Macro),
        }
    }

    /// A crate that it needs and that these dependencies lack.
    pub fn missing(&self, dependencies: &BTreeMap<String, String>) -> Option<&str> {
        let has = |root: &str| {
            let mut crates = dependencies.keys().map(|name| name.replace('-', "_"));
            root == "crate" || crates.any(|name| name == root)
        };
        match self {
            Self::Std(_) | Self::Default | Self::JsonSchema => None,
            Self::Macro(path) => path.roots().into_iter().find(|root| !has(root)),
        }
    }
}

impl Display for Derive {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Std(known) => f.write_str(known.name()),
            Self::Default => f.write_str(DEFAULT),
            Self::JsonSchema => f.write_str(JSON_SCHEMA),
            Self::Macro(path) => path.fmt(f),
        }
    }
}

/// An attribute of a type: `#[my_macros::audited]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute(String);

impl Attribute {
    /// The attribute with this text.
    ///
    /// # Errors
    /// The text is not exactly one outer attribute.
    pub fn new(text: &str) -> Result<Self, String> {
        format::attribute(text).map(Self)
    }

    /// Its text.
    pub(crate) fn text(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::{Attribute, Derive};
    use crate::ir::StdTrait;

    #[test]
    fn a_trait_is_one_of_the_standard_library_or_a_path() {
        assert_eq!(Derive::new("Eq"), Ok(Derive::Std(StdTrait::Eq)));
        for ours in ["Default", "schemars::JsonSchema"] {
            let derive = Derive::new(ours).expect("a trait");
            assert_eq!(
                (derive.to_string().as_str(), derive.missing(&[].into())),
                (ours, None)
            );
        }
        let display = Derive::new("strum::Display").expect("a path");
        assert_eq!(display.to_string(), "strum::Display");
        assert_eq!(display.missing(&[].into()), Some("strum"));
        for text in [
            "Clone",
            "Copy",
            "Nothing",
            "a b",
            "serde::Serialize",
            "Vec<u8>) struct A; (",
            "",
        ] {
            assert!(Derive::new(text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_attribute_is_one_outer_attribute() {
        assert_eq!(
            Attribute::new("#[must_use]").map(|one| one.text().to_owned()),
            Ok("#[must_use]".to_owned())
        );
        for text in ["must_use", "#[a] #[b]", "#![a]", "#[a] struct A;", "#[a", ""] {
            assert!(Attribute::new(text).is_err(), "{text}");
        }
    }
}

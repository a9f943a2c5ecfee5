//! The features and dependencies of a generated package, as one table. The manifest is printed from it, and
//! names are reserved by it.

use crate::Mode;

mod dependencies;
mod features;

use dependencies::DEPENDENCIES;
use features::FEATURES;

/// A feature of every package, and the dependencies that it enables.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Feature {
    pub name: &'static str,
    /// Its effect: sentences of Markdown for the manifest and the readme.
    pub docs: &'static str,
    pub brings: &'static [&'static str],
    /// The features of dependencies that it also enables, in the syntax of a manifest.
    pub enables: &'static [&'static str],
    on_by_default: OnByDefault,
    /// Whether a package of types only has it too.
    of_types: bool,
}

/// When a feature is on by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OnByDefault {
    Never,
    Always,
    /// If the description has typed XML bodies.
    WithXml,
    /// If types derive `JsonSchema`.
    WithJsonSchemas,
}

/// What a package needs, so that features are on by default.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Needs {
    /// Whether the description has typed XML bodies.
    pub xml: bool,
    /// Whether types derive `JsonSchema`.
    pub json_schemas: bool,
}

impl Feature {
    /// Whether the feature is on by default in a package that needs this.
    pub(crate) fn is_default(&self, needs: Needs) -> bool {
        match self.on_by_default {
            OnByDefault::Never => false,
            OnByDefault::Always => true,
            OnByDefault::WithXml => needs.xml,
            OnByDefault::WithJsonSchemas => needs.json_schemas,
        }
    }
}

/// The targets that need a dependency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Target {
    Any,
    /// All targets except JavaScript (`wasm32-unknown-unknown`).
    Native,
    /// JavaScript, which provides fetch, a clock and random numbers instead of sockets.
    JavaScript,
}

impl Target {
    /// The section of the manifest.
    pub(crate) fn section(self) -> &'static str {
        match self {
            Self::Any => "dependencies",
            Self::Native => {
                "target.'cfg(not(all(target_arch = \"wasm32\", target_os = \"unknown\")))'.dependencies"
            }
            Self::JavaScript => {
                "target.'cfg(all(target_arch = \"wasm32\", target_os = \"unknown\"))'.dependencies"
            }
        }
    }
}

/// A dependency of every package. It is optional if a feature enables it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Dependency {
    pub name: &'static str,
    /// The name of the crate in the registry, if it differs.
    pub package: Option<&'static str>,
    pub version: &'static str,
    pub default_features: bool,
    pub features: &'static [&'static str],
    pub target: Target,
    of_types: bool,
    /// Whether the code that is generated from a description uses it, not only the runtime.
    pub is_named: bool,
    /// Whether the user may also depend on it, for its types.
    is_replaceable: bool,
}

impl Dependency {
    const fn new(name: &'static str, version: &'static str) -> Self {
        Self {
            name,
            package: None,
            version,
            default_features: true,
            features: &[],
            target: Target::Any,
            of_types: false,
            is_named: false,
            is_replaceable: false,
        }
    }

    /// Its features. Default features are off.
    const fn only(self, features: &'static [&'static str]) -> Self {
        Self {
            default_features: false,
            features,
            ..self
        }
    }

    const fn package(self, package: &'static str) -> Self {
        Self {
            package: Some(package),
            ..self
        }
    }

    const fn with(self, features: &'static [&'static str]) -> Self {
        Self { features, ..self }
    }

    const fn on(self, target: Target) -> Self {
        Self { target, ..self }
    }

    const fn of_types(self) -> Self {
        Self {
            of_types: true,
            ..self
        }
    }

    const fn named(self) -> Self {
        Self {
            is_named: true,
            ..self
        }
    }

    const fn replaceable(self) -> Self {
        Self {
            is_replaceable: true,
            ..self
        }
    }

    /// Whether a feature enables it.
    pub(crate) fn is_optional(&self) -> bool {
        FEATURES.iter().any(|feature| feature.brings.contains(&self.name))
    }
}

/// The features of a package for `mode`.
pub(crate) fn features(mode: Mode) -> impl Iterator<Item = &'static Feature> {
    let is_there = move |feature: &&Feature| mode == Mode::Client || feature.of_types;
    FEATURES.iter().filter(is_there)
}

/// The dependencies of a package for `mode`.
pub(crate) fn dependencies(mode: Mode) -> impl Iterator<Item = &'static Dependency> {
    let is_there = move |dependency: &&Dependency| mode == Mode::Client || dependency.of_types;
    DEPENDENCIES.iter().filter(is_there)
}

/// The feature that enables everything in the description.
pub(crate) const ALL: &str = "all";

/// The feature that is on by default.
pub(crate) const DEFAULT: &str = "default";

/// The feature of the types that no operation uses.
pub(crate) const OTHER_TYPES: &str = "other-types";

/// The names that features of tags can't have: existing features, and names of dependencies.
pub(crate) fn reserved_features() -> impl Iterator<Item = &'static str> {
    let features = FEATURES.iter().map(|feature| feature.name);
    let dependencies = DEPENDENCIES.iter().map(|dependency| dependency.name);
    features
        .chain(dependencies)
        .chain([ALL, OTHER_TYPES, DEFAULT, "test"])
}

/// The reason why the user can't depend on a crate with this name. `None` if it is allowed.
pub fn refused_dependency(name: &str) -> Option<String> {
    let name_in_rust = |name: &str| name.replace('-', "_");
    let is_same = |dependency: &&Dependency| name_in_rust(dependency.name) == name_in_rust(name);
    match DEPENDENCIES.iter().find(is_same) {
        Some(own) if !own.is_replaceable || own.name != name => {
            Some(format!("`{name}` is already a dependency of every package"))
        }
        Some(_) | None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{DEPENDENCIES, FEATURES, refused_dependency};

    #[test]
    fn features_enable_existing_dependencies() {
        for feature in FEATURES {
            for name in feature.brings {
                let mut all = DEPENDENCIES.iter();
                let found = all.find(|dependency| dependency.name == *name).expect(name);
                assert!(found.of_types || !feature.of_types, "{name}");
            }
        }
    }

    #[test]
    fn a_dependency_is_listed_once() {
        assert_eq!(refused_dependency("chrono"), None);
        assert_eq!(refused_dependency("my-types"), None);
        for name in ["serde", "serde-json", "http_body", "tokio"] {
            assert!(refused_dependency(name).is_some(), "{name}");
        }
    }
}

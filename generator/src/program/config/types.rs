//! Parses the user's types, and the crates that they come from.

use std::collections::BTreeMap;

use generator::RustType;
use generator::internals::refused_dependency;
use serde::{Deserialize, Deserializer, de};
use toml::{Spanned, Value};

use super::table::{Described, Shape, options};

/// Types by pointer, each with its place in the file.
pub(crate) type Types = BTreeMap<String, Spanned<TypeEntry>>;

options! {
    struct WithPlaceholder {
        /// The path of the type
        path: String = "type",
        /// An expression for a value of the type, for examples in the documentation
        placeholder: String = "placeholder",
    }
}

impl Described for TypeEntry {
    fn shape() -> Shape {
        Shape::Either(vec![Shape::Text, WithPlaceholder::shape()])
    }
}

/// `"uuid::Uuid"`, or `{ type = "jiff::Zoned", placeholder = "my_types::epoch()" }`.
#[derive(Clone, Debug)]
pub(crate) struct TypeEntry(pub(crate) RustType);

impl<'de> Deserialize<'de> for TypeEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::of(Value::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

impl TypeEntry {
    pub(super) fn of(value: Value) -> Result<Self, String> {
        let entry = match value.as_str() {
            Some(path) => RustType::new(path, None),
            None => {
                let written: Result<WithPlaceholder, toml::de::Error> = value.try_into();
                let WithPlaceholder { path, placeholder } = written.map_err(|error| {
                    let problem = error.message();
                    format!("a type is a path, or `{{ type, placeholder }}`: {problem}")
                })?;
                RustType::new(&path, Some(&placeholder))
            }
        };
        entry.map(Self)
    }
}

/// The first type whose crate is not in `dependencies`: its place, and the message. `of_formats` are the types of formats, with
/// their places.
pub(crate) fn undeclared<'a>(
    of_formats: impl Iterator<Item = (usize, &'a RustType)>,
    types: &'a Types,
    dependencies: &Dependencies,
) -> Option<(usize, String)> {
    let required = required(dependencies);
    let types = types.values().map(|entry| {
        let TypeEntry(chosen) = entry.get_ref();
        (entry.span().start, chosen)
    });
    let missing = types.chain(of_formats).filter_map(|(start, chosen)| {
        let missing = chosen.missing(&required)?;
        let problem = match dependencies.get(missing) {
            Some(_) => "which is optional in `dependencies`: remove `optional`",
            None => "which is not in `dependencies`: add it, with its feature for serde",
        };
        let message = format!("`{chosen}` needs the crate `{missing}`, {problem}");
        Some((start, message))
    });
    missing.min()
}

/// The dependencies that are always there.
pub(super) fn required(dependencies: &Dependencies) -> BTreeMap<String, String> {
    texts(dependencies.iter().filter(|(_, of)| !of.is_optional))
}

/// The dependencies that are added to a package.
pub(crate) type Dependencies = BTreeMap<String, Dependency>;

/// The value of each dependency in the syntax of a manifest.
pub(crate) fn texts<'d>(
    dependencies: impl IntoIterator<Item = (&'d String, &'d Dependency)>,
) -> BTreeMap<String, String> {
    let dependencies = dependencies.into_iter();
    dependencies
        .map(|(name, of)| (name.clone(), of.text.clone()))
        .collect()
}

/// `[client.dependencies]`: the value of each dependency in the `Cargo.toml` of the package.
pub(crate) fn dependencies<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Dependencies, D::Error> {
    let table = Dependencies::deserialize(deserializer)?;
    match table.keys().find_map(|name| misnamed(name)) {
        Some(problem) => Err(de::Error::custom(problem)),
        None => Ok(table),
    }
}

/// `[client.manifest.dev-dependencies]`: these may be dependencies of the package too.
pub(crate) fn dev_dependencies<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Dependencies, D::Error> {
    let table = Dependencies::deserialize(deserializer)?;
    if let Some(name) = table.keys().find(|name| !is_crate_name(name)) {
        return Err(de::Error::custom(not_a_crate_name(name)));
    }
    match table.iter().find(|(_, of)| of.is_optional) {
        Some((name, _)) => Err(de::Error::custom(format_args!(
            "`{name}` is optional, which a dependency of tests can't be"
        ))),
        None => Ok(table),
    }
}

fn is_crate_name(name: &str) -> bool {
    let has_valid_start = name.starts_with(|c: char| c.is_ascii_alphabetic());
    let mut characters = name.chars();
    has_valid_start && characters.all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
}

fn not_a_crate_name(name: &str) -> String {
    format!("`{name}` is not a crate name")
}

fn misnamed(name: &str) -> Option<String> {
    if !is_crate_name(name) {
        return Some(not_a_crate_name(name));
    }
    // A path that begins with `format` leads to the module of the package.
    if name == "format" {
        return Some(
            "every package has a module `format`: give the crate another name, with `package = \"format\"`"
                .to_owned(),
        );
    }
    refused_dependency(name)
}

/// The value of a dependency, as in `Cargo.toml`.
#[derive(Clone, Debug)]
pub(crate) struct Dependency {
    pub(crate) text: String,
    pub(crate) is_optional: bool,
    /// Whether it can be found in a registry.
    pub(crate) has_version: bool,
}

options! {
    /// A dependency as a table. All but its source is copied.
    struct Detailed {
        /// The required version
        version: Option<String> = "version" or "Default::default",
        /// The folder of the crate
        path: Option<String> = "path" or "Default::default",
        /// The address of a git repository
        git: Option<String> = "git" or "Default::default",
        /// A branch of the repository
        _branch: Option<String> = "branch" or "Default::default",
        /// A tag of the repository
        _tag: Option<String> = "tag" or "Default::default",
        /// A revision of the repository
        _rev: Option<String> = "rev" or "Default::default",
        /// The features that are enabled
        _features: Option<Vec<String>> = "features" or "Default::default",
        /// Whether the default features are enabled
        _default_features: Option<bool> = "default-features" or "Default::default",
        /// The name of the package, if the crate is renamed
        _package: Option<String> = "package" or "Default::default",
        /// Another registry
        _registry: Option<String> = "registry" or "Default::default",
        /// Whether only a feature enables it
        optional: bool = "optional" or "Default::default",
    }
}

impl Described for Dependency {
    fn shape() -> Shape {
        Shape::Either(vec![Shape::Text, Detailed::shape()])
    }
}

impl<'de> Deserialize<'de> for Dependency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let (mut is_optional, mut has_version) = (false, true);
        if !value.is_str() {
            let detailed: Detailed = value.clone().try_into().map_err(|error: toml::de::Error| {
                de::Error::custom(format_args!(
                    "a dependency is written as in Cargo.toml: {}",
                    error.message()
                ))
            })?;
            (is_optional, has_version) = (detailed.optional, detailed.version.is_some());
            if detailed.version.or(detailed.path).or(detailed.git).is_none() {
                return Err(de::Error::custom(
                    "a dependency needs a `version`, a `path` or a `git`",
                ));
            }
        }
        Ok(Self {
            text: value.to_string(),
            is_optional,
            has_version,
        })
    }
}

#[cfg(test)]
mod tests {
    use generator::Pointer;
    use generator::RustType;

    use crate::program::config::Config;
    use crate::program::layout::Layout;

    const CLIENT: &str = "[[client]]\nspec = \"a.yaml\"\npackage = \"a\"\nout = \"generated\"\n";

    #[test]
    fn types_are_read_with_the_crates_that_they_need() {
        let text = format!(
            "{CLIENT}rust-types = true\n\
             [client.formats]\ndecimal = \"rust_decimal::Decimal\"\nid = {{ type = \"my_types::Id\", placeholder = \"my_types::Id::NONE\" }}\n\
             [client.types]\n\"#/components/schemas/Money\" = \"my_types::Money\"\n\
             [client.dependencies]\nrust_decimal = \"1\"\nmy-types = {{ path = \"../my types\", features = [\"a\"] }}\n"
        );
        let config = Config::parse("generator.toml", &text, &Layout::default()).expect("a config");
        let overrides = config.clients[0].overrides("a.yaml", &Pointer::root("generator.toml"));
        let id = RustType::new("my_types::Id", Some("my_types::Id::NONE")).expect("a type");
        assert!(overrides.rust_types);
        assert_eq!(overrides.formats.get("id"), Some(&id));
        let money = Pointer::root("a.yaml").descend(["components", "schemas", "Money"]);
        assert_eq!(overrides.types[&money].to_string(), "my_types::Money");
        let dependencies: Vec<(&str, &str)> = overrides
            .dependencies
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect();
        assert_eq!(
            dependencies,
            [
                ("my-types", "{ features = [\"a\"], path = \"../my types\" }"),
                ("rust_decimal", "\"1\"")
            ]
        );
    }

    #[test]
    fn an_error_in_a_type_has_its_place() {
        let with = |line: &str| {
            let text = format!("{CLIENT}{line}\n");
            Config::parse("generator.toml", &text, &Layout::default()).expect_err("an error")
        };
        let starts = [
            (
                with("formats = { uuid = \"uuid::Uuid\" }"),
                "generator.toml:5:20: `uuid::Uuid` needs the crate `uuid`, which is not in `dependencies`",
            ),
            (
                with("formats = { uuid = \"Uuid\" }"),
                "generator.toml:5:20: `Uuid` needs a crate before it",
            ),
            (
                with("formats = { uuid = { type = \"a::B; fn f() {}\", placeholder = \"a::C\" } }"),
                "generator.toml:5:20: `a::B; fn f() {}` is not a path to a type",
            ),
            (
                with("types = { pet = \"a::B\" }"),
                "generator.toml:5:9: `pet` is not a pointer",
            ),
            (
                with("dependencies = { a = { version = \"1\", public = true } }"),
                "generator.toml:5:39: unknown field `public`: expected `version`, `path`, `git`",
            ),
            (
                with(
                    "formats = { a = \"a::A\" }\ndependencies = { a = { version = \"1\", optional = true } }",
                ),
                "generator.toml:5:17: `a::A` needs the crate `a`, which is optional in `dependencies`: remove `optional`",
            ),
            (
                with("dependencies = { a = { features = [] } }"),
                "generator.toml:5:22: a dependency needs a `version`, a `path` or a `git`",
            ),
            (
                with("dependencies = { serde = \"1\" }"),
                "generator.toml:5:16: `serde` is already a dependency of every package",
            ),
        ];
        for (message, start) in starts {
            assert!(message.starts_with(start) && !message.contains('\n'), "{message}");
        }
    }
}

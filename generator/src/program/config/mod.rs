//! Parses the text of `spec/generator.toml`: the descriptions, and the package for each. This module reads no file.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::str::FromStr;

pub(crate) use accept::AllowArgument;
use accept::AllowEntry;
use generator::diagnostics::{Allow, Deny};
use generator::internals::source::{Pointer, join_path, locate};
use generator::{
    Entries, Features, IdempotencyKey, Mode, Only, Options, Overlay, Overrides, References, Runtime, RustType,
};
use sending::PaginationEntry;
use serde::{Deserialize, Deserializer, de};
use types::{TypeEntry, Types};

mod accept;
pub(crate) mod accepted;
pub(crate) mod manifest;
mod manifest_keys;
pub(crate) mod review;
pub(crate) mod runtime;
mod sending;
#[cfg(test)]
mod tests;
mod types;
mod webhooks;

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    #[serde(rename = "client")]
    pub(crate) clients: Vec<Client>,
    /// The support code that clients share.
    pub(crate) runtime: Option<runtime::Shared>,
}

/// One `[[client]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Client {
    /// The description, relative to the file.
    #[serde(deserialize_with = "inside")]
    pub(crate) spec: PathBuf,
    /// The name of the package.
    pub(crate) package: Package,
    /// The folder of the package, relative to the workspace.
    #[serde(deserialize_with = "inside")]
    pub(crate) out: PathBuf,
    /// The version of the package.
    #[serde(default, deserialize_with = "version")]
    pub(crate) version: Option<String>,
    /// The diagnostics that do not fail the run.
    #[serde(default)]
    allow: Vec<AllowEntry>,
    /// The codes of diagnostics that fail the run; `warnings` for all warnings.
    #[serde(default, deserialize_with = "all_parsed")]
    pub(crate) deny: Vec<Deny>,
    /// Rust names, by pointer.
    #[serde(default, deserialize_with = "by_fragment")]
    pub(crate) names: BTreeMap<String, String>,
    /// The user's types for strings and numbers, by format.
    #[serde(default)]
    pub(crate) formats: Types,
    /// The user's types for schemas, by pointer.
    #[serde(default, deserialize_with = "by_fragment")]
    pub(crate) types: Types,
    /// Whether the description may name types with `x-rust-type`.
    #[serde(default, rename = "rust-types")]
    pub(crate) rust_types: bool,
    /// The dependencies that are added to the package: the crates of these types, and those of features.
    #[serde(default, deserialize_with = "types::dependencies")]
    pub(crate) dependencies: types::Dependencies,
    /// The part of the description to generate; all of it by default.
    #[serde(default)]
    pub(crate) only: OnlyEntry,
    /// `client`, or `types` for a package without operations.
    #[serde(default, deserialize_with = "parsed")]
    pub(crate) mode: Mode,
    /// Overlays (OpenAPI Overlay 1.0), relative to the file. They are applied to the description first, in this order.
    #[serde(default)]
    pub(crate) overlays: Vec<PathBuf>,
    /// The folder that references may not leave, relative to the file; by default the git repository.
    pub(crate) root: Option<PathBuf>,
    /// The URLs and paths outside of that folder that the description may refer to, each with the path of the file that is read
    /// instead. Paths are relative to the description. Nothing is fetched.
    #[serde(default)]
    pub(crate) references: BTreeMap<String, String>,
    /// The header by which the server recognizes a repeated request: its name, for every POST and PATCH, or a table.
    #[serde(default, rename = "idempotency-key", deserialize_with = "sending::key")]
    pub(crate) idempotency_key: Option<IdempotencyKey>,
    /// Pagination rules. The first one for an operation applies.
    #[serde(default)]
    pub(crate) pagination: Vec<PaginationEntry>,
    /// The signatures of webhooks.
    #[serde(default)]
    pub(crate) webhooks: webhooks::Webhooks,
    /// `package` for its own runtime package, `embedded` for the runtime in the crate; by default the shared runtime, if there
    /// is one.
    #[serde(default, deserialize_with = "optionally_parsed")]
    pub(crate) runtime: Option<runtime::Place>,
    /// `tags` for a cargo feature for each tag.
    #[serde(default, deserialize_with = "parsed")]
    pub(crate) features: Features,
    /// The changes that fail a review.
    #[serde(default)]
    pub(crate) review: review::Review,
    /// What is added to the manifest of the package.
    #[serde(default)]
    pub(crate) manifest: manifest::Manifest,
    /// The changes that pass the gate of a review.
    #[serde(default)]
    accept: Vec<toml::Spanned<accepted::Written>>,
    /// Whether the package has `surface.txt`.
    #[serde(default = "yes")]
    pub(crate) surface: bool,
}

fn yes() -> bool {
    true
}

/// The operations to generate, by tag, path or `operationId`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct OnlyEntry {
    tags: Vec<String>,
    paths: Vec<String>,
    operations: Vec<String>,
}

impl From<OnlyEntry> for Only {
    fn from(entry: OnlyEntry) -> Self {
        Self {
            tags: entry.tags,
            paths: entry.paths,
            operations: entry.operations,
        }
    }
}

/// A valid name of a cargo package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Package(pub(crate) String);

impl Config {
    /// Parses the text of the file `name`.
    ///
    /// # Errors
    /// One line with the place and the problem.
    pub(crate) fn parse(name: &str, text: &str) -> Result<Self, String> {
        let config: Self = toml::from_str(text).map_err(|error| {
            let message = error.message().lines().collect::<Vec<_>>().join(", ");
            located(name, text, error.span().map_or(0, |span| span.start), &message)
        })?;
        let at_entry = |at: &Pointer, message: &str| at_entry(name, text, at, message);
        for client in &config.clients {
            let tables = [&client.formats, &client.types];
            if let Some((start, message)) = types::undeclared(tables, &client.dependencies) {
                return Err(located(name, text, start, &message));
            }
        }
        let root = Pointer::root(name);
        let shared = config.runtime.as_ref();
        if let Some(Err(message)) = shared.map(runtime::Shared::package) {
            return Err(at_entry(&root.descend(["runtime", "out"]), &message));
        }
        let mut folders = BTreeMap::from_iter(shared.map(|shared| (&shared.out, "[runtime]")));
        for (index, client) in config.clients.iter().enumerate() {
            if let Some(other) = folders.insert(&client.out, "a client") {
                let out = root.child("client").index(index).child("out");
                let folder = client.out.display();
                return Err(at_entry(
                    &out,
                    &format!("{other} already has `out = \"{folder}\"`"),
                ));
            }
        }
        config.check_names(&root, at_entry)?;
        config.check_manifests(&root, at_entry)?;
        Ok(config)
    }

    /// Checks that no two packages have the same name.
    fn check_names(&self, root: &Pointer, at_entry: impl Fn(&Pointer, &str) -> String) -> Result<(), String> {
        let shared = self.runtime.as_ref();
        let shared_name = shared.map(runtime::Shared::package).transpose()?;
        let mut names = BTreeMap::from_iter(shared_name.map(|Package(name)| (name, "[runtime]".to_owned())));
        for (index, client) in self.clients.iter().enumerate() {
            for name in runtime::packages(client, shared)? {
                let owner = format!("the client in `{}`", client.out.display());
                if let Some(other) = names.insert(name.clone(), owner) {
                    let at = root.child("client").index(index).child("package");
                    return Err(at_entry(&at, &format!("{other} already has a package `{name}`")));
                }
            }
        }
        Ok(())
    }

    /// Checks what is added to manifests.
    fn check_manifests(
        &self,
        root: &Pointer,
        at_entry: impl Fn(&Pointer, &str) -> String,
    ) -> Result<(), String> {
        for (index, client) in self.clients.iter().enumerate() {
            if let Some((path, message)) = client.manifest.missing(&client.dependencies) {
                let client = root.child("client").index(index);
                let at = client.descend(path.iter().map(String::as_str));
                return Err(at_entry(&at, &message));
            }
        }
        Ok(())
    }
}

impl Client {
    /// The options for the package of the description `document`. `at` is the place of the client in generator.toml. The caller
    /// has read the files that it names.
    pub(crate) fn options(
        &self,
        document: &str,
        at: &Pointer,
        references: References,
        overlays: Vec<Overlay>,
    ) -> Options {
        let Package(package) = self.package.clone();
        Options {
            package,
            version: self.version.clone(),
            allow: self.allowed(document, at),
            deny: self.deny.clone(),
            config: Some(at.clone()),
            lock_name: None,
            only: self.only.clone().into(),
            mode: self.mode,
            references,
            overlays,
            overrides: self.overrides(document, at),
            features: self.features,
            runtime: Runtime::default(),
            manifest: self.manifest.to_options(&self.dependencies),
            is_included: false,
            surface: self.surface,
        }
    }

    /// Its entries of `allow`, for the description `document`. `at` is the place of the client in generator.toml.
    pub(crate) fn allowed(&self, document: &str, at: &Pointer) -> Vec<Allow> {
        let entries = self.allow.iter().enumerate();
        let at = |index| at.child("allow").index(index);
        entries
            .map(|(index, entry)| entry.to_allow(document, at(index)))
            .collect()
    }

    /// Its options for places in the description `document`. `at` is the place of the client in generator.toml.
    pub(crate) fn overrides(&self, document: &str, at: &Pointer) -> Overrides {
        let entries_of = |table: &str, keys: Vec<&String>| {
            let entries = keys.into_iter();
            let entry = |key: &String| (place(document, key), at.child(table).child(key));
            entries.map(entry).collect()
        };
        Overrides {
            names: placed(document, &self.names),
            idempotency_key: self.idempotency_key.clone(),
            signature: self.webhooks.signature.clone(),
            formats: chosen(&self.formats).collect(),
            types: placed(document, &chosen(&self.types).collect()),
            rust_types: self.rust_types,
            dependencies: types::texts(&self.dependencies),
            pagination: self.pagination.iter().cloned().map(Into::into).collect(),
            entries: Entries {
                client: Some(at.clone()),
                names: entries_of("names", self.names.keys().collect()),
                types: entries_of("types", self.types.keys().collect()),
            },
        }
    }
}

impl FromStr for Package {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let has_valid_start = name.starts_with(|character: char| character.is_ascii_alphabetic());
        let is_valid = name
            .chars()
            .all(|character| character.is_ascii_alphanumeric() || "-_".contains(character));
        if has_valid_start && is_valid {
            Ok(Self(name.to_owned()))
        } else {
            Err(format!(
                "`{name}` is not a package name: it consists of ASCII letters, digits, `-` and `_`, and begins with a letter"
            ))
        }
    }
}

impl<'de> Deserialize<'de> for Package {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parsed(deserializer)
    }
}

/// A valid version of a package. Source: Semantic Versioning 2.0.0, sections 2, 9 and 10.
fn version<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let (rest, build) = text.split_once('+').unwrap_or((&text, "0"));
    let (core, pre) = rest.split_once('-').unwrap_or((rest, "0"));
    let is_number = |part: &str| part.parse::<u64>().is_ok_and(|number| number.to_string() == part);
    let is_digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    let is_word =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let is_version = core.split('.').count() == 3
        && core.split('.').all(is_number)
        && pre
            .split('.')
            .all(|part| is_word(part) && (!is_digits(part) || is_number(part)))
        && build.split('.').all(is_word);
    match is_version {
        true => Ok(Some(text)),
        false => Err(de::Error::custom(format_args!(
            "`{text}` is not a version such as `1.0.0`"
        ))),
    }
}

fn parsed<'de, T: FromStr<Err: std::fmt::Display>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    String::deserialize(deserializer)?
        .parse()
        .map_err(de::Error::custom)
}

fn optionally_parsed<'de, T: FromStr<Err: std::fmt::Display>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    parsed(deserializer).map(Some)
}

fn all_parsed<'de, T: FromStr<Err: std::fmt::Display>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    let texts = Vec::<String>::deserialize(deserializer)?;
    let parsed = texts.iter().map(|text| text.parse().map_err(de::Error::custom));
    parsed.collect()
}

/// The node for a pointer in the file. A pointer into another document begins with its path relative to the description.
fn place(document: &str, pointer: &str) -> Pointer {
    let at = Pointer::from_reference("", pointer).unwrap_or_else(|| Pointer::root(""));
    let document = match at.document() {
        "" => document.to_owned(),
        file => join_path(document, file),
    };
    Pointer::at(&document, at.fragment())
}

fn chosen(types: &Types) -> impl Iterator<Item = (String, RustType)> {
    let types = types.iter();
    types.map(|(of, entry)| {
        let TypeEntry(chosen) = entry.get_ref();
        (of.clone(), chosen.clone())
    })
}

/// The table with places in `document` as keys.
fn placed<T: Clone>(document: &str, table: &BTreeMap<String, T>) -> BTreeMap<Pointer, T> {
    let entries = table.iter();
    entries
        .map(|(pointer, value)| (place(document, pointer), value.clone()))
        .collect()
}

/// A table with pointers as keys.
fn by_fragment<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, T>, D::Error> {
    let table = BTreeMap::<String, T>::deserialize(deserializer)?;
    for text in table.keys() {
        is_fragment(text).map_err(de::Error::custom)?;
    }
    Ok(table)
}

fn is_fragment(text: &str) -> Result<(), String> {
    if text.contains('#') && Pointer::from_reference("", text).is_some() {
        Ok(())
    } else {
        Err(format!(
            "`{text}` is not a pointer such as `#/components/schemas/Pet`"
        ))
    }
}

/// A relative path that can't leave its base folder.
fn inside<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PathBuf, D::Error> {
    let path = PathBuf::deserialize(deserializer)?;
    if is_inside(&path) {
        Ok(path)
    } else {
        Err(de::Error::custom(format_args!(
            "`{}` must be a relative path without `..`",
            path.display()
        )))
    }
}

/// Whether a path is relative and can't leave its base folder.
pub(crate) fn is_inside(path: &Path) -> bool {
    let mut components = path.components().peekable();
    components.peek().is_some() && components.all(|component| matches!(component, Component::Normal(_)))
}

/// A message about an entry of the file, as one line with its place.
pub(crate) fn at_entry(name: &str, text: &str, at: &Pointer, message: &str) -> String {
    let places = locate(name, text, [at]);
    let start = places.get(at).map_or(0, |place| place.value.start);
    located(name, text, start, message)
}

fn located(name: &str, text: &str, start: usize, message: &str) -> String {
    let before = text.get(..start).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before
        .chars()
        .rev()
        .take_while(|character| *character != '\n')
        .count()
        + 1;
    format!("{name}:{line}:{column}: {message}")
}

//! Parses the text of `generator.toml`: the descriptions, and the package for each. This module reads no file.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::str::FromStr;

pub(crate) use accept::AllowArgument;
use accept::AllowEntry;
use generator::diagnostics::{Allow, Deny};
use generator::internals::is_reserved;
use generator::internals::source::Pointer;
use generator::{
    Entries, Features, IdempotencyKey, Mode, Only, Options, Overlay, Overrides, References, Runtime, RustType,
};
pub(crate) use places::{at_entry, located, place_of};
use pointers::{by_fragment, place, placed, pointer};
use sending::PaginationEntry;
use serde::{Deserialize, Deserializer, de};
use table::{Described, Shape, options};
use types::{TypeEntry, Types};

use super::layout::{Layout, clean, slashed};

mod accept;
pub(crate) mod accepted;
mod checks;
mod derive;
mod formats;
pub(crate) mod manifest;
mod manifest_keys;
mod places;
mod pointers;
pub(crate) mod review;
pub(crate) mod runtime;
pub(crate) mod schema;
mod sending;
mod table;
#[cfg(test)]
mod tests;
mod types;
mod unknown;
mod webhooks;

options! {
    /// The whole file.
    #[derive(Debug)]
    pub(crate) struct Config {
        /// The clients. Each names a description, a package and a folder.
        pub(crate) clients: Vec<Client> = "client",
        /// One package for the support code of all clients without a `runtime` of their own. See [A shared runtime](#a-shared-runtime)
        pub(crate) runtime: Option<runtime::Shared> = "runtime" or "Default::default",
    }
}

options! {
    /// One `[[client]]`.
    #[derive(Debug)]
    pub(crate) struct Client {
        /// The description. Its lock is beside it
        pub(crate) spec: PathBuf = "spec" from "relative",
        /// The name of the package, which is required unless the client is a module
        pub(crate) package: Package = "package" or "Default::default",
        /// The folder of the package, which is required unless the client is a module
        pub(crate) out: PathBuf = "out" or "Default::default" from "relative",
        /// The folder of [a module of your crate](module.md): `"src/api"`
        pub(crate) module: Option<PathBuf> = "module" or "Default::default" from "optionally_relative",
        /// The version of the package; `0.1.0` by default
        pub(crate) version: Option<String> = "version" or "Default::default" from "version",
        /// Accepts diagnostics at the pointer and below it. A pointer may contain `*` (any text within one token) and `**` (any
        /// number of tokens), and a file before its `#`: `common.yaml#/paths/*/get`. `--allow CODE[@POINTER]` does the same for all
        /// descriptions
        allow: Vec<AllowEntry> = "allow" or "Default::default",
        /// Makes diagnostics fail the run although they are not errors by themselves; also `--deny CODE`
        pub(crate) deny: Vec<Deny> = "deny" or "Default::default" from "all_parsed",
        /// Generates the operations that one of these lists names, and the types that they need
        pub(crate) only: OnlyEntry = "only" or "Default::default",
        /// Rust names by pointer: `"#/components/schemas/pet_v2" = "Pet"`. It also takes properties, values of enums, variants,
        /// parameters, operations and tags (`#/tags/NAME`). If a field and its type have the same pointer, the case of the name
        /// selects one of them
        pub(crate) names: BTreeMap<String, String> = "names" or "Default::default" from "by_fragment",
        /// The types of formats. A list has [libraries](own-types.md#types-of-libraries) whose types are those of their formats. A
        /// table has a library, [your own type](own-types.md) or a built-in type for each format: `uuid = "uuid"`,
        /// `money = "my_types::Money"`, `"String"`, `"format::Uuid"`, `"i64"`, `"f64"`
        pub(crate) formats: formats::Formats = "formats" or "Default::default",
        /// Your own types by pointer, for a schema of any kind: `"#/components/schemas/Money" = "my_types::Money"`
        pub(crate) types: Types = "types" or "Default::default" from "by_fragment",
        /// The [traits that types derive](own-types.md#derives-and-attributes): a list for all types, or lists by schema:
        /// `Pet = ["Ord"]`
        derive: derive::Derives = "derive" or "Default::default",
        /// Attributes of types and fields, by schema: `Pet = ["#[must_use]"]`
        attributes: derive::Attributes = "attributes" or "Default::default",
        /// Whether `x-rust-type` in the description may name types
        pub(crate) rust_types: bool = "rust-types" or "Default::default",
        /// The crates of your own types and of your own features, as in `Cargo.toml`:
        /// `uuid = { version = "1", features = ["serde"] }`. Paths are relative to the generated package
        pub(crate) dependencies: types::Dependencies = "dependencies" or "Default::default" from "types::dependencies",
        /// What is added to the manifest of the package. See [Publishing a client](publishing.md)
        pub(crate) manifest: manifest::Manifest = "manifest" or "Default::default",
        /// The file that is read for a URL, or for a path outside the root folder:
        /// `"https://example.com/common.yaml" = "vendor/common.yaml"`. Files are relative to the description. The generator fetches
        /// nothing and opens no other file outside
        pub(crate) references: BTreeMap<String, String> = "references" or "Default::default",
        /// The folder that no `$ref` may leave. By default it is the git repository of the description or, without one, its folder
        pub(crate) root: Option<PathBuf> = "root" or "Default::default",
        /// OpenAPI overlays, which are applied to the description first, in this order. Diagnostics point into the file that a
        /// node comes from
        pub(crate) overlays: Vec<PathBuf> = "overlays" or "Default::default",
        /// The header by which the server recognizes a repeated request: its name, for every `POST` and `PATCH`, or with its
        /// operations. See [Retries and idempotency](retries.md#idempotency-keys)
        pub(crate) idempotency_key: Option<IdempotencyKey> = "idempotency-key" or "Default::default" from "sending::key",
        /// Pagination rules. The first one for an operation applies. See [Pagination](pagination.md#rules)
        pub(crate) pagination: Vec<PaginationEntry> = "pagination" or "Default::default",
        /// How webhooks are verified. See [Webhooks](webhooks.md#signatures)
        pub(crate) webhooks: webhooks::Webhooks = "webhooks" or "Default::default",
        /// The changes that fail [a review](reviewing.md#the-gate)
        pub(crate) review: review::Review = "review" or "Default::default",
        /// The changes that pass the gate of a review. See [Accepted changes](reviewing.md#accepted-changes)
        accept: Vec<toml::Spanned<accepted::Written>> = "accept" or "Default::default",
        /// The place of the support code: a package of the client, or the crate itself. By default it is the shared runtime, or
        /// else `package`. See [The runtime package](runtime.md)
        pub(crate) runtime: Option<runtime::Place> = "runtime" or "Default::default" from "optionally_parsed",
        /// With `types`, generates the [types only](types-only.md)
        pub(crate) mode: Mode = "mode" or "Default::default" from "parsed",
        /// With `false`, leaves out `surface.txt`, which lists each public item of the package with its signature and its meaning
        /// on the wire
        pub(crate) surface: bool = "surface" or "yes",
        /// With `tags`, puts the operations of each tag behind a cargo feature. See
        /// [Features](features.md#a-feature-for-each-tag)
        pub(crate) features: Features = "features" or "Default::default" from "parsed",
    }
}

fn yes() -> bool {
    true
}

options! {
    /// The operations to generate, by tag, path or `operationId`.
    #[derive(Clone, Debug, Default)]
    pub(crate) struct OnlyEntry {
        /// All operations with one of these tags
        tags: Vec<String> = "tags" or "Default::default",
        /// All operations of these paths: `/owners/*`
        paths: Vec<String> = "paths" or "Default::default",
        /// The operations with these ids
        operations: Vec<String> = "operations" or "Default::default",
    }
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Package(pub(crate) String);

impl Config {
    /// Parses the text of the file `name`, which is at this place of its workspace.
    ///
    /// # Errors
    /// One line with the place and the problem.
    pub(crate) fn parse(name: &str, text: &str, layout: &Layout) -> Result<Self, String> {
        if let Some((start, message)) = unknown::first(text, &Self::shape()) {
            return Err(located(name, text, start, &message));
        }
        let mut config: Self = toml::from_str(text).map_err(|error| {
            let message = error.message().lines().collect::<Vec<_>>().join(", ");
            located(name, text, error.span().map_or(0, |span| span.start), &message)
        })?;
        let at_entry = |at: &Pointer, message: &str| at_entry(name, text, at, message);
        for (index, client) in config.clients.iter_mut().enumerate() {
            if let Err((key, message)) = client.settle() {
                let client = Pointer::root(name).child("client").index(index);
                return Err(at_entry(
                    &key.map_or(client.clone(), |key| client.child(key)),
                    &message,
                ));
            }
        }
        for client in &config.clients {
            let undeclared = types::undeclared(client.formats.types(), &client.types, &client.dependencies);
            let underived = client.derive.undeclared(&client.dependencies);
            let wrong = client.formats.without_type().or(undeclared).or(underived);
            let wrong = wrong.or(client.attributes.wrong());
            if let Some((start, message)) = wrong {
                return Err(located(name, text, start, &message));
            }
        }
        let root = Pointer::root(name);
        let shared = config.runtime.as_ref();
        if let Some(Err(message)) = shared.map(runtime::Shared::package) {
            return Err(at_entry(&root.descend(["runtime", "out"]), &message));
        }
        config.check_paths(&root, layout, at_entry)?;
        let plain = |path: &Path| clean(&slashed(path));
        let mut folders = BTreeMap::from_iter(shared.map(|shared| (plain(&shared.out), "[runtime]")));
        for (index, client) in config.clients.iter().enumerate() {
            if let Some(other) = folders.insert(plain(&client.out), "a client") {
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
            module: Vec::new(),
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
            let entry = |key: &String| (place(document, &pointer(key)), at.child(table).child(key));
            entries.map(entry).collect()
        };
        let derives = self.derive.of_one();
        Overrides {
            names: placed(document, &self.names),
            idempotency_key: self.idempotency_key.clone(),
            signature: self.webhooks.signature.clone(),
            formats: self.formats.chosen(),
            libraries: self.formats.libraries.clone(),
            types: placed(document, &chosen(&self.types).collect()),
            rust_types: self.rust_types,
            derives: self.derive.of_all(),
            type_derives: placed(document, &derives),
            attributes: placed(document, self.attributes.of_one()),
            dependencies: types::texts(&self.dependencies),
            pagination: self.pagination.iter().cloned().map(Into::into).collect(),
            entries: Entries {
                client: Some(at.clone()),
                names: entries_of("names", self.names.keys().collect()),
                types: entries_of("types", self.types.keys().collect()),
                derives: entries_of("derive", derives.keys().collect()),
                attributes: entries_of("attributes", self.attributes.of_one().keys().collect()),
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
        if !(has_valid_start && is_valid) {
            Err(format!(
                "`{name}` is not a package name: it consists of ASCII letters, digits, `-` and `_`, and begins with a letter"
            ))
        } else if is_reserved(name) {
            Err(format!("`{name}` is not a package name: it is a keyword of Rust"))
        } else {
            Ok(Self(name.to_owned()))
        }
    }
}

impl Described for Package {
    fn shape() -> Shape {
        Shape::Text
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

fn chosen(types: &Types) -> impl Iterator<Item = (String, RustType)> {
    let types = types.iter();
    types.map(|(of, entry)| {
        let TypeEntry(chosen) = entry.get_ref();
        (of.clone(), chosen.clone())
    })
}

/// A relative path. Whether it is in the repository is checked later.
fn relative<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PathBuf, D::Error> {
    let path = PathBuf::deserialize(deserializer)?;
    let shown = path.display();
    let is_drive = |component: Component<'_>| matches!(component, Component::RootDir | Component::Prefix(_));
    if is_url(&path) {
        Err(de::Error::custom(format_args!(
            "`{shown}` is a URL, and nothing is fetched: download it, and write the path of the file"
        )))
    } else if path.as_os_str().is_empty() || path.components().any(is_drive) {
        Err(de::Error::custom(format_args!(
            "`{shown}` must be a relative path"
        )))
    } else {
        Ok(path)
    }
}

fn optionally_relative<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<PathBuf>, D::Error> {
    relative(deserializer).map(Some)
}

/// Whether a path that a user wrote is a URL.
pub(crate) fn is_url(path: &Path) -> bool {
    path.to_str()
        .is_some_and(|text| text.starts_with("http://") || text.starts_with("https://"))
}

/// Whether a path is relative and can't leave its base folder.
pub(crate) fn is_inside(path: &Path) -> bool {
    let mut components = path.components().peekable();
    components.peek().is_some() && components.all(|component| matches!(component, Component::Normal(_)))
}

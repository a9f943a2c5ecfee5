//! `[client.manifest]`: what is added to the manifest of the package, checked as cargo and crates.io check it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, de};
use toml::{Table, Value};

use super::manifest_keys::{
    Category, Description, Few, Keyword, License, Publish, Readme, RustVersion, Url, feature_name,
};
use super::table::{Described, Shape, options};
use super::types::{Dependencies, dev_dependencies, texts};

options! {
    /// The tables of a manifest.
    #[derive(Debug, Default)]
    pub(crate) struct Manifest {
        /// Keys of `[package]`. With `KEY.workspace = true`, the package inherits the key from its workspace
        package: Package = "package" or "Default::default",
        /// More features: each has the features that it enables
        features: BTreeMap<String, Vec<String>> = "features" or "Default::default" from "features",
        /// Dependencies of tests and examples that you add
        dev_dependencies: Dependencies = "dev-dependencies" or "Default::default" from "dev_dependencies",
    }
}

options! {
    /// The keys of `[package]`.
    #[derive(Debug, Default, Serialize)]
    struct Package {
        /// The authors
        authors: Option<Key<Vec<String>>> = "authors" or "Default::default",
        /// At most five categories of crates.io
        categories: Option<Key<Few<Category>>> = "categories" or "Default::default",
        /// The description; by default it is made of the title of the API
        description: Option<Key<Description>> = "description" or "Default::default",
        /// The URL of the documentation
        documentation: Option<Key<Url>> = "documentation" or "Default::default",
        /// The files that are not published
        exclude: Option<Key<Vec<String>>> = "exclude" or "Default::default",
        /// The URL of the home page
        homepage: Option<Key<Url>> = "homepage" or "Default::default",
        /// The files that are published
        include: Option<Key<Vec<String>>> = "include" or "Default::default",
        /// At most five keywords
        keywords: Option<Key<Few<Keyword>>> = "keywords" or "Default::default",
        /// An SPDX expression: `MIT OR Apache-2.0`
        license: Option<Key<License>> = "license" or "Default::default",
        /// A file in the folder of the package
        license_file: Option<Key<PathBuf>> = "license-file" or "Default::default",
        /// Whether the package may be published, or the registries; `false` by default
        publish: Option<Key<Publish>> = "publish" or "Default::default",
        /// A file in the folder of the package
        readme: Option<Key<Readme>> = "readme" or "Default::default",
        /// The URL of the repository
        repository: Option<Key<Url>> = "repository" or "Default::default",
        /// The oldest version of Rust that compiles the package
        rust_version: Option<Key<RustVersion>> = "rust-version" or "Default::default",
        /// `[package.metadata]`, which cargo does not read
        metadata: Table = "metadata" or "Default::default" also [skip_serializing],
    }
}

/// The value of a key: checked, or inherited from the workspace.
#[derive(Debug)]
struct Key<T> {
    /// The value as it is written.
    written: Value,
    /// `None` for `{ workspace = true }`.
    value: Option<T>,
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Key<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Value::deserialize(deserializer)?;
        let is_inherited = written
            .as_table()
            .is_some_and(|table| table.len() == 1 && table.get("workspace") == Some(&Value::Boolean(true)));
        let value = match is_inherited {
            true => None,
            false => {
                let value = written.clone().try_into();
                Some(value.map_err(|error: toml::de::Error| de::Error::custom(error.message()))?)
            }
        };
        Ok(Self { written, value })
    }
}

options! {
    /// `{ workspace = true }`.
    struct Inherited {
        /// With `true`, the value is that of the workspace
        _workspace: bool = "workspace",
    }
}

impl<T: Described> Described for Key<T> {
    fn shape() -> Shape {
        Shape::Either(vec![T::shape(), Inherited::shape()])
    }
}

impl<T> Serialize for Key<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.written.serialize(serializer)
    }
}

impl Manifest {
    /// The same for the library. `dependencies` are those of the client.
    pub(crate) fn to_options(&self, dependencies: &Dependencies) -> generator::Manifest {
        let keys = Table::try_from(&self.package).unwrap_or_default();
        let optional = dependencies.iter().filter(|(_, of)| of.is_optional);
        generator::Manifest {
            package: keys
                .into_iter()
                .map(|(key, value)| (key, value.to_string()))
                .collect(),
            is_published: self.is_published(),
            metadata: metadata(&self.package.metadata),
            features: self.features.clone(),
            optional: optional.map(|(name, _)| name.clone()).collect(),
            dev_dependencies: texts(&self.dev_dependencies),
        }
    }

    /// Whether it adds nothing.
    pub(crate) fn is_empty(&self) -> bool {
        let keys = Table::try_from(&self.package).unwrap_or_default();
        let is_without_keys = keys.is_empty() && self.package.metadata.is_empty();
        is_without_keys && self.features.is_empty() && self.dev_dependencies.is_empty()
    }

    fn is_published(&self) -> bool {
        let publish = self.package.publish.as_ref();
        // A package that inherits the key may be published.
        publish.is_some_and(|key| key.value.as_ref().is_none_or(Publish::is_allowed))
    }

    /// What crates.io requires of a package that may be published, and is missing: the key, and the message.
    pub(crate) fn missing(&self, dependencies: &Dependencies) -> Option<(Vec<String>, String)> {
        let publish = self.package.publish.as_ref()?;
        let is_public = publish.value.as_ref().is_none_or(Publish::is_for_crates_io);
        let at = |keys: &[&str]| keys.iter().map(|&key| key.to_owned()).collect();
        if is_public && self.package.license.is_none() && self.package.license_file.is_none() {
            let message =
                "crates.io requires a `license` or a `license-file`, as in `license = \"MIT OR Apache-2.0\"`";
            return Some((at(&["manifest", "package", "publish"]), message.to_owned()));
        }
        let mut unversioned = dependencies.iter().filter(|(_, of)| !of.has_version);
        let (name, _) = unversioned.next().filter(|_| self.is_published())?;
        let message = format!("the package is published, so the dependency `{name}` needs a `version`");
        Some((at(&["dependencies", name]), message))
    }

    /// The first file that the manifest names and that does not exist: its key, and its path in the folder of the package.
    pub(crate) fn missing_file(&self, exists: impl Fn(&Path) -> bool) -> Option<(&'static str, &Path)> {
        let license = self
            .package
            .license_file
            .as_ref()
            .and_then(|key| key.value.as_deref());
        let readme = self.package.readme.as_ref().and_then(|key| key.value.as_ref());
        let readme = readme
            .and_then(Readme::path)
            .filter(|path| *path != Path::new(GENERATED_README));
        let named = [("license-file", license), ("readme", readme)];
        let mut named = named.into_iter().filter_map(|(key, path)| Some((key, path?)));
        named.find(|(_, path)| !exists(path))
    }
}

/// The readme that every package has.
const GENERATED_README: &str = "README.md";

/// The tables below `[package.metadata]`.
fn metadata(table: &Table) -> String {
    if table.is_empty() {
        return String::new();
    }
    let package = Table::from_iter([("metadata".to_owned(), Value::Table(table.clone()))]);
    let manifest = Table::from_iter([("package".to_owned(), Value::Table(package))]);
    toml::to_string(&manifest).unwrap_or_default()
}

fn features<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, Vec<String>>, D::Error> {
    let table = BTreeMap::<String, Vec<String>>::deserialize(deserializer)?;
    match table.keys().find_map(|name| feature_name(name).err()) {
        Some(problem) => Err(de::Error::custom(problem)),
        None => Ok(table),
    }
}

//! What the manifest of a crate lacks for a module.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use generator::internals::source::locate;
use generator::{NeededDependency, NeededFeature, NeededSource, Needs, Pointer};
use semver::{Comparator, VersionReq};
use toml::{Table, Value};

use super::Place;
use crate::program::cargo_workspace::{CargoWorkspace, absolute};
use crate::program::config::runtime::relative;
use crate::program::output::failed;

/// What is missing in the manifest of a crate, in words.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::program) struct Lacking {
    /// The commands that add dependencies, to be run in the folder of the package.
    commands: Vec<String>,
    /// The lines for `[features]`.
    features: Vec<String>,
    /// The manifest with the place of its dependencies.
    at: String,
    module: String,
    package: PathBuf,
}

impl Lacking {
    /// What the crate of a module lacks; `None` if it has everything.
    ///
    /// # Errors
    /// One line: its manifest can't be read.
    pub(in crate::program) fn of(place: &Place, needs: &Needs) -> Result<Option<Self>, String> {
        let path = place.manifest();
        let text = fs::read_to_string(&path).map_err(|error| failed(&path, &error))?;
        let name = path.display().to_string();
        let table = text
            .parse::<Table>()
            .map_err(|error| format!("{name}: {}", error.message()))?;
        let workspace = CargoWorkspace::around(&place.package);
        let inherited = workspace
            .as_ref()
            .and_then(|of| of.workspace()?.get("dependencies")?.as_table());
        let manifest = Manifest {
            table: &table,
            inherited,
        };
        let (commands, features) = manifest.lacks(needs, place);
        let root = Pointer::root(&name);
        let dependencies = root.child("dependencies");
        let places = locate(&name, &text, [&dependencies]);
        let start = places.get(&dependencies).map_or(0, |place| place.value.start);
        let line = text.get(..start).unwrap_or_default().matches('\n').count() + 1;
        Ok((!commands.is_empty() || !features.is_empty()).then(|| Self {
            commands,
            features,
            at: format!("{name}:{line}:1"),
            module: place.path(),
            package: place.package.clone(),
        }))
    }

    /// The text for the user.
    pub(in crate::program) fn text(&self) -> String {
        let lines = |lines: &[String]| {
            lines
                .iter()
                .map(|line| format!("    {line}\n"))
                .collect::<String>()
        };
        let mut text = format!(
            "{}: the module `{}` needs more of this package\n",
            self.at, self.module
        );
        if !self.commands.is_empty() {
            let folder = match self.package == Path::new("") {
                true => Path::new("."),
                false => &self.package,
            };
            text.push_str(&format!(
                "run in `{}`:\n{}",
                folder.display(),
                lines(&self.commands)
            ));
        }
        if !self.features.is_empty() {
            text.push_str(&format!("add to `[features]`:\n{}", lines(&self.features)));
        }
        text
    }
}

/// The manifest of a crate.
struct Manifest<'m> {
    table: &'m Table,
    /// `[workspace.dependencies]`.
    inherited: Option<&'m Table>,
}

/// A dependency of a crate.
struct Present {
    version: Option<String>,
    path: Option<String>,
    features: BTreeSet<String>,
    default_features: bool,
    is_optional: bool,
}

impl Manifest<'_> {
    /// The commands and the lines that are missing.
    fn lacks(&self, needs: &Needs, place: &Place) -> (Vec<String>, Vec<String>) {
        let active = self.active(&needs.features);
        let brought: BTreeSet<&str> = active
            .iter()
            .flat_map(|of| of.brings.iter().map(String::as_str))
            .collect();
        let needed = needs.dependencies.iter();
        let needed = needed.filter(|of| !of.is_optional || brought.contains(of.name.as_str()));
        let commands = needed
            .filter(|of| !self.has(of))
            .map(|of| command(of, place))
            .collect();
        let features = active.iter().filter_map(|of| self.feature(of));
        let mut features: Vec<String> = features.collect();
        if self.declared(&needs.features).is_empty() && !active.is_empty() {
            let names: Vec<&str> = active.iter().map(|of| of.name.as_str()).collect();
            features.push(format!("default = {names:?}"));
        }
        (commands, features)
    }

    /// The features of the module that the crate declares.
    fn declared<'n>(&self, features: &'n [NeededFeature]) -> Vec<&'n NeededFeature> {
        let own = self.table.get("features").and_then(Value::as_table);
        let is_declared = |of: &&NeededFeature| own.is_some_and(|own| own.contains_key(&of.name));
        features.iter().filter(is_declared).collect()
    }

    /// The features that the crate declares, or those that a package has by default.
    fn active<'n>(&self, features: &'n [NeededFeature]) -> Vec<&'n NeededFeature> {
        let declared = self.declared(features);
        match declared.is_empty() {
            true => features.iter().filter(|of| of.is_default).collect(),
            false => declared,
        }
    }

    /// The line for a feature, unless the crate has it with everything that it enables.
    fn feature(&self, of: &NeededFeature) -> Option<String> {
        let own = self.table.get("features").and_then(|own| own.get(&of.name));
        let enabled: Option<BTreeSet<&str>> = own
            .and_then(Value::as_array)
            .map(|own| own.iter().filter_map(Value::as_str).collect());
        let is_on = |text: &&String| {
            let given = text.split_once('/').and_then(|(name, feature)| {
                let present = self.dependency(name)?;
                Some(present.features.contains(feature))
            });
            let weak = text.replace('/', "?/");
            given == Some(true)
                || enabled
                    .as_ref()
                    .is_some_and(|on| on.contains(text.as_str()) || on.contains(weak.as_str()))
        };
        let mut missing: Vec<String> = of.enables.iter().filter(|text| !is_on(text)).cloned().collect();
        for name in &of.brings {
            let is_optional = self.dependency(name).is_some_and(|present| present.is_optional);
            let activation = format!("dep:{name}");
            let is_on = enabled
                .as_ref()
                .is_some_and(|on| on.contains(activation.as_str()) || on.contains(name.as_str()));
            if is_optional && !is_on {
                missing.push(activation);
            }
        }
        (own.is_none() || !missing.is_empty()).then(|| {
            let kept = enabled.into_iter().flatten().map(str::to_owned);
            let all: Vec<String> = kept.chain(missing).collect();
            format!("{} = {all:?}", of.name)
        })
    }

    /// Whether the crate has the dependency, in a compatible version and with its features.
    fn has(&self, needed: &NeededDependency) -> bool {
        let Some(present) = self.dependency(&needed.name) else {
            return false;
        };
        let is_given = |feature: &String| {
            let is_usual = present.default_features && feature == "std";
            is_usual || present.features.contains(feature)
        };
        let is_right = match &needed.source {
            NeededSource::Version(version) => {
                let is_default = present.default_features || !needed.default_features;
                let has_version = present
                    .version
                    .as_deref()
                    .is_none_or(|present| is_compatible(version, present));
                has_version && is_default && needed.features.iter().all(is_given)
            }
            NeededSource::Runtime(_) => present.path.is_some() || present.version.is_some(),
            NeededSource::Own(_) => true,
        };
        is_right && (needed.is_optional || !present.is_optional)
    }

    fn dependency(&self, name: &str) -> Option<Present> {
        let targets = self.table.get("target").and_then(Value::as_table).into_iter();
        let targets = targets
            .flat_map(Table::values)
            .filter_map(|target| target.get("dependencies"));
        let tables = self.table.get("dependencies").into_iter().chain(targets);
        let found = tables
            .filter_map(Value::as_table)
            .find_map(|table| get(table, name))?;
        let is_inherited = found.get("workspace").and_then(Value::as_bool) == Some(true);
        let base = self
            .inherited
            .and_then(|table| get(table, name))
            .filter(|_| is_inherited);
        let mut present = Present::of(found);
        if let Some(base) = base.map(Present::of) {
            present.version = base.version;
            present.path = base.path;
            present.features.extend(base.features);
            present.default_features = base.default_features;
        }
        Some(present)
    }
}

/// The dependency with this name in code.
fn get<'t>(table: &'t Table, name: &str) -> Option<&'t Value> {
    let in_code = |name: &str| name.replace('-', "_");
    let mut entries = table.iter();
    entries.find_map(|(key, value)| (in_code(key) == in_code(name)).then_some(value))
}

impl Present {
    fn of(value: &Value) -> Self {
        let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
        let is = |key: &str| value.get(key).and_then(Value::as_bool);
        let features = value
            .get("features")
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        Self {
            version: value.as_str().map(str::to_owned).or_else(|| text("version")),
            path: text("path"),
            features: features.filter_map(Value::as_str).map(str::to_owned).collect(),
            default_features: is("default-features").unwrap_or(true),
            is_optional: is("optional").unwrap_or(false),
        }
    }
}

/// Whether a requirement may select a version that ours allows.
fn is_compatible(ours: &str, present: &str) -> bool {
    let first = |text: &str| VersionReq::parse(text).ok()?.comparators.into_iter().next();
    let series = |of: &Comparator| (of.major, of.minor.filter(|_| of.major == 0));
    match (first(ours), first(present)) {
        (Some(ours), Some(present)) => series(&ours) == series(&present),
        (Some(_) | None, None) | (None, Some(_)) => true,
    }
}

/// The command that adds the dependency.
fn command(of: &NeededDependency, place: &Place) -> String {
    let mut command = "cargo add ".to_owned();
    match &of.source {
        NeededSource::Version(version) => command.push_str(&format!("{}@{version}", of.name)),
        NeededSource::Runtime(path) => {
            let path = absolute(&place.folder.join(path));
            let path = relative(&absolute(&place.package), &path);
            command.push_str(&format!("--path {path}"));
        }
        NeededSource::Own(text) => return format!("# as in generator.toml: {} = {text}", of.name),
    }
    if !of.default_features {
        command.push_str(" --no-default-features");
    }
    if !of.features.is_empty() {
        command.push_str(&format!(" --features {}", of.features.join(",")));
    }
    command
}

//! What `init` writes, and what must not exist before.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use generator::Runtime;
use generator::diagnostics::Diagnostics;
use generator::internals::source::parse;

use super::example_in;
use crate::program::called::command;
use crate::program::cargo_workspace::CargoWorkspace;
use crate::program::cli::{Ci, Init, Selection};
use crate::program::config::{Config, Package, is_url, schema};
use crate::program::jobs::{Job, decode, read_client};
use crate::program::layout::{Layout, slashed};
use crate::program::output::failed;
use crate::program::workspace::Workspace;

/// The file names of descriptions that are found without an argument.
const STEMS: [&str; 3] = ["openapi", "swagger", "api"];
const EXTENSIONS: [&str; 3] = ["yaml", "yml", "json"];

/// The folder of generated packages.
const CLIENTS: &str = "clients";

/// The schema that the first line of generator.toml names.
const SCHEMA: &str = "generator.schema.json";

/// Crates of Rust, whose names a package can't have.
const RESERVED: [&str; 5] = ["alloc", "core", "proc-macro", "std", "test"];

pub(super) struct Plan {
    workspace: Workspace,
    /// From the folder of generator.toml.
    spec: PathBuf,
    package: Package,
    /// From the workspace.
    out: PathBuf,
    /// The cargo workspace around the package.
    cargo: Option<CargoWorkspace>,
    ci: Option<Ci>,
    /// The lines that `.gitattributes` of the user lacks.
    attributes: Option<Vec<String>>,
}

impl Plan {
    /// # Errors
    /// One line: there is no description, or the arguments are wrong.
    pub(super) fn new(arguments: &Init, selection: &Selection) -> Result<Self, String> {
        let spec = match &arguments.description {
            Some(spec) => spec.clone(),
            None => found()?,
        };
        if is_url(&spec) {
            let url = spec.display();
            return Err(format!(
                "`{url}` is a URL, and nothing is fetched: download it, as by `curl -fsSLO {url}`, and name the file"
            ));
        }
        let bytes = fs::read(&spec).map_err(|error| failed(&spec, &error))?;
        let package = match &selection.package {
            Some(package) => package.clone(),
            None => package_for(&spec, &bytes)?,
        };
        let folder = spec.parent().unwrap_or(Path::new(""));
        let is_in_spec = folder == Path::new("spec");
        let workspace = Workspace::fresh(is_in_spec);
        let out = selection.out.clone();
        let out = out.unwrap_or_else(|| Path::new(CLIENTS).join(&package.0));
        let mut plan = Self {
            spec: match is_in_spec {
                true => spec.file_name().map(PathBuf::from).unwrap_or_default(),
                false => spec,
            },
            cargo: CargoWorkspace::above(&workspace.out(&out)),
            workspace,
            package,
            out,
            ci: arguments.ci,
            attributes: None,
        };
        plan.attributes = plan.missing_attributes();
        Ok(plan)
    }

    /// # Errors
    /// One located line: a configuration, or a file or package that the client would conflict with.
    pub(super) fn check(&self) -> Result<(), String> {
        for layout in Layout::defaults() {
            let path = self.workspace.root.join(layout.file());
            if path.exists() {
                let path = path.display();
                return Err(format!(
                    "{path}: there is a configuration already; add a `[[client]]` to it, and run `{}`",
                    command()
                ));
            }
        }
        let out = self.out();
        if let Some(file) = first_file(&out)? {
            return Err(format!(
                "{}: the folder of the package must be empty",
                file.display()
            ));
        }
        let Some(cargo) = &self.cargo else { return Ok(()) };
        let Package(package) = &self.package;
        let names = [
            (package.clone(), out.clone()),
            (Runtime::own_package(package), out.join("runtime")),
        ];
        let in_use = names.iter().find_map(|(name, folder)| cargo.in_use(name, folder));
        match in_use.or_else(|| cargo.lacks(&out)) {
            Some(fault) => Err(fault.line()),
            None => Ok(()),
        }
    }

    /// The client, as generator.toml describes it.
    pub(super) fn job(&self) -> Result<Job, String> {
        let name = self.workspace.config().display().to_string();
        let config = Config::parse(&name, &self.config(), &self.workspace.layout)?;
        read_client(&self.workspace, &config, &name, 0)
    }

    fn config(&self) -> String {
        let text = |path: &Path| toml::Value::String(slashed(path));
        let Package(package) = &self.package;
        format!(
            "#:schema ./{SCHEMA}\n\n[[client]]\nspec = {}\npackage = \"{package}\"\nout = {}\n",
            text(&self.spec),
            text(&self.out),
        )
    }

    /// The files outside of the package, but not the lock.
    pub(super) fn files(&self) -> BTreeMap<PathBuf, String> {
        let mut files = BTreeMap::from([
            (self.workspace.config(), self.config()),
            (self.workspace.beside(Path::new(SCHEMA)), schema::text()),
        ]);
        if self.attributes.is_none() {
            let lines = self.attribute_lines();
            let lines = lines.iter().flat_map(|line| [line, "\n"]);
            files.insert(self.attributes_file(), lines.collect());
        }
        if let Some(ci) = self.ci {
            files.insert(self.workspace.root.join(ci.path()), ci.text().to_owned());
        }
        files
    }

    /// # Errors
    /// One line: one of the files exists.
    pub(super) fn refuse_existing<'p>(
        &self,
        mut files: impl Iterator<Item = &'p PathBuf>,
    ) -> Result<(), String> {
        match files.find(|path| fs::symlink_metadata(path).is_ok()) {
            Some(path) => Err(format!(
                "{}: the file exists already; nothing is written",
                path.display()
            )),
            None => Ok(()),
        }
    }

    /// What is left to the user.
    pub(super) fn hints(&self) -> Vec<String> {
        let file = self.attributes_file();
        let lines = self.attributes.iter().flatten();
        let lines = lines.map(|line| format!("add `{line}` to {}", file.display()));
        lines
            .chain(self.ci.and_then(Ci::hint).map(str::to_owned))
            .collect()
    }

    /// The folder of the package.
    pub(super) fn out(&self) -> PathBuf {
        self.workspace.out(&self.out)
    }

    pub(super) fn example(&self) -> PathBuf {
        example_in(&self.out())
    }

    /// The arguments by which cargo selects the package.
    pub(super) fn cargo_selection(&self) -> String {
        match &self.cargo {
            Some(cargo) if !cargo.excludes(&self.out()) => format!("-p {}", self.package.0),
            Some(_) | None => format!("--manifest-path {}/Cargo.toml", self.out().display()),
        }
    }

    fn attributes_file(&self) -> PathBuf {
        self.workspace.root.join(".gitattributes")
    }

    /// The files outside of the package that are generated. The package has its own `.gitattributes`.
    fn attribute_lines(&self) -> Vec<String> {
        let lock = self.workspace.layout.beside(&self.spec.with_extension("lock"));
        let schema = self.workspace.layout.beside(Path::new(SCHEMA));
        let files = [lock, schema].into_iter();
        files
            .filter(|path| !path.starts_with("..") && !path.contains(char::is_whitespace))
            .map(|path| format!("/{path} linguist-generated"))
            .collect()
    }

    /// The lines that an existing `.gitattributes` does not have; `None` if there is no such file.
    fn missing_attributes(&self) -> Option<Vec<String>> {
        let text = fs::read_to_string(self.attributes_file()).ok()?;
        let lines = self.attribute_lines().into_iter();
        Some(
            lines
                .filter(|line| !text.lines().any(|existing| existing == line))
                .collect(),
        )
    }
}

/// The only description with a usual name, in this folder or in `spec`.
fn found() -> Result<PathBuf, String> {
    let names = ["", "spec/"].into_iter().flat_map(|folder| {
        STEMS.iter().flat_map(move |stem| {
            EXTENSIONS.map(|extension| PathBuf::from(format!("{folder}{stem}.{extension}")))
        })
    });
    let mut found = names.filter(|path| path.is_file());
    match (found.next(), found.next()) {
        (Some(spec), None) => Ok(spec),
        (None, _) => Err("there is no openapi.yaml or openapi.json here: name the description".to_owned()),
        (Some(one), Some(other)) => Err(format!(
            "there are {} and {}: name the description",
            one.display(),
            other.display()
        )),
    }
}

/// The package name for a description: its title, or else the name of its file.
fn package_for(spec: &Path, bytes: &[u8]) -> Result<Package, String> {
    let name = spec.display().to_string();
    let (text, _) = decode(&name, bytes);
    let tree = parse(&name, &text, &mut Diagnostics::new());
    let title = tree
        .as_ref()
        .and_then(|tree| tree.get("info")?.get("title")?.as_str());
    let stem = spec.file_stem().unwrap_or_default().to_string_lossy();
    let names = title.into_iter().chain([stem.as_ref()]).map(kebab);
    let mut names = names.filter_map(|name| {
        let longer = || format!("{name}-client").parse().ok();
        match RESERVED.contains(&name.as_str()) {
            true => longer(),
            // A keyword is only part of a name.
            false => name.parse().ok().or_else(longer),
        }
    });
    names
        .next()
        .ok_or_else(|| format!("{name}: its title makes no package name: set one with --package"))
}

/// The text in lower case, with `-` for all but ASCII letters and digits.
fn kebab(text: &str) -> String {
    let words = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_ascii_lowercase).collect();
    words.join("-")
}

/// A file in the folder, if there is one.
fn first_file(folder: &Path) -> Result<Option<PathBuf>, String> {
    match fs::read_dir(folder) {
        Ok(entries) => {
            let mut paths = entries
                .filter_map(Result::ok)
                .map(|entry| entry.path())
                .collect::<Vec<_>>();
            paths.sort();
            Ok(paths.into_iter().next())
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failed(folder, &error)),
    }
}

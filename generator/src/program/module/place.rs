//! The crate around the folder of a module.

use std::path::{Component, Path, PathBuf};

use generator::internals::is_module_name;
use toml::{Table, Value};

use crate::program::cargo_workspace::{CargoWorkspace, MANIFEST, manifest};

/// The place of a module in its crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::program) struct Place {
    /// The folder of the module.
    pub(in crate::program) folder: PathBuf,
    /// The folder of the package.
    pub(in crate::program) package: PathBuf,
    /// The file that is the root of the crate.
    pub(in crate::program) root: PathBuf,
    /// The path of the module in the crate: `["api"]`.
    pub(in crate::program) names: Vec<String>,
}

impl Place {
    /// The place of the module in this folder, which may not exist yet.
    ///
    /// # Errors
    /// One line: there is no such place.
    pub(in crate::program) fn of(folder: &Path) -> Result<Self, String> {
        let shown = folder.display();
        if folder.extension().is_some_and(|end| end == "rs") {
            let folder = folder.with_extension("");
            return Err(format!("a module is a folder: `{}`", folder.display()));
        }
        if folder.is_file() {
            return Err(format!("`{shown}` is a file, and the module is a folder"));
        }
        let file = folder.with_extension("rs");
        if file.is_file() {
            return Err(format!(
                "`{}` is already this module: move it away",
                file.display()
            ));
        }
        let mut above = folder.ancestors().skip(1);
        let found = above.find_map(|package| {
            let manifest = manifest(package)?;
            let is_package = manifest.contains_key("package");
            is_package.then(|| (package.to_owned(), manifest))
        });
        let Some((package, manifest)) = found else {
            return Err(format!(
                "there is no package above `{shown}`: `cargo new` creates one"
            ));
        };
        let Some(root) = root(folder, &package, &manifest) else {
            let package = package.display();
            return Err(format!(
                "neither `lib.rs` nor `main.rs` of `{package}` is above `{shown}`"
            ));
        };
        let within = root.parent().and_then(|above| folder.strip_prefix(above).ok());
        let names = names(within.unwrap_or(folder))?;
        Ok(Self {
            folder: folder.to_owned(),
            package,
            root,
            names,
        })
    }

    /// The path in code: `crate::api`.
    pub(in crate::program) fn path(&self) -> String {
        let names = self.names.iter().map(String::as_str);
        std::iter::once("crate")
            .chain(names)
            .collect::<Vec<_>>()
            .join("::")
    }

    /// The manifests that say what the crate depends on.
    pub(in crate::program) fn manifests(&self) -> Vec<PathBuf> {
        let workspace = CargoWorkspace::around(&self.package);
        let workspace = workspace.map(|workspace| workspace.root().join(MANIFEST));
        std::iter::once(self.manifest()).chain(workspace).collect()
    }

    /// The manifest of the package.
    pub(in crate::program) fn manifest(&self) -> PathBuf {
        self.package.join(MANIFEST)
    }
}

/// The root of the crate: the nearest `lib.rs` or `main.rs` above the module, or a target that the manifest names.
fn root(folder: &Path, package: &Path, manifest: &Table) -> Option<PathBuf> {
    let above = folder.ancestors().skip(1);
    let above = above.take_while(|above| above.starts_with(package));
    let usual = above.flat_map(|above| ["lib.rs", "main.rs"].map(|file| above.join(file)));
    let library = manifest.get("lib").into_iter();
    let programs = manifest
        .get("bin")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let paths = library
        .chain(programs)
        .filter_map(|target| target.get("path")?.as_str());
    let named = paths.map(|path| package.join(path));
    let named = named.filter(|root| root.parent().is_some_and(|above| folder.starts_with(above)));
    usual.chain(named).find(|root| root.is_file())
}

fn names(path: &Path) -> Result<Vec<String>, String> {
    let names = path.components().map(|part| match part {
        Component::Normal(name) => name
            .to_str()
            .filter(|name| is_module_name(name))
            .map(str::to_owned),
        Component::CurDir | Component::ParentDir | Component::RootDir | Component::Prefix(_) => None,
    });
    let names: Option<Vec<String>> = names.collect();
    names.ok_or_else(|| format!("`{}` is not a path of modules in Rust", path.display()))
}

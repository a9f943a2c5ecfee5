//! The cargo workspace around a folder: the packages that have a name there.

use std::fs;
use std::path::{Component, Path, PathBuf};

use toml::{Table, Value};

/// A cargo workspace.
pub(super) struct CargoWorkspace {
    root: PathBuf,
    manifest: Table,
}

/// A package of a workspace.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Member {
    pub(super) name: String,
    pub(super) folder: PathBuf,
}

impl CargoWorkspace {
    /// The nearest workspace above this folder, which may not exist yet. A manifest that can't be read is left to cargo.
    pub(super) fn above(folder: &Path) -> Option<Self> {
        Self::around(absolute(folder).parent()?)
    }

    /// The workspace of this folder, or the nearest one above it.
    pub(super) fn around(folder: &Path) -> Option<Self> {
        let folder = absolute(folder);
        let mut found = folder.ancestors().filter_map(|root| {
            let manifest = manifest(root)?;
            let root = root.to_owned();
            manifest
                .contains_key("workspace")
                .then_some(Self { root, manifest })
        });
        found.next()
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    pub(super) fn workspace(&self) -> Option<&Table> {
        self.manifest.get("workspace")?.as_table()
    }

    /// Whether the workspace excludes the folder.
    pub(super) fn excludes(&self, folder: &Path) -> bool {
        let folder = absolute(folder);
        let mut excluded = self.paths("exclude");
        excluded.any(|path| folder.starts_with(absolute(&self.root.join(path))))
    }

    /// Its packages.
    pub(super) fn members(&self) -> Vec<Member> {
        let patterns = self.paths("members").map(|path| self.root.join(path));
        let folders = patterns.flat_map(|pattern| {
            let found = glob::glob(&pattern.to_string_lossy());
            found.into_iter().flatten().filter_map(Result::ok)
        });
        let folders = folders.chain([self.root.clone()]);
        let member = |folder: PathBuf| {
            let name = package_name(&manifest(&folder)?)?.to_owned();
            let folder = absolute(&folder);
            Some(Member { name, folder })
        };
        folders.filter_map(member).collect()
    }

    fn paths(&self, key: &str) -> impl Iterator<Item = &str> {
        let list = self
            .workspace()
            .and_then(|workspace| workspace.get(key)?.as_array());
        list.into_iter().flatten().filter_map(Value::as_str)
    }
}

/// The file name of a manifest.
pub(super) const MANIFEST: &str = "Cargo.toml";

/// The manifest in a folder.
pub(super) fn manifest(folder: &Path) -> Option<Table> {
    fs::read_to_string(folder.join(MANIFEST)).ok()?.parse().ok()
}

fn package_name(manifest: &Table) -> Option<&str> {
    manifest.get("package")?.get("name")?.as_str()
}

/// The absolute path without `.` and `..`. The folder may not exist.
pub(super) fn absolute(path: &Path) -> PathBuf {
    // The path of the current folder may be empty.
    let path = Path::new(".").join(path);
    let path = std::path::absolute(&path).unwrap_or(path);
    path.components().fold(PathBuf::new(), |mut plain, part| {
        match part {
            Component::ParentDir => drop(plain.pop()),
            Component::CurDir => {}
            Component::Normal(_) | Component::RootDir | Component::Prefix(_) => plain.push(part),
        }
        plain
    })
}

//! The cargo workspace around a folder: the packages that have a name there.

use std::fs;
use std::path::{Component, Path, PathBuf};

use generator::Pointer;
use generator::messages::Place;
use glob::{MatchOptions, Pattern};
use toml::{Table, Value};

use super::config::place_of;
use super::layout::{clean, slashed};

/// A `*` of a member stands for one folder.
const ONE_FOLDER: MatchOptions = MatchOptions {
    case_sensitive: true,
    require_literal_separator: true,
    require_literal_leading_dot: false,
};

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

    /// The fault if the package in this folder is neither a member nor excluded: then cargo can't build it.
    pub(super) fn lacks(&self, folder: &Path) -> Option<Fault> {
        let folder = absolute(folder);
        let below = slashed(folder.strip_prefix(&self.root).ok()?);
        let mut patterns = self.paths("members");
        let is_listed = patterns.any(|pattern| {
            Pattern::new(&clean(pattern)).is_ok_and(|pattern| pattern.matches_with(&below, ONE_FOLDER))
        });
        if is_listed || self.excludes(&folder) || self.has_dependency(&folder) {
            return None;
        }
        let message = format!("the workspace has no member `{below}`: add it to `members`");
        Some(fault(&self.root, &["workspace", "members"], message))
    }

    /// The fault if another package has this name.
    pub(super) fn in_use(&self, name: &str, folder: &Path) -> Option<Fault> {
        let folder = absolute(folder);
        let members = self.members();
        let mut others = members.iter().filter(|member| member.folder != folder);
        let other = others.find(|member| member.name == name)?;
        let message = format!("the package name `{name}` is in use");
        Some(fault(&other.folder, &["package", "name"], message))
    }

    /// Whether a package depends on the one in this folder by its path: then it is a member too.
    fn has_dependency(&self, folder: &Path) -> bool {
        let members = self.members().into_iter().map(|member| member.folder);
        let mut tables = members.filter_map(|home| Some((manifest(&home)?, home)));
        tables.any(|(manifest, home)| {
            let tables = ["dependencies", "dev-dependencies", "build-dependencies"];
            let tables = tables
                .into_iter()
                .filter_map(|table| manifest.get(table)?.as_table());
            let mut paths = tables
                .flat_map(Table::values)
                .filter_map(|value| value.get("path")?.as_str());
            paths.any(|path| absolute(&home.join(path)) == folder)
        })
    }

    /// Whether the workspace has a lock.
    pub(super) fn has_lock(&self) -> bool {
        self.root.join("Cargo.lock").is_file()
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
/// Why cargo can't build a package.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) place: Place,
    pub(super) message: String,
}

impl Fault {
    /// The fault on one line.
    pub(super) fn line(&self) -> String {
        let Place {
            file, line, column, ..
        } = &self.place;
        format!("{file}:{line}:{column}: {}", self.message)
    }
}

/// A fault at a key of the manifest in a folder.
fn fault(folder: &Path, keys: &[&str], message: String) -> Fault {
    let path = folder.join("Cargo.toml");
    let here = std::env::current_dir().ok();
    let shown = here.and_then(|here| path.strip_prefix(here).ok().map(Path::to_owned));
    let file = shown.unwrap_or_else(|| path.clone()).display().to_string();
    let text = fs::read_to_string(&path).unwrap_or_default();
    let (line, column) = place_of(&file, &text, &Pointer::root(&file).descend(keys.iter().copied()));
    Fault {
        place: Place {
            file,
            line,
            column,
            pointer: String::new(),
        },
        message,
    }
}

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

//! Finds generator.toml, and the folders that its paths are relative to.

use std::path::{Path, PathBuf};

use super::called::command_with;
use super::cli::Selection;
use super::layout::{CONFIG, Layout, SPEC, clean, slashed};
use super::output::failed;

/// A workspace on disk.
#[derive(Clone, Debug)]
pub(crate) struct Workspace {
    /// Its folder. The path of the current folder is empty.
    pub(crate) root: PathBuf,
    pub(crate) layout: Layout,
}

impl Workspace {
    /// The workspace that the arguments name: that of `--config`, the one at `--root`, or else the nearest from the current folder
    /// upwards, within its repository.
    ///
    /// # Errors
    /// One line, if there is none.
    pub(crate) fn of(selection: &Selection) -> Result<Self, String> {
        let found = match (&selection.config, &selection.root) {
            (Some(file), _) => Self::with_config(file),
            (None, Some(root)) => {
                let none = || format!("there is no {SPEC}/{CONFIG} or {CONFIG} in {}", root.display());
                in_folder(root, root).ok_or_else(none)
            }
            (None, None) => nearest(),
        };
        found.map(Self::placed)
    }

    /// A workspace in the current folder without a configuration yet. It will be in `spec`, or in the folder itself.
    pub(crate) fn fresh(is_in_spec: bool) -> Self {
        let [in_spec, here] = Layout::defaults();
        let layout = if is_in_spec { in_spec } else { here };
        Self {
            root: PathBuf::new(),
            layout,
        }
        .placed()
    }

    fn with_config(file: &Path) -> Result<Self, String> {
        let Some(name) = file.file_name().filter(|_| file.is_file()) else {
            return Err(format!("{}: there is no such file", file.display()));
        };
        let folder = file.parent().unwrap_or(Path::new(""));
        let layout = Layout::at("", &name.to_string_lossy());
        Ok(above_spec(folder, layout))
    }

    /// The path of generator.toml.
    pub(crate) fn config(&self) -> PathBuf {
        self.root.join(self.layout.file())
    }

    /// The path for one from the folder of generator.toml.
    pub(crate) fn beside(&self, path: &Path) -> PathBuf {
        self.root.join(self.layout.beside(path))
    }

    /// The path of a folder for one from the folder of generator.toml.
    pub(crate) fn folder(&self, path: &Path) -> PathBuf {
        folder(&self.beside(path)).to_owned()
    }

    /// The path for one from the workspace.
    pub(crate) fn out(&self, path: &Path) -> PathBuf {
        self.root.join(clean(&slashed(path)))
    }

    fn placed(self) -> Self {
        let prefix = folder(&self.root).canonicalize().ok().and_then(|root| {
            let repository = root.ancestors().find(|folder| is_repository(folder))?;
            let below = root.strip_prefix(repository).ok()?;
            Some(slashed(below))
        });
        let prefix = prefix.filter(|prefix| !prefix.is_empty());
        let prefix = prefix.map_or_else(String::new, |prefix| format!("{prefix}/"));
        Self {
            layout: self.layout.in_repository(&prefix),
            ..self
        }
    }
}

/// The nearest workspace, from the current folder up to the root of its repository.
fn nearest() -> Result<Workspace, String> {
    let here = std::env::current_dir().map_err(|error| failed(Path::new("."), &error))?;
    for folder in here.ancestors() {
        let shown = if folder == here { Path::new("") } else { folder };
        if let Some(found) = in_folder(folder, shown) {
            return Ok(found);
        }
        if is_repository(folder) {
            break;
        }
    }
    Err(format!(
        "there is no {SPEC}/{CONFIG} or {CONFIG} in {} or above it; `{}` writes one; for a single description use --spec, --out and --package",
        here.display(),
        command_with("init")
    ))
}

/// The workspace with its configuration in this folder, whose path is printed as `shown`.
fn in_folder(folder: &Path, shown: &Path) -> Option<Workspace> {
    let mut layouts = Layout::defaults().into_iter();
    let layout = layouts.find(|layout| folder.join(layout.file()).is_file())?;
    Some(match layout.is_in_spec() {
        false => above_spec(shown, layout),
        true => Workspace {
            root: shown.to_owned(),
            layout,
        },
    })
}

/// The workspace of a configuration in this folder: the folder, or the one above if it is `spec`.
fn above_spec(shown: &Path, layout: Layout) -> Workspace {
    let is_spec = |path: &Path| path.file_name().is_some_and(|name| name == SPEC);
    let real = folder(shown).canonicalize().unwrap_or_default();
    let root = match shown.parent() {
        Some(parent) if is_spec(shown) => Some(parent.to_owned()),
        Some(_) | None if is_spec(&real) => real.parent().map(Path::to_owned),
        Some(_) | None => None,
    };
    match root {
        Some(root) => Workspace {
            root,
            layout: layout.in_spec(),
        },
        None => Workspace {
            root: shown.to_owned(),
            layout,
        },
    }
}

fn is_repository(folder: &Path) -> bool {
    folder.join(".git").exists()
}

/// The path of a folder for the system, where the current one is empty.
fn folder(path: &Path) -> &Path {
    match path.as_os_str().is_empty() {
        true => Path::new("."),
        false => path,
    }
}

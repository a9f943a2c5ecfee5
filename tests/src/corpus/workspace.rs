//! The workspace of generated crates. It uses the lock file and the target folder of this workspace, so that common dependencies
//! are built once and nothing is downloaded.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::SystemTime;

use generator::{Files, Mode, Runtime};

const OURS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// The workspace. One process at a time uses it.
#[derive(Debug)]
pub struct Workspace {
    root: PathBuf,
    /// Whether its crates depend only on crates in our lock file.
    is_ours: bool,
    _guard: File,
}

/// The result of a cargo command on one or more crates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The crates compile without a warning.
    Clean,
    /// The crates compile with warnings: their number and the output.
    Warnings(usize, String),
    /// The crates don't compile: the number of errors and the output.
    Errors(usize, String),
}

/// The runtime that the members of the workspace share, so that it is compiled once. [`Workspace::open`] writes it. Its name is
/// unique per workspace, since cargo treats packages with one name in a target folder as the same.
#[must_use]
pub fn shared_runtime(workspace: &str) -> Runtime {
    let package = format!("{}-runtime", workspace.replace('/', "-"));
    Runtime::Shared {
        path: format!("../{package}"),
        package,
    }
}

/// Whether a file of a generated package belongs to its runtime.
#[must_use]
pub fn is_of_runtime(path: &Path) -> bool {
    path.starts_with("runtime") || path.starts_with("src/runtime")
}

impl Workspace {
    /// Opens the workspace with this name under `target`. Waits until no other process uses it.
    pub fn open(name: &str) -> io::Result<Self> {
        Self::of(name, true)
    }

    /// Opens a workspace for crates with other dependencies, which cargo may download.
    pub fn foreign(name: &str) -> io::Result<Self> {
        Self::of(name, false)
    }

    fn of(name: &str, is_ours: bool) -> io::Result<Self> {
        let root = Path::new(OURS).join("target").join(name);
        fs::create_dir_all(&root)?;
        let guard = File::create(root.join(".guard"))?;
        guard.lock()?;
        let workspace = Self {
            root: fs::canonicalize(root)?,
            is_ours,
            _guard: guard,
        };
        if let Runtime::Shared { package, .. } = shared_runtime(name) {
            workspace.write(&package, &generator::runtime_package(&package, Mode::Client))?;
        }
        Ok(workspace)
    }

    /// The folder of a member.
    pub fn member(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// Writes a member's files.
    pub fn write(&self, name: &str, files: &Files) -> io::Result<()> {
        write(&self.member(name), files)
    }

    /// Marks the member as changed for cargo.
    pub fn touch(&self, name: &str) -> io::Result<()> {
        let source = self.member(name).join("src");
        let roots = ["lib.rs", "main.rs"].map(|root| source.join(root));
        for root in roots.iter().filter(|root| root.exists()) {
            let root = File::options().write(true).open(root)?;
            root.set_modified(SystemTime::now())?;
        }
        Ok(())
    }

    /// Sets the members of the workspace.
    pub fn set_members<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> io::Result<()> {
        let names: Vec<_> = names.into_iter().collect();
        let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {names:?}\n");
        fs::write(self.root.join("Cargo.toml"), manifest)?;
        if !self.is_ours {
            return Ok(());
        }
        fs::copy(Path::new(OURS).join("Cargo.lock"), self.root.join("Cargo.lock")).map(drop)
    }

    /// A cargo command in the workspace.
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command
            .args(arguments)
            .args(self.is_ours.then_some("--offline"))
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", super::TARGET)
            .env("CARGO_TERM_COLOR", "never");
        command
    }
}

/// Writes these files to the folder, and removes all others. An unchanged file is not touched, so that cargo sees no change.
pub fn write(folder: &Path, files: &Files) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for (path, text) in files {
        let path = folder.join(path);
        if fs::read(&path).is_ok_and(|present| present == text.as_bytes()) {
            continue;
        }
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, text)?;
    }
    let wanted = files.keys().map(|path| folder.join(path)).collect();
    remove_others(folder, &wanted)
}

impl Verdict {
    /// Parses the output of a cargo command.
    pub fn of(output: &Output) -> Self {
        let printed = String::from_utf8_lossy(&output.stderr).into_owned();
        let count = |level: &str| {
            let lines = printed.lines();
            // Cargo's own summary is not counted.
            let diagnostics = lines.filter(|line| line.starts_with(level) && !line.contains("` (lib"));
            diagnostics.count()
        };
        let (errors, warnings) = (count("error"), count("warning"));
        match (output.status.success(), warnings) {
            (false, _) => Self::Errors(errors, printed),
            (true, 0) => Self::Clean,
            (true, warnings) => Self::Warnings(warnings, printed),
        }
    }

    /// The output of cargo about problems.
    pub fn printed(&self) -> &str {
        match self {
            Self::Clean => "",
            Self::Warnings(_, printed) | Self::Errors(_, printed) => printed,
        }
    }
}

/// Removes all other files below the folder.
fn remove_others(folder: &Path, wanted: &BTreeSet<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            remove_others(&path, wanted)?;
        } else if !wanted.contains(&path) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

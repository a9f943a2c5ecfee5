//! What is around the packages: the cargo workspace, git and the Rust compiler.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use generator::Runtime;
use generator::internals::RUST_VERSION;
use generator::messages::Message;

use super::{Code, at};
use crate::program::cargo_workspace::CargoWorkspace;
use crate::program::git::Repository;
use crate::program::jobs::{Job, SharedRuntime};
use crate::program::workspace::Workspace;

/// A package and its folder.
pub(super) struct Folder {
    packages: Vec<(String, PathBuf)>,
    out: PathBuf,
}

impl Folder {
    pub(super) fn of_client(job: &Job) -> Self {
        let package = job.input.options.package.clone();
        let own = match job.input.options.runtime {
            Runtime::Package => Some((Runtime::own_package(&package), job.out.join("runtime"))),
            Runtime::Embedded | Runtime::Shared { .. } => None,
        };
        Self {
            packages: std::iter::once((package, job.out.clone())).chain(own).collect(),
            out: job.out.clone(),
        }
    }

    pub(super) fn of_runtime(runtime: &SharedRuntime) -> Self {
        Self {
            packages: vec![(runtime.package.clone(), runtime.out.clone())],
            out: runtime.out.clone(),
        }
    }
}

/// Messages about the cargo workspaces around the packages.
pub(super) fn cargo(folders: &[Folder]) -> Vec<Message> {
    let mut found = Vec::new();
    let mut has_lock = true;
    for Folder { packages, out } in folders {
        let Some(workspace) = CargoWorkspace::above(out) else {
            continue;
        };
        has_lock &= workspace.has_lock();
        let lacking = workspace.lacks(out);
        found.extend(lacking.map(|fault| Code::NoMember.message(fault.message, "").at(fault.place)));
        let in_use = packages
            .iter()
            .filter_map(|(name, folder)| workspace.in_use(name, folder));
        found.extend(in_use.map(|fault| {
            Code::PackageInUse
                .message(fault.message, "rename one")
                .at(fault.place)
        }));
    }
    if !has_lock {
        let message = "the cargo workspace has no Cargo.lock: other machines may build other versions";
        found.push(
            Code::NoCargoLock.message(message.to_owned(), "run `cargo generate-lockfile`, and commit it"),
        );
    }
    found
}

/// Messages about what git knows.
pub(super) fn git(workspace: &Workspace, jobs: &[Job]) -> Result<Vec<Message>, String> {
    let Some(repository) = Repository::of(&workspace.root)? else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    let mut files = vec![workspace.config()];
    for job in jobs {
        files.push(PathBuf::from(&job.input.name));
        files.extend(job.lock.clone());
        files.push(job.out.join("Cargo.toml"));
    }
    for file in files.into_iter().filter(|file| file.is_file()) {
        if !repository.tracks(&file)? {
            let shown = file.display().to_string();
            let message = format!("`{shown}` is not committed");
            let help = format!("run `git add {shown}`");
            found.push(Code::NotCommitted.message(message, &help).at(at(shown)));
        }
    }
    let attributes = fs::read_to_string(workspace.root.join(".gitattributes")).unwrap_or_default();
    for lock in jobs.iter().filter_map(|job| job.lock.as_ref()) {
        let name = lock.file_name().unwrap_or_default().to_string_lossy();
        if !attributes.lines().any(|line| line.contains(name.as_ref())) {
            let message = format!("`.gitattributes` does not mark `{}` as generated", lock.display());
            let help = format!("add `{name} linguist-generated`, so that reviews collapse it");
            found.push(Code::NoAttributes.message(message, &help));
        }
    }
    Ok(found)
}

/// A message about the Rust compiler.
pub(super) fn rust() -> Option<Message> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let printed = Command::new(rustc).arg("--version").output();
    let printed = printed.ok().filter(|output| output.status.success());
    let Some(output) = printed else {
        let message = "rustc was not found".to_owned();
        return Some(Code::OldRust.message(message, "install Rust: https://rustup.rs"));
    };
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let version = text.split_whitespace().nth(1)?;
    let is_old = number(version)? < number(RUST_VERSION)?;
    is_old.then(|| {
        let message = format!("rustc {version} is too old: generated packages need {RUST_VERSION}");
        Code::OldRust.message(message, "run `rustup update stable`")
    })
}

/// The major and minor number of a version.
fn number(version: &str) -> Option<(u32, u32)> {
    let mut parts = version.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

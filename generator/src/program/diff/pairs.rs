//! What is compared with what: the sides that the arguments name, and the clients that belong together.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::side::{Files, Reviewed, file};
use crate::program::cli::Diff;
use crate::program::cli::Selection;
use crate::program::config::Client;
use crate::program::git::Repository;
use crate::program::jobs::workspace;

/// One client on both sides; `None` where a side doesn't have it.
pub(super) struct Pair {
    pub(super) package: String,
    pub(super) old: Option<Reviewed>,
    pub(super) new: Option<Reviewed>,
}

/// What is compared.
pub(super) struct Work {
    pub(super) pairs: Vec<Pair>,
    /// Whether the old side is the merge base.
    pub(super) is_base: bool,
    /// The folder of the workspace, if the new side is its working tree.
    pub(super) tree: Option<PathBuf>,
}

/// What an argument names.
enum Named {
    Files(Files),
    File(PathBuf),
}

/// Reads both sides.
///
/// # Errors
/// One line: a revision or a file that does not exist, or a generator.toml that is wrong.
pub(super) fn read(arguments: &Diff, selection: &Selection) -> Result<Work, String> {
    let root = selection.root.clone().map_or_else(workspace, Ok);
    let folder = root.clone().unwrap_or_default();
    let tree = |root: Result<PathBuf, String>| root.map(|root| Named::Files(Files::Tree(root)));
    let repository = Repository::of(&folder)?;
    let old = match (&arguments.old, &repository) {
        (Some(name), _) => named(name, repository.as_ref())?,
        (None, Some(repository)) => {
            let base = repository.merge_base()?;
            Named::Files(Files::Revision(repository.clone(), base))
        }
        (None, None) => {
            return Err("this folder is not in a git repository: name a file as OLD".to_owned());
        }
    };
    let new = match &arguments.new {
        Some(name) => named(name, repository.as_ref())?,
        None => tree(root.clone())?,
    };
    let only = arguments.client.as_deref();
    let written = match &new {
        Named::Files(Files::Tree(root)) => Some(root.clone()),
        Named::Files(Files::Revision(..)) | Named::File(_) => None,
    };
    let pairs = match (old, new) {
        (Named::Files(old), Named::Files(new)) => pairs(&old, &new, only)?,
        (Named::File(old), Named::Files(new)) => {
            let other = single(&new, only)?;
            let old = file(&old, Some(&other))?;
            vec![pair(Some(old), Some(other.1))]
        }
        (Named::Files(old), Named::File(new)) => {
            let other = single(&old, only)?;
            let new = file(&new, Some(&other))?;
            vec![pair(Some(other.1), Some(new))]
        }
        (Named::File(old), Named::File(new)) => {
            let other = match (root, only) {
                (Ok(root), Some(_)) => Some(single(&Files::Tree(root), only)?),
                (Err(line), Some(_)) => return Err(line),
                (_, None) => None,
            };
            let sides = (file(&old, other.as_ref())?, file(&new, other.as_ref())?);
            vec![pair(Some(sides.0), Some(sides.1))]
        }
    };
    Ok(Work {
        pairs,
        is_base: arguments.old.is_none(),
        tree: written,
    })
}

/// A revision, or else a file.
fn named(name: &str, repository: Option<&Repository>) -> Result<Named, String> {
    let revision = match repository {
        Some(repository) => repository.revision(name)?.map(|revision| (repository, revision)),
        None => None,
    };
    match revision {
        Some((repository, revision)) => Ok(Named::Files(Files::Revision(repository.clone(), revision))),
        None if Path::new(name).is_file() => Ok(Named::File(name.into())),
        None if repository.is_none() => Err(format!(
            "`{name}` is not a file, and this folder is not in a git repository"
        )),
        None => Err(format!("`{name}` is neither a git revision nor a file")),
    }
}

fn pair(old: Option<Reviewed>, new: Option<Reviewed>) -> Pair {
    let package = new.as_ref().or(old.as_ref());
    Pair {
        package: package.map(|side| side.package.clone()).unwrap_or_default(),
        old,
        new,
    }
}

/// The client that a single file is compared with.
fn single(files: &Files, only: Option<&str>) -> Result<(Client, Reviewed), String> {
    let clients = files.clients()?;
    let mut clients = clients.ok_or_else(|| format!("{} has no spec/generator.toml", files.name()))?;
    clients.retain(|(_, side)| only.is_none_or(|only| side.package == only));
    match (clients.pop(), clients.is_empty(), only) {
        (Some(client), true, _) => Ok(client),
        (None, _, Some(only)) => Err(format!("there is no client `{only}`")),
        (None, _, None) => Err("there is no client".to_owned()),
        (Some(_), false, _) => Err(
            "there are several clients: name the one that the file is compared with by --client".to_owned(),
        ),
    }
}

/// The clients of both sides, paired by the names of their packages.
fn pairs(old: &Files, new: &Files, only: Option<&str>) -> Result<Vec<Pair>, String> {
    let (before, after) = (old.clients()?, new.clients()?);
    if before.is_none() && after.is_none() {
        let sides = (old.name(), new.name());
        return Err(format!(
            "neither {} nor {} has a spec/generator.toml",
            sides.0, sides.1
        ));
    }
    let clients = after.into_iter().flatten().map(|(_, side)| side);
    let mut news: BTreeMap<String, Reviewed> = clients.map(|side| (side.package.clone(), side)).collect();
    let clients = before.into_iter().flatten().map(|(_, side)| side);
    let mut olds: BTreeMap<String, Reviewed> = clients.map(|side| (side.package.clone(), side)).collect();
    let mut names: Vec<String> = olds.keys().chain(news.keys()).cloned().collect();
    names.sort();
    names.dedup();
    names.retain(|name| only.is_none_or(|only| name == only));
    if let (true, Some(only)) = (names.is_empty(), only) {
        return Err(format!("there is no client `{only}`"));
    }
    let pairs = names.into_iter();
    Ok(pairs
        .map(|name| pair(olds.remove(&name), news.remove(&name)))
        .collect())
}

//! What is compared with what: the sides that the arguments name, and the clients that belong together.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::side::{Files, Side, file};
use crate::program::cli::Diff;
use crate::program::cli::Selection;
use crate::program::config::Client;
use crate::program::git::Repository;
use crate::program::layout::{CONFIG, Layout};
use crate::program::only::Only;
use crate::program::workspace::Workspace;

/// One client.
pub(super) struct Pair {
    pub(super) package: String,
    pub(super) sides: Sides,
}

/// The sides that have a client.
pub(super) enum Sides {
    /// Only the new one.
    Added(Box<Side>),
    /// Only the old one.
    Removed(Box<Side>),
    Both(Box<Side>, Box<Side>),
}

/// What is compared.
pub(super) struct Work {
    pub(super) pairs: Vec<Pair>,
    /// Whether the old side is the merge base.
    pub(super) is_base: bool,
    /// How reports name the sides.
    pub(super) names: [String; 2],
    /// The workspace, if the new side is its working tree.
    pub(super) tree: Option<Workspace>,
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
    let workspace = Workspace::of(selection);
    let place = Place::of(&workspace)?;
    let old = match (&arguments.old, &place.repository) {
        (Some(name), _) => place.named(name)?,
        (None, Some(repository)) => {
            let base = repository.merge_base()?;
            Named::Files(Files::Revision(repository.clone(), base, place.layout.clone()))
        }
        (None, None) => {
            return Err("this folder is not in a git repository: name a file as OLD".to_owned());
        }
    };
    let new = match &arguments.new {
        Some(name) => place.named(name)?,
        None => Named::Files(Files::Tree(workspace.clone()?)),
    };
    let only = Only::new(&selection.client);
    let written = match &new {
        Named::Files(Files::Tree(workspace)) => Some(workspace.clone()),
        Named::Files(Files::Revision(..)) | Named::File(_) => None,
    };
    let names = [&old, &new].map(Named::name);
    let pairs = match (old, new) {
        (Named::Files(old), Named::Files(new)) => pairs(&old, &new, only)?,
        (Named::File(old), Named::Files(new)) => {
            let other = single(&new, only)?;
            let old = file(&old, Some(&other))?;
            vec![Pair::of(old, other.1)]
        }
        (Named::Files(old), Named::File(new)) => {
            let other = single(&old, only)?;
            let new = file(&new, Some(&other))?;
            vec![Pair::of(other.1, new)]
        }
        (Named::File(old), Named::File(new)) => {
            let other = match selection.client.is_empty() {
                true => None,
                false => Some(single(&Files::Tree(workspace?), only)?),
            };
            vec![Pair::of(file(&old, other.as_ref())?, file(&new, other.as_ref())?)]
        }
    };
    Ok(Work {
        pairs,
        names,
        is_base: arguments.old.is_none(),
        tree: written,
    })
}

/// The clients of the new side alone; of OLD, where only that is named.
///
/// # Errors
/// As [`read`].
pub(super) fn latest(arguments: &Diff, selection: &Selection) -> Result<Vec<Side>, String> {
    let workspace = Workspace::of(selection);
    let place = Place::of(&workspace)?;
    let only = Only::new(&selection.client);
    let files = match arguments.new.as_ref().or(arguments.old.as_ref()) {
        Some(name) => match place.named(name)? {
            Named::Files(files) => files,
            Named::File(path) => return Ok(vec![file(&path, None)?]),
        },
        None => Files::Tree(workspace?),
    };
    let clients = files.clients()?;
    let clients = clients.ok_or_else(|| format!("{} has no {CONFIG}", files.name()))?;
    let mut sides: Vec<Side> = clients.into_iter().map(|(_, side)| side).collect();
    only.check(sides.iter().map(|side| side.package.as_str()))?;
    sides.retain(|side| only.has(&side.package));
    match sides.is_empty() {
        true => Err(NONE.to_owned()),
        false => Ok(sides),
    }
}

/// Where revisions and their files are.
struct Place {
    repository: Option<Repository>,
    layout: Option<Layout>,
}

impl Place {
    fn of(workspace: &Result<Workspace, String>) -> Result<Self, String> {
        let workspace = workspace.as_ref().ok();
        let folder = workspace.map_or(Path::new(""), |workspace| &workspace.root);
        Ok(Self {
            repository: Repository::of(folder)?,
            layout: workspace.map(|workspace| workspace.layout.clone()),
        })
    }

    /// A revision, or else a file.
    fn named(&self, name: &str) -> Result<Named, String> {
        let revision = match &self.repository {
            Some(repository) => repository.revision(name)?.map(|revision| (repository, revision)),
            None => None,
        };
        match revision {
            Some((repository, revision)) => {
                let files = Files::Revision(repository.clone(), revision, self.layout.clone());
                Ok(Named::Files(files))
            }
            None if Path::new(name).is_file() => Ok(Named::File(name.into())),
            None if self.repository.is_none() => Err(format!(
                "`{name}` is not a file, and this folder is not in a git repository"
            )),
            None => Err(format!("`{name}` is neither a git revision nor a file")),
        }
    }
}

impl Named {
    /// The side for people.
    fn name(&self) -> String {
        match self {
            Self::Files(files) => files.name(),
            Self::File(path) => path.display().to_string(),
        }
    }
}

impl Pair {
    fn of(old: Side, new: Side) -> Self {
        Self {
            package: new.package.clone(),
            sides: Sides::Both(Box::new(old), Box::new(new)),
        }
    }

    /// The client on the new side, or else on the old one.
    pub(super) fn latest(&self) -> &Side {
        match &self.sides {
            Sides::Added(side) | Sides::Removed(side) | Sides::Both(_, side) => side,
        }
    }
}

/// The line about a generator.toml without clients.
const NONE: &str = "there is no client";

/// The client that a single file is compared with.
fn single(files: &Files, only: Only<'_>) -> Result<(Client, Side), String> {
    let clients = files.clients()?;
    let mut clients = clients.ok_or_else(|| format!("{} has no {CONFIG}", files.name()))?;
    only.check(clients.iter().map(|(_, side)| side.package.as_str()))?;
    clients.retain(|(_, side)| only.has(&side.package));
    match (clients.pop(), clients.is_empty()) {
        (Some(client), true) => Ok(client),
        (None, _) => Err(NONE.to_owned()),
        (Some(_), false) => Err(
            "there are several clients: name the one that the file is compared with by --client".to_owned(),
        ),
    }
}

/// The clients of both sides, paired by the names of their packages.
fn pairs(old: &Files, new: &Files, only: Only<'_>) -> Result<Vec<Pair>, String> {
    let (before, after) = (old.clients()?, new.clients()?);
    if before.is_none() && after.is_none() {
        let sides = (old.name(), new.name());
        return Err(format!("neither {} nor {} has a {CONFIG}", sides.0, sides.1));
    }
    let by_package = |clients: Option<Vec<(Client, Side)>>| {
        let clients = clients.into_iter().flatten().map(|(_, side)| side);
        let clients = clients.map(|side| (side.package.clone(), Box::new(side)));
        clients.collect::<BTreeMap<String, Box<Side>>>()
    };
    let mut news = by_package(after);
    let mut pairs: Vec<Pair> = Vec::new();
    for (package, old) in by_package(before) {
        let sides = match news.remove(&package) {
            Some(new) => Sides::Both(old, new),
            None => Sides::Removed(old),
        };
        pairs.push(Pair { package, sides });
    }
    pairs.extend(news.into_iter().map(|(package, new)| Pair {
        package,
        sides: Sides::Added(new),
    }));
    only.check(pairs.iter().map(|pair| pair.package.as_str()))?;
    pairs.retain(|pair| only.has(&pair.package));
    pairs.sort_by(|a, b| a.package.cmp(&b.package));
    Ok(pairs)
}

//! What a client relies on outside of its folder: files that its manifest names, and names that are free in the workspace.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use generator::{Pointer, Runtime};

use super::cargo_workspace::{CargoWorkspace, Member, absolute};
use super::config::{Client, Config, runtime};
use super::layout::Layout;
use super::module::Place;

/// The name and the text of a generator.toml.
#[derive(Clone, Copy)]
pub(super) struct Text<'t> {
    pub(super) name: &'t str,
    pub(super) text: &'t str,
}

impl Text<'_> {
    /// A message about an entry, as one line with its place.
    pub(super) fn at(self, entry: &Pointer, message: &str) -> String {
        super::config::at_entry(self.name, self.text, entry, message)
    }
}

/// Checks the clients. `root` is the folder that `out` is relative to. Returns the places of modules, by the index of the client.
///
/// # Errors
/// One line with the place of an entry: a file does not exist, another package has the name, or a module has no place.
pub(super) fn check(config: &Config, text: Text<'_>, root: &Path) -> Result<BTreeMap<usize, Place>, String> {
    let runtime = config.runtime.as_ref().map(|shared| &shared.out);
    let outs = config.clients.iter().map(|client| &client.out).chain(runtime);
    let mut check = Check {
        config,
        root,
        ours: outs.map(|out| absolute(&root.join(out))).collect(),
        workspaces: BTreeMap::new(),
        embedded: BTreeSet::new(),
    };
    let mut places = BTreeMap::new();
    for (index, client) in config.clients.iter().enumerate() {
        let at = Pointer::root(text.name).child("client").index(index);
        let place = check
            .client(client)
            .map_err(|Problem { path, message }| text.at(&at.descend(path.iter().copied()), &message))?;
        places.extend(place.map(|place| (index, place)));
    }
    Ok(places)
}

/// A problem with an entry of a client.
struct Problem {
    path: Vec<&'static str>,
    message: String,
}

impl Problem {
    fn new<const N: usize>(path: [&'static str; N], message: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            message: message.into(),
        }
    }
}

/// The check of the clients of a file.
struct Check<'c> {
    config: &'c Config,
    root: &'c Path,
    /// The folders that clients are written to.
    ours: BTreeSet<PathBuf>,
    /// The packages of each workspace.
    workspaces: BTreeMap<PathBuf, Vec<Member>>,
    /// The packages with a module that contains its runtime.
    embedded: BTreeSet<PathBuf>,
}

impl Check<'_> {
    fn client(&mut self, client: &Client) -> Result<Option<Place>, Problem> {
        let out = self.root.join(&client.out);
        if client.module.is_some() {
            return self.module(client, &out).map(Some);
        }
        if let Some((key, path)) = client.manifest.missing_file(|path| out.join(path).is_file()) {
            let message = format!("`{}` does not exist in the folder of the package", path.display());
            return Err(Problem::new(["manifest", "package", key], message));
        }
        self.name(client, &out).map(|()| None)
    }

    fn module(&mut self, client: &Client, out: &Path) -> Result<Place, Problem> {
        let place = Place::of(out).map_err(|message| Problem::new(["module"], message))?;
        let runtime = runtime::of(client, self.config.runtime.as_ref(), &Layout::default());
        let runtime = runtime.map_err(|message| Problem::new(["module"], message))?;
        let is_embedded = match runtime {
            Runtime::Embedded | Runtime::Package => true,
            Runtime::Shared { .. } => false,
        };
        if is_embedded && !self.embedded.insert(place.root.clone()) {
            let message = "another module of the crate already contains a runtime: let them share one, with `[runtime]`";
            return Err(Problem::new(["module"], message));
        }
        Ok(place)
    }

    /// Checks that no other package of the workspace has a name of the client's packages.
    fn name(&mut self, client: &Client, out: &Path) -> Result<(), Problem> {
        let Some(workspace) = CargoWorkspace::above(out).filter(|workspace| !workspace.excludes(out)) else {
            return Ok(());
        };
        let names = runtime::packages(client, self.config.runtime.as_ref());
        let names = names.map_err(|message| Problem::new(["package"], message))?;
        let root = workspace.root();
        let members = self
            .workspaces
            .entry(root.to_owned())
            .or_insert_with(|| workspace.members());
        let is_other = |member: &&Member| !self.ours.iter().any(|out| member.folder.starts_with(out));
        let mut others = members.iter().filter(is_other);
        let Some(other) = others.find(|member| names.contains(&member.name)) else {
            return Ok(());
        };
        let folder = match other.folder.strip_prefix(root) {
            Ok(folder) if folder == Path::new("") => Path::new("."),
            Ok(folder) => folder,
            Err(_) => &other.folder,
        };
        let (name, folder) = (&other.name, folder.display());
        let message = format!("the workspace already has a package `{name}`, in `{folder}`");
        Err(Problem::new(["package"], message))
    }
}

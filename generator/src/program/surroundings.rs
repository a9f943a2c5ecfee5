//! What a client relies on outside of its folder: files that its manifest names, and names that are free in the workspace.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use generator::Pointer;

use super::cargo_workspace::{CargoWorkspace, Member, absolute};
use super::config::{Config, runtime};

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

/// Checks the clients. `root` is the folder that `out` is relative to.
///
/// # Errors
/// One line with the place of an entry: a file does not exist, or another package has the name.
pub(super) fn check(config: &Config, text: Text<'_>, root: &Path) -> Result<(), String> {
    let runtime = config.runtime.as_ref().map(|shared| &shared.out);
    let outs = config.clients.iter().map(|client| &client.out).chain(runtime);
    let ours: BTreeSet<PathBuf> = outs.map(|out| absolute(&root.join(out))).collect();
    let mut workspaces: BTreeMap<PathBuf, Vec<Member>> = BTreeMap::new();
    for (index, client) in config.clients.iter().enumerate() {
        let at = Pointer::root(text.name).child("client").index(index);
        let out = root.join(&client.out);
        if let Some((key, path)) = client.manifest.missing_file(|path| out.join(path).is_file()) {
            let at = at.descend(["manifest", "package", key]);
            let message = format!("`{}` does not exist in the folder of the package", path.display());
            return Err(text.at(&at, &message));
        }
        let Some(workspace) = CargoWorkspace::above(&out).filter(|workspace| !workspace.excludes(&out))
        else {
            continue;
        };
        let members = workspaces
            .entry(workspace.root().to_owned())
            .or_insert_with(|| workspace.members());
        let names = runtime::packages(client, config.runtime.as_ref())?;
        let is_other = |member: &&Member| !ours.iter().any(|out| member.folder.starts_with(out));
        let mut others = members.iter().filter(is_other);
        if let Some(other) = others.find(|member| names.contains(&member.name)) {
            let folder = other
                .folder
                .strip_prefix(workspace.root())
                .unwrap_or(&other.folder);
            let folder = match folder == Path::new("") {
                true => Path::new("."),
                false => folder,
            };
            let message = format!(
                "the workspace already has a package `{}`, in `{}`",
                other.name,
                folder.display()
            );
            return Err(text.at(&at.child("package"), &message));
        }
    }
    Ok(())
}

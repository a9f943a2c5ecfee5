//! Checks of whole clients, and of clients against each other.

use std::collections::BTreeMap;
use std::path::Path;

use generator::Features;
use generator::internals::source::Pointer;

use super::{Client, Config, Package, runtime};

use crate::program::layout::Layout;

impl Config {
    /// Checks that no path leads out of the repository.
    pub(super) fn check_paths(
        &self,
        root: &Pointer,
        layout: &Layout,
        at_entry: impl Fn(&Pointer, &str) -> String,
    ) -> Result<(), String> {
        let outside = |at: Pointer, path: &Path| {
            let path = path.display();
            let message = format!(
                "`{path}` must be inside the git repository, or inside the workspace if there is none"
            );
            Err(at_entry(&at, &message))
        };
        if let Some(shared) = self
            .runtime
            .as_ref()
            .filter(|shared| !layout.has_out(&shared.out))
        {
            return outside(root.descend(["runtime", "out"]), &shared.out);
        }
        for (index, client) in self.clients.iter().enumerate() {
            let at = root.child("client").index(index);
            if !layout.has_beside(&client.spec) {
                return outside(at.child("spec"), &client.spec);
            }
            if !layout.has_out(&client.out) {
                return outside(at.child("out"), &client.out);
            }
        }
        Ok(())
    }

    /// Checks that no two packages have the same name.
    pub(super) fn check_names(
        &self,
        root: &Pointer,
        at_entry: impl Fn(&Pointer, &str) -> String,
    ) -> Result<(), String> {
        let shared = self.runtime.as_ref();
        let shared_name = shared.map(runtime::Shared::package).transpose()?;
        let mut names = BTreeMap::from_iter(shared_name.map(|Package(name)| (name, "[runtime]".to_owned())));
        for (index, client) in self.clients.iter().enumerate() {
            for name in runtime::packages(client, shared)? {
                let owner = format!("the client in `{}`", client.out.display());
                if let Some(other) = names.insert(name.clone(), owner) {
                    let at = root.child("client").index(index).child("package");
                    return Err(at_entry(&at, &format!("{other} already has a package `{name}`")));
                }
            }
        }
        Ok(())
    }

    /// Checks what is added to manifests.
    pub(super) fn check_manifests(
        &self,
        root: &Pointer,
        at_entry: impl Fn(&Pointer, &str) -> String,
    ) -> Result<(), String> {
        for (index, client) in self.clients.iter().enumerate() {
            if let Some((path, message)) = client.manifest.missing(&client.dependencies) {
                let client = root.child("client").index(index);
                let at = client.descend(path.iter().map(String::as_str));
                return Err(at_entry(&at, &message));
            }
        }
        Ok(())
    }
}

impl Client {
    /// Checks the keys for the kind of output, and gives a module its folder and its name.
    ///
    /// # Errors
    /// The key, and the message.
    pub(super) fn settle(&mut self) -> Result<(), (Option<&'static str>, String)> {
        let Some(folder) = &self.module else {
            let missing = |key: &str| (None, format!("missing field `{key}`"));
            return match (self.package.0.is_empty(), self.out == Path::new("")) {
                (true, _) => Err(missing("package")),
                (false, true) => Err(missing("out")),
                (false, false) => Ok(()),
            };
        };
        let of_packages = [
            ("package", !self.package.0.is_empty()),
            ("out", self.out != Path::new("")),
            ("version", self.version.is_some()),
            ("manifest", !self.manifest.is_empty()),
            ("features", self.features == Features::Tags),
            ("runtime", self.runtime == Some(runtime::Place::Package)),
        ];
        if let Some((key, _)) = of_packages.into_iter().find(|(_, is_set)| *is_set) {
            let message =
                format!("`{key}` is for packages, and this client is a module of an existing package");
            return Err((Some(key), message));
        }
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        self.package = Package(name.into_owned());
        self.out.clone_from(folder);
        Ok(())
    }
}

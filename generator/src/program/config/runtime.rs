//! The place of the support code: `[runtime]`, and `runtime` of a client.

use std::path::{Component, Path, PathBuf};

use generator::{Mode, Runtime};

use super::table::{Described, Shape, options};
use super::{Client, Package};
use crate::program::layout::{Layout, between};

options! {
    /// `[runtime]`: one package for all clients without a runtime of their own.
    #[derive(Debug)]
    pub(crate) struct Shared {
        /// The folder of the package
        pub(crate) out: PathBuf = "out" from "super::relative",
        /// Its name; by default that of its folder
        package: Option<Package> = "package" or "Default::default",
    }
}

impl Shared {
    /// The name of the package.
    ///
    /// # Errors
    /// One line, if the name of its folder is not a valid package name.
    pub(crate) fn package(&self) -> Result<Package, String> {
        match &self.package {
            Some(package) => Ok(package.clone()),
            None => {
                let folder = self.out.file_name().unwrap_or_default().to_string_lossy();
                let why = |error| {
                    format!("[runtime] needs a `package`, since the name of its folder is not valid: {error}")
                };
                folder.parse().map_err(why)
            }
        }
    }

    /// The mode that it must support: clients, or only types.
    pub(crate) fn mode(clients: &[Client]) -> Mode {
        let mut sharing = clients.iter().filter(|client| client.runtime.is_none());
        match sharing.all(|client| client.mode == Mode::Types) {
            true => Mode::Types,
            false => Mode::Client,
        }
    }
}

/// `runtime` of a client, which overrides `[runtime]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Package,
    Embedded,
}

generator::listed_words!(pub(crate) Place, "runtime": Package = "package", Embedded = "embedded");

impl Described for Place {
    fn shape() -> Shape {
        Shape::Words(Self::WORDS.to_vec())
    }
}

impl From<Place> for Runtime {
    fn from(place: Place) -> Self {
        match place {
            Place::Package => Self::Package,
            Place::Embedded => Self::Embedded,
        }
    }
}

/// The place of the runtime of a client.
///
/// # Errors
/// Those of [`Shared::package`].
pub(crate) fn of(client: &Client, shared: Option<&Shared>, layout: &Layout) -> Result<Runtime, String> {
    match (client.runtime, shared) {
        (Some(place), _) => Ok(place.into()),
        (None, None) if client.module.is_some() => Ok(Runtime::Embedded),
        (None, None) => Ok(Runtime::Package),
        (None, Some(shared)) => {
            let Package(package) = shared.package()?;
            Ok(Runtime::Shared {
                package,
                path: layout.relative(&client.out, &shared.out),
            })
        }
    }
}

/// The names of the packages that are written for a client alone.
///
/// # Errors
/// Those of [`Shared::package`].
pub(crate) fn packages(client: &Client, shared: Option<&Shared>) -> Result<Vec<String>, String> {
    if client.module.is_some() {
        return Ok(Vec::new());
    }
    let Package(name) = client.package.clone();
    Ok(match of(client, shared, &Layout::default())? {
        Runtime::Package => vec![Runtime::own_package(&name), name],
        Runtime::Shared { .. } | Runtime::Embedded => vec![name],
    })
}

/// The path of the folder `to` relative to the folder `from`. Both have the same base.
pub(crate) fn relative(from: &Path, to: &Path) -> String {
    let names = |path: &Path| -> Vec<String> {
        let names = path.components().filter_map(|part| match part {
            Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
            Component::CurDir | Component::ParentDir | Component::RootDir | Component::Prefix(_) => None,
        });
        names.collect()
    };
    between(&names(from), &names(to))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::relative;

    #[test]
    fn a_path_is_relative_to_another_folder() {
        for (from, to, path) in [
            ("generated", "runtime", "../runtime"),
            ("clients/a", "clients/runtime", "../runtime"),
            ("./clients/a", "clients/a/runtime", "runtime"),
            ("a/b/c", "d", "../../../d"),
        ] {
            assert_eq!(relative(Path::new(from), Path::new(to)), path);
        }
    }
}

//! The files that a description refers to: how they are requested, and which of them are allowed. This module does no IO: the
//! caller reads the files.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::source::Location;

/// The reason why a file can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// The file does not exist.
    Missing,
    /// The file is outside the root folder: a symbolic link leads out of it.
    Outside,
    /// Any other reason: the file is not UTF-8, or there is no permission.
    Failed(String),
}

type Read = dyn Fn(&str) -> Result<String, Unread> + Send + Sync;

/// The files that a description may refer to. By default there are none, and a reference to a file is an error.
#[derive(Clone, Default)]
pub struct References {
    read: Option<Arc<Read>>,
    named: BTreeMap<String, String>,
    /// The folder of the description, relative to the root folder.
    folder: Vec<String>,
}

impl References {
    /// `read` returns the text of a file. Its argument is the path relative to the description's folder, with `/` as separator.
    /// It is called only for paths in that folder or below it, and for named files. `read` itself must check symbolic links.
    pub fn new(read: impl Fn(&str) -> Result<String, Unread> + Send + Sync + 'static) -> Self {
        Self {
            read: Some(Arc::new(read)),
            named: BTreeMap::new(),
            folder: Vec::new(),
        }
    }

    /// Allows references to folders above the description. `folder` is the description's folder relative to the root folder,
    /// which no reference leaves: `api/v1` allows two more folders. Their files are requested as `../common.yaml`.
    #[must_use]
    pub fn in_folder(mut self, folder: &str) -> Self {
        let parts = folder.split('/').filter(|part| !part.is_empty());
        self.folder = parts.map(str::to_owned).collect();
        self
    }

    /// Allows references to URLs, or to paths outside the root folder. Each is mapped to the path of the file that is read for
    /// it.
    #[must_use]
    pub fn named(mut self, named: BTreeMap<String, String>) -> Self {
        let normal = |(key, path): (String, String)| (Location::beside("").join(&key).to_string(), path);
        self.named = named.into_iter().map(normal).collect();
        self
    }

    /// Whether the same references are allowed, and lead to files of the same names.
    pub(crate) fn is_named_like(&self, other: &Self) -> bool {
        let Self { read, named, folder } = self;
        read.is_some() == other.read.is_some() && *named == other.named && *folder == other.folder
    }

    /// Whether no files are available.
    pub(crate) fn is_empty(&self) -> bool {
        self.read.is_none()
    }

    /// The same files. `watch` is called with the path of each requested file, and with its text or the reason why it can't be read.
    #[must_use]
    pub fn watched(self, watch: impl Fn(&str, Result<&str, &Unread>) + Send + Sync + 'static) -> Self {
        let Self { read, named, folder } = self;
        let read = read.map(|read| -> Arc<Read> {
            Arc::new(move |path: &str| {
                let text = read(path);
                watch(path, text.as_deref());
                text
            })
        });
        Self { read, named, folder }
    }

    /// The file that is mapped to a URL or a path.
    pub(crate) fn name(&self, location: &str) -> Option<&str> {
        self.named.get(location).map(String::as_str)
    }

    /// The shortest path of a file relative to the description's folder. `None` if it is outside the root folder.
    pub(crate) fn inside(&self, location: &Location) -> Option<String> {
        location.inside(&self.folder)
    }

    pub(crate) fn read(&self, path: &str) -> Result<String, Unread> {
        let read = self.read.as_ref().ok_or(Unread::Outside)?;
        read(path)
    }
}

impl fmt::Debug for References {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("References")
            .field("named", &self.named)
            .finish_non_exhaustive()
    }
}

//! The files that a description refers to: how they are asked for, and which ones may be. Opens nothing: whoever calls the
//! generator reads.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::source::Location;

/// Why a file has no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// There is no such file.
    Missing,
    /// It is not in the folder of the description: a link leads out of it.
    Outside,
    /// Anything else: it is no UTF-8, it may not be read.
    Failed(String),
}

type Read = dyn Fn(&str) -> Result<String, Unread> + Send + Sync;

/// The files beside a description. By default there are none, and a reference to one is an error.
#[derive(Clone, Default)]
pub struct References {
    read: Option<Arc<Read>>,
    named: BTreeMap<String, String>,
    /// The folder of the description, seen from the one that no reference leaves.
    folder: Vec<String>,
}

impl References {
    /// `read` gives the text of a file by its path from the folder of the description, with `/` between the parts. It is asked
    /// for paths in that folder or below it only, and for those that are named: it has to see to links.
    pub fn new(read: impl Fn(&str) -> Result<String, Unread> + Send + Sync + 'static) -> Self {
        Self {
            read: Some(Arc::new(read)),
            named: BTreeMap::new(),
            folder: Vec::new(),
        }
    }

    /// Lets references lead to folders above the description too. `folder` is its path from the root folder, which no
    /// reference leaves: `api/v1` for two folders more. Files in them are asked for as `../common.yaml`.
    #[must_use]
    pub fn in_folder(mut self, folder: &str) -> Self {
        let parts = folder.split('/').filter(|part| !part.is_empty());
        self.folder = parts.map(str::to_owned).collect();
        self
    }

    /// Lets references lead to what they may not by themselves: a URL, or a path out of the folder of the description, each
    /// with the path of the file that is read for it.
    #[must_use]
    pub fn named(mut self, named: BTreeMap<String, String>) -> Self {
        let normal = |(key, path): (String, String)| (Location::beside("").join(&key).to_string(), path);
        self.named = named.into_iter().map(normal).collect();
        self
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.read.is_none()
    }

    /// The same, which gives `watch` the path of each file that is asked for.
    #[must_use]
    pub(crate) fn watched(self, watch: impl Fn(&str) + Send + Sync + 'static) -> Self {
        let Self { read, named, folder } = self;
        let read = read.map(|read| -> Arc<Read> {
            Arc::new(move |path: &str| {
                watch(path);
                read(path)
            })
        });
        Self { read, named, folder }
    }

    /// The file that is named for a URL or a path.
    pub(crate) fn name(&self, location: &str) -> Option<&str> {
        self.named.get(location).map(String::as_str)
    }

    /// The shortest path of a file from the folder of the description, when it is in the root folder.
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

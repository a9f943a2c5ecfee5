//! Reads the files that descriptions refer to, from the root folder and from the paths in generator.toml.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

use crate::references::{References, Unread};

/// The size limit of a file, in bytes: the library would reject a longer text.
const MAX_BYTES: u64 = 256 << 20;

impl References {
    /// The files that the description at `spec` may refer to: files in the root folder and, by URL or path, those that are
    /// `named`. The root folder is `root`, or the git repository of the description, or its own folder. Symbolic links out of
    /// it are rejected. Files are read when they are referenced.
    ///
    /// # Errors
    /// A one-line message, if the root folder can't be found or does not contain the description.
    pub fn on_disk(
        spec: &Path,
        root: Option<&Path>,
        named: BTreeMap<String, String>,
    ) -> Result<Self, String> {
        let folder = folder_of(spec);
        let allowed: BTreeSet<String> = named.values().cloned().collect();
        let Ok(home) = folder.canonicalize() else {
            // Reading the description fails too, and reports the reason.
            return Ok(Self::default());
        };
        let root = match root {
            Some(given) => given
                .canonicalize()
                .map_err(|error| format!("{}: {error}", given.display()))?,
            None => repository(&home).unwrap_or(&home).to_owned(),
        };
        let below = home.strip_prefix(&root).map_err(|_| {
            format!(
                "{}: the file is outside the root folder `{}`",
                spec.display(),
                root.display()
            )
        })?;
        let below = below.to_string_lossy().replace('\\', "/");
        let read = move |path: &str| read(&home, &root, path, allowed.contains(path));
        Ok(Self::new(read).in_folder(&below).named(named))
    }
}

/// The root of the git repository that contains this folder.
fn repository(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|folder| folder.join(".git").exists())
}

fn folder_of(spec: &Path) -> PathBuf {
    match spec.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        Some(_) | None => PathBuf::from("."),
    }
}

/// A symbolic link may not lead out of the root folder. This is checked before the file is opened, since a pipe would block
/// forever.
fn read(home: &Path, root: &Path, path: &str, is_named: bool) -> Result<String, Unread> {
    let file = home.join(path).canonicalize().map_err(|error| unread(&error))?;
    if !is_named && !file.starts_with(root) {
        return Err(Unread::Outside);
    }
    let metadata = fs::metadata(&file).map_err(|error| unread(&error))?;
    if !metadata.is_file() {
        return Err(Unread::Failed(format!("`{path}` is not a file")));
    }
    if metadata.len() > MAX_BYTES {
        return Err(Unread::Failed(format!("`{path}` is larger than 256 MiB")));
    }
    let bytes = fs::read(&file).map_err(|error| unread(&error))?;
    String::from_utf8(bytes).map_err(|_| Unread::Failed(format!("`{path}` is not UTF-8")))
}

fn unread(error: &Error) -> Unread {
    if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) {
        Unread::Missing
    } else {
        Unread::Failed(error.to_string())
    }
}

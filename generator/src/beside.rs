//! The files that descriptions refer to, read from the folder of the description, and from where generator.toml says.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

use generator::{References, Unread};

/// No text is longer: the library would refuse it.
const MAX_BYTES: u64 = 256 << 20;

/// What the description at `spec` may refer to: files in its folder and, by URL or path, those that are `named`.
pub(crate) fn references(spec: &Path, named: BTreeMap<String, String>) -> References {
    let folder = folder_of(spec);
    let allowed: BTreeSet<String> = named.values().cloned().collect();
    let read = move |path: &str| read(&folder, path, allowed.contains(path));
    References::new(read).named(named)
}

fn folder_of(spec: &Path) -> PathBuf {
    match spec.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        Some(_) | None => PathBuf::from("."),
    }
}

/// A link may not lead out of the folder, and nothing is opened before that is known: a pipe would wait for ever.
fn read(folder: &Path, path: &str, is_named: bool) -> Result<String, Unread> {
    let home = folder.canonicalize().map_err(|error| unread(&error))?;
    let file = folder.join(path).canonicalize().map_err(|error| unread(&error))?;
    if !is_named && !file.starts_with(&home) {
        return Err(Unread::Outside);
    }
    let metadata = fs::metadata(&file).map_err(|error| unread(&error))?;
    if !metadata.is_file() {
        return Err(Unread::Failed(format!("`{path}` is no file")));
    }
    if metadata.len() > MAX_BYTES {
        return Err(Unread::Failed(format!("`{path}` has more than 256 MiB")));
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

//! Folders as plain data, for comparing and copying.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The bytes of every file below a folder, by relative path.
pub fn read(folder: &Path) -> io::Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut files = BTreeMap::new();
    collect(folder, Path::new(""), &mut files)?;
    Ok(files)
}

/// Copies every file below `from` to the same relative path below `to`.
pub fn copy(from: &Path, to: &Path) -> io::Result<()> {
    for (path, bytes) in read(from)? {
        let path = to.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, bytes)?;
    }
    Ok(())
}

fn collect(root: &Path, folder: &Path, into: &mut BTreeMap<PathBuf, Vec<u8>>) -> io::Result<()> {
    for entry in fs::read_dir(root.join(folder))? {
        let entry = entry?;
        let path = folder.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            collect(root, &path, into)?;
        } else {
            into.insert(path.clone(), fs::read(root.join(&path))?);
        }
    }
    Ok(())
}

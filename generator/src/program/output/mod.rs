//! Writes the folder of a generated package, and compares it with the generated files.
//!
//! The file `.generated` in the folder lists the files that the generator wrote, since not every file can have a header
//! (licences, a README). Only listed files are changed or removed, and symbolic links are not followed. An interrupted run
//! leaves each file complete, old or new; the next run removes its temporary files.

mod difference;
#[cfg(test)]
mod tests;
mod turn;

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use generator::Files;

use crate::program::config::is_inside;
pub(crate) use difference::{Difference, unified};
pub(crate) use turn::{Turn, waiting};

/// The list of the files that the generator wrote: one path per line, sorted.
const LIST: &str = ".generated";
const LIST_HEADER: &str = "# Written by the generator, as is every file below. The generator touches no other file in this folder.\n";

/// The folder of one package.
pub(crate) struct Folder {
    path: PathBuf,
}

/// The numbers of files that [`Folder::write`] handled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) changed: usize,
    pub(crate) unchanged: usize,
    pub(crate) removed: usize,
}

impl Folder {
    pub(crate) fn new(path: PathBuf) -> Self {
        Self { path }
    }

    /// Updates the folder to these files: writes changed files, removes listed files that are not generated any more, and leaves
    /// all others alone.
    ///
    /// # Errors
    /// One line. If a file of somebody else or a link is in the way, nothing has been changed.
    pub(crate) fn write(&self, files: &Files) -> Result<Written, String> {
        let wanted = with_list(files)?;
        let listed = self.listed()?;
        let changed = self.changed(&wanted, &listed)?;
        let stale: Vec<_> = listed.iter().filter(|path| !wanted.contains_key(*path)).collect();
        for path in &stale {
            self.refuse_links(path)?;
        }
        let list_changed = changed.iter().any(|path| **path == Path::new(LIST));
        let written = Written {
            changed: changed.len() - usize::from(list_changed),
            unchanged: files.len() - (changed.len() - usize::from(list_changed)),
            removed: stale.len(),
        };
        if !changed.is_empty() || !stale.is_empty() {
            self.replace(&wanted, &changed, &listed)?;
            stale.iter().try_for_each(|path| self.remove(path))?;
        }
        Ok(written)
    }

    /// The differences from these files.
    ///
    /// # Errors
    /// One line, if a file can't be read.
    pub(crate) fn compare(&self, files: &Files) -> Result<Vec<Difference>, String> {
        let wanted = with_list(files)?;
        let mut differences = Vec::new();
        for (path, new) in &wanted {
            let old = self.read(path)?;
            if old.as_deref() != Some(new.as_str()) {
                differences.push(Difference {
                    path: self.path.join(path),
                    old,
                    new: Some(new.clone()),
                });
            }
        }
        let extra = self.listed()?;
        for path in extra.iter().filter(|path| !wanted.contains_key(*path)) {
            if let Some(old) = self.read(path)? {
                differences.push(Difference {
                    path: self.path.join(path),
                    old: Some(old),
                    new: None,
                });
            }
        }
        Ok(differences)
    }

    /// The paths in the list of the last run that still exist.
    fn listed(&self) -> Result<BTreeSet<PathBuf>, String> {
        let Some(list) = self.read(Path::new(LIST))? else {
            return Ok(BTreeSet::new());
        };
        let mut paths = BTreeSet::from([PathBuf::from(LIST)]);
        for line in list
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
        {
            let path = PathBuf::from(line);
            if !is_inside(&path) {
                return Err(format!(
                    "{}: `{line}` leads outside the folder",
                    self.path.join(LIST).display()
                ));
            }
            if fs::symlink_metadata(self.path.join(&path)).is_ok() {
                paths.insert(path);
            }
        }
        Ok(paths)
    }

    /// The files that must be written. It is an error if the generator did not write the existing file.
    fn changed<'f>(&self, wanted: &'f Files, listed: &BTreeSet<PathBuf>) -> Result<Vec<&'f PathBuf>, String> {
        let mut changed = Vec::new();
        for (path, new) in wanted {
            self.refuse_links(path)?;
            match self.read(path)? {
                Some(old) if old == *new => {}
                Some(_) if !listed.contains(path) => {
                    let path = self.path.join(path);
                    return Err(format!(
                        "{}: the generator did not write this file; move it away",
                        path.display()
                    ));
                }
                Some(_) | None => changed.push(path),
            }
        }
        Ok(changed)
    }

    /// Writes all files to a temporary folder, and then moves them into place. A list that includes the old files comes first.
    fn replace(
        &self,
        wanted: &Files,
        changed: &[&PathBuf],
        listed: &BTreeSet<PathBuf>,
    ) -> Result<(), String> {
        let create = |path: &Path| fs::create_dir_all(path).map_err(|error| failed(path, &error));
        create(&self.path)?;
        self.clear()?;
        let stage = tempfile::Builder::new().prefix(STAGE).tempdir_in(&self.path);
        let stage = stage.map_err(|error| failed(&self.path, &error))?;
        let all: BTreeSet<&PathBuf> = wanted.keys().chain(listed).collect();
        let interim = [(PathBuf::from(LIST), list(all.into_iter()))];
        let rest = changed.iter().filter_map(|path| wanted.get_key_value(*path));
        let rest = rest.filter(|(path, _)| *path != Path::new(LIST));
        let last = wanted.get_key_value(Path::new(LIST));
        let in_order = interim
            .iter()
            .map(|(path, text)| (path, text))
            .chain(rest)
            .chain(last);
        let in_order: Vec<(&PathBuf, &String)> = in_order.collect();
        for (index, (_, text)) in in_order.iter().enumerate() {
            let staged = stage.path().join(index.to_string());
            fs::write(&staged, text).map_err(|error| failed(&staged, &error))?;
        }
        for (index, (path, _)) in in_order.iter().enumerate() {
            let target = self.path.join(path);
            target.parent().map_or(Ok(()), create)?;
            fs::rename(stage.path().join(index.to_string()), &target)
                .map_err(|error| failed(&target, &error))?;
        }
        Ok(())
    }

    /// Removes the temporary folders of interrupted runs. No other run uses them, because runs take turns.
    fn clear(&self) -> Result<(), String> {
        let entries = fs::read_dir(&self.path).map_err(|error| failed(&self.path, &error))?;
        for entry in entries {
            let entry = entry.map_err(|error| failed(&self.path, &error))?;
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if is_folder && is_staged(&entry.file_name(), STAGE) {
                let path = entry.path();
                fs::remove_dir_all(&path).map_err(|error| failed(&path, &error))?;
            }
        }
        Ok(())
    }

    /// Removes a file, and the folders that become empty.
    fn remove(&self, path: &Path) -> Result<(), String> {
        let target = self.path.join(path);
        match fs::remove_file(&target) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(failed(&target, &error)),
            Ok(()) | Err(_) => {}
        }
        for parent in path.ancestors().skip(1).filter(|parent| *parent != Path::new("")) {
            // This fails for a folder that is not empty, which is intended.
            if fs::remove_dir(self.path.join(parent)).is_err() {
                break;
            }
        }
        Ok(())
    }

    /// The text of a file; `None` if it does not exist. A file that is not UTF-8 was not generated, and differs.
    fn read(&self, path: &Path) -> Result<Option<String>, String> {
        self.refuse_links(path)?;
        let path = self.path.join(path);
        match fs::read(&path) {
            Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
            Err(error) => Err(failed(&path, &error)),
        }
    }

    /// Refuses a path through a symbolic link, which may lead out of the folder.
    fn refuse_links(&self, path: &Path) -> Result<(), String> {
        for ancestor in path.ancestors().filter(|ancestor| *ancestor != Path::new("")) {
            let ancestor = self.path.join(ancestor);
            if fs::symlink_metadata(&ancestor).is_ok_and(|metadata| metadata.is_symlink()) {
                return Err(format!(
                    "{}: the generator does not follow symbolic links",
                    ancestor.display()
                ));
            }
        }
        Ok(())
    }
}

/// The prefix of temporary folders. Six letters and digits follow.
const STAGE: &str = ".generated-";

/// The prefix of temporary files.
const STAGED_FILE: &str = ".generated-file-";

fn is_staged(name: &OsStr, prefix: &str) -> bool {
    let rest = name.to_str().and_then(|name| name.strip_prefix(prefix));
    rest.is_some_and(|rest| rest.len() == 6 && rest.chars().all(|c| c.is_ascii_alphanumeric()))
}

/// Removes the temporary files of interrupted runs.
fn clear_files(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if is_staged(&entry.file_name(), STAGED_FILE) && entry.file_type()?.is_file() {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Writes one file by moving it into place, unless it already has this text. Returns whether it was written.
///
/// # Errors
/// One line.
pub(crate) fn write_file(path: &Path, text: &str) -> Result<bool, String> {
    if fs::read(path).is_ok_and(|old| old == text.as_bytes()) {
        return Ok(false);
    }
    let folder = path
        .parent()
        .filter(|folder| *folder != Path::new(""))
        .unwrap_or(Path::new("."));
    let write = || -> io::Result<()> {
        clear_files(folder)?;
        let mut staging = tempfile::Builder::new();
        staging.prefix(STAGED_FILE);
        // By default, a temporary file is private. The umask applies to this mode.
        #[cfg(unix)]
        staging.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let mut staged = staging.tempfile_in(folder)?;
        io::Write::write_all(&mut staged, text.as_bytes())?;
        staged.persist(path)?;
        Ok(())
    };
    write().map(|()| true).map_err(|error| failed(path, &error))
}

/// Writes a file that does not exist, and the folders that it is in.
///
/// # Errors
/// One line, also if it exists.
pub(crate) fn create_file(path: &Path, text: &str) -> Result<(), String> {
    let create = || -> io::Result<()> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut file = fs::File::create_new(path)?;
        io::Write::write_all(&mut file, text.as_bytes())
    };
    create().map_err(|error| failed(path, &error))
}

/// A file system error as one line: `spec/a.yaml: no such file or directory`.
pub(crate) fn failed(path: &Path, error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    format!("{}: {}", path.display(), text.to_lowercase())
}

fn with_list(files: &Files) -> Result<Files, String> {
    if let Some(path) = files.keys().find(|path| !is_inside(path)) {
        return Err(format!("`{}` leads outside the folder", path.display()));
    }
    let mut files = files.clone();
    if !files.is_empty() {
        files.insert(LIST.into(), list(files.keys()));
    }
    Ok(files)
}

/// The name and the text of the list of generated files.
pub(crate) fn list_of(files: &Files) -> (&'static str, String) {
    (LIST, list(files.keys()))
}

fn list<'p>(paths: impl Iterator<Item = &'p PathBuf>) -> String {
    let paths: BTreeSet<String> = paths
        .map(|path| path.to_string_lossy().replace('\\', "/"))
        .collect();
    let lines = paths
        .iter()
        .filter(|path| *path != LIST)
        .map(|path| format!("{path}\n"));
    std::iter::once(LIST_HEADER.to_owned()).chain(lines).collect()
}

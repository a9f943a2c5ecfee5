//! Reads revisions of the repository. Only this module runs `git`. It reads commits, changes neither files nor the index, and
//! never fetches.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use generator::internals::source::MAX_BYTES;

use super::layout::normal;

/// The candidates for the main branch, in order of preference.
const BASES: [&str; 5] = ["origin/HEAD", "origin/main", "origin/master", "main", "master"];

/// The maximum number of symbolic links that are followed to a file.
const MAX_LINKS: usize = 8;

/// The repository of a workspace.
#[derive(Clone, Debug)]
pub(super) struct Repository {
    /// The folder in which `git` runs.
    folder: PathBuf,
    /// The path of the workspace from the root of the repository: empty, or ending with `/`.
    prefix: String,
}

/// A commit, and its name in reports.
#[derive(Clone, Debug)]
pub(super) struct Revision {
    pub(super) name: String,
    commit: String,
}

impl Repository {
    /// The repository that contains a folder; `None` outside of git.
    ///
    /// # Errors
    /// One line, if `git` can't be run.
    pub(super) fn of(folder: &Path) -> Result<Option<Self>, String> {
        let folder = match folder.as_os_str().is_empty() {
            true => PathBuf::from("."),
            false => folder.to_owned(),
        };
        let mut repository = Self {
            folder,
            prefix: String::new(),
        };
        let prefix = repository.line(&["rev-parse", "--show-prefix"])?;
        Ok(prefix.map(|prefix| {
            repository.prefix = prefix;
            repository
        }))
    }

    /// The commit that a revision names; `None` if there is no such revision.
    ///
    /// # Errors
    /// One line, if the revision looks like an option.
    pub(super) fn revision(&self, name: &str) -> Result<Option<Revision>, String> {
        if name.starts_with('-') {
            return Err(format!("`{name}` is not a git revision: it begins with `-`"));
        }
        let commit = self.line(&["rev-parse", "--verify", "--quiet", &format!("{name}^{{commit}}")])?;
        Ok(commit.filter(|commit| !commit.is_empty()).map(|commit| Revision {
            name: name.to_owned(),
            commit,
        }))
    }

    /// The merge base of `HEAD` and the main branch.
    ///
    /// # Errors
    /// One line, if there is no main branch, or if the clone has too few commits.
    pub(super) fn merge_base(&self) -> Result<Revision, String> {
        if self.revision("HEAD")?.is_none() {
            return Err("the repository has no commits: name a file as OLD".to_owned());
        }
        let mut branch = None;
        for name in BASES {
            branch = branch.or(self.revision(name)?);
        }
        let Some(branch) = branch else {
            return Err(format!(
                "there is nothing to compare with: none of {} exists; fetch the main branch, or name a revision as OLD",
                BASES.join(", ")
            ));
        };
        let base = self.line(&["merge-base", "HEAD", &branch.commit])?;
        let Some(commit) = base.filter(|commit| !commit.is_empty()) else {
            let name = branch.name;
            return Err(match self.is_shallow()? {
                true => format!(
                    "the merge base of HEAD and {name} is not in this shallow clone: run `git fetch --unshallow` (`fetch-depth: 0` in a workflow), or name a revision as OLD"
                ),
                false => format!("HEAD and {name} have no common commit: name a revision as OLD"),
            });
        };
        let name = commit.get(..10).unwrap_or(&commit).to_owned();
        Ok(Revision { name, commit })
    }

    /// Whether a file is committed, or added to be.
    ///
    /// # Errors
    /// One line, if `git` can't be run.
    pub(super) fn tracks(&self, file: &Path) -> Result<bool, String> {
        let file = std::path::absolute(file).unwrap_or(file.to_owned());
        let shown = self.line(&["ls-files", "--error-unmatch", "--", &file.to_string_lossy()])?;
        Ok(shown.is_some())
    }

    fn is_shallow(&self) -> Result<bool, String> {
        let line = self.line(&["rev-parse", "--is-shallow-repository"])?;
        Ok(line.is_some_and(|line| line == "true"))
    }

    /// The path of the workspace from the root of the repository: empty, or ending with `/`.
    pub(super) fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The path from the root of the repository, for a path from the workspace; `None` outside of the repository.
    pub(super) fn path(&self, path: &str) -> Option<String> {
        normal(&format!("{}{path}", self.prefix))
    }

    /// The bytes of a file, by its path from the root of the repository; `None` if the revision doesn't have it.
    ///
    /// # Errors
    /// One line: the path is not a file, or `git` failed.
    pub(super) fn read(&self, revision: &Revision, path: &str) -> Result<Option<Vec<u8>>, String> {
        let mut path = path.to_owned();
        for _ in 0..MAX_LINKS {
            let shown = format!("{}:{path}", revision.name);
            let found = self.run(&["ls-tree", "--full-tree", "-lz", &revision.commit, "--", &path])?;
            let found = succeeded(found, &shown)?;
            let entry = String::from_utf8_lossy(&found);
            let Some((meta, _)) = entry.split_once('\t') else {
                return Ok(None);
            };
            let mut meta = meta.split_whitespace();
            let (mode, kind, object, size) = (meta.next(), meta.next(), meta.next(), meta.next());
            let (Some("blob"), Some(object)) = (kind, object) else {
                return Err(format!("{shown}: it is not a file"));
            };
            let size = size.and_then(|size| size.parse().ok()).unwrap_or_default();
            within_limit(&shown, size)?;
            let bytes = succeeded(self.run(&["cat-file", "blob", object])?, &shown)?;
            if mode != Some("120000") {
                return Ok(Some(bytes));
            }
            let target = String::from_utf8_lossy(&bytes).into_owned();
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            path = normal(&format!("{folder}/{target}"))
                .filter(|_| !target.starts_with('/'))
                .ok_or_else(|| format!("{shown}: the link leads out of the repository"))?;
        }
        Err(format!("{}:{path}: too many symbolic links", revision.name))
    }

    /// The line that a command prints; `None` if it fails.
    fn line(&self, arguments: &[&str]) -> Result<Option<String>, String> {
        let output = self.run(arguments)?;
        let text = String::from_utf8_lossy(&output.stdout);
        let line = text.trim_end_matches(['\n', '\r']).to_owned();
        Ok(output.status.success().then_some(line))
    }

    fn run(&self, arguments: &[&str]) -> Result<Output, String> {
        let mut command = Command::new("git");
        command
            .arg("--no-optional-locks")
            .args(arguments)
            .current_dir(&self.folder)
            .env("GIT_NO_LAZY_FETCH", "1")
            .env("LC_ALL", "C");
        command
            .output()
            .map_err(|error| format!("git can't be run: {error}"))
    }
}

/// Refuses a file that is larger than any description, before it is read.
///
/// # Errors
/// One line, if the file is too large.
pub(super) fn within_limit(name: &str, bytes: u64) -> Result<(), String> {
    match u64::try_from(MAX_BYTES).is_ok_and(|limit| bytes > limit) {
        true => Err(format!(
            "{name}: the description has {bytes} bytes; the limit is {MAX_BYTES}"
        )),
        false => Ok(()),
    }
}

/// The output of a command, if it succeeded.
fn succeeded(output: Output, what: &str) -> Result<Vec<u8>, String> {
    if output.status.success() {
        return Ok(output.stdout);
    }
    let text = String::from_utf8_lossy(&output.stderr);
    let line = text.lines().next().unwrap_or_default();
    Err(format!("{what}: {line}"))
}

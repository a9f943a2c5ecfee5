//! Where generator.toml is in its workspace, and what its paths are relative to. This module reads no file.

use std::path::Path;

/// The name of the configuration.
pub(crate) const CONFIG: &str = "generator.toml";

/// The folder of descriptions: a configuration in it belongs to the workspace above.
pub(super) const SPEC: &str = "spec";

/// Where generator.toml is in its workspace. `spec` and other files that it reads are relative to its folder, and `out` to the
/// workspace: the folder of the file, or the one above if that is `spec`.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    /// The name of the file.
    name: String,
    /// The folder of the file from the workspace: `spec/`, or empty.
    base: &'static str,
    /// The workspace from the root of its repository: empty, or ending with `/`. Outside of a repository it is empty.
    prefix: String,
}

impl Default for Layout {
    fn default() -> Self {
        Self::at("", CONFIG)
    }
}

impl Layout {
    pub(super) fn at(base: &'static str, name: &str) -> Self {
        Self {
            name: name.to_owned(),
            base,
            prefix: String::new(),
        }
    }

    /// The places where the file is looked for, in this order.
    pub(crate) fn defaults() -> [Self; 2] {
        [Self::at("spec/", CONFIG), Self::default()]
    }

    /// The layout in a workspace with this path from the root of its repository.
    #[must_use]
    pub(crate) fn in_repository(&self, prefix: &str) -> Self {
        Self {
            prefix: prefix.to_owned(),
            ..self.clone()
        }
    }

    /// Whether the file is in the folder of descriptions.
    pub(super) fn is_in_spec(&self) -> bool {
        !self.base.is_empty()
    }

    /// The layout with the file in the folder of descriptions.
    pub(super) fn in_spec(self) -> Self {
        Self {
            base: "spec/",
            ..self
        }
    }

    /// The path of the file from the workspace.
    pub(crate) fn file(&self) -> String {
        format!("{}{}", self.base, self.name)
    }

    /// The path from the workspace, for a path from the folder of the file.
    pub(crate) fn beside(&self, path: &Path) -> String {
        clean(&format!("{}{}", self.base, slashed(path)))
    }

    /// Whether a path from the folder of the file is in the repository.
    pub(crate) fn has_beside(&self, path: &Path) -> bool {
        self.has(&format!("{}{}", self.base, slashed(path)))
    }

    /// Whether a path from the workspace is in the repository, and is not its root.
    pub(crate) fn has_out(&self, path: &Path) -> bool {
        let path = slashed(path);
        !clean(&path).is_empty() && self.has(&path)
    }

    fn has(&self, path: &str) -> bool {
        normal(&format!("{}{path}", self.prefix)).is_some_and(|path| !path.is_empty())
    }

    /// The path of the folder `to` from the folder `from`. Both are paths from the workspace, in the repository.
    pub(crate) fn relative(&self, from: &Path, to: &Path) -> String {
        let names = |path: &Path| -> Vec<String> {
            let path = normal(&format!("{}{}", self.prefix, slashed(path))).unwrap_or_default();
            path.split('/').map(str::to_owned).collect()
        };
        between(&names(from), &names(to))
    }
}

/// The path from one folder to another. Both are the names of the folders below a common one.
pub(crate) fn between(from: &[String], to: &[String]) -> String {
    let shared = from.iter().zip(to).take_while(|(one, other)| one == other);
    let shared = shared.count();
    let up = from.iter().skip(shared).map(|_| "..");
    let down = to.iter().skip(shared).map(String::as_str);
    up.chain(down).collect::<Vec<_>>().join("/")
}

pub(crate) fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// A relative path without `.`, and with `..` only at its beginning.
pub(crate) fn clean(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

/// A path without `.` and `..`; `None` if it leaves its base folder.
pub(super) fn normal(path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Layout, clean};

    #[test]
    fn paths_are_relative_to_the_file_and_to_the_workspace() {
        let [in_spec, beside] = Layout::defaults();
        assert_eq!(in_spec.beside(Path::new("../api/./a.yaml")), "api/a.yaml");
        assert_eq!(beside.beside(Path::new("../api/a.yaml")), "../api/a.yaml");
        assert_eq!(clean("a/b/../../../c"), "../c");
        assert!(in_spec.has_beside(Path::new("../a.yaml")) && !in_spec.has_beside(Path::new("../../a.yaml")));
        assert!(!beside.has_beside(Path::new("../a.yaml")) && !beside.has_out(Path::new("a/..")));
        let below = beside.in_repository("api/v1/");
        assert!(
            below.has_beside(Path::new("../../a.yaml")) && !below.has_beside(Path::new("../../../a.yaml"))
        );
    }

    #[test]
    fn a_path_is_relative_to_another_folder() {
        let layout = Layout::default().in_repository("api/");
        for (from, to, path) in [
            ("generated", "runtime", "../runtime"),
            ("clients/a", "clients/runtime", "../runtime"),
            ("./clients/a", "clients/a/runtime", "runtime"),
            ("a/b/c", "d", "../../../d"),
            ("../a", "b", "../api/b"),
        ] {
            assert_eq!(layout.relative(Path::new(from), Path::new(to)), path);
        }
    }
}

//! A package as a module of another crate: the paths of its files, and of itself.

use std::path::{Path, PathBuf};

/// The path of a file in the folder of the module; `None` for a file that only a package has.
pub(super) fn file(path: &Path) -> Option<PathBuf> {
    match path.strip_prefix("src") {
        Ok(path) if path == Path::new("lib.rs") => Some("mod.rs".into()),
        Ok(path) => Some(path.to_owned()),
        Err(_) => None,
    }
}

/// The path of the module in code: `crate::api`.
pub(super) fn path(module: &[String]) -> String {
    let names = module.iter().map(String::as_str);
    std::iter::once("crate")
        .chain(names)
        .collect::<Vec<_>>()
        .join("::")
}

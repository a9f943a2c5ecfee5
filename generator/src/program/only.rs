//! The clients that `--client` selects.

use std::collections::BTreeSet;

/// The packages that the arguments name; all clients if there are none.
#[derive(Clone, Copy, Debug)]
pub(super) struct Only<'a>(&'a [String]);

impl<'a> Only<'a> {
    pub(super) fn new(names: &'a [String]) -> Self {
        Self(names)
    }

    pub(super) fn has(self, package: &str) -> bool {
        self.0.is_empty() || self.0.iter().any(|name| name == package)
    }

    /// Checks that each named client is among these packages.
    ///
    /// # Errors
    /// One line: a name that no client has.
    pub(super) fn check<'p>(self, packages: impl IntoIterator<Item = &'p str>) -> Result<(), String> {
        let packages: BTreeSet<&str> = packages.into_iter().collect();
        match self.0.iter().find(|name| !packages.contains(name.as_str())) {
            Some(name) => Err(format!("there is no client `{name}`")),
            None => Ok(()),
        }
    }
}

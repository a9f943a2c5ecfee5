//! Where generator.toml has what the user decides, so that findings about it point there.

use std::collections::BTreeMap;

use crate::source::{Pointer, SourceMap};

/// The places of the entries of [`Overrides`](crate::Overrides). The key of an entry that names a place of a description may
/// spell it in several ways, so these are listed.
#[derive(Clone, Debug, Default)]
pub struct Entries {
    /// Where generator.toml has the client; `None` where the options come from elsewhere.
    pub client: Option<Pointer>,
    /// The entries of `names`, by the place in the description that each names.
    pub names: BTreeMap<Pointer, Pointer>,
    /// The same of `types`.
    pub types: BTreeMap<Pointer, Pointer>,
}

impl Entries {
    /// The same of the tree that the description was translated to.
    pub(crate) fn translated(&self, sources: &SourceMap) -> Self {
        let translated = |entries: &BTreeMap<Pointer, Pointer>| {
            let entries = entries.iter();
            entries
                .map(|(at, entry)| (sources.target(at), entry.clone()))
                .collect()
        };
        Self {
            client: self.client.clone(),
            names: translated(&self.names),
            types: translated(&self.types),
        }
    }

    /// The entry of `formats` for a format.
    pub(crate) fn format(&self, name: &str) -> Option<Pointer> {
        Some(self.client.as_ref()?.descend(["formats", name]))
    }

    /// The header of the idempotency key.
    pub(crate) fn key(&self) -> Option<Pointer> {
        Some(self.client.as_ref()?.descend(["idempotency-key", "header"]))
    }

    /// One of the operations that have the idempotency key.
    pub(crate) fn operation_of_key(&self, index: usize) -> Option<Pointer> {
        let key = self.client.as_ref()?.descend(["idempotency-key", "operations"]);
        Some(key.index(index))
    }

    /// What the entry of `pagination` with this index says under `key`.
    pub(crate) fn pagination(&self, index: usize, key: &str) -> Option<Pointer> {
        let entry = self.client.as_ref()?.child("pagination").index(index);
        Some(entry.child(key))
    }
}

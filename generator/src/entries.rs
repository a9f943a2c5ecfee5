//! The places of options in generator.toml, for diagnostics about them.

use std::collections::BTreeMap;

use crate::source::{Pointer, SourceMap};

/// The places of the entries of [`Overrides`](crate::Overrides). A key can spell the same pointer in several ways, so the places
/// of entries by pointer are listed.
#[derive(Clone, Debug, Default)]
pub struct Entries {
    /// The place of the client in generator.toml. `None` if the options come from elsewhere.
    pub client: Option<Pointer>,
    /// The entries of `names`, by their places in the description.
    pub names: BTreeMap<Pointer, Pointer>,
    /// The entries of `types`, by their places in the description.
    pub types: BTreeMap<Pointer, Pointer>,
    /// The entries of `derive`, by their places in the description.
    pub derives: BTreeMap<Pointer, Pointer>,
    /// The entries of `attributes`, by their places in the description.
    pub attributes: BTreeMap<Pointer, Pointer>,
}

impl Entries {
    /// The same entries with pointers into the translated tree (OpenAPI 3.0).
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
            derives: translated(&self.derives),
            attributes: translated(&self.attributes),
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

    /// The value of `key` in the entry of `pagination` with this index.
    pub(crate) fn pagination(&self, index: usize, key: &str) -> Option<Pointer> {
        let entry = self.client.as_ref()?.child("pagination").index(index);
        Some(entry.child(key))
    }
}

// Copied from runtime/json/extra.rs of generator 0.1.0; independent of the description.

//! Properties that the description doesn't list.

use std::collections::BTreeMap;
use std::collections::btree_map;
use std::fmt;
use std::iter;

use crate::runtime::json::kept::ExactJson;
use crate::runtime::json::schema::{Map, Schema, Slot, Value};

/// Properties that the description doesn't list, by key. An empty map takes the space of one pointer.
///
/// A property that was received in JSON is sent again with its numbers as written (`1.10`, `1E5`,
/// `12345678901234567890123`), until it is replaced. Its [`serde_json::Value`] contains the nearest representable number.
#[allow(clippy::box_collection)] // Every object carries one, nearly always empty: one word instead of three.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Extra(Option<Box<BTreeMap<String, ExactJson>>>);

impl Extra {
    /// No properties.
    #[inline]
    pub const fn new() -> Self {
        Self(None)
    }

    /// The value of `key`.
    pub fn get(&self, key: &str) -> Option<&serde_json::Value> {
        self.0.as_ref()?.get(key).map(ExactJson::json)
    }

    /// Adds or replaces a property, and returns the previous value.
    pub fn insert(
        &mut self,
        key: impl Into<String>,
        value: impl Into<serde_json::Value>,
    ) -> Option<serde_json::Value> {
        let value = ExactJson::from(value.into());
        let replaced = self.0.get_or_insert_default().insert(key.into(), value);
        replaced.map(ExactJson::into_json)
    }

    /// Removes a property, and returns its value.
    pub fn remove(&mut self, key: &str) -> Option<serde_json::Value> {
        let removed = self.0.as_mut()?.remove(key);
        if self.is_empty() {
            // Empty maps must be equal.
            self.0 = None;
        }
        removed.map(ExactJson::into_json)
    }

    /// The number of properties.
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |map| map.len())
    }

    /// Whether there are no properties.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The properties, sorted by key.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &serde_json::Value)> {
        self.0
            .iter()
            .flat_map(|map| map.iter())
            .map(|(key, value)| (key.as_str(), value.json()))
    }
}

impl<K: Into<String>> FromIterator<(K, serde_json::Value)> for Extra {
    fn from_iter<I: IntoIterator<Item = (K, serde_json::Value)>>(entries: I) -> Self {
        let mut extra = Self::new();
        extra.extend(entries);
        extra
    }
}

impl<K: Into<String>> Extend<(K, serde_json::Value)> for Extra {
    fn extend<I: IntoIterator<Item = (K, serde_json::Value)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl IntoIterator for Extra {
    type Item = (String, serde_json::Value);
    type IntoIter = iter::Map<btree_map::IntoIter<String, ExactJson>, fn((String, ExactJson)) -> Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        let entries = self.0.map(|map| *map).unwrap_or_default();
        entries.into_iter().map(|(key, value)| (key, value.into_json()))
    }
}

impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl Schema for Extra {
    #[inline]
    fn placeholder() -> Self {
        Self::new()
    }

    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        Slot::Map(self)
    }

    #[inline]
    fn value(&self) -> Value<'_> {
        match &self.0 {
            Some(map) => Value::Map(&**map),
            None => Value::Absent,
        }
    }
}

impl Map for Extra {
    fn insert_key(&mut self, key: &str) -> Option<Slot<'_>> {
        Map::insert_key(&mut **self.0.get_or_insert_default(), key)
    }

    fn clear(&mut self) {
        self.0 = None;
    }
}

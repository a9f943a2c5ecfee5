//! The members of an object: an ordered map that costs little for the few members that most objects have.

use std::collections::BTreeMap;
use std::slice;
use std::vec;

/// The members of an object in the order of the text, each key once. `V` is the node of a tree.
///
/// A description has hundreds of thousands of objects, most of them with fewer than ten members. Up to [`FEW`] members are compared
/// one by one; more have an index.
#[derive(Clone, Debug)]
pub struct Members<V> {
    entries: Vec<(String, V)>,
    /// The position of each key, if there are more than [`FEW`].
    #[allow(clippy::box_collection, reason = "the box keeps each node 16 bytes smaller")]
    index: Option<Box<BTreeMap<String, usize>>>,
}

/// The largest number of members without an index.
const FEW: usize = 16;

impl<V> Members<V> {
    /// An object without members.
    pub fn new() -> Self {
        Self::default()
    }

    /// An object without members that has room for `count` of them.
    pub fn with_capacity(count: usize) -> Self {
        Self {
            entries: Vec::with_capacity(count),
            index: None,
        }
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub fn contains_key(&self, key: &str) -> bool {
        self.position(key).is_some()
    }

    /// The value of the member `key`.
    pub fn get(&self, key: &str) -> Option<&V> {
        let (_, value) = self.entries.get(self.position(key)?)?;
        Some(value)
    }

    /// The value of the member `key`, mutably.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut V> {
        let position = self.position(key)?;
        let (_, value) = self.entries.get_mut(position)?;
        Some(value)
    }

    /// Sets a member. A new one is the last; one that exists keeps its position, and its old value is returned.
    pub fn insert(&mut self, key: String, value: V) -> Option<V> {
        match self.get_mut(&key) {
            Some(old) => Some(std::mem::replace(old, value)),
            None => {
                self.push(key, value);
                None
            }
        }
    }

    /// Adds a member unless there is one with this key.
    pub fn insert_missing(&mut self, key: &str, value: impl FnOnce() -> V) {
        if !self.contains_key(key) {
            self.push(key.to_owned(), value());
        }
    }

    /// Removes the member `key`. The others keep their order.
    pub fn remove(&mut self, key: &str) -> Option<V> {
        let position = self.position(key)?;
        let (_, value) = self.entries.remove(position);
        self.reindex();
        Some(value)
    }

    /// Keeps only some members.
    pub fn retain(&mut self, mut is_kept: impl FnMut(&String, &mut V) -> bool) {
        self.entries.retain_mut(|(key, value)| is_kept(key, value));
        self.reindex();
    }

    pub fn iter(&self) -> Iter<'_, V> {
        self.into_iter()
    }

    pub fn iter_mut(&mut self) -> IterMut<'_, V> {
        self.into_iter()
    }

    pub fn keys(&self) -> impl ExactSizeIterator<Item = &String> + DoubleEndedIterator {
        self.entries.iter().map(|(key, _)| key)
    }

    pub fn values(&self) -> impl ExactSizeIterator<Item = &V> + DoubleEndedIterator {
        self.entries.iter().map(|(_, value)| value)
    }

    pub fn values_mut(&mut self) -> impl ExactSizeIterator<Item = &mut V> + DoubleEndedIterator {
        self.entries.iter_mut().map(|(_, value)| value)
    }

    fn position(&self, key: &str) -> Option<usize> {
        match &self.index {
            Some(index) => index.get(key).copied(),
            None => self.entries.iter().position(|(other, _)| other == key),
        }
    }

    /// Adds a member whose key is new.
    fn push(&mut self, key: String, value: V) {
        let position = self.entries.len();
        if let Some(index) = &mut self.index {
            index.insert(key.clone(), position);
        }
        self.entries.push((key, value));
        if position == FEW {
            self.reindex();
        }
    }

    fn reindex(&mut self) {
        let keys = self.entries.iter().enumerate();
        self.index = (self.entries.len() > FEW)
            .then(|| Box::new(keys.map(|(position, (key, _))| (key.clone(), position)).collect()));
    }
}

impl<V> Default for Members<V> {
    fn default() -> Self {
        Self::with_capacity(0)
    }
}

/// Objects are equal whatever the order of their members (RFC 8259, section 1).
impl<V: PartialEq> PartialEq for Members<V> {
    fn eq(&self, other: &Self) -> bool {
        // Most objects that are compared have the same order too.
        let same = |((key, value), (there, here)): ((&String, &V), (&String, &V))| match key == there {
            true => value == here,
            false => other.get(key) == Some(value),
        };
        self.len() == other.len() && self.iter().zip(other).all(same)
    }
}

impl<V> Extend<(String, V)> for Members<V> {
    fn extend<I: IntoIterator<Item = (String, V)>>(&mut self, members: I) {
        for (key, value) in members {
            self.insert(key, value);
        }
    }
}

impl<V> FromIterator<(String, V)> for Members<V> {
    fn from_iter<I: IntoIterator<Item = (String, V)>>(members: I) -> Self {
        let members = members.into_iter();
        let mut found = Self::with_capacity(members.size_hint().0);
        found.extend(members);
        found
    }
}

impl<V, const N: usize> From<[(String, V); N]> for Members<V> {
    fn from(members: [(String, V); N]) -> Self {
        members.into_iter().collect()
    }
}

/// The members of an object, borrowed.
#[derive(Clone, Debug)]
pub struct Iter<'m, V>(slice::Iter<'m, (String, V)>);

/// The members of an object, their values mutable.
#[derive(Debug)]
pub struct IterMut<'m, V>(slice::IterMut<'m, (String, V)>);

impl<'m, V> Iterator for Iter<'m, V> {
    type Item = (&'m String, &'m V);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(key, value)| (key, value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl<V> DoubleEndedIterator for Iter<'_, V> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.0.next_back().map(|(key, value)| (key, value))
    }
}

impl<V> ExactSizeIterator for Iter<'_, V> {}

impl<'m, V> Iterator for IterMut<'m, V> {
    type Item = (&'m String, &'m mut V);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(key, value)| (&*key, value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl<V> ExactSizeIterator for IterMut<'_, V> {}

impl<'m, V> IntoIterator for &'m Members<V> {
    type Item = (&'m String, &'m V);
    type IntoIter = Iter<'m, V>;

    fn into_iter(self) -> Iter<'m, V> {
        Iter(self.entries.iter())
    }
}

impl<'m, V> IntoIterator for &'m mut Members<V> {
    type Item = (&'m String, &'m mut V);
    type IntoIter = IterMut<'m, V>;

    fn into_iter(self) -> IterMut<'m, V> {
        IterMut(self.entries.iter_mut())
    }
}

impl<V> IntoIterator for Members<V> {
    type Item = (String, V);
    type IntoIter = vec::IntoIter<(String, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbered(count: u64) -> Members<u64> {
        (0..count).map(|number| (number.to_string(), number)).collect()
    }

    fn keys(members: &Members<u64>) -> Vec<&str> {
        members.keys().map(String::as_str).collect()
    }

    #[test]
    fn few_and_many_members_keep_their_order() {
        for count in [1, 15, 16, 17, 18, 40] {
            let mut members = numbered(count);
            let order: Vec<_> = (0..count).map(|number| number.to_string()).collect();
            assert_eq!(keys(&members), order, "{count}");
            assert_eq!(members.insert("0".to_owned(), 900), Some(0));
            members.insert_missing("0", || 901);
            members.insert_missing("new", || 901);
            assert_eq!(members.get("0"), Some(&900));
            assert_eq!(members.get("new"), Some(&901), "{count}");
            assert_eq!(members.remove("0"), Some(900));
            assert_eq!(members.remove("0"), None);
            let order: Vec<_> = order.iter().skip(1).map(String::as_str).chain(["new"]).collect();
            assert_eq!(keys(&members), order, "{count}");
            for (position, key) in order.iter().enumerate() {
                assert_eq!(members.position(key), Some(position), "{count}");
            }
            members.retain(|key, _| key == "new");
            assert_eq!((members.len(), members.contains_key("new")), (1, true));
        }
    }

    #[test]
    fn objects_with_another_order_are_equal() {
        let reversed = |members: Members<u64>| -> Members<u64> { members.into_iter().rev().collect() };
        for count in [2, 20] {
            assert_eq!(reversed(numbered(count)), numbered(count));
            assert_ne!(numbered(count), numbered(count + 1));
        }
    }
}

//! Moves: operations whose place differs from the one in the lock. They and their contents keep their names.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::lock::Lock;
use crate::model::PathItem;
use crate::naming::{OPERATION, OPERATION_ID, OPERATION_TYPE};
use crate::source::{Node, Pointer};

/// An operation by its path and its method, as tokens of a pointer.
type Place = (String, String);

/// The new places of operations and path items of the lock.
#[derive(Debug, Default)]
struct Moves {
    operations: BTreeMap<Place, Place>,
    paths: BTreeMap<String, String>,
}

/// The lock with all entries at the places of this description. Two operations are the same if their paths are the same apart
/// from the names of parameters, or otherwise if their `operationId` is the same.
pub(crate) fn follow(lock: Lock, items: &[PathItem], id: impl Fn(&Pointer) -> Option<String>) -> Lock {
    let old = pinned(&lock);
    let mut new: BTreeMap<Place, Option<String>> = BTreeMap::new();
    for item in items {
        for (_, at) in &item.operations {
            let declared = item.declared_at(at);
            new.extend(place_of(declared.fragment()).map(|place| (place, id(at))));
        }
    }
    let moves = Moves::new(&old, &new);
    if moves.operations.is_empty() {
        return lock;
    }
    lock.moved(|place| moves.apply(place))
}

/// The operations of the lock, each with its `operationId`.
fn pinned(lock: &Lock) -> BTreeMap<Place, Option<String>> {
    let mut old: BTreeMap<Place, Option<String>> = BTreeMap::new();
    for (key, name) in lock.entries() {
        let is_id = key.kind() == OPERATION_ID;
        let is_name = [OPERATION, OPERATION_TYPE].contains(&key.kind());
        if let [place] = key.places()
            && let Some(place) = place_of(place).filter(|_| is_id || is_name)
        {
            let id = old.entry(place).or_default();
            if is_id {
                *id = Some(name.to_owned());
            }
        }
    }
    old
}

/// The operation at this pointer.
fn place_of(pointer: &str) -> Option<Place> {
    let (place, below) = divided(pointer)?;
    below.is_empty().then_some(place)
}

/// The operation that contains this pointer, and the rest of the pointer. An operation is a field of its path, or a member of
/// `additionalOperations`.
fn divided(pointer: &str) -> Option<(Place, &str)> {
    let (path, rest) = pointer.strip_prefix("/paths/")?.split_once('/')?;
    let name = rest.strip_prefix("additionalOperations/").unwrap_or(rest);
    let length = rest.len() - name.len() + name.find('/').unwrap_or(name.len());
    let (method, below) = rest.split_at_checked(length)?;
    Some(((path.to_owned(), method.to_owned()), below))
}

/// The path without the names in braces.
fn shape(path: &str) -> String {
    let mut shape = String::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((_, after)) = after.split_once('}') else {
            break;
        };
        shape.push_str(before);
        shape.push_str("{}");
        rest = after;
    }
    shape.push_str(rest);
    shape
}

impl Moves {
    fn new(old: &BTreeMap<Place, Option<String>>, new: &BTreeMap<Place, Option<String>>) -> Self {
        let mut moves = Self::default();
        let mut gone: BTreeMap<&Place, Option<&str>> = BTreeMap::new();
        for (place, id) in old.iter().filter(|(place, _)| !new.contains_key(*place)) {
            gone.insert(place, id.as_deref());
        }
        let come: Vec<_> = new
            .iter()
            .filter(|(place, _)| !old.contains_key(*place))
            .collect();
        let by_shape = |place: &Place, _: Option<&str>| Some((shape(&place.0), place.1.clone()));
        moves.pair(&mut gone, &come, by_shape);
        moves.pair(&mut gone, &come, |_, id| id.map(str::to_owned));
        moves.pair_paths(old, new);
        moves
    }

    /// Matches operations with the same key, in the order of their places.
    fn pair<K: Ord>(
        &mut self,
        gone: &mut BTreeMap<&Place, Option<&str>>,
        come: &[(&Place, &Option<String>)],
        key: impl Fn(&Place, Option<&str>) -> Option<K>,
    ) {
        let mut waiting: BTreeMap<K, VecDeque<&Place>> = BTreeMap::new();
        for (place, id) in gone.iter() {
            if let Some(key) = key(place, *id) {
                waiting.entry(key).or_default().push_back(place);
            }
        }
        let settled: BTreeSet<Place> = self.operations.values().cloned().collect();
        for (place, id) in come.iter().filter(|(place, _)| !settled.contains(*place)) {
            let same = key(place, id.as_deref()).and_then(|key| waiting.get_mut(&key)?.pop_front());
            if let Some(same) = same {
                gone.remove(same);
                self.operations.insert(same.clone(), (*place).clone());
            }
        }
    }

    /// A path moves with its first operation if its old place is empty and its new place was empty.
    fn pair_paths(&mut self, old: &BTreeMap<Place, Option<String>>, new: &BTreeMap<Place, Option<String>>) {
        let paths = |places: &BTreeMap<Place, Option<String>>| -> BTreeSet<String> {
            places.keys().map(|(path, _)| path.clone()).collect()
        };
        let (old, new) = (paths(old), paths(new));
        for ((from, _), (to, _)) in &self.operations {
            if !new.contains(from) && !old.contains(to) {
                self.paths.entry(from.clone()).or_insert_with(|| to.clone());
            }
        }
    }

    /// The place in this description of the lock's entry at `pointer`; `None` if it did not move.
    fn apply(&self, pointer: &str) -> Option<String> {
        let (place, below) = divided(pointer)?;
        let moved = self.operations.get(&place).cloned();
        let (path, method) = moved.or_else(|| Some((self.paths.get(&place.0)?.clone(), place.1)))?;
        Some(format!("/paths/{path}/{method}{below}"))
    }
}

/// The `operationId`, unchanged.
pub(crate) fn id_of(operation: Option<&Node>) -> Option<String> {
    operation?.get("operationId")?.as_str().map(str::to_owned)
}

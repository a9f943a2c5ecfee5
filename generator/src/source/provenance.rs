//! The origins of nodes that don't come from the same pointer of the description, but from other documents or overlays.

use std::collections::BTreeMap;

use super::pointer::Pointer;

/// The places of nodes that come from elsewhere, each with its origin. Their children come from the children of the origin.
#[derive(Clone, Debug, Default)]
pub struct Provenance {
    sources: BTreeMap<Pointer, Pointer>,
}

impl Provenance {
    /// Whether every node comes from the same pointer of the description.
    pub fn is_empty(&self) -> bool {
        self.sources.is_empty()
    }

    /// Records that the node at `place` and all nodes below it come from `source`.
    pub fn came_from(&mut self, place: &Pointer, source: Pointer) {
        self.forget(place);
        self.sources.insert(place.clone(), source);
    }

    /// Forgets the origins of a node and of all nodes below it.
    pub fn forget(&mut self, place: &Pointer) {
        let below: Vec<Pointer> = self.below(place).map(|(at, _)| at.clone()).collect();
        for at in below {
            self.sources.remove(&at);
        }
    }

    /// The origins of a node and of all nodes below it.
    fn below<'p>(&'p self, place: &'p Pointer) -> impl Iterator<Item = (&'p Pointer, &'p Pointer)> {
        let from = self.sources.range(place..);
        let near = from.take_while(|(at, _)| {
            at.document() == place.document() && at.fragment().starts_with(place.fragment())
        });
        near.filter(|(at, _)| at.is_within(place))
    }

    /// The place in a text of the node at `place`.
    #[must_use]
    pub fn origin(&self, place: &Pointer) -> Pointer {
        if self.sources.is_empty() {
            return place.clone();
        }
        let mut above = Some(place.clone());
        while let Some(at) = above {
            if let Some(source) = self.sources.get(&at) {
                let below = place.fragment().strip_prefix(at.fragment()).unwrap_or_default();
                return source.below(below);
            }
            above = at.parent();
        }
        place.clone()
    }

    /// The first place of the node at `origin` of a text: the inverse of [`Self::origin`].
    #[must_use]
    pub fn place(&self, origin: &Pointer) -> Pointer {
        let closest = self.sources.iter().filter(|(_, source)| origin.is_within(source));
        let closest = closest.max_by_key(|(_, source)| source.fragment().len());
        closest.map_or_else(
            || origin.clone(),
            |(place, source)| {
                let below = origin.fragment().strip_prefix(source.fragment());
                place.below(below.unwrap_or_default())
            },
        )
    }

    /// Moves the origins of the items of the array at `array` after the items at `gone` (in order) were removed. `length` is
    /// the number of items before that.
    pub fn items_removed(&mut self, array: &Pointer, gone: &[usize], length: usize) {
        let first = gone.first().copied().unwrap_or(length);
        let mut moved = Vec::new();
        let mut shift = 0;
        for index in first..length {
            if gone.binary_search(&index).is_ok() {
                shift += 1;
                continue;
            }
            let old = array.index(index);
            let inner = self.inside(&old).map(|(at, source)| {
                let below = at.fragment().strip_prefix(old.fragment());
                (below.unwrap_or_default().to_owned(), source.clone())
            });
            let inner: Vec<(String, Pointer)> = inner.collect();
            moved.push((array.index(index.saturating_sub(shift)), self.origin(&old), inner));
        }
        for index in first..length {
            self.forget(&array.index(index));
        }
        for (new, origin, inner) in moved {
            for (below, source) in inner {
                self.sources.insert(new.below(&below), source);
            }
            self.sources.insert(new, origin);
        }
    }

    /// [`Self::items_removed`] for one item.
    pub fn item_removed(&mut self, array: &Pointer, gone: usize, length: usize) {
        self.items_removed(array, &[gone], length);
    }

    /// The origins of all nodes below a node.
    fn inside<'p>(&'p self, place: &'p Pointer) -> impl Iterator<Item = (&'p Pointer, &'p Pointer)> {
        self.below(place).filter(move |(at, _)| *at != place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_comes_from_its_closest_source() {
        let (root, other) = (Pointer::root("a.yaml"), Pointer::root("fix.yaml"));
        let mut provenance = Provenance::default();
        provenance.came_from(&root.child("tags").index(2).child("name"), other.child("name"));
        provenance.item_removed(&root.child("tags"), 1, 4);
        for (place, origin) in [
            (root.child("tags").index(0), root.child("tags").index(0)),
            (root.child("tags").index(1), root.child("tags").index(2)),
            (root.child("tags").index(1).child("name"), other.child("name")),
            (
                root.child("tags").index(2).child("x"),
                root.child("tags").index(3).child("x"),
            ),
        ] {
            assert_eq!(provenance.origin(&place), origin);
            assert_eq!(provenance.place(&origin), place);
        }
    }
}

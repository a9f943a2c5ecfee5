//! Maps nodes of a translated tree to their places in the text, and back. This module knows pointers only.

use std::collections::BTreeMap;

use super::pointer::Pointer;

/// The moves of a translation that works from the leaves to the root. A move is recorded relative to the place of its owner
/// in the text. If an owner above moves that owner, it has a record of its own.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    /// The place in the text, by the new place.
    sources: BTreeMap<String, Pointer>,
    /// The owner in the text and the new path below it, by the place in the text.
    targets: BTreeMap<String, (Pointer, Vec<String>)>,
}

impl Origins {
    /// Records that the node at `new` below `owner` was at `old` below it. If `old` is the owner itself, references to it
    /// don't change.
    pub fn moved(&mut self, owner: &Pointer, new: &[&str], old: &[&str]) {
        let source = owner.descend(old.iter().copied());
        let target = owner.descend(new.iter().copied());
        if !old.is_empty() {
            let way = new.iter().map(|token| (*token).to_owned()).collect();
            // If there are several copies, references lead to the first.
            let place = self.targets.entry(source.fragment().to_owned());
            place.or_insert((owner.clone(), way));
        }
        self.sources.insert(target.fragment().to_owned(), source);
    }

    /// [`Self::moved`] with full pointers. `old` may be below another owner than `new`, as long as neither owner moves.
    pub fn relocated(&mut self, new: &Pointer, old: &Pointer) {
        let root = Pointer::root(new.document());
        let tokens = |at: &Pointer| at.tokens().map(|token| token.into_owned()).collect::<Vec<_>>();
        let (new, old) = (tokens(new), tokens(old));
        let [new, old] = [&new, &old].map(|tokens| tokens.iter().map(String::as_str).collect::<Vec<_>>());
        self.moved(&root, &new, &old);
    }

    /// Whether nothing has moved.
    pub fn is_empty(&self) -> bool {
        self.sources.is_empty()
    }

    /// The place in the text of the node at `at` of the translated tree.
    #[must_use]
    pub fn origin(&self, at: &Pointer) -> Pointer {
        if self.is_empty() {
            return at.clone();
        }
        let mut origin = Pointer::root(at.document());
        // A move is recorded with pointers of the new tree or, below an owner that has moved, of the text. The latter is
        // tried first, because another node may have taken the place in the new tree.
        let mut ways = vec![origin.clone()];
        for token in at.tokens() {
            origin = origin.child(&token);
            for way in &mut ways {
                *way = way.child(&token);
            }
            let source = ways.iter().rev().find_map(|way| self.sources.get(way.fragment()));
            if let Some(source) = source {
                origin = source.clone();
                ways.push(source.clone());
            }
        }
        origin
    }

    /// The place in the translated tree of the node at `at` of the text.
    #[must_use]
    pub fn target(&self, at: &Pointer) -> Pointer {
        let mut here = Pointer::root(at.document());
        let mut targets = vec![here.clone()];
        for token in at.tokens() {
            here = here.child(&token);
            let moved = self.targets.get(here.fragment()).and_then(|(owner, way)| {
                let owner = targets.get(owner.tokens().count())?;
                Some(owner.descend(way.iter().map(String::as_str)))
            });
            let last = targets.last().map(|last| last.child(&token));
            targets.extend(moved.or(last));
        }
        targets.pop().unwrap_or(here)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(fragment: &str) -> Pointer {
        Pointer::at("api.json", fragment)
    }

    #[test]
    fn moves_inside_of_moves_are_followed_both_ways() {
        let mut origins = Origins::default();
        origins.moved(&at("/definitions/Pet"), &["anyOf", "1", "items"], &["items"]);
        origins.moved(&at("/definitions/Pet/items"), &["x-if"], &["if"]);
        origins.moved(&at(""), &["components", "schemas"], &["definitions"]);
        for (new, old) in [
            ("/components/schemas", "/definitions"),
            ("/components/schemas/Pet/items", "/definitions/Pet/items"),
            (
                "/components/schemas/Pet/anyOf/1/items/x-if/type",
                "/definitions/Pet/items/if/type",
            ),
            ("/paths", "/paths"),
        ] {
            assert_eq!(origins.origin(&at(new)), at(old));
        }
        assert_eq!(
            origins.target(&at("/definitions/Pet/items/if/type")),
            at("/components/schemas/Pet/anyOf/1/items/x-if/type")
        );
        assert_eq!(origins.target(&at("/paths/~1a")), at("/paths/~1a"));
    }

    #[test]
    fn a_later_copy_has_the_same_origin_and_is_not_a_target() {
        let mut origins = Origins::default();
        let owner = at("/responses/Ok");
        origins.moved(&owner, &["content", "a/b", "schema"], &["schema"]);
        origins.moved(&owner, &["content", "c/d", "schema"], &["schema"]);
        assert_eq!(
            origins.origin(&at("/responses/Ok/content/c~1d/schema/type")),
            at("/responses/Ok/schema/type")
        );
        assert_eq!(
            origins.target(&at("/responses/Ok/schema")),
            at("/responses/Ok/content/a~1b/schema")
        );
    }

    #[test]
    fn a_node_that_wraps_its_owner_is_not_a_target() {
        let mut origins = Origins::default();
        origins.moved(&at("/a"), &["allOf", "0"], &[]);
        assert_eq!(origins.origin(&at("/a/allOf/0/$ref")), at("/a/$ref"));
        assert_eq!(origins.target(&at("/a")), at("/a"));
    }
}

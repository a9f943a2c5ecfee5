//! A side of a comparison: one description, read, lowered and named.

use std::collections::BTreeSet;

use crate::ir::Api;
use crate::source::{Node, Pointer, SourceMap};
use crate::surface::Surface;

/// One of the two descriptions of a comparison.
#[derive(Clone, Debug)]
pub(crate) struct Side {
    /// What is generated from it.
    pub(crate) api: Api,
    /// The tree that the api was lowered from, in the shape of OpenAPI 3.0.
    pub(crate) tree: Node,
    /// The root of the tree.
    pub(crate) root: Pointer,
    /// The public items of its client.
    pub(crate) surface: Surface,
    /// The parts that nothing is generated from, as diagnostics report.
    pub(crate) slips: Slips,
}

/// Places in the texts that the generator left out, by their fragments.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slips {
    /// Where the nodes of the tree come from.
    pub(crate) sources: SourceMap,
    /// Values that can't be read: everything at the place is left out.
    pub(crate) unread: BTreeSet<String>,
    /// Keywords without an effect.
    pub(crate) without_effect: BTreeSet<String>,
}

impl Slips {
    /// Whether everything at a place of the tree is left out.
    pub(crate) fn has_unread(&self, at: &Pointer) -> bool {
        self.unread.contains(self.sources.origin(at).fragment())
    }

    /// Whether the value at a place of the tree is left out, or one of its items.
    pub(crate) fn has(&self, at: &Pointer) -> bool {
        self.any(at, |below| below.is_empty() || is_index(below))
    }

    /// Whether anything at a place of the tree or below it is left out.
    pub(crate) fn has_within(&self, at: &Pointer) -> bool {
        self.any(at, |below| below.is_empty() || below.starts_with('/'))
    }

    fn any(&self, at: &Pointer, is_it: impl Fn(&str) -> bool) -> bool {
        let origin = self.sources.origin(at);
        let is_it = |fragment: &String| fragment.strip_prefix(origin.fragment()).is_some_and(&is_it);
        [&self.unread, &self.without_effect].into_iter().any(|all| {
            let near = all.range(origin.fragment().to_owned()..);
            near.take_while(|fragment| fragment.starts_with(origin.fragment()))
                .any(is_it)
        })
    }
}

/// `/0`
fn is_index(below: &str) -> bool {
    let digits = below.strip_prefix('/').unwrap_or_default();
    !digits.is_empty() && digits.chars().all(|character| character.is_ascii_digit())
}

impl Side {
    /// A side of this api and its tree.
    pub(crate) fn new(api: Api, tree: Node, root: Pointer, slips: Slips) -> Self {
        Self {
            surface: Surface::of(&api),
            api,
            tree,
            root,
            slips,
        }
    }

    /// Computes the public items again, after something was removed.
    pub(super) fn refresh(&mut self) {
        self.surface = Surface::of(&self.api);
    }
}

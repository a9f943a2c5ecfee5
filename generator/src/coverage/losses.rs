//! The diagnostics of a run by their place, as a tree that is walked along with the description.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostics, Severity};
use crate::source::Pointer;

/// What a diagnostic costs. In order of gravity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Loss {
    Lossy(Code),
    Refused(Code),
}

/// What was found at a node and below it.
#[derive(Debug, Default)]
pub(super) struct Losses {
    here: Option<Loss>,
    below: BTreeMap<String, Losses>,
}

impl Losses {
    pub(super) fn new(diagnostics: &Diagnostics) -> Self {
        let mut root = Self::default();
        for (at, code, severity) in diagnostics.places() {
            // Who doesn't follow an extension loses nothing that the specification says.
            let is_extension = at.last().is_some_and(|key| key.starts_with("x-"));
            if is_extension && code == Code::IgnoredKeyword {
                continue;
            }
            if let Some(loss) = loss(code, severity) {
                root.add(&at, loss);
            }
        }
        root
    }

    fn add(&mut self, at: &Pointer, loss: Loss) {
        let node = at.tokens().fold(self, |node, token| {
            node.below.entry(token.into_owned()).or_default()
        });
        node.here = worse(node.here, Some(loss));
    }

    /// The gravest diagnostic about the node itself.
    pub(super) fn here(&self) -> Option<Loss> {
        self.here
    }

    /// What was found at a child.
    pub(super) fn child(&self, key: &str) -> Option<&Self> {
        self.below.get(key)
    }

    /// What was found at the node that `at` names, below this one.
    pub(super) fn at(&self, at: &Pointer) -> Option<&Self> {
        at.tokens().try_fold(self, |losses, token| losses.child(&token))
    }

    /// The children below which something was found.
    pub(super) fn children(&self) -> impl Iterator<Item = (&str, &Self)> {
        self.below.iter().map(|(key, losses)| (key.as_str(), losses))
    }

    /// The gravest diagnostic about the node or anything below it.
    pub(super) fn at_or_below(&self) -> Option<Loss> {
        let below = self.below.values().map(Self::at_or_below);
        below.fold(self.here, worse)
    }
}

/// Of two codes at one place, the one that the list has first is named.
pub(super) fn worse(one: Option<Loss>, other: Option<Loss>) -> Option<Loss> {
    match (one, other) {
        (Some(Loss::Lossy(one)), Some(Loss::Lossy(other))) => Some(Loss::Lossy(one.min(other))),
        (Some(Loss::Refused(one)), Some(Loss::Refused(other))) => Some(Loss::Refused(one.min(other))),
        (one, other) => one.max(other),
    }
}

fn loss(code: Code, severity: Severity) -> Option<Loss> {
    match severity {
        Severity::Error => Some(Loss::Refused(code)),
        // A second name for one of two things, pages, a query in a path, and an entry of generator.toml, take nothing from
        // the description.
        Severity::Note if code == Code::PathWithQuery => None,
        Severity::Warning | Severity::Note
            if matches!(
                code,
                Code::NameCollision | Code::InferredPagination | Code::UnusedAllow | Code::UnmatchedTarget
            ) =>
        {
            None
        }
        Severity::Warning | Severity::Note => Some(Loss::Lossy(code)),
    }
}

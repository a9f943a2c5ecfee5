//! The losses that diagnostics report, as a tree parallel to the description.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostics, Severity};
use crate::source::Pointer;

/// The effect of a diagnostic on the generated code, from mild to severe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Loss {
    Lossy(Code),
    Refused(Code),
}

/// The losses at a node and below it.
#[derive(Debug, Default)]
pub(super) struct Losses {
    here: Option<Loss>,
    below: BTreeMap<String, Losses>,
}

impl Losses {
    pub(super) fn new(diagnostics: &Diagnostics) -> Self {
        let mut root = Self::default();
        for (at, code, severity) in diagnostics.places() {
            // An extension that isn't supported is no loss, since the specification doesn't define it.
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

    /// The worst loss at the node itself.
    pub(super) fn here(&self) -> Option<Loss> {
        self.here
    }

    /// The losses at a child.
    pub(super) fn child(&self, key: &str) -> Option<&Self> {
        self.below.get(key)
    }

    /// The losses at the node `at` below this one.
    pub(super) fn at(&self, at: &Pointer) -> Option<&Self> {
        at.tokens().try_fold(self, |losses, token| losses.child(&token))
    }

    /// The children that have losses.
    pub(super) fn children(&self) -> impl Iterator<Item = (&str, &Self)> {
        self.below.iter().map(|(key, losses)| (key.as_str(), losses))
    }

    /// The worst loss at the node or below it.
    pub(super) fn at_or_below(&self) -> Option<Loss> {
        let below = self.below.values().map(Self::at_or_below);
        below.fold(self.here, worse)
    }
}

/// The worse of two losses. Of two codes of one severity, it is the one that comes first in the list of codes.
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
        // These codes report a renamed item, inferred pages, a query in a path or an entry of generator.toml. Nothing in the
        // description is lost.
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

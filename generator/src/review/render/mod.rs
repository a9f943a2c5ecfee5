//! Reports of a review: one [`Report`], printed as text for a terminal, as a Markdown comment and, with [`Data`], for machines.
//!
//! The names and values of a report come from whoever wrote the description. Every renderer escapes them for its channel and
//! shortens each to 200 characters.

mod changelog;
mod data;
mod decision;
mod github;
mod json;
mod level;
mod markdown;
mod places;
mod quality;
mod safe;
mod sarif;
mod summary;
mod surface;
#[cfg(test)]
mod tests;
mod text;
mod totals;
mod uses;
mod words;

use std::collections::BTreeMap;

pub use changelog::changelog;
pub use data::{Data, SideDiagnostic, Which};
pub use github::annotations;
pub use json::json;
pub use level::Level;
pub use markdown::{CHARACTERS, Links, markdown, markdown_of_all};
pub use quality::code_quality;
pub use sarif::sarif;
pub use surface::surface;
pub use text::{Terminal, text};
pub(crate) use uses::use_tree;

use super::gate::{Decision, count};
use super::{Change, Promise, Review, SurfaceChange, Totals};
use crate::source::{Pointer, SourceLocation, SourceMap};

/// What every format of a report is printed from.
#[derive(Clone, Debug)]
pub struct Report<'a> {
    /// The name of the generated package.
    pub package: &'a str,
    /// The description before the change.
    pub old: Named<'a>,
    /// The description after the change.
    pub new: Named<'a>,
    /// What came of the comparison.
    pub outcome: Outcome<'a>,
    /// One line a fact about the client: that its description has moved.
    pub notes: Vec<String>,
    /// What fails the review.
    pub decision: Decision,
}

/// One of the two descriptions, as a report names it.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    /// The path of the file.
    pub file: &'a str,
    /// A git revision, or `working tree`; empty for a file outside git.
    pub revision: &'a str,
}

/// Whether there was a comparison. A failed one is never the same as no change.
#[derive(Clone, Debug)]
pub enum Outcome<'a> {
    /// Nothing was compared, for these reasons.
    NotCompared(Vec<String>),
    /// Only the new side has the client, so there is nothing to compare.
    ClientAdded,
    /// Only the old side has the client.
    ClientRemoved,
    /// The descriptions were compared.
    Compared(Compared<'a>),
}

/// A review with the places of its changes.
#[derive(Clone, Debug)]
pub struct Compared<'a> {
    /// The review.
    pub review: &'a Review,
    /// The changes in the order of the review, the most severe first.
    pub entries: Vec<Entry<'a>>,
    /// The four verdicts.
    pub totals: Totals,
    /// What `info.version` promises.
    pub promise: Promise,
    /// The texts of both sides.
    sources: [&'a SourceMap; 2],
}

/// A change with its places.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// The change.
    pub change: &'a Change,
    /// The place in the old text.
    pub old: Option<SourceLocation>,
    /// The place in the new text.
    pub new: Option<SourceLocation>,
    /// The lines of the surface that it explains.
    pub surface: Vec<&'a SurfaceChange>,
}

impl<'a> Compared<'a> {
    /// Finds the places of all changes, in one pass over each text.
    pub(crate) fn new(review: &'a Review, old: &'a SourceMap, new: &'a SourceMap) -> Self {
        let changes = &review.changes;
        let olds = located(old, changes.iter().map(|change| change.old.as_ref()));
        let news = located(new, changes.iter().map(|change| change.new.as_ref()));
        let surface = by_change(&review.surface);
        let entry = |((change, old), new): ((&'a Change, _), _)| Entry {
            change,
            old,
            new,
            surface: surface.get(change.id.as_str()).cloned().unwrap_or_default(),
        };
        Self {
            review,
            entries: changes.iter().zip(olds).zip(news).map(entry).collect(),
            totals: Totals::of(review),
            promise: review.promise(),
            sources: [old, new],
        }
    }

    /// How many lines of the old surface are gone or different.
    fn surface_lines_gone(&self) -> usize {
        self.review
            .surface
            .iter()
            .filter(|line| line.old.is_some())
            .count()
    }

    /// How many lines of the new surface are new or different.
    fn surface_lines_new(&self) -> usize {
        self.review
            .surface
            .iter()
            .filter(|line| line.new.is_some())
            .count()
    }

    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        let Review {
            changes,
            surface,
            kept: _,
            unexplained,
            left_out,
            operations: _,
            harmless: _,
            versions: _,
        } = self.review;
        changes.is_empty() && surface.is_empty() && unexplained.is_empty() && left_out.is_empty()
    }
}

impl Entry<'_> {
    /// The place that a reader is sent to: in the new text, or else in the old one.
    pub fn place(&self) -> Option<&SourceLocation> {
        self.new.as_ref().or(self.old.as_ref())
    }

    /// The places that the change itself stands at, old and new. What is new has only a parent in the old text, and what is
    /// gone only one in the new text.
    fn own_places(&self) -> [Option<&SourceLocation>; 2] {
        let (from, to) = (self.change.from.as_str(), self.change.to.as_str());
        match (&self.old, &self.new) {
            (Some(_), Some(new)) if from.is_empty() && !to.is_empty() => [None, Some(new)],
            (Some(old), Some(_)) if !from.is_empty() && to.is_empty() => [Some(old), None],
            (old, new) => [old.as_ref(), new.as_ref()],
        }
    }
}

impl Outcome<'_> {
    /// The word of the published JSON.
    fn as_str(&self) -> &'static str {
        match self {
            Self::NotCompared(_) => "not-compared",
            Self::ClientAdded => "client-added",
            Self::ClientRemoved => "client-removed",
            Self::Compared(_) => "compared",
        }
    }
}

impl Named<'_> {
    /// `REVISION:FILE`.
    fn path(&self) -> String {
        match self.revision {
            "" => self.file.to_owned(),
            revision => format!("{revision}:{}", self.file),
        }
    }
}

fn located<'p>(
    sources: &SourceMap,
    places: impl Iterator<Item = Option<&'p Pointer>>,
) -> Vec<Option<SourceLocation>> {
    let places: Vec<Option<&Pointer>> = places.collect();
    let mut found = sources.locate_all(places.iter().copied().flatten()).into_iter();
    let mut next = |place: &Option<&Pointer>| place.and_then(|_| found.next().flatten());
    places.iter().map(&mut next).collect()
}

/// The lines of the surface by the ids of the changes that explain them.
fn by_change(surface: &[SurfaceChange]) -> BTreeMap<&str, Vec<&SurfaceChange>> {
    let mut lines: BTreeMap<&str, Vec<&SurfaceChange>> = BTreeMap::new();
    for line in surface {
        for id in &line.changes {
            lines.entry(id).or_default().push(line);
        }
    }
    lines
}

//! What the formats for machines are printed from: a report and the texts.

use super::super::verdict::CrateVersion;
use super::super::{Change, Review};
use super::level::Level;
use super::{Named, Outcome, Report};
use crate::source::{Pointer, SourceMap};

/// A report with what the formats for machines need besides.
#[derive(Clone, Debug)]
pub struct Data<'a> {
    /// The report.
    pub report: &'a Report<'a>,
    /// The names of both descriptions among their texts.
    pub names: [&'a str; 2],
    /// The texts of both sides.
    pub sources: [&'a SourceMap; 2],
    /// The errors of both sides, for a failed comparison.
    pub diagnostics: Vec<SideDiagnostic>,
    /// The version of the client; `None` where it is not known.
    pub crate_version: Option<CrateVersion<'a>>,
}

/// An error in one of the descriptions.
#[derive(Clone, Debug)]
pub struct SideDiagnostic {
    /// The side of the description.
    pub side: Which,
    /// The code of the diagnostic.
    pub code: &'static str,
    /// The problem.
    pub message: String,
    /// The node in its file.
    pub at: Pointer,
    /// Line and column, in a text that has no nodes.
    pub position: Option<(usize, usize)>,
}

/// One of the two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Before the change.
    Old,
    /// After the change.
    New,
}

impl<'a> Data<'a> {
    /// The level of a change.
    pub(super) fn level(&self, change: &Change) -> Level {
        Level::of(change, self.is_failing(change))
    }

    /// Whether a change fails the gate.
    pub(super) fn is_failing(&self, change: &Change) -> bool {
        self.report.decision.fails(change)
    }

    /// The levels of the gate that a change fails.
    pub(super) fn failed_levels(&self, change: &Change) -> &'a [String] {
        let levels = self.report.decision.failing.get(&change.id);
        levels.map_or(&[], Vec::as_slice)
    }

    /// The review; `None` where nothing was compared.
    pub(super) fn review(&self) -> Option<&'a Review> {
        match &self.report.outcome {
            Outcome::Compared(compared) => Some(compared.review),
            Outcome::NotCompared(_) | Outcome::ClientAdded | Outcome::ClientRemoved => None,
        }
    }

    /// How the report names a side.
    pub(super) fn named(&self, which: Which) -> &Named<'a> {
        match which {
            Which::Old => &self.report.old,
            Which::New => &self.report.new,
        }
    }

    /// The texts of a side.
    pub(super) fn sources(&self, which: Which) -> &'a SourceMap {
        which.of(self.sources)
    }

    /// The name of the description of a side among its texts.
    pub(super) fn name(&self, which: Which) -> &'a str {
        which.of(self.names)
    }

    /// The path in the repository of a file of a side.
    pub(super) fn path(&self, which: Which, file: &str) -> String {
        let named = self.named(which);
        let of_revision = file
            .split_once(':')
            .filter(|(before, _)| *before == named.revision);
        let path = match of_revision {
            _ if file == self.name(which) => named.file,
            Some((_, path)) => path,
            None => file,
        };
        path.replace('\\', "/")
    }
}

impl Which {
    /// The one of a pair that belongs to the side.
    pub(super) fn of<T>(self, [old, new]: [T; 2]) -> T {
        match self {
            Self::Old => old,
            Self::New => new,
        }
    }

    /// The word of the JSON report.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Old => "old",
            Self::New => "new",
        }
    }
}

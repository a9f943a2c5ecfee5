//! The level of a change, for formats that know three.

use super::super::{Change, Severity};

/// How a change is shown where only three levels exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// It fails the gate.
    Error,
    /// It needs attention.
    Warning,
    /// It is only mentioned.
    Note,
}

impl Level {
    /// The level of a change, which fails the gate or not.
    pub(super) fn of(change: &Change, is_failing: bool) -> Self {
        match change.severity() {
            _ if is_failing => Self::Error,
            Severity::Silent | Severity::Break | Severity::Major | Severity::Caution => Self::Warning,
            Severity::Minor | Severity::Patch => Self::Note,
        }
    }

    /// The word of SARIF.
    pub(super) fn sarif(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }

    /// The workflow command of GitHub.
    pub(super) fn command(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "notice",
        }
    }
}

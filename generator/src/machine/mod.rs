//! What reports for programs share: the levels, SARIF, and the workflow commands of GitHub. This module knows neither diagnostics nor
//! reviews.

mod commands;
pub(crate) mod sarif;

pub(crate) use commands::{Annotation, annotations};

/// The levels of formats that know three.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// It fails the run.
    Error,
    /// It needs attention.
    Warning,
    /// It is only mentioned.
    Note,
}

impl Level {
    /// The word of SARIF.
    pub(crate) fn sarif(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }

    /// The workflow command of GitHub.
    pub(crate) fn command(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "notice",
        }
    }
}

//! The three outcomes of an error in a description.

use super::Severity;

/// The outcome for the part of the description that a diagnostic is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// The meaning is clear, and nothing is lost: a note.
    ReadAsMeant,
    /// The smallest possible part is left out or loosened, and everything around it is generated: a warning.
    Loosened,
    /// An operation or a type can't be generated: an error, and the run fails.
    Refused,
}

impl Outcome {
    /// The severity of a diagnostic with this outcome.
    #[must_use]
    pub fn severity(self) -> Severity {
        match self {
            Self::ReadAsMeant => Severity::Note,
            Self::Loosened => Severity::Warning,
            Self::Refused => Severity::Error,
        }
    }

    /// The outcome in a word or two, for summaries.
    #[must_use]
    pub fn described(self) -> &'static str {
        match self {
            Self::ReadAsMeant => "read as meant",
            Self::Loosened => "left out or loosened",
            Self::Refused => "not generated",
        }
    }
}

impl From<Severity> for Outcome {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Note => Self::ReadAsMeant,
            Severity::Warning => Self::Loosened,
            Severity::Error => Self::Refused,
        }
    }
}

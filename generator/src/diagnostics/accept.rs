//! The diagnostics that the user accepts or denies: `allow` and `deny`, in generator.toml and as arguments.

use std::fmt;
use std::str::FromStr;

use super::{Code, Severity};
use crate::source::{PlacePattern, Pointer};

/// Diagnostics that the user accepts. They are notes and do not fail the run.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Allow {
    /// The accepted code.
    pub code: Code,
    /// The nodes; all nodes below them are included. `None` for the whole description and all its files.
    pub places: Option<PlacePattern>,
    /// The reason. An argument has none.
    pub reason: Option<String>,
    /// The source of the entry.
    pub written: AllowSource,
}

/// The source of an entry.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AllowSource {
    /// This place of generator.toml.
    Config(Pointer),
    /// This argument of the command line.
    Argument(String),
}

/// The document of diagnostics about arguments. It has no text.
pub(super) const ARGUMENTS: &str = "the command line";

impl Allow {
    /// An entry for the nodes that match.
    pub fn new(code: Code, places: Option<PlacePattern>, written: AllowSource) -> Self {
        Self {
            code,
            places,
            reason: None,
            written,
        }
    }

    /// Sets the reason why the diagnostics are accepted.
    #[must_use]
    pub fn because(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }

    pub(super) fn covers(&self, code: Code, at: &Pointer) -> bool {
        self.code == code && self.places.as_ref().is_none_or(|places| places.covers(at))
    }
}

impl AllowSource {
    /// The place of the entry.
    pub(super) fn pointer(&self) -> Pointer {
        match self {
            Self::Config(at) => at.clone(),
            Self::Argument(_) => Pointer::root(ARGUMENTS),
        }
    }

    /// The entry, for messages.
    pub(super) fn described(&self) -> String {
        match self {
            Self::Config(_) => "this `allow`".to_owned(),
            Self::Argument(text) => format!("`--allow {text}`"),
        }
    }

    /// The help for an unused entry.
    pub(super) fn remedy(&self) -> &'static str {
        match self {
            Self::Config(_) => "remove the entry from generator.toml",
            Self::Argument(_) => "remove the argument",
        }
    }
}

/// Diagnostics that fail the run although they are not errors by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deny {
    /// Every warning.
    Warnings,
    /// Every diagnostic with this code, including notes.
    Code(Code),
}

impl Deny {
    pub(super) fn covers(self, code: Code, severity: Severity) -> bool {
        match self {
            Self::Warnings => severity == Severity::Warning,
            Self::Code(denied) => denied == code,
        }
    }
}

impl fmt::Display for Deny {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Warnings => f.write_str("warnings"),
            Self::Code(code) => code.fmt(f),
        }
    }
}

impl Deny {
    /// The word for all warnings.
    pub const WARNINGS: &str = "warnings";
}

impl FromStr for Deny {
    type Err = super::UnknownCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            Self::WARNINGS => Ok(Self::Warnings),
            code => code.parse().map(Self::Code),
        }
    }
}

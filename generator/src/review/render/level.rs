//! The level of a change, for formats that know three.

use super::super::{Change, Severity};

pub use crate::machine::Level;

impl Level {
    /// The level of a change, which fails the gate or not.
    pub(super) fn of(change: &Change, is_failing: bool) -> Self {
        match change.severity() {
            _ if is_failing => Self::Error,
            Severity::Silent | Severity::Break | Severity::Major | Severity::Caution => Self::Warning,
            Severity::Minor | Severity::Patch => Self::Note,
        }
    }
}

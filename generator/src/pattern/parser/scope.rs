//! The context at one position of a pattern: its flags, and the look-around around it.

use super::super::node::{Assertion, Direction};
use super::super::sets::{self, CodePoints};

/// The active flags (RegExp Record, 22.2.2.1) and the innermost look-around.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Scope {
    pub ignore_case: bool,
    pub multiline: bool,
    pub dot_all: bool,
    pub inside: Option<Direction>,
}

impl Scope {
    /// `^`
    pub(super) fn start(self) -> Assertion {
        if self.multiline {
            Assertion::LineStart
        } else {
            Assertion::TextStart
        }
    }

    /// `$`
    pub(super) fn end(self) -> Assertion {
        if self.multiline {
            Assertion::LineEnd
        } else {
            Assertion::TextEnd
        }
    }

    /// `.`
    pub(super) fn dot(self) -> CodePoints {
        if self.dot_all {
            sets::any()
        } else {
            sets::complement(sets::line_terminators())
        }
    }

    /// The set with the flag `i` applied. `None` without tables.
    pub(super) fn folded(self, set: CodePoints) -> Option<CodePoints> {
        if self.ignore_case {
            sets::fold_case(set)
        } else {
            Some(set)
        }
    }
}

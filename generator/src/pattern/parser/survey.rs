//! Facts about the whole pattern that the grammar needs before the first term.

use super::super::Refusal;
use super::super::cursor::Cursor;
use super::syntax;

/// The capturing groups of a pattern.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::pattern) struct Survey {
    /// CountLeftCapturingParensWithin (22.2.1.2).
    pub groups: usize,
    /// Whether one of them has a name: the parameter NamedCaptureGroups of Annex B.
    pub has_names: bool,
}

impl Survey {
    /// Scans a pattern once.
    ///
    /// # Errors
    /// [`Refusal::Syntax`] for a backslash at the end, which is an error in every dialect.
    pub(in crate::pattern) fn of(pattern: &str) -> Result<Self, Refusal> {
        let mut survey = Self::default();
        let (mut cursor, mut in_class) = (Cursor::new(pattern), false);
        loop {
            let offset = cursor.at();
            let Some(next) = cursor.next() else {
                return Ok(survey);
            };
            match next {
                '\\' if cursor.next().is_none() => return syntax(r"`\` with nothing to escape", offset),
                '[' => in_class = true,
                ']' => in_class = false,
                '(' if !in_class => survey.open(cursor.rest()),
                _ => {}
            }
        }
    }

    /// Counts a group, given the text after its parenthesis.
    fn open(&mut self, rest: &str) {
        let Some(kind) = rest.strip_prefix('?') else {
            self.groups += 1;
            return;
        };
        let name = kind.strip_prefix('<');
        if name.is_some_and(|name| !name.starts_with(['=', '!'])) {
            self.groups += 1;
            self.has_names = true;
        }
    }
}

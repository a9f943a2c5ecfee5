//! The line of a text that a change is on.

use std::collections::BTreeMap;

use annotate_snippets::{AnnotationKind, Element, Origin, Snippet};

use super::super::safe::{VALUE, value};
use crate::source::{AROUND, Lines, SourceLocation, SourceMap, boundary_before};

/// The texts of one side that changes are in.
pub(super) struct Texts<'a> {
    files: BTreeMap<&'a str, Lines<'a>>,
}

impl<'a> Texts<'a> {
    /// The texts that places are in.
    pub(super) fn new<'n>(sources: &'a SourceMap, places: impl Iterator<Item = &'n SourceLocation>) -> Self {
        let texts = sources.texts();
        let mut found = BTreeMap::new();
        for at in places {
            if let Some((name, text)) = texts.get_key_value(at.file()) {
                found.entry(name.as_str()).or_insert_with(|| Lines::new(text));
            }
        }
        Self { files: found }
    }

    /// The line of a place. The label is under the node.
    pub(super) fn snippet(
        &self,
        at: &SourceLocation,
        revision: &str,
        label: &'static str,
        is_primary: bool,
    ) -> Vec<Element<'a>> {
        let Some(lines) = self.files.get(at.file()) else {
            return Vec::new();
        };
        let path = match revision {
            "" => value(at.file()),
            revision => format!("{}:{}", value(revision), value(at.file())),
        };
        let kind = match is_primary {
            true => AnnotationKind::Primary,
            false => AnnotationKind::Context,
        };
        let number = at.line.saturating_sub(1);
        let whole = lines.start_of(number)..lines.start_of(at.line);
        let is_long = whole.len() > VALUE;
        let end = at.span.end.min(match is_long {
            true => at.span.start.saturating_add(AROUND),
            false => whole.end,
        });
        let span = at.span.start..boundary_before(lines.text(), end).max(at.span.start);
        let shown = match is_long {
            true => {
                let around = lines.around(&span);
                around.start.max(whole.start)..around.end.min(whole.end)
            }
            false => whole,
        };
        let text = lines.text().get(shown.clone()).unwrap_or_default();
        let text = text.lines().next().unwrap_or_default();
        let start = span.start.saturating_sub(shown.start);
        let end = span.end.saturating_sub(shown.start).min(text.len()).max(start);
        let annotation = kind.span(start..end).label(label);
        let snippet = Snippet::source(text).line_start(at.line).annotation(annotation);
        match is_long {
            true => {
                let origin = Origin::path(path).line(at.line).char_column(at.column);
                vec![origin.into(), snippet.into()]
            }
            false => vec![snippet.path(path).into()],
        }
    }
}

//! Spans, lines and snippets of one text with diagnostics.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Element, Origin, Snippet};

use super::super::{Diagnostic, Part};
use crate::source::{AROUND, LONG, Lines, Places, Pointer, boundary_before, locate};

/// One text, the places of its diagnostics, and its lines.
pub(super) struct Source<'s> {
    pub(super) name: &'s str,
    places: Places,
    lines: Lines<'s>,
}

impl<'s> Source<'s> {
    pub(super) fn new(name: &'s str, text: &'s str, found: &[Diagnostic]) -> Self {
        let related = found
            .iter()
            .flat_map(|diagnostic| diagnostic.related.iter().map(|(at, _)| at));
        let pointers = found.iter().map(|diagnostic| &diagnostic.at).chain(related);
        let places = locate(name, text, pointers.filter(|at| at.document() == name));
        Self {
            name,
            places,
            lines: Lines::new(text),
        }
    }

    /// The bytes under the caret, within one line.
    pub(super) fn span(&self, at: &Pointer, part: Part) -> Range<usize> {
        let range = match part {
            Part::Position { line, column } => self.character(line, column),
            Part::Key | Part::LastKey | Part::Value => self.node(at, part),
        };
        let line_end = self.text().get(range.clone()).and_then(|text| text.find('\n'));
        range.start..line_end.map_or(range.end, |length| range.start + length)
    }

    fn node(&self, at: &Pointer, part: Part) -> Range<usize> {
        let Some(place) = self.places.get(at) else {
            return 0..0;
        };
        let range = match part {
            Part::Value => self.places.span(at),
            Part::LastKey => place.last_key.as_ref().or(place.key.as_ref()),
            Part::Key | Part::Position { .. } => place.key.as_ref(),
        };
        range.unwrap_or(&place.value).clone()
    }

    fn character(&self, line: usize, column: usize) -> Range<usize> {
        let start = self.lines.start_of(line.saturating_sub(1));
        let rest = self.text().get(start..).unwrap_or_default();
        let mut characters = rest.char_indices().skip(column.saturating_sub(1));
        let at = characters.next().map_or(self.text().len(), |(at, _)| start + at);
        at..(at + characters.next().map_or(0, |(next, _)| start + next - at))
    }

    /// Line and column of a part of a node, from 1.
    pub(super) fn position(&self, at: &Pointer, part: Part) -> (usize, usize) {
        let start = self.span(at, part).start;
        let line = self.line(start);
        let before = self.text().get(self.lines.start_of(line)..start);
        let column = before.map_or(0, |before| before.chars().count()) + 1;
        (line + 1, column)
    }

    /// The number of a line, from 0.
    pub(super) fn line(&self, offset: usize) -> usize {
        self.lines.line(offset)
    }

    /// A snippet of only the lines with these annotations, so that the cost does not depend on the size of the text.
    pub(super) fn snippet(&self, spans: Spans<'s>) -> Vec<Element<'s>> {
        let lines = spans.iter().map(|(span, ..)| self.line(span.start));
        let first = lines.clone().min().unwrap_or(0);
        let last = lines.max().unwrap_or(0);
        let range = self.lines.start_of(first)..self.lines.start_of(last + 1);
        if range.len() > LONG * (1 + last - first) {
            return spans.into_iter().flat_map(|span| self.window(span)).collect();
        }
        let text = self.text().get(range.clone()).unwrap_or_default();
        let annotations = spans.into_iter().map(|span| annotation(span, range.start));
        vec![
            Snippet::source(text)
                .path(self.name)
                .line_start(first + 1)
                .annotations(annotations)
                .into(),
        ]
    }

    /// A part of a line that is too long to be shown. A minified description has one long line.
    fn window(&self, (span, kind, label): Span<'s>) -> [Element<'s>; 2] {
        let line = self.line(span.start);
        let line_start = self.lines.start_of(line);
        let span = span.start..boundary_before(self.text(), span.end.min(span.start + AROUND));
        let shown = self.lines.around(&span);
        let start = shown.start.max(line_start);
        let text = self.text().get(start..shown.end).unwrap_or_default();
        let text = text.split('\n').next().unwrap_or_default();
        let column = self
            .text()
            .get(line_start..span.start)
            .map_or(0, |before| before.chars().count());
        let origin = Origin::path(self.name).line(line + 1).char_column(column + 1);
        let snippet = Snippet::source(text)
            .line_start(line + 1)
            .annotation(annotation((span, kind, label), start));
        [origin.into(), snippet.into()]
    }

    fn text(&self) -> &'s str {
        self.lines.text()
    }
}

/// A place, the kind of its annotation, and its label.
pub(super) type Span<'s> = (Range<usize>, AnnotationKind, &'s str);
pub(super) type Spans<'s> = Vec<Span<'s>>;

fn annotation<'s>((span, kind, label): Span<'s>, start: usize) -> Annotation<'s> {
    let annotation = kind.span(span.start - start..span.end - start);
    if label.is_empty() {
        annotation
    } else {
        annotation.label(label)
    }
}

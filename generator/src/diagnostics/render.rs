//! Findings as text for people: the source line, a caret, the pointer, what was done about it, and help.

use std::collections::BTreeMap;
use std::ops::Range;

use annotate_snippets::renderer::DEFAULT_TERM_WIDTH;
use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Part, Severity};
use crate::source::{Places, Pointer, locate};

/// Whether the text has colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Plain,
    Colored,
}

/// Renders findings in the order of the text, with an empty line between them.
///
/// `sources` has the text of each document by its name; what is found in another one is printed without its line.
pub fn render(found: &[Diagnostic], sources: &BTreeMap<String, String>, style: Style) -> String {
    let sources: BTreeMap<&str, Source<'_>> = sources
        .iter()
        .map(|(name, text)| (name.as_str(), Source::new(name, text, found)))
        .collect();
    let mut found: Vec<_> = found
        .iter()
        .map(|finding| (position(finding, &sources), finding))
        .collect();
    found.sort_by_key(|(position, _)| *position);
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Colored => Renderer::styled(),
    };
    let renderer = renderer.term_width(DEFAULT_TERM_WIDTH);
    let rendered = found
        .iter()
        .map(|(_, finding)| without_nameless(&renderer.render(&[group(finding, &sources)])));
    rendered.collect::<Vec<_>>().join(
        "
",
    )
}

/// The lines of one finding, without the separator that a snippet with no path of its own begins with.
fn without_nameless(rendered: &str) -> String {
    rendered
        .lines()
        .filter(|line| uncolored(line).trim() != ":::")
        .flat_map(|line| [line, "\n"])
        .collect()
}

/// The line without the escapes that give it colours; all of them end with `m`.
fn uncolored(line: &str) -> String {
    let mut parts = line.split('\u{1b}');
    let first = parts.next().unwrap_or_default();
    let rest = parts.map(|part| part.split_once('m').map_or(part, |(_, text)| text));
    std::iter::once(first).chain(rest).collect()
}

/// One line for all: "2 errors, 1 warning"; empty when there is nothing.
pub fn summary(found: &[Diagnostic]) -> String {
    let kinds = [
        (Severity::Error, "error"),
        (Severity::Warning, "warning"),
        (Severity::Note, "note"),
    ];
    let counts = kinds.iter().filter_map(|(severity, name)| {
        match found
            .iter()
            .filter(|finding| finding.severity == *severity)
            .count()
        {
            0 => None,
            1 => Some(format!("1 {name}")),
            count => Some(format!("{count} {name}s")),
        }
    });
    counts.collect::<Vec<_>>().join(", ")
}

/// One text, the places that findings need of it, and where its lines begin.
struct Source<'s> {
    name: &'s str,
    text: &'s str,
    places: Places,
    lines: Vec<usize>,
}

impl<'s> Source<'s> {
    fn new(name: &'s str, text: &'s str, found: &[Diagnostic]) -> Self {
        let related = found
            .iter()
            .flat_map(|finding| finding.related.iter().map(|(at, _)| at));
        let pointers = found.iter().map(|finding| &finding.at).chain(related);
        let places = locate(name, text, pointers.filter(|at| at.document() == name));
        let lines = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at + 1))
            .collect();
        Self {
            name,
            text,
            places,
            lines,
        }
    }

    /// The bytes that the caret goes under, within one line.
    fn span(&self, at: &Pointer, part: Part) -> Range<usize> {
        let range = match part {
            Part::Position { line, column } => self.character(line, column),
            Part::Key | Part::LastKey | Part::Value => self.node(at, part),
        };
        let line_end = self.text.get(range.clone()).and_then(|text| text.find('\n'));
        range.start..line_end.map_or(range.end, |length| range.start + length)
    }

    fn node(&self, at: &Pointer, part: Part) -> Range<usize> {
        let Some(place) = self.places.get(at) else {
            return 0..0;
        };
        let is_exact = self.places.exact(at).is_some();
        let value_on_its_own = (is_exact && !place.is_container).then_some(&place.value);
        let range = match part {
            Part::Value => value_on_its_own.or(place.key.as_ref()),
            Part::LastKey => place.last_key.as_ref().or(place.key.as_ref()),
            Part::Key | Part::Position { .. } => place.key.as_ref(),
        };
        range.unwrap_or(&place.value).clone()
    }

    fn character(&self, line: usize, column: usize) -> Range<usize> {
        let start = self
            .lines
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or(self.text.len());
        let rest = self.text.get(start..).unwrap_or_default();
        let mut characters = rest.char_indices().skip(column.saturating_sub(1));
        let at = characters.next().map_or(self.text.len(), |(at, _)| start + at);
        at..(at + characters.next().map_or(0, |(next, _)| start + next - at))
    }

    /// The number of a line, from 0.
    fn line(&self, offset: usize) -> usize {
        self.lines
            .partition_point(|start| *start <= offset)
            .saturating_sub(1)
    }

    /// A snippet of just the lines that these annotations are on, so that no other line is looked at.
    fn snippet(&self, spans: Spans<'s>) -> Vec<Element<'s>> {
        let lines = spans.iter().map(|(span, ..)| self.line(span.start));
        let first = lines.clone().min().unwrap_or(0);
        let last = lines.max().unwrap_or(0);
        let range = self.start_of(first)..self.start_of(last + 1);
        if range.len() > LONG * (1 + last - first) {
            return spans.into_iter().flat_map(|span| self.window(span)).collect();
        }
        let text = self.text.get(range.clone()).unwrap_or_default();
        let annotations = spans.into_iter().map(|span| annotation(span, range.start));
        vec![
            Snippet::source(text)
                .path(self.name)
                .line_start(first + 1)
                .annotations(annotations)
                .into(),
        ]
    }

    /// A piece of a line that is too long to be shown: all of a minified description is one.
    fn window(&self, (span, kind, label): Span<'s>) -> [Element<'s>; 2] {
        const AROUND: usize = 60;
        let line = self.line(span.start);
        let line_start = self.start_of(line);
        let span = span.start..self.text.floor_char_boundary(span.end.min(span.start + AROUND));
        let start = self
            .text
            .ceil_char_boundary(span.start.saturating_sub(AROUND))
            .max(line_start);
        let end = self.text.floor_char_boundary(span.end + AROUND);
        let text = self.text.get(start..end).unwrap_or_default();
        let text = text.split('\n').next().unwrap_or_default();
        let column = self
            .text
            .get(line_start..span.start)
            .map_or(0, |before| before.chars().count());
        let origin = Origin::path(self.name).line(line + 1).char_column(column + 1);
        let snippet = Snippet::source(text)
            .line_start(line + 1)
            .annotation(annotation((span, kind, label), start));
        [origin.into(), snippet.into()]
    }

    fn start_of(&self, line: usize) -> usize {
        self.lines.get(line).copied().unwrap_or(self.text.len())
    }
}

/// A line with more bytes than this is shown in part.
const LONG: usize = 2_000;

/// Where, how, and what is said there.
type Span<'s> = (Range<usize>, AnnotationKind, &'s str);
type Spans<'s> = Vec<Span<'s>>;

fn annotation<'s>((span, kind, label): Span<'s>, start: usize) -> Annotation<'s> {
    let annotation = kind.span(span.start - start..span.end - start);
    if label.is_empty() {
        annotation
    } else {
        annotation.label(label)
    }
}

fn position<'d>(finding: &'d Diagnostic, sources: &BTreeMap<&str, Source<'_>>) -> (&'d str, usize, Severity) {
    let document = finding.at.document();
    let start = sources
        .get(document)
        .map_or(0, |source| source.span(&finding.at, finding.part).start);
    (document, start, finding.severity)
}

fn group<'s>(finding: &'s Diagnostic, sources: &'s BTreeMap<&str, Source<'s>>) -> Group<'s> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let group = level
        .primary_title(one_line(&finding.message))
        .id(finding.code.id())
        .elements(snippets(finding, sources));
    let pointer = match finding.part {
        Part::Position { .. } => String::new(),
        Part::Key | Part::LastKey | Part::Value => finding.at.to_string(),
    };
    let lines = [
        ("at", Some(pointer.as_str())),
        ("effect", Some(finding.effect.as_str())),
        ("help", finding.help.as_deref()),
    ];
    let lines = lines
        .into_iter()
        .filter_map(|(name, text)| Some((name, text.filter(|text| !text.is_empty())?)));
    group.elements(lines.map(|(name, text)| Level::NOTE.with_name(name).message(one_line(text))))
}

fn snippets<'s>(finding: &'s Diagnostic, sources: &'s BTreeMap<&str, Source<'s>>) -> Vec<Element<'s>> {
    /// Beyond this many lines a related place has a snippet of its own.
    const NEAR: usize = 40;
    let Some(source) = sources.get(finding.at.document()) else {
        return Vec::new();
    };
    let primary = source.span(&finding.at, finding.part);
    let related = finding.related.iter().filter_map(|(at, label)| {
        let source = sources.get(at.document())?;
        Some((
            source,
            (
                source.span(at, Part::Key),
                AnnotationKind::Context,
                label.as_str(),
            ),
        ))
    });
    let is_near = |span: &Range<usize>| source.line(span.start).abs_diff(source.line(primary.start)) <= NEAR;
    let (near, far): (Vec<_>, Vec<_>) =
        related.partition(|(other, (span, ..))| other.name == source.name && is_near(span));
    let mut spans: Spans<'s> = vec![(primary.clone(), AnnotationKind::Primary, "")];
    spans.extend(near.into_iter().map(|(_, span)| span));
    let far = far
        .into_iter()
        .flat_map(|(source, span)| source.snippet(vec![span]));
    source.snippet(spans).into_iter().chain(far).collect()
}

/// A description must not be able to move the cursor or to hide what is printed.
fn one_line(text: &str) -> String {
    let is_unsafe = |character: char| {
        character.is_control()
            || matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
    };
    let mut clean = String::with_capacity(text.len());
    for character in text.chars() {
        if is_unsafe(character) {
            clean.extend(character.escape_default());
        } else {
            clean.push(character);
        }
    }
    clean
}

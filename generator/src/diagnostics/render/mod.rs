//! Renders diagnostics as text: the source line, a caret, the pointer, the effect, and help.

mod fold;
mod located;
mod source;
mod table;

use std::collections::BTreeMap;
use std::ops::Range;

use annotate_snippets::renderer::DEFAULT_TERM_WIDTH;
use annotate_snippets::{AnnotationKind, Element, Group, Level, Renderer};

use self::fold::{Entry, fold};
pub use self::located::located;
use self::source::{Source, Spans};
pub use self::table::table;
use super::accept::ARGUMENTS;
use super::{Diagnostic, Part, Severity};

/// Whether the text has colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// No colours.
    Plain,
    /// ANSI escape codes.
    Colored,
    /// For a terminal with this number of columns.
    Terminal {
        /// Whether the text has colours.
        is_colored: bool,
        /// The number of columns.
        width: usize,
    },
}

impl Style {
    fn renderer(self) -> Renderer {
        let (is_colored, width) = match self {
            Self::Plain => (false, DEFAULT_TERM_WIDTH),
            Self::Colored => (true, DEFAULT_TERM_WIDTH),
            Self::Terminal { is_colored, width } => (is_colored, width),
        };
        let renderer = match is_colored {
            true => Renderer::styled(),
            false => Renderer::plain(),
        };
        renderer.term_width(width)
    }
}

/// The maximum number of lines of [`render_folded`], including the table.
pub const MAX_LINES: usize = 190;

/// Renders each diagnostic separately, with an empty line between them: in the order of the text, errors last.
///
/// `sources` has the text of each document by its name. A diagnostic in another document is printed without its line.
pub fn render(found: &[Diagnostic], sources: &BTreeMap<String, String>, style: Style) -> String {
    let printer = Printer::new(found, sources, style);
    let entries = printer.sorted(found).into_iter().map(Entry::of_one);
    let rendered = entries.map(|entry| printer.entry(&entry));
    rendered.collect::<Vec<_>>().join("\n")
}

/// Renders one entry for each kind of diagnostic, with a count and the first three places, as many entries as fit in `lines`.
/// An empty line and a table of all diagnostics follow.
pub fn render_folded(
    found: &[Diagnostic],
    sources: &BTreeMap<String, String>,
    style: Style,
    lines: usize,
) -> String {
    let printer = Printer::new(found, sources, style);
    let table = table(found);
    let mut left = lines.saturating_sub(table.lines().count() + 3);
    let (mut rendered, mut omitted) = (Vec::new(), 0_usize);
    // Errors are last, so they are added first and others are omitted.
    for entry in fold(printer.sorted(found)).into_iter().rev() {
        let text = printer.entry(&entry);
        let length = text.lines().count() + 1;
        if length > left {
            omitted += entry.count();
            left = 0;
        } else {
            left -= length;
            rendered.push(text);
        }
    }
    if omitted > 0 {
        rendered.push(format!(
            "{omitted} more are only in the table; `-v` prints them\n"
        ));
    }
    rendered.reverse();
    rendered.push(table);
    rendered.join("\n")
}

/// Prints diagnostics.
struct Printer<'s> {
    sources: BTreeMap<&'s str, Source<'s>>,
    renderer: Renderer,
}

impl<'s> Printer<'s> {
    fn new(found: &[Diagnostic], sources: &'s BTreeMap<String, String>, style: Style) -> Self {
        let sources = sources.iter();
        Self {
            sources: sources
                .map(|(name, text)| (name.as_str(), Source::new(name, text, found)))
                .collect(),
            renderer: style.renderer(),
        }
    }

    /// The diagnostics in the order of the text, errors last.
    fn sorted<'d>(&self, found: &'d [Diagnostic]) -> Vec<&'d Diagnostic> {
        let mut sorted: Vec<_> = found
            .iter()
            .map(|diagnostic| (position(diagnostic, &self.sources), diagnostic))
            .collect();
        sorted.sort_by_key(|(position, _)| *position);
        sorted.into_iter().map(|(_, diagnostic)| diagnostic).collect()
    }

    fn entry(&self, entry: &Entry<'_>) -> String {
        let others = entry.others.iter().map(|other| self.other(entry.first, other));
        let mut lines: Vec<(&str, String)> = others.map(|text| ("and at", text)).collect();
        if entry.unlisted > 0 {
            let text = format!("{} more; `-v` prints them", entry.unlisted);
            lines.push(("and", text));
        }
        without_nameless(&self.renderer.render(&[group(entry.first, &lines, &self.sources)]))
    }

    /// A place of an entry as one line, with its message if it differs from the first.
    fn other(&self, first: &Diagnostic, other: &Diagnostic) -> String {
        let document = other.at.document();
        let place = match self.sources.get(document) {
            Some(source) => {
                let (line, column) = source.position(&other.at, other.part);
                format!("{document}:{line}:{column}")
            }
            None => document.to_owned(),
        };
        let message = match other.message == first.message {
            true => String::new(),
            false => format!(": {}", other.message),
        };
        format!("{place} {}{message}", other.at)
    }
}

/// The lines of one diagnostic, without the separator at the start of a snippet without a path.
fn without_nameless(rendered: &str) -> String {
    rendered
        .lines()
        .filter(|line| uncolored(line).trim() != ":::")
        .flat_map(|line| [line, "\n"])
        .collect()
}

/// The line without the escape sequences for colours, which end with `m`.
fn uncolored(line: &str) -> String {
    let mut parts = line.split('\u{1b}');
    let first = parts.next().unwrap_or_default();
    let rest = parts.map(|part| part.split_once('m').map_or(part, |(_, text)| text));
    std::iter::once(first).chain(rest).collect()
}

/// The counts by severity: "2 errors, 1 warning". It is empty if there are no diagnostics.
pub fn summary(found: &[Diagnostic]) -> String {
    let severities = [Severity::Error, Severity::Warning, Severity::Note];
    let counts = severities.into_iter().filter_map(|severity| {
        let counted = found.iter().filter(|diagnostic| diagnostic.severity == severity);
        let name = severity.name();
        match counted.count() {
            0 => None,
            1 => Some(format!("1 {name}")),
            count => Some(format!("{count} {name}s")),
        }
    });
    counts.collect::<Vec<_>>().join(", ")
}

fn position<'d>(
    diagnostic: &'d Diagnostic,
    sources: &BTreeMap<&str, Source<'_>>,
) -> (bool, &'d str, usize, Severity) {
    let document = diagnostic.at.document();
    let start = sources
        .get(document)
        .map_or(0, |source| source.span(&diagnostic.at, diagnostic.part).start);
    let is_error = diagnostic.severity == Severity::Error;
    (is_error, document, start, diagnostic.severity)
}

fn group<'s>(
    diagnostic: &'s Diagnostic,
    more: &[(&'s str, String)],
    sources: &'s BTreeMap<&str, Source<'s>>,
) -> Group<'s> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let group = level
        .primary_title(one_line(&diagnostic.message))
        .id(diagnostic.code.id())
        .elements(snippets(diagnostic, sources));
    let pointer = match diagnostic.part {
        Part::Position { .. } => String::new(),
        _ if diagnostic.at.document() == ARGUMENTS => String::new(),
        Part::Key | Part::LastKey | Part::Value => diagnostic.at.to_string(),
    };
    let at = std::iter::once(("at", pointer.as_str()));
    let more = more.iter().map(|(name, text)| (*name, text.as_str()));
    let rest = [
        ("effect", diagnostic.effect.as_str()),
        ("help", diagnostic.help.as_deref().unwrap_or_default()),
    ];
    let lines = at.chain(more).chain(rest).filter(|(_, text)| !text.is_empty());
    group.elements(lines.map(|(name, text)| Level::NOTE.with_name(name).message(one_line(text))))
}

fn snippets<'s>(diagnostic: &'s Diagnostic, sources: &'s BTreeMap<&str, Source<'s>>) -> Vec<Element<'s>> {
    /// A related place at a greater distance in lines has its own snippet.
    const NEAR: usize = 40;
    let Some(source) = sources.get(diagnostic.at.document()) else {
        return Vec::new();
    };
    let primary = source.span(&diagnostic.at, diagnostic.part);
    let related = diagnostic.related.iter().filter_map(|(at, label)| {
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

/// The text with its control characters escaped: a description must not move the cursor or hide output.
pub(crate) fn one_line(text: &str) -> String {
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

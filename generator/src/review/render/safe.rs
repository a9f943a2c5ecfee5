//! Hostile text: what a description contains can neither move a cursor, nor mention anybody, nor leave its place in a report.

use crate::ir::{is_break, is_plain, longest_run};

/// How many characters of a value are printed.
pub(super) const VALUE: usize = 200;

/// How many characters of a sentence are printed: it can contain several values.
const SENTENCE: usize = 500;

/// Keeps a character apart from what follows, so that it starts neither a mention nor a link.
const APART: char = '\u{200b}';

/// A value on one line, shortened, with control characters as `\u{..}`.
pub(super) fn value(text: &str) -> String {
    visible(text, VALUE)
}

/// A text on one line, whole, with control characters as `\u{..}`.
pub(super) fn whole(text: &str) -> String {
    visible(text, usize::MAX)
}

/// A sentence on one line, shortened, with control characters as `\u{..}`. Each value in backticks is shortened too, and so
/// is the text between two of them, which can be a value as JSON.
pub(super) fn sentence(text: &str) -> String {
    let mut out = String::new();
    for piece in pieces(text) {
        match piece {
            Piece::Code(ticks, code) => {
                let fence = "`".repeat(ticks);
                out.extend([fence.as_str(), &value(code), &fence]);
            }
            Piece::Prose(prose) => out.push_str(&value(prose)),
        }
    }
    visible(&out, SENTENCE)
}

/// A value as a code span of Markdown.
pub(super) fn code(text: &str) -> String {
    crate::ir::code(&value(text))
}

/// A sentence as Markdown: values in backticks stay code, and nothing else has a meaning.
pub(super) fn prose(text: &str) -> String {
    let mut out = String::new();
    for piece in pieces(&sentence(text)) {
        match piece {
            Piece::Code(_, content) => out.push_str(&code(content)),
            Piece::Prose(prose) => escape(prose, &mut out),
        }
    }
    out
}

/// Markdown for a cell of a table. A `|` would end the cell, even inside a code span.
pub(super) fn cell(markdown: &str) -> String {
    markdown.replace('|', "¦")
}

/// Lines as a fenced block, whose fence is longer than any run inside.
pub(super) fn fenced(language: &str, lines: &[String]) -> String {
    let longest = lines.iter().map(|line| longest_run(line, '`')).max();
    let fence = "`".repeat(longest.unwrap_or_default().saturating_add(1).max(3));
    format!("{fence}{language}\n{}\n{fence}\n", lines.join("\n"))
}

fn visible(text: &str, most: usize) -> String {
    let mut out = String::new();
    let mut left = most;
    for character in text.chars() {
        let shown: String = match is_plain(character) && !is_break(character) && character != APART {
            true => character.into(),
            false => character.escape_unicode().collect(),
        };
        let length = shown.chars().count();
        // One character is for the ellipsis.
        if length >= left {
            out.push('…');
            return out;
        }
        left = left.saturating_sub(length);
        out.push_str(&shown);
    }
    out
}

fn escape(text: &str, out: &mut String) {
    let mut previous = None;
    for character in text.chars() {
        match character {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '!' | '$' => {
                out.extend(['\\', character]);
            }
            '@' => out.extend([character, APART]),
            '#' => out.extend(['\\', character, APART]),
            '/' if previous == Some(':') => out.extend([APART, character]),
            '.' if previous == Some('w') || previous == Some('W') => out.extend([APART, character]),
            '-' | '+' | '=' if previous.is_none() => out.extend(['\\', character]),
            _ => out.push(character),
        }
        previous = Some(character);
    }
}

/// A part of a sentence.
enum Piece<'t> {
    /// A code span: the length of its fence, and what is inside.
    Code(usize, &'t str),
    Prose(&'t str),
}

/// The code spans of a sentence and what is between them, as CommonMark reads them: a run of backticks ends at the next run of
/// the same length.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((prose, ticks, after)) = run(rest) {
        match closing(after, ticks) {
            Some((inside, next)) => {
                pieces.extend([Piece::Prose(prose), Piece::Code(ticks, inside.trim())]);
                rest = next;
            }
            // Without an end all that follows is prose.
            None => break,
        }
    }
    pieces.push(Piece::Prose(rest));
    pieces
}

/// What is before the first run of backticks, the length of the run, and what is after it.
fn run(text: &str) -> Option<(&str, usize, &str)> {
    let (before, from) = text.split_at_checked(text.find('`')?)?;
    let after = from.trim_start_matches('`');
    Some((before, from.len().saturating_sub(after.len()), after))
}

/// What is inside a code span whose fence is a run of this length, and what is after it.
fn closing(text: &str, ticks: usize) -> Option<(&str, &str)> {
    let mut passed = 0_usize;
    let mut rest = text;
    loop {
        let (before, length, after) = run(rest)?;
        passed = passed.saturating_add(before.len());
        if length == ticks {
            return Some((text.get(..passed)?, after));
        }
        passed = passed.saturating_add(length);
        rest = after;
    }
}

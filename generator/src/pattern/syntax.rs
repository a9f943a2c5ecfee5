//! Pattern text → regular expression: how the ECMA-262 parser is asked, and what it must not be shown.

use std::borrow::Cow;

use oxc_allocator::Allocator;
use oxc_regular_expression::{LiteralParser, Options};

use super::foreign::{self, Reading};
use super::node::Node;
use super::translate::Translator;
use super::{MAX_NESTING, Refusal};

/// Parses a pattern as with the flag `u`, or failing that, as one of another dialect, or failing that, without the flag.
///
/// # Errors
/// The refusal of the first reading, unless only another one gets further.
pub(super) fn parse(pattern: &str) -> Result<Node, Refusal> {
    let inner = foreign::without_delimiters(pattern);
    let pattern = inner.as_deref().unwrap_or(pattern);
    let source = Source::scan(pattern)?;
    let read = source.parse("u");
    if !matches!(read, Err(Refusal::Syntax { .. })) {
        return read;
    }
    match foreign::read(pattern) {
        Reading::Rewritten(text) => match Source::scan(&text)?.parse("u") {
            Err(Refusal::Syntax { .. }) => source.legacy(read),
            rewritten => rewritten,
        },
        Reading::Uncertain(refusal) => Err(refusal),
        Reading::Ecma => source.legacy(read),
    }
}

/// Parses a pattern as ECMA-262 alone has it: with the flag `u`, or failing that, without it.
#[cfg(test)]
pub(super) fn ecma(pattern: &str) -> Result<Node, Refusal> {
    let source = Source::scan(pattern)?;
    let read = source.parse("u");
    match read {
        Err(Refusal::Syntax { .. }) => source.legacy(read),
        read => read,
    }
}

/// A pattern that is safe to give to the parser.
struct Source<'a> {
    text: Cow<'a, str>,
    /// Where, in `text`, an escape is one byte longer than in the pattern.
    widened: Vec<usize>,
}

impl<'a> Source<'a> {
    /// Looks through a pattern once: refuses deep nesting, on which the parser would recurse, and an escape of nothing,
    /// which it overlooks; and rewrites escapes that it misreads.
    fn scan(pattern: &'a str) -> Result<Self, Refusal> {
        let (mut depth, mut in_class) = (0_usize, false);
        let (mut text, mut widened) = (String::with_capacity(pattern.len()), Vec::new());
        let mut chars = pattern.char_indices().peekable();
        while let Some((offset, c)) = chars.next() {
            match c {
                '[' => in_class = true,
                ']' => in_class = false,
                '(' if !in_class => depth += 1,
                ')' if !in_class => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth > MAX_NESTING {
                let construct = "a group nested this deep";
                return Err(Refusal::Unsupported { construct, offset });
            }
            if c != '\\' {
                text.push(c);
                continue;
            }
            let Some((_, escaped)) = chars.next() else {
                let message = r"`\` with nothing to escape".to_owned();
                return Err(Refusal::Syntax { message, offset });
            };
            // The parser reads `\cA` in a class as a backslash, a `c` and an `A`; `\x01` is the same and safe from that.
            let control = in_class && escaped == 'c';
            if let Some((_, letter)) = chars.next_if(|(_, letter)| control && letter.is_ascii_alphabetic()) {
                widened.push(text.len());
                text.push_str(&format!("\\x{:02x}", u32::from(letter) % 32));
            } else {
                text.extend([c, escaped]);
            }
        }
        let text = if widened.is_empty() {
            Cow::Borrowed(pattern)
        } else {
            Cow::Owned(text)
        };
        Ok(Self { text, widened })
    }

    /// The pattern without the flag `u`, where that reads it; otherwise what came of it with the flag.
    fn legacy(&self, read: Result<Node, Refusal>) -> Result<Node, Refusal> {
        if !self.may_be_legacy() {
            return read;
        }
        match self.parse("") {
            Err(Refusal::Syntax { .. }) => read,
            legacy => legacy,
        }
    }

    /// Whether to read the pattern without the flag `u`. Not if it has escapes that only the flag gives a meaning: `\p{L}`
    /// would be a `p` and a literal `{L}`. Not if it has code points beyond the BMP: each would be two characters.
    fn may_be_legacy(&self) -> bool {
        let unicode = [r"\p{", r"\P{", r"\u{"];
        self.text.chars().all(|c| c <= '\u{FFFF}') && !unicode.iter().any(|escape| self.text.contains(escape))
    }

    fn parse(&self, flags: &str) -> Result<Node, Refusal> {
        let allocator = Allocator::default();
        let parser = LiteralParser::new(&allocator, &self.text, Some(flags), Options::default());
        let read = parser.parse().map_err(|diagnostic| {
            let message = diagnostic.message.as_ref();
            Refusal::Syntax {
                message: message
                    .trim_start_matches("Invalid regular expression: ")
                    .to_owned(),
                offset: diagnostic
                    .labels
                    .first()
                    .map_or(0, |label| label.offset() as usize),
            }
        });
        read.and_then(|pattern| Translator::default().disjunction(&pattern.body))
            .map_err(|refusal| self.relocate(refusal))
    }

    /// The same refusal with its offset into the pattern as it was given.
    fn relocate(&self, refusal: Refusal) -> Refusal {
        let original = |offset: usize| offset - self.widened.partition_point(|&at| at < offset);
        match refusal {
            Refusal::Syntax { message, offset } => Refusal::Syntax {
                message,
                offset: original(offset),
            },
            Refusal::Unsupported { construct, offset } => Refusal::Unsupported {
                construct,
                offset: original(offset),
            },
            Refusal::TooLarge { .. } => refusal,
        }
    }
}

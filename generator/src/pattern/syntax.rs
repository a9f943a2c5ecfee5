//! Pattern text → regular expression: which grammars and dialects are asked, and in which order.

use super::Refusal;
use super::foreign::{self, Reading};
use super::node::Node;
use super::parser::{self, Grammar, Survey};

/// Parses a pattern as with the flag `u`, or failing that, as one of another dialect, or failing that, without the flag.
///
/// # Errors
/// The refusal of the first reading, unless only another one gets further.
pub(super) fn parse(pattern: &str) -> Result<Node, Refusal> {
    let inner = foreign::without_delimiters(pattern);
    let pattern = inner.as_deref().unwrap_or(pattern);
    let survey = Survey::of(pattern)?;
    let read = parser::parse(pattern, survey, Grammar::Unicode);
    if !matches!(read, Err(Refusal::Syntax { .. })) {
        return read;
    }
    match foreign::read(pattern) {
        Reading::Rewritten(text) => match parser::parse(&text, Survey::of(&text)?, Grammar::Unicode) {
            Err(Refusal::Syntax { .. }) => legacy(pattern, survey, read),
            rewritten => rewritten,
        },
        Reading::Uncertain(refusal) => Err(refusal),
        Reading::Ecma => legacy(pattern, survey, read),
    }
}

/// Parses a pattern as ECMA-262 alone has it: with the flag `u`, or failing that, without it.
#[cfg(test)]
pub(super) fn ecma(pattern: &str) -> Result<Node, Refusal> {
    let survey = Survey::of(pattern)?;
    let read = parser::parse(pattern, survey, Grammar::Unicode);
    match read {
        Err(Refusal::Syntax { .. }) => legacy(pattern, survey, read),
        read => read,
    }
}

/// The pattern without the flag `u`, where that reads it; otherwise what came of it with the flag.
fn legacy(pattern: &str, survey: Survey, read: Result<Node, Refusal>) -> Result<Node, Refusal> {
    if !may_be_legacy(pattern) {
        return read;
    }
    match parser::parse(pattern, survey, Grammar::AnnexB) {
        Err(Refusal::Syntax { .. }) => read,
        legacy => legacy,
    }
}

/// Whether to read the pattern without the flag `u`. Not if it has escapes that only the flag gives a meaning: `\p{L}`
/// would be a `p` and a literal `{L}`. Not if it has code points beyond the BMP: each would be two characters.
fn may_be_legacy(pattern: &str) -> bool {
    let unicode = [r"\p{", r"\P{", r"\u{"];
    pattern.chars().all(|c| c <= '\u{FFFF}') && !unicode.iter().any(|escape| pattern.contains(escape))
}

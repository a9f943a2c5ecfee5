//! Pattern text → regular expression: the order in which the grammars and dialects are tried.

use super::Refusal;
use super::foreign::{self, Reading};
use super::node::Node;
use super::parser::{self, Grammar, Survey};

/// Parses a pattern with the flag `u`, otherwise as one of another dialect, otherwise without the flag.
///
/// # Errors
/// The error of the first attempt, unless a later attempt parses the pattern but no automaton can implement it.
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

/// Parses a pattern as ECMA-262 only: with the flag `u`, otherwise without it.
#[cfg(test)]
pub(super) fn ecma(pattern: &str) -> Result<Node, Refusal> {
    let survey = Survey::of(pattern)?;
    let read = parser::parse(pattern, survey, Grammar::Unicode);
    match read {
        Err(Refusal::Syntax { .. }) => legacy(pattern, survey, read),
        read => read,
    }
}

/// The result without the flag `u` if the pattern is valid without it, or otherwise the result with the flag.
fn legacy(pattern: &str, survey: Survey, read: Result<Node, Refusal>) -> Result<Node, Refusal> {
    if !may_be_legacy(pattern) {
        return read;
    }
    match parser::parse(pattern, survey, Grammar::AnnexB) {
        Err(Refusal::Syntax { .. }) => read,
        legacy => legacy,
    }
}

/// Whether to parse the pattern without the flag `u`. Escapes that have a meaning only with the flag exclude it, since `\p{L}`
/// would be a `p` and a literal `{L}`. So do code points beyond the BMP, which would be two characters each.
fn may_be_legacy(pattern: &str) -> bool {
    let unicode = [r"\p{", r"\P{", r"\u{"];
    pattern.chars().all(|c| c <= '\u{FFFF}') && !unicode.iter().any(|escape| pattern.contains(escape))
}

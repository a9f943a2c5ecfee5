//! Quotes text from a description inside generated sentences.

/// The text as Markdown inline code on one line.
pub(crate) fn code(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|c| if is_break(c) || c.is_control() { ' ' } else { c })
        .filter(|c| is_plain(*c))
        .collect();
    let ticks = "`".repeat(longest_run(&text, '`').saturating_add(1));
    let is_plain = !text.starts_with(['`', ' ']) && !text.ends_with(['`', ' ']);
    match (text.trim().is_empty(), is_plain) {
        (true, _) => "`\"\"`".to_owned(),
        (false, true) => format!("{ticks}{text}{ticks}"),
        (false, false) => format!("{ticks} {text} {ticks}"),
    }
}

/// Whether any reader treats the character as a line break.
pub(crate) fn is_break(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{b}' | '\u{c}'
    )
}

/// Whether the character is neither a control character nor one that changes how text is displayed. Source: Unicode TR 36,
/// bidirectional text.
pub(crate) fn is_plain(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
}

/// The length of the longest run of a character.
pub(crate) fn longest_run(text: &str, of: char) -> usize {
    let runs = text.split(|c| c != of).map(str::len);
    runs.max().unwrap_or_default()
}

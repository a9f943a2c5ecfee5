//! Texts of the description as one short line.

use crate::ir::{Docs, is_break, is_plain};

/// The longest line of documentation, in characters.
pub(super) const LINE: usize = 200;

/// The first paragraph and the notes, on one line.
pub(super) fn docs(docs: &Docs) -> String {
    let text = docs.text.as_deref().map(str::trim).unwrap_or_default();
    let paragraph: Vec<&str> = text.lines().take_while(|line| !line.trim().is_empty()).collect();
    cut(&line(&paragraph.join(" ")), LINE)
}

/// The text on one line, without characters that change how a terminal shows it.
pub(super) fn line(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|c| if is_break(c) || c == '\t' { ' ' } else { c })
        .filter(|c| is_plain(*c))
        .collect();
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}

/// The first `most` characters.
pub(super) fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
    }
}

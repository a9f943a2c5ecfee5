//! Properties of characters by their names in other dialects.

use super::super::Refusal;
use super::Rewriter;

/// A property for ECMA-262.
pub(super) enum Property {
    /// An escape: `\p{L}`.
    Escape(String),
    /// The items for a class, and whether the complement is meant.
    Items(String, bool),
}

/// Scripts that other dialects name without `Script=`.
const SCRIPTS: [&str; 16] = [
    "Arabic",
    "Armenian",
    "Bengali",
    "Cyrillic",
    "Devanagari",
    "Ethiopic",
    "Georgian",
    "Greek",
    "Han",
    "Hangul",
    "Hebrew",
    "Hiragana",
    "Katakana",
    "Latin",
    "Tamil",
    "Thai",
];

/// The characters of a POSIX class: in ASCII, and in Unicode.
pub(super) fn posix(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "alpha" => ("A-Za-z", r"\p{Alphabetic}"),
        "digit" => ("0-9", r"\p{Nd}"),
        "alnum" => ("A-Za-z0-9", r"\p{Alphabetic}\p{Nd}"),
        "upper" => ("A-Z", r"\p{Uppercase}"),
        "lower" => ("a-z", r"\p{Lowercase}"),
        "space" => (r"\t\n\v\f\r ", r"\s\x85"),
        "blank" => (r"\t ", r"\t\p{Zs}"),
        "punct" => (r"!-\/:-@\[-`\{-~", r"\p{P}\p{S}"),
        "cntrl" => (r"\x00-\x1f\x7f", r"\p{Cc}"),
        "graph" => ("!-~", r"!-~\xa1-\u{10ffff}"),
        "print" => (" -~", r" -~\xa0-\u{10ffff}"),
        "xdigit" => ("0-9A-Fa-f", "0-9A-Fa-f"),
        "word" => (r"\w", r"\p{Alphabetic}\p{M}\p{Nd}\p{Pc}"),
        "ascii" => (r"\x00-\x7f", r"\x00-\x7f"),
        _ => return None,
    })
}

impl Rewriter<'_> {
    /// A property, after `\p` or `\P`.
    pub(super) fn property(&mut self, is_negative: bool) -> Result<Property, Refusal> {
        let rest = self.rest();
        let Some(first) = self.next() else {
            return self.unsupported("property without a name");
        };
        let written = match first {
            '{' => self.take_until('}'),
            'L' | 'M' | 'N' | 'P' | 'S' | 'Z' | 'C' => {
                self.is_foreign = true;
                rest.get(..1)
            }
            _ => None,
        };
        let Some(written) = written else {
            return self.unsupported("property without a name");
        };
        let (name, is_negative) = match written.strip_prefix('^') {
            Some(name) => (name, !is_negative),
            None => (written, is_negative),
        };
        // In Java, scripts, categories and properties may have the prefix `Is`.
        let name = match name.strip_prefix("Is") {
            Some(name) if !name.is_empty() => name,
            Some(_) | None => name,
        };
        self.is_foreign |= name.len() != written.len();
        if name.starts_with("In") || name.starts_with("java") {
            return self.unsupported("property that other dialects don't have");
        }
        let letter = if is_negative { 'P' } else { 'p' };
        if SCRIPTS.contains(&name) {
            self.is_foreign = true;
            return Ok(Property::Escape(format!("\\{letter}{{Script={name}}}")));
        }
        // `Alpha`, `Upper` and `Lower` are also names in ECMA-262.
        let is_known = matches!(name, "Alpha" | "Upper" | "Lower");
        match posix(&name.to_ascii_lowercase()).filter(|_| !is_known && name.len() > 2) {
            Some((narrow, wide)) => {
                self.is_foreign = true;
                let items = if is_negative { narrow } else { wide };
                Ok(Property::Items(items.to_owned(), is_negative))
            }
            None => Ok(Property::Escape(format!("\\{letter}{{{name}}}"))),
        }
    }
}

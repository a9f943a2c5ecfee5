//! Scans JSON text that is known to be valid, without decoding it.

use std::borrow::Cow;

use crate::runtime::json::plain::plain_length;

/// The properties of an object, one after the other.
pub(crate) struct Properties<'a> {
    rest: &'a str,
}

/// One property with its raw value.
pub(crate) struct Property<'a> {
    /// The key, unescaped.
    pub(crate) key: Cow<'a, str>,
    /// The raw text of a string, number, boolean or `null`; for an array or object, only its opening bracket.
    pub(crate) value: &'a str,
}

impl<'a> Properties<'a> {
    /// The properties of `text`; none if it is not an object.
    pub(crate) fn of(text: &'a str) -> Self {
        Self {
            rest: text.trim_ascii_start().strip_prefix('{').unwrap_or_default(),
        }
    }
}

impl<'a> Iterator for Properties<'a> {
    type Item = Property<'a>;

    fn next(&mut self) -> Option<Property<'a>> {
        // The text may continue after the object.
        let text = self.rest.trim_ascii_start();
        let text = text.strip_prefix(',').unwrap_or(text).trim_ascii_start();
        if !text.starts_with('"') {
            self.rest = "";
            return None;
        }
        let (key, after) = split(text, string_length);
        let value = after.trim_ascii_start().strip_prefix(':')?.trim_ascii_start();
        let (value, after) = match value.as_bytes().first()? {
            b'"' => split(value, string_length),
            b'{' | b'[' => (split(value, |_| 1).0, split(value, container_length).1),
            _ => split(value, scalar_length),
        };
        self.rest = after;
        Some(Property {
            key: unquote(key)?,
            value,
        })
    }
}

/// The raw text of the first item of the array `text`; for an array or object, only its opening bracket. `None` if `text` is
/// not an array or is empty.
pub(crate) fn first_item(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('[')?.trim_ascii_start();
    match inner.as_bytes().first()? {
        b']' => None,
        b'"' => Some(split(inner, string_length).0),
        b'{' | b'[' => Some(split(inner, |_| 1).0),
        _ => Some(split(inner, scalar_length).0),
    }
}

/// The content of a raw string; `None` if `written` is not a string.
pub(crate) fn unquote(written: &str) -> Option<Cow<'_, str>> {
    let inner = written.strip_prefix('"')?.strip_suffix('"')?;
    if inner.contains('\\') {
        // Lone surrogates are valid syntax, but not a valid string.
        return serde_json::from_str(written).ok().map(Cow::Owned);
    }
    Some(Cow::Borrowed(inner))
}

/// The tokens of a text, one after the other, without whitespace between them.
pub(crate) struct Tokens<'a> {
    rest: &'a str,
}

impl<'a> Tokens<'a> {
    /// The tokens of `text`.
    pub(crate) fn of(text: &'a str) -> Self {
        Self { rest: text }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let text = self.rest.trim_ascii_start();
        let (token, after) = match text.as_bytes().first()? {
            b'"' => split(text, string_length),
            b'{' | b'}' | b'[' | b']' | b',' | b':' => split(text, |_| 1),
            _ => split(text, scalar_length),
        };
        self.rest = after;
        Some(token)
    }
}

/// Splits `text` after the token whose length `length` returns.
fn split(text: &str, length: impl Fn(&[u8]) -> usize) -> (&str, &str) {
    text.split_at_checked(length(text.as_bytes()))
        .unwrap_or((text, ""))
}

/// The length of the string at the start of `text`, including the quotes.
fn string_length(text: &[u8]) -> usize {
    let mut at = 1;
    while let Some(rest) = text.get(at..) {
        at += plain_length(rest);
        match text.get(at) {
            Some(b'\\') => at += 2,
            Some(b'"') | None => return at + 1,
            Some(_) => at += 1,
        }
    }
    text.len() + 1
}

/// The length of the number or word at the start of `text`.
fn scalar_length(text: &[u8]) -> usize {
    text.iter()
        .take_while(|byte| !matches!(byte, b',' | b'}' | b']' | b' ' | b'\t' | b'\r' | b'\n'))
        .count()
}

/// The length of the array or object at the start of `text`.
fn container_length(text: &[u8]) -> usize {
    let (mut depth, mut at) = (0usize, 0);
    while let Some(rest) = text.get(at..) {
        match rest.first() {
            Some(b'"') => at += string_length(rest) - 1,
            Some(b'{' | b'[') => depth += 1,
            Some(b'}' | b']') => depth = depth.saturating_sub(1),
            Some(_) => {}
            None => return at,
        }
        at += 1;
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

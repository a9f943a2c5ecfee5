// Copied from runtime/http/request/escape.rs of generator 0.1.0; independent of the description.

//! Escapes a text for its place in a path, query, header or cookie.

use crate::runtime::http::request::rule::Rule;
use crate::runtime::http::{Location, Style};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::borrow::Cow;

/// RFC 3986, section 2.3: characters that never need escaping.
pub(crate) const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Escapes for `allowReserved`. The reserved characters of RFC 3986 stay unescaped, except those that would end the value
/// (`&`, and `+` in forms) or the query (`#`), and those that queries don't allow (`[`, `]`). `%` is handled separately.
const RESERVED: &AsciiSet = &UNRESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// The same in a path. `/` and `?` would end the value there (OpenAPI 3.2.0, section 4.8.2), and `&` would not.
const RESERVED_IN_PATH: &AsciiSet = &RESERVED.add(b'/').add(b'?').remove(b'&').remove(b'+');

/// The same in a cookie, in which `,` and `;` can't occur.
const RESERVED_IN_COOKIE: &AsciiSet = &RESERVED.add(b',').add(b';').remove(b'&').remove(b'+');

pub(crate) fn escape<'t>(text: &'t str, rule: &Rule<'_>) -> Cow<'t, str> {
    match rule.location {
        // Header values are sent unescaped: RFC 9110 defines no escapes for them, but JSON has its own.
        Location::Header if rule.style == Style::Json => ascii_json(text).into(),
        Location::Header => text.into(),
        Location::Cookie if rule.style == Style::Cookie => text.into(),
        Location::Query if rule.allow_reserved => escape_reserved(text, RESERVED).into(),
        Location::Path if rule.allow_reserved => escape_reserved(text, RESERVED_IN_PATH).into(),
        Location::Cookie if rule.allow_reserved => escape_reserved(text, RESERVED_IN_COOKIE).into(),
        Location::Path | Location::Query | Location::QueryString | Location::Cookie => {
            utf8_percent_encode(text, UNRESERVED).into()
        }
    }
}

/// Appends an escaped text.
pub(super) fn push(text: &str, rule: &Rule<'_>, out: &mut String) {
    match rule.location {
        Location::Path if !rule.allow_reserved => out.extend(utf8_percent_encode(text, UNRESERVED)),
        Location::Path | Location::Query | Location::QueryString | Location::Header | Location::Cookie => {
            out.push_str(&escape(text, rule))
        }
    }
}

/// JSON that a header can carry. Only strings contain non-ASCII characters, where they can be escaped (RFC 8259, section 7).
fn ascii_json(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for character in json.chars() {
        if character.is_ascii() {
            out.push(character);
        } else {
            for unit in character.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    out
}

/// RFC 6265, section 4.1.1, `cookie-octet`.
pub(crate) fn is_cookie_octet(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\')
}

/// Keeps existing escapes, as RFC 6570's reserved expansion does.
fn escape_reserved(text: &str, reserved: &'static AsciiSet) -> String {
    let mut pieces = text.split('%');
    let mut out = utf8_percent_encode(pieces.next().unwrap_or_default(), reserved).to_string();
    for piece in pieces {
        let is_escape = piece.len() >= 2 && piece.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
        out.push_str(if is_escape { "%" } else { "%25" });
        out.extend(utf8_percent_encode(piece, reserved));
    }
    out
}

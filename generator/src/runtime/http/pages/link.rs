//! The header `Link` (RFC 8288), and addresses relative to another one (RFC 3986, section 5).

use super::reference;
use crate::runtime::http::auth::security::Chosen;
use http::header::LINK;
use http::{HeaderMap, Uri};

/// The target of the first link of the page itself whose relation is `next`. One with an anchor is another page's (RFC 8288,
/// section 3.2).
pub(crate) fn next(headers: &HeaderMap) -> Option<&str> {
    let values = headers
        .get_all(LINK)
        .iter()
        .filter_map(|value| value.to_str().ok());
    values.flat_map(links).find_map(|(target, relations)| {
        let mut relations = relations?.split_ascii_whitespace();
        let is_next = relations.any(|relation| relation.eq_ignore_ascii_case("next"));
        is_next.then_some(target)
    })
}

/// The address that a reference in an answer means, if it is of the same origin: nobody else is to get what is sent.
pub(crate) fn resolve(reference: &str, from: &Uri) -> Option<Uri> {
    let resolved = reference::resolve(reference, &from.to_string());
    let address: Uri = resolved.split('#').next()?.parse().ok()?;
    (origin(&address)? == origin(from)?).then_some(address)
}

/// An address as two of the same page compare (RFC 3986, section 6.2): scheme and host in small letters, no usual port, and
/// escapes only where they are needed.
pub(crate) fn normal(address: &Uri) -> String {
    let Some((scheme, host, port)) = origin(address) else {
        return address.to_string();
    };
    let path = reference::without_dots(address.path());
    let query = address.query().unwrap_or_default();
    let [path, query] = [path.as_str(), query].map(unescaped);
    format!("{scheme}://{host}:{port}{path}?{query}")
}

/// A text without the escapes of what needs none, and the others in capitals.
fn unescaped(text: &str) -> String {
    let mut pieces = text.split('%');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (digits, rest) = piece.split_at_checked(2).unwrap_or((piece, ""));
        match u8::from_str_radix(digits, 16) {
            Ok(byte) if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) => out.push(byte.into()),
            Ok(_) | Err(_) => out.extend(["%", &digits.to_ascii_uppercase()]),
        }
        out.push_str(rest);
    }
    out
}

/// An address with the credentials that go into the query, where it doesn't have them already.
pub(crate) fn with_credentials(at: &Uri, chosen: &Chosen<'_>) -> Result<Uri, String> {
    let mut address = at.to_string();
    for (name, value) in chosen.query() {
        let mut given = at.query().unwrap_or_default().split('&');
        if !given.any(|pair| pair.split('=').next() == Some(name)) {
            let separator = if address.contains('?') { "&" } else { "?" };
            address.extend([separator, name, "=", value]);
        }
    }
    address
        .parse()
        .map_err(|_| "the address is too long or no URI".to_owned())
}

/// Each link's target, and what its parameter `rel` says; `None` where the link is of another page.
fn links(value: &str) -> Vec<(&str, Option<&str>)> {
    let mut found = Vec::new();
    let mut rest = value;
    while let Some((target, after)) = rest.split_once('<').and_then(|(_, tail)| tail.split_once('>')) {
        let (mut relations, mut has_anchor) = (None, false);
        rest = after;
        while let Some(tail) = rest.trim_start().strip_prefix(';') {
            let (name, value, after) = parameter(tail);
            if name.eq_ignore_ascii_case("rel") {
                // Section 3.3: of several, the first counts.
                relations.get_or_insert(value);
            }
            has_anchor |= name.eq_ignore_ascii_case("anchor") && !value.is_empty();
            rest = after;
        }
        found.push((target, relations.filter(|_| !has_anchor)));
    }
    found
}

/// A parameter's name and value, and what follows it.
fn parameter(text: &str) -> (&str, &str, &str) {
    let end = text.find(['=', ';', ',']).unwrap_or(text.len());
    let (name, after) = text.split_at_checked(end).unwrap_or((text, ""));
    let Some(value) = after.strip_prefix('=') else {
        return (name.trim(), "", after);
    };
    let value = value.trim_start();
    if let Some((value, after)) = value.strip_prefix('"').and_then(quoted) {
        return (name.trim(), value, after);
    }
    let end = value.find([';', ',']).unwrap_or(value.len());
    let (value, after) = value.split_at_checked(end).unwrap_or((value, ""));
    (name.trim(), value.trim(), after)
}

/// What stands before the quote that ends a string, and what after it.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let mut is_escaped = false;
    let end = text.find(|character| {
        let is_end = character == '"' && !is_escaped;
        is_escaped = character == '\\' && !is_escaped;
        is_end
    })?;
    let (value, after) = text.split_at_checked(end)?;
    Some((value, after.strip_prefix('"')?))
}

/// Scheme, host and port (RFC 6454, section 4). One with a user's name is nobody's.
fn origin(uri: &Uri) -> Option<(String, String, u16)> {
    let scheme = uri.scheme_str()?.to_ascii_lowercase();
    let authority = uri
        .authority()
        .filter(|authority| !authority.as_str().contains('@'))?;
    let usual = if scheme == "https" { 443 } else { 80 };
    let host = authority.host().to_ascii_lowercase();
    Some((scheme, host, authority.port_u16().unwrap_or(usual)))
}

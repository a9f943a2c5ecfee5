//! The header `Link` (RFC 8288), and the comparison of URLs (RFC 3986, section 6).

use super::reference;
use crate::runtime::http::auth::security::Chosen;
use http::header::LINK;
use http::{HeaderMap, Uri};

/// The target of the first link whose relation is `next` and whose context is the page itself. A link with an anchor has
/// another context (RFC 8288, section 3.2).
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

/// Resolves a reference in a response, if the result has the same origin: no other server may receive the request.
pub(crate) fn resolve(reference: &str, from: &Uri) -> Option<Uri> {
    let resolved = reference::resolve(reference, &from.to_string());
    let address: Uri = resolved.split('#').next()?.parse().ok()?;
    (origin(&address)? == origin(from)?).then_some(address)
}

/// The normal form of a URL, for comparison (RFC 3986, section 6.2): scheme and host in lower case, no default port, and
/// percent-encoding only where it is required.
pub(crate) fn normal(address: &Uri) -> String {
    let Some((scheme, host, port)) = origin(address) else {
        return address.to_string();
    };
    let path = reference::without_dots(address.path());
    let query = address.query().unwrap_or_default();
    let [path, query] = [path.as_str(), query].map(unescaped);
    format!("{scheme}://{host}:{port}{path}?{query}")
}

/// Decodes the escapes of unreserved characters, and writes the other escapes in upper case.
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

/// Adds credentials that are query parameters to a URL, unless they are present already.
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
        .map_err(|_| "the URL is too long or invalid".to_owned())
}

/// The target of each link and its parameter `rel`; `None` for `rel` if the link has another context.
fn links(value: &str) -> Vec<(&str, Option<&str>)> {
    let mut found = Vec::new();
    let mut rest = value;
    while let Some((target, after)) = rest.split_once('<').and_then(|(_, tail)| tail.split_once('>')) {
        let (mut relations, mut has_anchor) = (None, false);
        rest = after;
        while let Some(tail) = rest.trim_start().strip_prefix(';') {
            let (name, value, after) = parameter(tail);
            if name.eq_ignore_ascii_case("rel") {
                // Section 3.3: only the first `rel` of a link counts.
                relations.get_or_insert(value);
            }
            has_anchor |= name.eq_ignore_ascii_case("anchor") && !value.is_empty();
            rest = after;
        }
        found.push((target, relations.filter(|_| !has_anchor)));
    }
    found
}

/// The name and value of a parameter, and the rest of the text.
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

/// The text before and after the quote that ends a string.
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

/// Scheme, host and port (RFC 6454, section 4). A URL with user information has no origin here.
fn origin(uri: &Uri) -> Option<(String, String, u16)> {
    let scheme = uri.scheme_str()?.to_ascii_lowercase();
    let authority = uri
        .authority()
        .filter(|authority| !authority.as_str().contains('@'))?;
    let usual = if scheme == "https" { 443 } else { 80 };
    let host = authority.host().to_ascii_lowercase();
    Some((scheme, host, authority.port_u16().unwrap_or(usual)))
}

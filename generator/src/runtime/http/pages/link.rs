//! The header `Link` (RFC 8288), and addresses relative to another one (RFC 3986, section 5).

use crate::runtime::http::security::Chosen;
use http::header::LINK;
use http::{HeaderMap, Uri};

/// The target of the first link whose relation is `next`.
pub(crate) fn next(headers: &HeaderMap) -> Option<&str> {
    let values = headers
        .get_all(LINK)
        .iter()
        .filter_map(|value| value.to_str().ok());
    values.flat_map(links).find_map(|(target, relations)| {
        let mut relations = relations.split_ascii_whitespace();
        let is_next = relations.any(|relation| relation.eq_ignore_ascii_case("next"));
        is_next.then_some(target)
    })
}

/// The address that a reference in an answer means, if it is of the same origin: nobody else is to get what is sent.
pub(crate) fn resolve(reference: &str, from: &Uri) -> Option<Uri> {
    let reference = reference.split('#').next().unwrap_or_default();
    let (scheme, authority) = (from.scheme_str()?, from.authority()?);
    let address = if reference.starts_with("//") {
        format!("{scheme}:{reference}")
    } else if reference.starts_with('/') {
        format!("{scheme}://{authority}{reference}")
    } else if reference.starts_with('?') {
        format!("{scheme}://{authority}{}{reference}", from.path())
    } else if has_scheme(reference) {
        reference.to_owned()
    } else {
        let folder = from.path().rsplit_once('/').map_or("", |(folder, _)| folder);
        format!("{scheme}://{authority}{folder}/{reference}")
    };
    let address: Uri = address.parse().ok()?;
    (origin(&address)? == origin(from)?).then_some(address)
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

/// Each link's target, and what its parameter `rel` says.
fn links(value: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = value;
    while let Some((target, after)) = rest.split_once('<').and_then(|(_, tail)| tail.split_once('>')) {
        let mut relations = None;
        rest = after;
        while let Some(tail) = rest.trim_start().strip_prefix(';') {
            let (name, value, after) = parameter(tail);
            if name.eq_ignore_ascii_case("rel") {
                // Section 3.3: of several, the first counts.
                relations.get_or_insert(value);
            }
            rest = after;
        }
        found.push((target, relations.unwrap_or_default()));
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

fn has_scheme(reference: &str) -> bool {
    let scheme = reference.split_once(':').map_or("", |(scheme, _)| scheme);
    scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
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

//! Where requests go: the address that the user set, else that of the operation's own server, else the API's. And who gets
//! credentials there. Pure.

use crate::runtime::http::Spec;
use crate::runtime::http::client::Settings;
use http::Uri;
use std::borrow::Cow;

impl Settings {
    /// The address that an operation's path is added to.
    pub(super) fn base_of(&self, spec: &Spec) -> Cow<'_, str> {
        match spec.server {
            "" => Cow::Borrowed(&self.base),
            _ if self.has_own_base => Cow::Borrowed(&self.base),
            server if server.starts_with('/') => Cow::Owned(format!("{}{server}", origin(&self.base))),
            server => Cow::Borrowed(server),
        }
    }

    /// Whether credentials may go to this address: of the API's origin, or of one that the user names.
    pub(super) fn is_trusted(&self, base: &str) -> bool {
        let is_it = |trusted: &str| origin(trusted).eq_ignore_ascii_case(origin(base));
        is_it(&self.base) || self.trusted.iter().any(|trusted| is_it(trusted))
    }
}

/// Scheme, host and port of an address, as they are written (RFC 6454, section 4).
pub(crate) fn origin(address: &str) -> &str {
    let start = address.find("://").map_or(0, |at| at + 3);
    let rest = address.get(start..).unwrap_or_default();
    let end = start + rest.find('/').unwrap_or(rest.len());
    address.get(..end).unwrap_or_default()
}

/// The base address without a slash at its end. It is kept as text, since a URL parser would normalise its path.
pub(crate) fn checked_base(base: &str) -> Result<String, &'static str> {
    if base.is_empty() {
        return Err("no base URL: the description names no server, so set one");
    }
    if base.starts_with('/') {
        return Err("no base URL: the description's server is relative to where it is, so set one");
    }
    if base.contains(['?', '#', '@', '{', '}', '\\']) {
        return Err("the base URL can't hold a user name, a query, a fragment or a variable");
    }
    let uri: Uri = base.parse().map_err(|_| "the base URL is no URI")?;
    if !matches!(uri.scheme_str(), Some("http" | "https")) || uri.host().is_none_or(str::is_empty) {
        return Err("the base URL must begin with https:// or http:// and a host");
    }
    if uri.path().split('/').any(|segment| {
        matches!(
            segment.replace("%2e", ".").replace("%2E", ".").as_str(),
            "." | ".."
        )
    }) {
        return Err("the base URL can't hold a segment `.` or `..`");
    }
    Ok(base.trim_end_matches('/').to_owned())
}

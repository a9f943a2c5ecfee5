// Copied from runtime/http/client/server.rs of generator 0.1.0; independent of the description.

//! Determines where requests go: to the base URL that the user set, else to the operation's own server, else to the API's.
//! Also decides which addresses receive credentials. Pure.

use crate::runtime::http::Spec;
use crate::runtime::http::client::Settings;
use crate::runtime::http::pages::reference::dots;
use http::Uri;
use std::borrow::Cow;

/// One of the servers in the description, with values for the variables in its URL (OpenAPI: Server Object).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    template: &'static str,
    values: Vec<(&'static str, Cow<'static, str>)>,
}

impl Server {
    /// A server with these variables and their default values.
    pub fn new(template: &'static str, defaults: &[(&'static str, &'static str)]) -> Self {
        let values = defaults
            .iter()
            .map(|(name, value)| (*name, Cow::Borrowed(*value)));
        Self {
            template,
            values: values.collect(),
        }
    }

    /// Sets the value of a variable.
    pub fn with(mut self, name: &str, value: impl Into<Cow<'static, str>>) -> Self {
        if let Some(known) = self.values.iter_mut().find(|(known, _)| *known == name) {
            known.1 = value.into();
        }
        self
    }

    /// The URL with the values of the variables, if no value changes its structure.
    pub(super) fn url(&self) -> Result<String, String> {
        let mut url = String::new();
        let mut rest = self.template;
        while let Some((literal, (name, after))) = rest
            .split_once('{')
            .and_then(|(literal, tail)| Some((literal, tail.split_once('}')?)))
        {
            url.push_str(literal);
            let known = self.values.iter().find(|(known, _)| *known == name);
            let (_, value) = known.ok_or_else(|| format!("the server's variable `{name}` has no value"))?;
            // A slash within the host would end it, and the rest of the value would become part of the path.
            let in_path = url
                .split_once("://")
                .map_or(url.starts_with('/'), |(_, rest)| rest.contains('/'));
            let is_plain =
                |c: char| c.is_ascii_alphanumeric() || "-._~:".contains(c) || (c == '/' && in_path);
            if !value.chars().all(is_plain) {
                return Err(format!(
                    "the server's variable `{name}` contains a character that would change the structure of the URL"
                ));
            }
            url.push_str(value);
            rest = after;
        }
        url.push_str(rest);
        Ok(url)
    }
}

impl Settings {
    /// The URL to which an operation's path is appended.
    pub(crate) fn base_of(&self, spec: &Spec) -> Cow<'_, str> {
        match spec.server {
            "" => Cow::Borrowed(&self.base),
            _ if self.has_own_base => Cow::Borrowed(&self.base),
            server if server.starts_with('/') => Cow::Owned(format!("{}{server}", origin(&self.base))),
            server => Cow::Borrowed(server),
        }
    }

    /// Whether credentials may be sent to this address: it has the API's origin, or one that the user trusts.
    pub(crate) fn is_trusted(&self, base: &str) -> bool {
        let is_it = |trusted: &str| origin(trusted).eq_ignore_ascii_case(origin(base));
        // Almost every call goes to the base URL itself.
        base == self.base || is_it(&self.base) || self.trusted.iter().any(|trusted| is_it(trusted))
    }
}

/// Scheme, host and port of an address, as written (RFC 6454, section 4).
pub(crate) fn origin(address: &str) -> &str {
    let start = address.find("://").map_or(0, |at| at + 3);
    let rest = address.get(start..).unwrap_or_default();
    let end = start + rest.find('/').unwrap_or(rest.len());
    address.get(..end).unwrap_or_default()
}

/// The base URL without a trailing slash. It stays text, because a URL parser would normalize its path.
pub(crate) fn checked_base(base: &str) -> Result<String, &'static str> {
    if base.is_empty() {
        return Err("no base URL: the description declares no server, so set one");
    }
    if base.starts_with('/') {
        return Err(
            "no base URL: the description's server is relative to the description's own URL, so set one",
        );
    }
    if base.contains(['?', '#', '@', '{', '}', '\\']) {
        return Err("the base URL can't contain a user name, a query, a fragment or a variable");
    }
    let uri: Uri = base.parse().map_err(|_| "the base URL is not a valid URI")?;
    if !matches!(uri.scheme_str(), Some("http" | "https")) || uri.host().is_none_or(str::is_empty) {
        return Err("the base URL must begin with https:// or http:// and a host");
    }
    // An invalid port is kept as text and would fail only when a connection is made.
    let port = uri.authority().and_then(|authority| {
        let (_, port) = authority.as_str().rsplit_once(':')?;
        (!port.is_empty() && !port.ends_with(']')).then_some(port)
    });
    if port.is_some_and(|port| port.parse::<u16>().is_err()) {
        return Err("the base URL's port is not a number up to 65535");
    }
    if uri.path().split('/').any(|segment| dots(segment) > 0) {
        return Err("the base URL can't contain a segment `.` or `..`");
    }
    Ok(base.trim_end_matches('/').to_owned())
}

// Copied from runtime/http/client/server.rs of generator 0.1.0; not from the description.

//! Where requests go: the address that the user set, else that of the operation's own server, else the API's. And who gets
//! credentials there. Pure.

use crate::runtime::http::Spec;
use crate::runtime::http::client::Settings;
use crate::runtime::http::pages::reference::dots;
use http::Uri;
use std::borrow::Cow;

/// One of the servers that the description names, with values for the variables in its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    template: &'static str,
    values: Vec<(&'static str, Cow<'static, str>)>,
}

impl Server {
    /// A server with these variables, and what they are by default.
    pub fn new(template: &'static str, defaults: &[(&'static str, &'static str)]) -> Self {
        let values = defaults
            .iter()
            .map(|(name, value)| (*name, Cow::Borrowed(*value)));
        Self {
            template,
            values: values.collect(),
        }
    }

    /// Sets a variable.
    pub fn with(mut self, name: &str, value: impl Into<Cow<'static, str>>) -> Self {
        if let Some(known) = self.values.iter_mut().find(|(known, _)| *known == name) {
            known.1 = value.into();
        }
        self
    }

    /// The address, if each value stays in its place.
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
            // A slash within the host would end it, and what follows would be another one's path.
            let in_path = url
                .split_once("://")
                .map_or(url.starts_with('/'), |(_, rest)| rest.contains('/'));
            let is_plain =
                |c: char| c.is_ascii_alphanumeric() || "-._~:".contains(c) || (c == '/' && in_path);
            if !value.chars().all(is_plain) {
                return Err(format!(
                    "the server's variable `{name}` holds a character that would change the address"
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
    /// The address that an operation's path is added to.
    pub(crate) fn base_of(&self, spec: &Spec) -> Cow<'_, str> {
        match spec.server {
            "" => Cow::Borrowed(&self.base),
            _ if self.has_own_base => Cow::Borrowed(&self.base),
            server if server.starts_with('/') => Cow::Owned(format!("{}{server}", origin(&self.base))),
            server => Cow::Borrowed(server),
        }
    }

    /// Whether credentials may go to this address: of the API's origin, or of one that the user names.
    pub(crate) fn is_trusted(&self, base: &str) -> bool {
        let is_it = |trusted: &str| origin(trusted).eq_ignore_ascii_case(origin(base));
        // Almost every call goes to the base address itself.
        base == self.base || is_it(&self.base) || self.trusted.iter().any(|trusted| is_it(trusted))
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
    // A port that is none is kept as a text, and found out only when a connection is made.
    let port = uri.authority().and_then(|authority| {
        let (_, port) = authority.as_str().rsplit_once(':')?;
        (!port.is_empty() && !port.ends_with(']')).then_some(port)
    });
    if port.is_some_and(|port| port.parse::<u16>().is_err()) {
        return Err("the base URL's port is no number up to 65535");
    }
    if uri.path().split('/').any(|segment| dots(segment) > 0) {
        return Err("the base URL can't hold a segment `.` or `..`");
    }
    Ok(base.trim_end_matches('/').to_owned())
}

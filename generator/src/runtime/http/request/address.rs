//! Builds the URL of a request: base URL, path with its values, query. Pure.

use crate::runtime::http::Location;
use crate::runtime::http::auth::security::Chosen;
use crate::runtime::http::pages::reference::dots;
use crate::runtime::http::request::encode::Draft;
use bytes::Bytes;
use http::Uri;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

impl Draft {
    pub(super) fn uri(&self, base: &str, chosen: Option<&Chosen<'_>>) -> Result<Uri, String> {
        let room = base.len() + self.spec.path.len() + self.text.len() + 64;
        let mut address = String::with_capacity(room);
        address.push_str(base);
        self.add_path(&mut address)?;
        let mut separator = "?";
        if !self.spec.query.is_empty() {
            address.push('?');
            address.extend(utf8_percent_encode(self.spec.query, LITERAL));
            separator = "&";
        }
        let query = self.at(Location::Query).chain(self.at(Location::QueryString));
        for (_, text) in query.filter(|(_, text)| !text.is_empty()) {
            address.extend([separator, text]);
            separator = "&";
        }
        for (name, value) in chosen.into_iter().flat_map(Chosen::query) {
            address.extend([separator, name, "=", value]);
            separator = "&";
        }
        // The URL may contain a key, so the error doesn't show it.
        Uri::from_maybe_shared(Bytes::from(address)).map_err(|_| "the URL is too long or invalid".to_owned())
    }

    /// Appends the path template with its values filled in.
    fn add_path(&self, address: &mut String) -> Result<(), String> {
        let start = address.len();
        let mut rest = self.spec.path;
        while let Some((literal, (name, after))) = rest
            .split_once('{')
            .and_then(|(literal, tail)| Some((literal, tail.split_once('}')?)))
        {
            address.extend(utf8_percent_encode(literal, LITERAL));
            let (_, text) = self
                .at(Location::Path)
                .find(|(parameter, _)| parameter.name == name)
                .ok_or_else(|| format!("path {name} has no value"))?;
            address.push_str(text);
            rest = after;
        }
        address.extend(utf8_percent_encode(rest, LITERAL));
        // WHATWG URL, section 4.4: parsers remove such a segment and the one before it, even if it is escaped.
        let path = address.get(start..).unwrap_or_default();
        if may_have_dots(path) && path.split('/').any(|segment| dots(segment) > 0) {
            return Err(
                "a path segment can't be `.` or `..`, because URL parsers remove it in every encoding"
                    .to_owned(),
            );
        }
        Ok(())
    }
}

/// Characters that a path template may contain unescaped (RFC 3986, section 3.3). `%` is one, since templates may be escaped
/// already.
pub(crate) const LITERAL: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Whether a segment may start like a dot segment. Few do, and this check is cheaper than splitting every path.
fn may_have_dots(path: &str) -> bool {
    let begins = |pair: &[u8]| matches!(pair, [b'/', b'.' | b'%']);
    path.starts_with(['.', '%']) || path.as_bytes().windows(2).any(begins)
}

// Copied from runtime/http/pages/reference.rs of generator 0.1.0; independent of the description.

//! Resolves URI references against a base URI (RFC 3986, section 5). Pure text; this module doesn't compare origins.

use percent_encoding::{AsciiSet, utf8_percent_encode};

/// The parts of a reference. Only the path is always present (section 3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Parts<'t> {
    scheme: Option<&'t str>,
    authority: Option<&'t str>,
    path: &'t str,
    query: Option<&'t str>,
    fragment: Option<&'t str>,
}

/// Resolves a reference against a base URI (section 5.2.2) and removes dot segments. Characters that a URI can't contain are
/// percent-encoded.
pub(crate) fn resolve(reference: &str, base: &str) -> String {
    let reference = utf8_percent_encode(reference.trim(), NO_ADDRESS).to_string();
    let (reference, base) = (Parts::of(&reference), Parts::of(base));
    let inherited = |path| (base.scheme, base.authority, path);
    let mut query = reference.query;
    let (scheme, authority, path) = if reference.scheme.is_some() {
        let path = without_dots(reference.path);
        (reference.scheme, reference.authority, path)
    } else if reference.authority.is_some() {
        (base.scheme, reference.authority, without_dots(reference.path))
    } else if reference.path.is_empty() {
        query = query.or(base.query);
        inherited(base.path.to_owned())
    } else if reference.path.starts_with('/') {
        inherited(without_dots(reference.path))
    } else {
        inherited(without_dots(&merged(&base, reference.path)))
    };
    compose(scheme, authority, &path, query, reference.fragment)
}

impl<'t> Parts<'t> {
    /// Splits a text into its parts (appendix B).
    fn of(text: &'t str) -> Self {
        let (rest, fragment) = cut(text, '#');
        let (rest, query) = cut(rest, '?');
        let (scheme, rest) = match rest.split_once(':') {
            Some((scheme, rest)) if is_scheme(scheme) => (Some(scheme), rest),
            Some(_) | None => (None, rest),
        };
        let (authority, path) = match rest.strip_prefix("//") {
            Some(rest) => {
                let end = rest.find('/').unwrap_or(rest.len());
                let (authority, path) = rest.split_at_checked(end).unwrap_or((rest, ""));
                (Some(authority), path)
            }
            None => (None, rest),
        };
        Self {
            scheme,
            authority,
            path,
            query,
            fragment,
        }
    }
}

/// The text before a mark and, if the mark is present, the text after it.
fn cut(text: &str, mark: char) -> (&str, Option<&str>) {
    match text.split_once(mark) {
        Some((before, after)) => (before, Some(after)),
        None => (text, None),
    }
}

/// Section 3.1.
fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

/// Section 5.2.3.
fn merged(base: &Parts<'_>, path: &str) -> String {
    match base.path.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/{path}"),
        None if base.authority.is_some() => format!("/{path}"),
        None => path.to_owned(),
    }
}

/// Section 5.2.4. Libraries treat an escaped dot as a dot (WHATWG URL, section 4.4), and so does this function.
pub(crate) fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.split('/').peekable();
    // In a path that starts with a slash, the segment before that slash is empty.
    let is_absolute = path.starts_with('/');
    if is_absolute {
        segments.next();
    }
    while let Some(segment) = segments.next() {
        let is_last = segments.peek().is_none();
        match dots(segment) {
            0 => kept.push(segment),
            count => {
                if count == 2 {
                    kept.pop();
                }
                // A path to a directory ends with a slash.
                if is_last {
                    kept.push("");
                }
            }
        }
    }
    let slash = if is_absolute { "/" } else { "" };
    format!("{slash}{}", kept.join("/"))
}

/// Section 5.3.
fn compose(
    scheme: Option<&str>,
    authority: Option<&str>,
    path: &str,
    query: Option<&str>,
    fragment: Option<&str>,
) -> String {
    let mut text = String::new();
    if let Some(scheme) = scheme {
        text.extend([scheme, ":"]);
    }
    if let Some(authority) = authority {
        text.extend(["//", authority]);
    }
    text.push_str(path);
    if let Some(query) = query {
        text.extend(["?", query]);
    }
    if let Some(fragment) = fragment {
        text.extend(["#", fragment]);
    }
    text
}

/// Characters that URIs don't contain but servers write all the same (RFC 3986, appendix A). URL parsers treat a backslash
/// as a slash.
const NO_ADDRESS: &AsciiSet = &AsciiSet::EMPTY
    .add(b'"')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// How many dots a path segment consists of, escaped or not: 1 or 2, and 0 for any other segment.
pub(crate) fn dots(segment: &str) -> usize {
    let mut rest = segment;
    let mut count = 0;
    while !rest.is_empty() {
        let escaped = || rest.strip_prefix("%2e").or_else(|| rest.strip_prefix("%2E"));
        match rest.strip_prefix('.').or_else(escaped) {
            Some(after) if count < 2 => rest = after,
            Some(_) | None => return 0,
        }
        count += 1;
    }
    count
}

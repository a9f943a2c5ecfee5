// Copied from runtime/http/request/fields.rs of generator 0.1.0; independent of the description.

//! Single headers of a request: validation, the headers of the table, and replacement.

use crate::runtime::http::{Media, ResponseSpec, Spec};
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};
use std::borrow::Cow;

/// Headers that frame a message or belong to one connection (RFC 9110, section 7.6.1). A wrong value allows request smuggling.
pub(crate) const OF_THE_TRANSPORT: [&str; 8] = [
    "content-length",
    "transfer-encoding",
    "connection",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "upgrade",
];

/// A header that the user set, or why it is invalid. The error message never contains the value.
pub(crate) fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    let parsed = HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| format!("{name:?} is not a valid header name"))?;
    if OF_THE_TRANSPORT.contains(&parsed.as_str()) {
        return Err(format!("header {name} is set by the transport"));
    }
    let mut value = HeaderValue::from_str(value)
        .map_err(|_| format!("header {name} can't contain a line break or another control character"))?;
    value.set_sensitive(matches!(
        parsed.as_str(),
        "authorization" | "proxy-authorization" | "cookie"
    ));
    Ok((parsed, value))
}

/// The `Accept` header: every documented media type, in the table's order, except those of successes for which the operation has
/// no type. Types that can't be decoded are requested only if there are no others.
pub(crate) fn accept(spec: &Spec) -> Option<HeaderValue> {
    let is_wanted = |case: &&ResponseSpec| case.media != Media::Empty && (case.error || !case.other);
    let with_body = || spec.responses.iter().filter(is_wanted);
    let some_readable = with_body().any(ResponseSpec::is_readable);
    let documented = || {
        let cases = with_body().filter(|case| case.is_readable() || !some_readable);
        cases.map(|case| case.media_type)
    };
    let Some(first) = documented().next() else {
        return Some(HeaderValue::from_static("*/*"));
    };
    if documented().all(|media_type| media_type == first) {
        return constant(first.into());
    }
    let mut types: Vec<&str> = Vec::new();
    for media_type in documented() {
        if !types.contains(&media_type) {
            types.push(media_type);
        }
    }
    constant(types.join(", ").into())
}

/// A header value, which is not copied if it is a constant.
pub(crate) fn constant(text: Cow<'static, str>) -> Option<HeaderValue> {
    let bytes = match text {
        Cow::Borrowed(text) => Bytes::from_static(text.as_bytes()),
        Cow::Owned(text) => text.into(),
    };
    HeaderValue::from_maybe_shared(bytes).ok()
}

/// Replaces the headers that have the same names.
pub(crate) fn replace(headers: &mut HeaderMap, with: &HeaderMap) {
    for name in with.keys() {
        headers.remove(name);
    }
    for (name, value) in with {
        headers.append(name.clone(), value.clone());
    }
}

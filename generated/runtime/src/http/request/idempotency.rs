// Copied from runtime/http/request/idempotency.rs of generator 0.1.0; independent of the description.

//! Keys by which a server recognizes a retried request (draft-ietf-httpapi-idempotency-key-header). No I/O.

use crate::runtime::http::engine::platform::random;
use http::{HeaderName, HeaderValue};

/// A header with a new key.
///
/// # Errors
/// When the header name is invalid, or when no random numbers are available.
pub(crate) fn header(name: &str) -> Result<(HeaderName, HeaderValue), String> {
    let name = HeaderName::from_bytes(name.as_bytes()).map_err(|error| error.to_string())?;
    let key = HeaderValue::try_from(new_key()?).map_err(|error| error.to_string())?;
    Ok((name, key))
}

/// A new key: a random UUID (RFC 9562, section 5.4).
pub(crate) fn new_key() -> Result<String, String> {
    random().map(uuid)
}

/// The bits as a UUID, with the version and the variant of a random UUID set.
fn uuid(bits: u128) -> String {
    let version = 0xf << 76;
    let variant = 0b11 << 62;
    let bits = bits & !version & !variant | 4 << 76 | 0b10 << 62;
    let (first, second, third) = (bits >> 96, (bits >> 80) & 0xffff, (bits >> 64) & 0xffff);
    let (fourth, fifth) = ((bits >> 48) & 0xffff, bits & 0xffff_ffff_ffff);
    format!("{first:08x}-{second:04x}-{third:04x}-{fourth:04x}-{fifth:012x}")
}

// Copied from runtime/http/request/idempotency.rs of generator 0.1.0; not from the description.

//! Keys that let a server know a repeated request again (draft-ietf-httpapi-idempotency-key-header). No I/O.

use crate::runtime::http::engine::platform::random;
use http::{HeaderName, HeaderValue};

/// A new key in this header.
///
/// # Errors
/// When the table names no header, or when chance can't be had.
pub(crate) fn header(name: &str) -> Result<(HeaderName, HeaderValue), String> {
    let name = HeaderName::from_bytes(name.as_bytes()).map_err(|error| error.to_string())?;
    let key = HeaderValue::try_from(new_key()?).map_err(|error| error.to_string())?;
    Ok((name, key))
}

/// A new key: a random UUID (RFC 9562, section 5.4).
pub(crate) fn new_key() -> Result<String, String> {
    random().map(uuid)
}

/// The bits with the version and the variant of a random UUID in their places.
fn uuid(bits: u128) -> String {
    let version = 0xf << 76;
    let variant = 0b11 << 62;
    let bits = bits & !version & !variant | 4 << 76 | 0b10 << 62;
    let (first, second, third) = (bits >> 96, (bits >> 80) & 0xffff, (bits >> 64) & 0xffff);
    let (fourth, fifth) = ((bits >> 48) & 0xffff, bits & 0xffff_ffff_ffff);
    format!("{first:08x}-{second:04x}-{third:04x}-{fourth:04x}-{fifth:012x}")
}

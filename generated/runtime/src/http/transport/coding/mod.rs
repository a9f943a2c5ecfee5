// Copied from runtime/http/transport/coding/mod.rs of generator 0.1.0; independent of the description.

//! Content codings: the native transports ask for compressed responses, and decode bodies while they are read. The limits of
//! the client apply to the decoded bytes.

#[cfg(any(feature = "brotli", feature = "gzip", feature = "zstd"))]
mod decoder;

use crate::runtime::http::{BlockingChunks, Chunks, Response};
use http::HeaderMap;
#[cfg(any(feature = "brotli", feature = "gzip", feature = "zstd"))]
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, HeaderValue, RANGE};

/// Who decodes the body of a response.
#[derive(Clone, Copy)]
pub(super) enum Decoding {
    /// The transport, since it named the codings.
    Transport,
    /// The caller, who named codings in a header of the call, or requested a part of a file.
    Caller,
}

/// Names the codings that can be decoded in a request.
#[cfg(any(feature = "brotli", feature = "gzip", feature = "zstd"))]
pub(super) fn ask(headers: &mut HeaderMap) -> Decoding {
    if headers.contains_key(ACCEPT_ENCODING) || headers.contains_key(RANGE) {
        return Decoding::Caller;
    }
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(ACCEPTED));
    Decoding::Transport
}

#[cfg(not(any(feature = "brotli", feature = "gzip", feature = "zstd")))]
pub(super) const fn ask(_: &mut HeaderMap) -> Decoding {
    Decoding::Caller
}

/// The codings, the preferred one first.
#[cfg(any(feature = "brotli", feature = "gzip", feature = "zstd"))]
const ACCEPTED: &str = match (
    cfg!(feature = "zstd"),
    cfg!(feature = "brotli"),
    cfg!(feature = "gzip"),
) {
    (true, true, true) => "zstd, br, gzip",
    (true, true, false) => "zstd, br",
    (true, false, true) => "zstd, gzip",
    (true, false, false) => "zstd",
    (false, true, true) => "br, gzip",
    (false, true, false) => "br",
    (false, false, _) => "gzip",
};

/// A response whose body is decoded.
#[cfg(any(feature = "brotli", feature = "gzip", feature = "zstd"))]
pub(super) fn decoded(
    decoding: Decoding,
    mut response: Response<Box<dyn Chunks>>,
) -> Response<Box<dyn Chunks>> {
    match coding(decoding, &mut response.headers) {
        Some(coding) => response.map(|body| Box::new(decoder::Decoder::new(body, coding)) as _),
        None => response,
    }
}

#[cfg(not(any(feature = "brotli", feature = "gzip", feature = "zstd")))]
pub(super) fn decoded(_: Decoding, response: Response<Box<dyn Chunks>>) -> Response<Box<dyn Chunks>> {
    response
}

/// The same for a blocking transport.
#[cfg(any(feature = "brotli", feature = "gzip", feature = "zstd"))]
pub(super) fn decoded_blocking(
    decoding: Decoding,
    mut response: Response<Box<dyn BlockingChunks>>,
) -> Response<Box<dyn BlockingChunks>> {
    match coding(decoding, &mut response.headers) {
        Some(coding) => response.map(|body| Box::new(decoder::Decoder::new(body, coding)) as _),
        None => response,
    }
}

#[cfg(not(any(feature = "brotli", feature = "gzip", feature = "zstd")))]
pub(super) fn decoded_blocking(
    _: Decoding,
    response: Response<Box<dyn BlockingChunks>>,
) -> Response<Box<dyn BlockingChunks>> {
    response
}

/// The coding of a response. The headers that describe the coded body are removed.
#[cfg(any(feature = "brotli", feature = "gzip", feature = "zstd"))]
fn coding(decoding: Decoding, headers: &mut HeaderMap) -> Option<decoder::Coding> {
    match decoding {
        Decoding::Transport => {
            let name = headers.get(CONTENT_ENCODING)?.to_str().ok()?.trim();
            let coding = decoder::Coding::named(name)?;
            headers.remove(CONTENT_ENCODING);
            headers.remove(CONTENT_LENGTH);
            Some(coding)
        }
        Decoding::Caller => None,
    }
}

//! Bodies that are sequences of JSON texts. Pure; this module must not know operations or requests.
//! Source: RFC 7464 for JSON text sequences; WHATWG HTML, section 9.2.5, for server-sent events.

use crate::runtime::http::BodyFormat;
use crate::runtime::json::{Parts, Value, try_encode};

/// The encoded body, or why the value can't be encoded.
pub(crate) fn write(body: Value<'_>, format: BodyFormat) -> Result<Vec<u8>, String> {
    let Parts::Items(items) = body.parts() else {
        return Err("the body must be a list of items".to_owned());
    };
    // JSON is written without line breaks, so that each item is one line.
    let (before, after): (&[u8], &[u8]) = match format {
        BodyFormat::Events => (b"data: ", b"\n\n"),
        BodyFormat::Sequence => (b"\x1e", b"\n"),
        BodyFormat::Lines
        | BodyFormat::Json
        | BodyFormat::Form
        | BodyFormat::Multipart
        | BodyFormat::Text
        | BodyFormat::Xml
        | BodyFormat::Parts => (b"", b"\n"),
    };
    let mut out = Vec::new();
    for (position, item) in items.into_iter().enumerate() {
        let json = try_encode(item)
            .map_err(|error| format!("item {position} of the body can't be written: {error}"))?;
        out.extend_from_slice(before);
        out.extend_from_slice(&json);
        out.extend_from_slice(after);
    }
    Ok(out)
}

//! The text of a body, in the charset that its media type names (RFC 9110, section 8.3.2). Pure.

use bytes::Bytes;

/// The text in UTF-8, without a byte order mark; whether it is UTF-8 at all shows when it is read. The media type is one in
/// small letters, without spaces and quotes.
pub(crate) fn text(media_type: &str, body: &Bytes) -> Result<Bytes, String> {
    match charset(media_type) {
        None | Some("utf-8" | "utf8" | "us-ascii" | "ascii") => {
            let mark = if body.starts_with(BYTE_ORDER_MARK) {
                BYTE_ORDER_MARK.len()
            } else {
                0
            };
            Ok(body.slice(mark..))
        }
        // Its bytes are the first 256 code points.
        Some("iso-8859-1" | "iso8859-1" | "iso_8859-1" | "latin1") => {
            let text: String = body.iter().copied().map(char::from).collect();
            Ok(text.into())
        }
        Some(other) => {
            let named: String = other.chars().take(40).collect();
            Err(format!("texts in {named:?} can't be read"))
        }
    }
}

/// Whether what is read as UTF-8 is UTF-8. JSON is (RFC 8259, section 8.1); a server that says otherwise sends something
/// that wouldn't be understood.
pub(crate) fn is_unicode(media_type: &str) -> bool {
    matches!(charset(media_type), None | Some("utf-8" | "utf8" | "us-ascii"))
}

fn charset(media_type: &str) -> Option<&str> {
    let mut parameters = media_type.split(';').skip(1);
    parameters.find_map(|parameter| parameter.strip_prefix("charset="))
}

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

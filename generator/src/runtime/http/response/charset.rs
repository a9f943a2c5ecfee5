//! Decodes text in the charset that its media type declares (RFC 9110, section 8.3.2). Pure.

use bytes::Bytes;

/// The text in UTF-8, without a byte order mark. Text that is declared as UTF-8 is not validated here but when it is decoded. The
/// media type must be normalized: lower case, without spaces and quotes.
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
        // The bytes of ISO 8859-1 are the first 256 code points.
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

/// Does the same for an XML document, which may declare its encoding (RFC 7303, section 3). The media type takes precedence.
pub(crate) fn declared(media_type: &str, body: &Bytes) -> Result<Bytes, String> {
    if charset(media_type).is_some() || body.starts_with(BYTE_ORDER_MARK) {
        return text(media_type, body);
    }
    if body.starts_with(b"\xff\xfe") || body.starts_with(b"\xfe\xff") {
        return text(";charset=utf-16", body);
    }
    text(&format!(";charset={}", encoding(body)), body)
}

/// The encoding in the XML declaration, in lower case (XML 1.0, section 4.3.3).
fn encoding(body: &Bytes) -> String {
    let start: Vec<u8> = body.iter().copied().take(200).collect();
    let start = String::from_utf8_lossy(&start).to_ascii_lowercase();
    let declaration = start.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
    let named = declaration.and_then(|(declaration, _)| {
        let (_, after) = declaration.split_once("encoding")?;
        let quoted = after.trim_start().strip_prefix('=')?.trim_start();
        let quote = quoted.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        quoted.split(quote).nth(1).map(str::to_owned)
    });
    named.unwrap_or_else(|| "utf-8".to_owned())
}

/// JSON in UTF-8. JSON is UTF-8 whatever its media type declares (RFC 8259, sections 8.1 and 11). Only a body that isn't UTF-8 is
/// decoded in the declared charset, if that is supported.
pub(crate) fn json(media_type: &str, body: &Bytes) -> Bytes {
    let labelled = match charset(media_type) {
        None | Some("utf-8" | "utf8" | "us-ascii" | "ascii") => None,
        // JSON text never contains U+0000, but in UTF-16 every other byte of ASCII is zero.
        Some(label) if label.starts_with("utf-16") => {
            body.contains(&0).then(|| utf_16(label, body)).flatten()
        }
        Some(_) if std::str::from_utf8(body).is_ok() => None,
        Some(_) => text(media_type, body).ok(),
    };
    labelled.unwrap_or_else(|| body.clone())
}

/// Decodes UTF-16. The byte order comes from the byte order mark, the declared charset, or the first character, which is
/// ASCII in JSON.
fn utf_16(label: &str, body: &Bytes) -> Option<Bytes> {
    let is_big = match body.get(..2) {
        Some(b"\xfe\xff") => true,
        Some(b"\xff\xfe") => false,
        _ => label == "utf-16be" || body.first() == Some(&0),
    };
    let unit = |pair: &[u8]| match pair {
        [first, second] if is_big => Some(u16::from_be_bytes([*first, *second])),
        [first, second] => Some(u16::from_le_bytes([*first, *second])),
        _ => None,
    };
    let units: Vec<u16> = body.chunks(2).map(unit).collect::<Option<_>>()?;
    let text = String::from_utf16(&units).ok()?;
    Some(text.trim_start_matches('\u{feff}').to_owned().into())
}

fn charset(media_type: &str) -> Option<&str> {
    let mut parameters = media_type.split(';').skip(1);
    parameters.find_map(|parameter| parameter.strip_prefix("charset="))
}

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

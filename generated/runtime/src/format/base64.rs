// Copied from runtime/format/base64.rs of generator 0.1.0; independent of the description.

//! Base64 (RFC 4648, section 4). It is small enough that a dependency isn't worth its cost.

use std::fmt;

use crate::runtime::format::Base64;

/// A text that is not Base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidBase64 {
    /// The index of the first byte that is invalid, counted from 0; the length of the text if it ends too early.
    at: usize,
}

impl Base64 {
    /// Encodes bytes.
    pub fn encode(bytes: &[u8]) -> Self {
        Self {
            text: encode(bytes).into(),
        }
    }

    /// Decodes the bytes. Line breaks and missing padding, which some servers send, are accepted.
    ///
    /// # Errors
    /// When the text is not Base64. Only a received text can be invalid.
    pub fn decode(&self) -> Result<Vec<u8>, InvalidBase64> {
        decode(self.as_str())
    }
}

impl fmt::Display for InvalidBase64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "invalid Base64 at byte {}", self.at)
    }
}

impl std::error::Error for InvalidBase64 {}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Encodes bytes with padding.
pub(crate) fn encode(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let at = |index: usize| u32::from(group.get(index).copied().unwrap_or_default());
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for position in 0..4 {
            let digit = (bits >> (18 - 6 * position)) & 63;
            out.push(if position > group.len() {
                '='
            } else {
                DIGITS.get(digit as usize).map_or('=', |byte| char::from(*byte))
            });
        }
    }
    out
}

/// Decodes the bytes.
pub(crate) fn decode(text: &str) -> Result<Vec<u8>, InvalidBase64> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count, mut padded) = (0_u32, 0_u8, false);
    for (at, byte) in text.bytes().enumerate() {
        match (byte, digit(byte)) {
            (b'\r' | b'\n', _) => {}
            (b'=', _) => padded = true,
            (_, Some(digit)) if !padded => {
                bits = bits << 6 | digit;
                count += 6;
                if count >= 8 {
                    count -= 8;
                    bytes.push((bits >> count) as u8);
                }
            }
            _ => return Err(InvalidBase64 { at }),
        }
    }
    // A single digit isn't a byte.
    if count == 6 {
        return Err(InvalidBase64 { at: text.len() });
    }
    Ok(bytes)
}

fn digit(byte: u8) -> Option<u32> {
    Some(match byte {
        b'A'..=b'Z' => u32::from(byte - b'A'),
        b'a'..=b'z' => u32::from(byte - b'a') + 26,
        b'0'..=b'9' => u32::from(byte - b'0') + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}

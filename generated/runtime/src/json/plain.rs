// Copied from runtime/json/plain.rs of generator 0.1.0; independent of the description.

//! Finds the bytes of a text that are not the same in a JSON string: quotes, backslashes and control characters.

/// Whether the byte is escaped in a JSON string.
pub(crate) const fn is_special(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// Whether the text is the same in a JSON string. It is called for keys in constants.
pub(crate) const fn is_plain(text: &str) -> bool {
    let mut bytes = text.as_bytes();
    while let Some((byte, rest)) = bytes.split_first() {
        if is_special(*byte) {
            return false;
        }
        bytes = rest;
    }
    true
}

/// The number of bytes before the first special one.
#[inline]
pub(crate) fn plain_length(text: &[u8]) -> usize {
    let mut rest = text;
    let mut words = 0;
    while let Some((word, after)) = rest.split_first_chunk::<8>() {
        let found = special_bytes(u64::from_le_bytes(*word));
        if found != 0 {
            return text.len() - rest.len() + found.trailing_zeros() as usize / 8;
        }
        rest = after;
        words += 1;
        if words == SHORT {
            rest = after_plain_blocks(rest);
        }
    }
    match text.last_chunk::<8>() {
        // The last word begins with bytes that were searched before.
        Some(word) => match special_bytes(u64::from_le_bytes(*word)) {
            0 => text.len(),
            found => text.len() - 8 + found.trailing_zeros() as usize / 8,
        },
        None => text.iter().take_while(|byte| !is_special(**byte)).count(),
    }
}

/// How many words are searched before blocks, which the compiler vectorizes.
const SHORT: usize = 3;

/// The text from the first block of 32 bytes with a special one.
fn after_plain_blocks(mut text: &[u8]) -> &[u8] {
    while let Some((block, after)) = text.split_first_chunk::<32>() {
        if has_special(block) {
            break;
        }
        text = after;
    }
    text
}

fn has_special(block: &[u8; 32]) -> bool {
    block.iter().fold(false, |found, byte| found | is_special(*byte))
}

/// The high bit of each special byte of a word. Bits above the lowest one may be wrong.
const fn special_bytes(word: u64) -> u64 {
    const ONES: u64 = u64::MAX / 255;
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    let quotes = word ^ (ONES * b'"' as u64);
    let backslashes = word ^ (ONES * b'\\' as u64);
    let quotes = quotes.wrapping_sub(ONES) & !quotes;
    let backslashes = backslashes.wrapping_sub(ONES) & !backslashes;
    (control | quotes | backslashes) & (ONES << 7)
}

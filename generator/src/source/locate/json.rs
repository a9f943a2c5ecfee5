//! Scans the tokens of a JSON text that parses, or parses up to some point.

use super::track::Tracker;

/// Feeds every token to the tracker.
pub(super) fn scan(text: &str, tracker: &mut Tracker) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        at += match byte {
            b'{' | b'[' => {
                tracker.open(start..start + 1, byte == b'{');
                1
            }
            b'}' | b']' => {
                tracker.close();
                1
            }
            b'"' => string(text, start, tracker),
            b' ' | b'\t' | b'\r' | b'\n' | b',' | b':' => 1,
            _ => {
                let length = length_of_scalar(bytes.get(start..).unwrap_or_default());
                tracker.scalar(start..start + length);
                length
            }
        };
    }
}

/// The length of the string that starts here.
fn string(text: &str, start: usize, tracker: &mut Tracker) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let length = length_of_string(rest.as_bytes());
    if !tracker.expects_key() {
        tracker.scalar(start..start + length);
    } else if tracker.wants_key() {
        let key = rest
            .get(..length)
            .and_then(|token| serde_json::from_str::<String>(token).ok());
        tracker.key(&key.unwrap_or_default(), start..start + length);
    } else {
        tracker.key("", start..start + length);
    }
    length
}

fn length_of_string(bytes: &[u8]) -> usize {
    let mut is_escaped = false;
    let end = bytes.iter().skip(1).position(|&byte| {
        let is_end = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        is_end
    });
    end.map_or(bytes.len(), |end| end + 2)
}

fn length_of_scalar(bytes: &[u8]) -> usize {
    let is_end = |byte: &u8| matches!(byte, b',' | b']' | b'}' | b' ' | b'\t' | b'\r' | b'\n' | b':');
    bytes.iter().position(is_end).unwrap_or(bytes.len()).max(1)
}

//! The lines of a lock. A line can hold any text: characters that would break it are escaped with a backslash.

use std::borrow::Cow;
use std::sync::Arc;

use super::Key;

/// Separates a name from its key.
const BEFORE_KEY: &str = " = ";

/// Separates the places of a key.
const BETWEEN_PLACES: &str = " & ";

/// The text of an empty place.
const EMPTY: &str = "\\e";

/// The line of one entry, without a line break: `name = kind place & place #2`.
pub(super) fn line(key: &Key, name: &str) -> String {
    let name = escaped(name, &['=']);
    format!("{name}{BEFORE_KEY}{} {}", key.kind, places(key))
}

/// The text of a key's places and number.
pub(super) fn places(key: &Key) -> String {
    let mut words: Vec<Cow<'_, str>> = key.places.iter().map(|place| escaped(place, &['&'])).collect();
    if key.is_repeated() {
        words.push(format!("#{}", key.number).into());
    }
    words.join(BETWEEN_PLACES)
}

/// The entry of one line. `None` if the line is invalid.
pub(super) fn entry(line: &str) -> Option<(Key, String)> {
    let (name, key) = line.split_once(BEFORE_KEY)?;
    let (kind, places) = key.split_once(' ')?;
    Some((self::key(kind, places)?, unescaped(name)?))
}

/// The key with this kind and the places that [`places`] wrote.
pub(super) fn key(kind: &str, places: &str) -> Option<Key> {
    let mut words: Vec<&str> = places.split(BETWEEN_PLACES).collect();
    let number = words.last().and_then(|word| word.strip_prefix('#')?.parse().ok());
    if number.is_some() {
        words.pop();
    }
    let places = words.into_iter().map(|word| unescaped(word).map(Arc::from));
    let places = places.collect::<Option<_>>()?;
    Some(Key {
        kind: kind.to_owned().into(),
        places,
        number: number.unwrap_or(1),
    })
}

/// The text on one line, without characters at its ends that an editor would remove. The characters in `also` are escaped too.
pub(super) fn escaped<'t>(text: &'t str, also: &[char]) -> Cow<'t, str> {
    if text.is_empty() {
        return EMPTY.into();
    }
    if is_plain(text, also) {
        return text.into();
    }
    let last = text.chars().count().saturating_sub(1);
    let mut escaped = String::with_capacity(text.len());
    for (index, char) in text.chars().enumerate() {
        let is_outer = index == 0 || index == last;
        match char {
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '\t' => escaped.push_str("\\t"),
            '\\' => escaped.push_str("\\\\"),
            '#' if index == 0 => escaped.push_str("\\#"),
            char if also.contains(&char) => escaped.extend(['\\', char]),
            char if is_invisible(char) || (is_outer && char.is_whitespace()) => {
                escaped.push_str(&format!("\\u{{{:x}}}", u32::from(char)));
            }
            char => escaped.push(char),
        }
    }
    escaped.into()
}

/// Whether no character of the text needs an escape. `false` for most texts that are not in ASCII.
fn is_plain(text: &str, also: &[char]) -> bool {
    let is_plain =
        |byte: u8| matches!(byte, b' '..=b'~') && byte != b'\\' && !also.contains(&char::from(byte));
    text.bytes().all(is_plain) && !text.starts_with([' ', '#']) && !text.ends_with(' ')
}

/// Whether an editor, a terminal or a merge may change the character or show nothing for it.
fn is_invisible(char: char) -> bool {
    char.is_control()
        || matches!(
            char,
            '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        )
}

fn unescaped(text: &str) -> Option<String> {
    if text == EMPTY {
        return Some(String::new());
    }
    if !text.contains('\\') {
        return Some(text.to_owned());
    }
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(char) = chars.next() {
        if char != '\\' {
            plain.push(char);
            continue;
        }
        plain.push(match chars.next()? {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            char @ ('\\' | '#' | '&' | '=') => char,
            'u' => code_point(&mut chars)?,
            _ => return None,
        });
    }
    Some(plain)
}

/// The character with a code point such as `{20}`.
fn code_point(chars: &mut std::str::Chars<'_>) -> Option<char> {
    let (digits, rest) = chars.as_str().strip_prefix('{')?.split_once('}')?;
    *chars = rest.chars();
    char::from_u32(u32::from_str_radix(digits, 16).ok()?)
}

#[cfg(test)]
mod tests {
    use super::super::Lock;
    use super::*;

    /// Texts that would break an unescaped line, and the characters in them.
    const HOSTILE: [&str; 24] = [
        "",
        " ",
        "  a  ",
        "a\nb",
        "\r\n",
        "a\r",
        "\t",
        "#",
        "# comment",
        "#2",
        " = ",
        "a = b",
        "=",
        " & ",
        "a & b",
        "&",
        "\\",
        "\\n",
        "\\e",
        "a\\",
        "\u{0}\u{1b}[31m\u{7f}",
        "\u{85}\u{2028}\u{feff}\u{202e}",
        "😀 name 𐀀",
        "\u{a0}\u{3000}",
    ];

    #[test]
    fn a_lock_is_parsed_as_it_was_rendered() {
        let key = Key::new("type", ["/components/schemas/a = b"]);
        let lock = Lock::from_entries([
            (key.clone(), "AB".to_owned()),
            (key.next(), "AB2".to_owned()),
            (
                Key::new("operation", ["/paths/~1pets/get"]),
                "list_pets".to_owned(),
            ),
        ]);
        let text = lock.render("x.yaml");
        assert_eq!(Lock::parse(&text), Ok(lock));
        assert!(
            text.contains("\nlist_pets = operation /paths/~1pets/get\n"),
            "{text}"
        );
        assert!(
            text.contains("\nAB2 = type /components/schemas/a = b & #2\n"),
            "{text}"
        );
        assert_eq!(Lock::parse("# ok\nnonsense\n"), Err(2));
        assert_eq!(Lock::parse("A = type /a\\x\n"), Err(1));
    }

    /// Uses every hostile text as a name and as a place, with each other text and with each number.
    #[test]
    fn any_text_is_parsed_as_it_was_rendered() {
        for first in HOSTILE {
            for second in HOSTILE {
                let joined = format!("{first}{second}");
                for places in [
                    vec![first],
                    vec![first, second],
                    vec![&joined],
                    vec![second, &joined, first],
                ] {
                    let key = Key::new("type", places);
                    for key in [key.clone(), key.next(), key.next().next()] {
                        let line = line(&key, &joined);
                        assert_eq!(line.lines().count(), 1, "{line:?}");
                        assert_eq!(line.trim(), line, "{line:?}");
                        let lock = Lock::from_entries([(key, joined.clone())]);
                        assert_eq!(Lock::parse(&lock.render(second)), Ok(lock), "{line:?}");
                    }
                }
            }
        }
    }

    /// Pseudo-random texts of characters with and without a meaning in a line.
    #[test]
    fn any_sequence_of_characters_is_parsed_as_it_was_rendered() {
        const CHARACTERS: [char; 16] = [
            ' ',
            '=',
            '&',
            '#',
            '\\',
            '\n',
            '\r',
            'n',
            'u',
            '{',
            '2',
            '0',
            '}',
            'é',
            '\u{1f600}',
            '\u{2029}',
        ];
        let mut state: u64 = 0x9e37_79b9_7f4a_7c15;
        let mut next = |bound: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            usize::try_from(state >> 33).unwrap_or_default() % bound
        };
        for _ in 0..4_000 {
            let mut text = || -> String {
                let length = next(9);
                (0..length)
                    .filter_map(|_| CHARACTERS.get(next(CHARACTERS.len())))
                    .collect()
            };
            let (name, places) = (text(), [text(), text()]);
            let lock = Lock::from_entries([(Key::new("member", places), name)]);
            let rendered = lock.render("x.yaml");
            assert_eq!(Lock::parse(&rendered), Ok(lock), "{rendered:?}");
        }
    }
}

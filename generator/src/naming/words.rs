//! Converts texts to identifiers: words, cases, keywords.

use std::borrow::Cow;

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use unicode_ident::{is_xid_continue, is_xid_start};
use unicode_normalization::UnicodeNormalization;

use super::{Ident, Kind};

/// The identifier for `wire` in the case of `kind`. Any text gives a valid identifier. Two texts can give the same one, which
/// [`Scope::take`](super::Scope::take) resolves.
pub(crate) fn ident(kind: Kind, wire: &str) -> Ident {
    let cased = snake_words(wire).map(|words| in_case(kind, words));
    let cased = cased.unwrap_or_else(|| converted(kind, wire));
    Ident(make_valid(kind, &cased).into())
}

/// The words of any text in the case of `kind`.
fn converted(kind: Kind, wire: &str) -> String {
    let Words { words, marks } = split_words(wire);
    let cased = match kind {
        Kind::Type | Kind::Variant => words.to_upper_camel_case(),
        Kind::Value => joined(&words).to_snake_case(),
        Kind::Const => joined(&words).to_shouty_snake_case(),
    };
    marks.restore(&cased)
}

/// Words whose second letter is a capital, which would be two words in `snake_case`, and their spelling as one word.
const ONE_WORD: [(&str, &str); 5] = [
    ("OAuth", "Oauth"),
    ("oAuth", "oauth"),
    ("IPv4", "Ipv4"),
    ("IPv6", "Ipv6"),
    ("iOS", "ios"),
];

/// The text with such words as one word: `oauth2_token` is the name of `OAuth2Token`.
fn joined(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    // Few names have such a word, and this is cheaper than a search for each.
    let may_begin = |pair: &[u8]| matches!(pair, [b'A'..=b'Z', b'A'..=b'Z'] | [b'o', b'A'] | [b'i', b'O']);
    if !text.as_bytes().windows(2).any(may_begin) {
        return text;
    }
    for (word, as_one) in ONE_WORD {
        let begins = |before: &str| match before.chars().next_back() {
            // `NoAuth` and `INFOAuth` contain no such word.
            Some(c) if word.starts_with(char::is_lowercase) => !c.is_alphabetic(),
            Some(c) => !c.is_uppercase(),
            None => true,
        };
        let ends = |after: &str| !after.starts_with(char::is_lowercase);
        let found = text.match_indices(word).find(|(at, _)| {
            let (before, after) = text.split_at(*at);
            begins(before) && ends(after.get(word.len()..).unwrap_or_default())
        });
        if let Some((at, _)) = found {
            let (before, after) = text.split_at(at);
            let after = after.get(word.len()..).unwrap_or_default();
            text = format!("{before}{as_one}{after}").into();
        }
    }
    text
}

/// The words of a text of lowercase ASCII letters, digits and `_`, as most names are. Any other text needs [`converted`], which
/// gives the same for these and takes longer.
fn snake_words(wire: &str) -> Option<impl Iterator<Item = &str>> {
    let is_snake = wire
        .bytes()
        .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'));
    is_snake.then(|| wire.split('_').filter(|word| !word.is_empty()))
}

fn in_case<'w>(kind: Kind, words: impl Iterator<Item = &'w str>) -> String {
    let mut cased = String::new();
    for word in words {
        match kind {
            Kind::Type | Kind::Variant => {
                let mut letters = word.chars();
                cased.extend(letters.next().map(|first| first.to_ascii_uppercase()));
                cased.push_str(letters.as_str());
            }
            Kind::Value | Kind::Const => {
                if !cased.is_empty() {
                    cased.push('_');
                }
                cased.push_str(word);
            }
        }
    }
    if kind == Kind::Const {
        cased.make_ascii_uppercase();
    }
    cased
}

/// The words of `wire` in `UpperCamelCase`, as a part of longer candidates. Empty if there are none.
pub(crate) fn camel(wire: &str) -> String {
    match snake_words(wire) {
        Some(words) => in_case(Kind::Type, words),
        None => converted(Kind::Type, wire).replace('_', ""),
    }
}

/// The words of `wire` in `snake_case`, as a part of longer candidates.
pub(crate) fn snake(wire: &str) -> String {
    ident(Kind::Value, wire).0.trim_start_matches("r#").to_owned()
}

/// The name of a module's file, in ASCII, since some file systems change other letters.
pub(crate) fn file(name: &str) -> Ident {
    let ascii: String = name.trim_start_matches("r#").chars().map(in_ascii).collect();
    ident(Kind::Value, &ascii)
}

/// Whether the name is a keyword that no crate can have as its name.
pub fn is_reserved(name: &str) -> bool {
    is_keyword(name) || NEVER_RAW.contains(&name)
}

/// Whether a folder with this name can be a module.
pub fn is_module_name(name: &str) -> bool {
    file(name).as_str() == name
}

/// The name of a cargo feature: `kebab-case`, in ASCII.
pub(crate) fn kebab(name: &str) -> String {
    file(name).0.trim_start_matches("r#").replace('_', "-")
}

/// A part of the name of an environment variable: `SHOUTY_SNAKE_CASE`, in ASCII.
pub(crate) fn variable(name: &str) -> String {
    file(name).0.trim_start_matches("r#").to_ascii_uppercase()
}

/// A letter without its marks, or its code point.
fn in_ascii(c: char) -> String {
    let base: String = std::iter::once(c)
        .nfd()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    if !base.is_empty() {
        return base;
    }

    match (c.is_ascii(), c.is_alphanumeric()) {
        (true, _) => c.to_string(),
        (false, true) => code_point(c),
        // A mark of the preceding letter.
        (false, false) => String::new(),
    }
}

fn code_point(c: char) -> String {
    format!(" u{:x} ", u32::from(c))
}

/// The words of a name, before the case is applied.
struct Words {
    words: String,
    marks: Marks,
}

/// Accents and vowel signs that join the letters around them, such as a virama. The conversion of case would end a word at
/// each, so an ideograph that occurs in no name replaces it temporarily.
#[derive(Default)]
struct Marks(Vec<char>);

impl Marks {
    const PLACEHOLDERS: std::ops::Range<u32> = 0x3_0000..0x3_134b;

    /// The character that replaces `mark`. `None` if there are too many marks.
    fn placeholder(&mut self, mark: char) -> Option<char> {
        let index = self.0.iter().position(|known| *known == mark).unwrap_or_else(|| {
            self.0.push(mark);
            self.0.len() - 1
        });
        let place = Self::PLACEHOLDERS.start.checked_add(u32::try_from(index).ok()?)?;
        char::from_u32(place).filter(|c| Self::PLACEHOLDERS.contains(&u32::from(*c)))
    }

    /// The text with its marks, limited to characters of identifiers, in the form in which Rust compares them (NFC).
    fn restore(&self, text: &str) -> String {
        let mark = |c: char| {
            let index = u32::from(c).checked_sub(Self::PLACEHOLDERS.start);
            index
                .and_then(|index| self.0.get(usize::try_from(index).ok()?))
                .copied()
                .unwrap_or(c)
        };
        if text.is_ascii() {
            return text.chars().filter(|c| is_xid_continue(*c)).collect();
        }
        let text = text.chars().map(mark).nfc();
        text.filter(|c| is_xid_continue(*c)).collect()
    }
}

/// Symbols become words where they carry the meaning: at the start (`+1`, `-1`), or in a text without letters (`=`, `!=`).
/// Letters of any script are kept. In a text without letters, any other character becomes its code point.
fn split_words(wire: &str) -> Words {
    let has_letters = wire.chars().any(char::is_alphanumeric);
    let mut words = String::with_capacity(wire.len() + 8);
    let mut marks = Marks::default();
    let mut leading = true;
    for c in composed(wire).chars() {
        match symbol(c) {
            Some(word)
                if !has_letters
                    || (leading && matches!(c, '+' | '-' | '<' | '>' | '=' | '!' | '*' | '@')) =>
            {
                words.push_str(word);
                words.push(' ');
            }
            Some(_) => words.push(if c == '\'' { '_' } else { ' ' }),
            None if Marks::PLACEHOLDERS.contains(&u32::from(c)) => words.push_str(&code_point(c)),
            None if has_no_other_case(c) => words.push_str(&code_point(c)),
            None if c == '_' || (c.is_alphanumeric() && is_xid_continue(c)) => words.push(c),
            None if is_xid_continue(c) && !c.is_ascii() && has_letters => words.extend(marks.placeholder(c)),
            None if c.is_alphanumeric() => words.push_str(&code_point(c)),
            None if has_letters || c.is_whitespace() || c.is_control() => words.push(' '),
            None => words.push_str(&code_point(c)),
        }
        leading = leading && !c.is_alphanumeric();
    }
    Words { words, marks }
}

/// The text in the form in which Rust compares identifiers (NFC).
fn composed(text: &str) -> Cow<'_, str> {
    match text.is_ascii() {
        true => text.into(),
        false => text.nfc().collect(),
    }
}

/// Whether a letter has a case but no counterpart in the other one.
fn has_no_other_case(c: char) -> bool {
    if c.is_ascii() {
        return false;
    }
    (c.is_lowercase() && c.to_uppercase().eq([c])) || (c.is_uppercase() && c.to_lowercase().eq([c]))
}

fn symbol(c: char) -> Option<&'static str> {
    Some(match c {
        '=' => "equal",
        '!' => "not",
        '<' => "less",
        '>' => "greater",
        '+' => "plus",
        '-' => "minus",
        '*' => "star",
        '/' => "slash",
        '\\' => "backslash",
        '%' => "percent",
        '&' => "and",
        '|' => "or",
        '^' => "caret",
        '~' => "tilde",
        '@' => "at",
        '#' => "hash",
        '$' => "dollar",
        '?' => "question",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '(' => "open_paren",
        ')' => "close_paren",
        '[' => "open_bracket",
        ']' => "close_bracket",
        '{' => "open_brace",
        '}' => "close_brace",
        '"' => "quote",
        '\'' => "apostrophe",
        '`' => "backtick",
        ' ' => "space",
        _ => return None,
    })
}

/// The limit of an identifier in bytes. That of a tag is also a file name, and file systems allow 255 bytes.
const MAX_BYTES: usize = 200;

fn make_valid(kind: Kind, cased: &str) -> String {
    let (empty, prefix) = match kind {
        Kind::Type => ("Type", "T"),
        Kind::Variant => ("Empty", "V"),
        Kind::Value => ("value", "n"),
        Kind::Const => ("VALUE", "N"),
    };
    let longest = MAX_BYTES.min(cased.len());
    let cut = (0..=longest).rev().find(|at| cased.is_char_boundary(*at));
    let trimmed = cased
        .get(..cut.unwrap_or_default())
        .unwrap_or_default()
        .trim_matches('_');
    let named = match trimmed.chars().next() {
        None => empty.to_owned(),
        // An identifier doesn't start with a digit or a mark.
        Some(c) if !is_xid_start(c) => format!("{prefix}{trimmed}"),
        Some(_) => trimmed.to_owned(),
    };
    match named.as_str() {
        "self" | "super" | "crate" | "Self" | "_" => format!("{named}_"),
        word if is_keyword(word) => format!("r#{word}"),
        word if kind == Kind::Type && PRELUDE.contains(&word) => format!("{word}Type"),
        _ => named,
    }
}

/// Words that can't be raw identifiers.
/// Source: the Rust Reference, Identifiers.
const NEVER_RAW: [&str; 5] = ["Self", "_", "crate", "self", "super"];

/// Whether a type can have the name: it is not in the prelude, and not one of a primitive type.
pub(super) fn is_type_name(name: &str) -> bool {
    !PRELUDE.contains(&name) && !name.trim_start_matches("r#").starts_with(char::is_lowercase)
}

pub(super) fn is_identifier(text: &str) -> bool {
    let stem = text.strip_prefix("r#").unwrap_or(text);
    let raw = stem.len() != text.len();
    let mut chars = stem.chars();
    let head = chars.next().is_some_and(|c| is_xid_start(c) || c == '_');
    let is_legal = head && !NEVER_RAW.contains(&stem);
    is_legal && chars.all(is_xid_continue) && composed(stem) == stem && raw == is_keyword(stem)
}

/// Whether the compiler accepts the case of a name without a warning.
pub(super) fn has_case_of(kind: Kind, name: &str) -> bool {
    let mut letters = name.trim_start_matches("r#").chars();
    match kind {
        Kind::Type | Kind::Variant => {
            !name.contains('_') && letters.next().is_some_and(|c| !c.is_lowercase())
        }
        Kind::Value => !letters.any(char::is_uppercase),
        Kind::Const => !letters.any(char::is_lowercase),
    }
}

/// All words that an item or a type can't have as its name unchanged.
pub(crate) fn reserved_words() -> impl Iterator<Item = &'static str> {
    NEVER_RAW.into_iter().chain(KEYWORDS).chain(PRELUDE)
}

pub(super) fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word)
}

/// Rust's strict, reserved and edition keywords that can be raw identifiers.
/// Source: the Rust Reference, Keywords.
const KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Types that are in scope in every Rust file, or that emitted files import. A generated type with such a name would shadow them.
const PRELUDE: [&str; 22] = [
    "Box", "Clone", "Copy", "Debug", "Default", "Drop", "Eq", "Err", "From", "Into", "Iterator", "None",
    "Ok", "Option", "Ord", "Result", "Send", "Some", "String", "Sync", "ToString", "Vec",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lowercase_words_have_the_case_that_any_text_gets() {
        let letters = ["a", "b1", "2", "_", "__", "id", "x3y"];
        let two = letters
            .iter()
            .flat_map(|one| letters.map(|other| [*one, other].concat()));
        let three = two.flat_map(|text| letters.map(|other| format!("{text}{other}")));
        for text in three.chain(["".to_owned()]) {
            for kind in [Kind::Type, Kind::Variant, Kind::Value, Kind::Const] {
                let words = snake_words(&text).expect("words");
                assert_eq!(in_case(kind, words), converted(kind, &text), "{text}");
            }
        }
    }
}

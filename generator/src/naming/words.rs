//! Texts as identifiers: words, cases, keywords.

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

use super::{Ident, Kind};

/// The identifier for `wire` in the case of `kind`. Total: any text gives a valid identifier, though two texts can give
/// the same one, which [`Scope::take`] settles.
pub fn ident(kind: Kind, wire: &str) -> Ident {
    let words = spell(wire);
    let cased = match kind {
        Kind::Type | Kind::Variant => words.to_upper_camel_case(),
        Kind::Value => words.to_snake_case(),
        Kind::Const => words.to_shouty_snake_case(),
    };
    let cased: String = cased
        .chars()
        .filter(|c| *c == '_' || c.is_ascii_alphanumeric())
        .collect();
    Ident(legal(kind, cased))
}

/// The words of `wire` in `UpperCamelCase`, to build longer candidates from; empty where it has none.
pub fn camel(wire: &str) -> String {
    spell(wire)
        .to_upper_camel_case()
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect()
}

/// The words of `wire` in `snake_case`, for a package or feature name.
pub fn snake(wire: &str) -> String {
    ident(Kind::Value, wire).0.trim_start_matches("r#").to_owned()
}

/// Symbols become words where they carry the meaning: in front (`+1`, `-1`), or where nothing else is there (`=`, `!=`).
fn spell(wire: &str) -> String {
    let has_letters = wire.chars().any(|c| c.is_ascii_alphanumeric());
    let mut words = String::with_capacity(wire.len() + 8);
    let mut leading = true;
    for c in wire.chars() {
        match symbol(c) {
            Some(word)
                if !has_letters
                    || (leading && matches!(c, '+' | '-' | '<' | '>' | '=' | '!' | '*' | '@')) =>
            {
                words.push_str(word);
                words.push(' ');
            }
            Some(_) => words.push(if c == '\'' { '_' } else { ' ' }),
            None if c.is_ascii_alphanumeric() || c == '_' => words.push(c),
            None if c.is_alphanumeric() => words.push_str(&format!(" u{:x} ", u32::from(c))),
            None => words.push(' '),
        }
        leading = leading && !c.is_ascii_alphanumeric();
    }
    words
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

/// The longest identifier: a tag's is the name of a file too, and file systems take 255 bytes.
const LONGEST: usize = 200;

fn legal(kind: Kind, mut cased: String) -> String {
    cased.truncate(LONGEST);
    let (empty, digit) = match kind {
        Kind::Type => ("Type", "T"),
        Kind::Variant => ("Empty", "V"),
        Kind::Value => ("value", "n"),
        Kind::Const => ("VALUE", "N"),
    };
    let trimmed = cased.trim_matches('_');
    let named = match trimmed.chars().next() {
        None => empty.to_owned(),
        Some(c) if c.is_ascii_digit() => format!("{digit}{trimmed}"),
        Some(_) => trimmed.to_owned(),
    };
    match named.as_str() {
        "self" | "super" | "crate" | "Self" | "_" => format!("{named}_"),
        word if is_keyword(word) => format!("r#{word}"),
        word if kind == Kind::Type && PRELUDE.contains(&word) => format!("{word}Type"),
        _ => named,
    }
}

pub(super) fn is_identifier(text: &str) -> bool {
    let stem = text.strip_prefix("r#").unwrap_or(text);
    let raw = stem.len() != text.len();
    let mut chars = stem.chars();
    let head = chars.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_');
    head && chars.all(|c| c.is_ascii_alphanumeric() || c == '_') && raw == is_keyword(stem)
}

/// Whether the compiler has nothing to say about the case of a name.
pub(super) fn is_cased(kind: Kind, name: &str) -> bool {
    let mut letters = name.trim_start_matches("r#").chars();
    match kind {
        Kind::Type | Kind::Variant => {
            !name.contains('_') && letters.next().is_some_and(|c| !c.is_lowercase())
        }
        Kind::Value => !letters.any(char::is_uppercase),
        Kind::Const => !letters.any(char::is_lowercase),
    }
}

/// Rust's strict, reserved and edition keywords that can be raw identifiers.
/// Source: the Rust Reference, Keywords.
fn is_keyword(word: &str) -> bool {
    const KEYWORDS: [&str; 48] = [
        "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
        "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop",
        "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static",
        "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where",
        "while", "yield",
    ];
    KEYWORDS.contains(&word)
}

/// Types that every Rust file has in scope, or that emitted files import: a generated type of the same name would shadow
/// them.
const PRELUDE: [&str; 22] = [
    "Box", "Clone", "Copy", "Debug", "Default", "Drop", "Eq", "Err", "From", "Into", "Iterator", "None",
    "Ok", "Option", "Ord", "Result", "Send", "Some", "String", "Sync", "ToString", "Vec",
];

//! Patterns of other dialects: Ruby, PCRE, POSIX, Java and Python, rewritten to ECMA-262 if the meaning is certain.
//!
//! If dialects differ in the characters of a class, the rewritten pattern accepts the characters of all of them: a client must
//! not reject a value that its server accepts.

mod class;
mod group;
mod property;

use super::Refusal;
use super::cursor::Cursor;
use property::Property;

/// The result of reading a pattern as one of another dialect.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// It has no construct of another dialect.
    Ecma,
    /// The equivalent pattern of ECMA-262 with the flag `u`.
    Rewritten(String),
    /// It has a construct that dialects read differently, or that no automaton can implement.
    Uncertain(Refusal),
}

/// Rewrites a pattern that is invalid in ECMA-262 with the flag `u`.
pub(super) fn read(pattern: &str) -> Reading {
    let mut rewriter = Rewriter::new(pattern);
    let result = rewriter.run();
    let needs_unicode = pattern.chars().any(|c| c > '\u{FFFF}')
        || [r"\p", r"\P", r"\u{"]
            .iter()
            .any(|escape| pattern.contains(escape));
    match (result, rewriter.is_foreign, rewriter.odd) {
        (Err(refusal), ..) => Reading::Uncertain(refusal),
        (Ok(()), false, _) if !needs_unicode => Reading::Ecma,
        (Ok(()), _, Some((construct, offset))) => {
            Reading::Uncertain(Refusal::Unsupported { construct, offset })
        }
        (Ok(()), _, None) => Reading::Rewritten(rewriter.out),
    }
}

/// The pattern between slashes, with its flags at the start: `/^a$/i` is `(?i)^a$`. `None` if the slashes may be literal. They
/// are not if an anchor is next to one of them, since no text precedes `^` or follows `$`.
pub(super) fn without_delimiters(pattern: &str) -> Option<String> {
    let (inner, flags) = pattern.strip_prefix('/')?.rsplit_once('/')?;
    let is_known = |flag| "gimsuxyAD".contains(flag);
    let begins = ["^", r"\A"].iter().any(|start| inner.starts_with(start));
    let ends = ["$", r"\z", r"\Z"].iter().any(|end| inner.ends_with(end)) && !inner.ends_with(r"\$");
    if !flags.chars().all(is_known) || !(begins || ends) {
        return None;
    }
    let kept: String = flags.chars().filter(|flag| "imsx".contains(*flag)).collect();
    Some(match kept.as_str() {
        "" => inner.to_owned(),
        kept => format!("(?{kept}){inner}"),
    })
}

/// An open group, or the whole pattern.
#[derive(Debug, Default)]
struct Group {
    /// The number of groups that were opened for flags that apply to the end of this one.
    flags: usize,
    /// Whether one of these flags follows another term.
    is_late: bool,
    /// The offset of its content in the output.
    start: usize,
    /// Whether the pattern rejects the texts that the group accepts.
    is_negative: bool,
    /// Whether white space was ignored around it.
    was_extended: bool,
}

struct Rewriter<'p> {
    cursor: Cursor<'p>,
    out: String,
    groups: Vec<Group>,
    /// Whether white space is ignored.
    is_extended: bool,
    is_foreign: bool,
    /// The number of intersections of classes.
    intersections: usize,
    /// A construct that dialects read differently, with its offset. It matters if the pattern turns out to be foreign.
    odd: Option<(&'static str, usize)>,
}

impl<'p> Rewriter<'p> {
    fn new(pattern: &'p str) -> Self {
        Self {
            cursor: Cursor::new(pattern),
            out: String::with_capacity(pattern.len()),
            groups: vec![Group::default()],
            is_extended: false,
            is_foreign: false,
            intersections: 0,
            odd: None,
        }
    }

    fn rest(&self) -> &'p str {
        self.cursor.rest()
    }

    fn next(&mut self) -> Option<char> {
        self.cursor.next()
    }

    fn take(&mut self, text: &str) -> bool {
        self.cursor.take(text)
    }

    fn take_until(&mut self, end: char) -> Option<&'p str> {
        self.cursor.take_until(end)
    }

    fn note(&mut self, construct: &'static str) {
        self.odd.get_or_insert((construct, self.cursor.at()));
    }

    fn unsupported<T>(&self, construct: &'static str) -> Result<T, Refusal> {
        let offset = self.cursor.at();
        Err(Refusal::Unsupported { construct, offset })
    }

    fn run(&mut self) -> Result<(), Refusal> {
        while let Some(next) = self.next() {
            match next {
                '\\' => self.escape()?,
                '[' => self.class()?,
                '(' => self.open()?,
                ')' => self.close(),
                '|' => self.alternative()?,
                '*' | '+' | '?' => {
                    self.out.push(next);
                    self.after_quantifier()?;
                }
                '{' => self.brace()?,
                '}' | ']' => self.out.extend(['\\', next]),
                '#' if self.is_extended => {
                    self.cursor.take_while(|c| c != '\n');
                    self.take("\n");
                }
                space if self.is_extended && space.is_ascii_whitespace() => {}
                other => self.out.push(other),
            }
        }
        let flags = self.groups.last().map_or(0, |group| group.flags);
        self.out.push_str(&")".repeat(flags));
        Ok(())
    }

    /// A counted repetition, or a brace.
    fn brace(&mut self) -> Result<(), Refusal> {
        let Some((count, _)) = self.rest().split_once('}') else {
            self.out.push_str("\\{");
            return Ok(());
        };
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let (least, most) = count.split_once(',').unwrap_or((count, count));
        if is_number(least) && (most.is_empty() || is_number(most)) {
            self.cursor.skip(count.len() + 1);
            self.out.push_str(&format!("{{{count}}}"));
            if self.rest().starts_with('+') {
                return self.unsupported("repetition of a repetition");
            }
            return self.lazy();
        }
        if least.is_empty() && is_number(most) {
            self.note("repetition without a lower bound");
        }
        self.out.push_str("\\{");
        Ok(())
    }

    /// A possessive quantifier is replaced by a greedy one, which accepts more texts. In a negative look-around, it would reject
    /// more.
    fn after_quantifier(&mut self) -> Result<(), Refusal> {
        if !self.take("+") {
            return self.lazy();
        }
        self.is_foreign = true;
        if self.groups.iter().any(|group| group.is_negative) {
            return self.unsupported("possessive quantifier in a negative look-around");
        }
        Ok(())
    }

    fn lazy(&mut self) -> Result<(), Refusal> {
        if self.take("?") {
            self.out.push('?');
        }
        Ok(())
    }

    fn alternative(&mut self) -> Result<(), Refusal> {
        if self.groups.last().is_some_and(|group| group.is_late) {
            return self.unsupported("flag in front of an alternative");
        }
        self.out.push('|');
        Ok(())
    }

    /// An escape outside a class.
    fn escape(&mut self) -> Result<(), Refusal> {
        let Some(escaped) = self.next() else {
            self.out.push('\\');
            return Ok(());
        };
        let foreign = match escaped {
            'A' => "(?-m:^)",
            'z' => "(?-m:$)",
            // Except in Python, it also matches before a line feed at the end.
            'Z' => r"(?=\n?(?-m:$))",
            'R' => r"(?:\r\n|[\n\v\f\r\x85\u2028\u2029])",
            'E' => "",
            'Q' => {
                self.quoted();
                ""
            }
            'h' | 'H' => return self.unsupported(HEX),
            'G' | 'K' | 'X' => return self.unsupported("escape that no automaton has"),
            'k' | 'g' => return self.unsupported("back-reference"),
            '1'..='9' => {
                self.note("back-reference");
                self.out.extend(['\\', escaped]);
                return Ok(());
            }
            'b' | 'B' => {
                self.out.extend(['\\', escaped]);
                return Ok(());
            }
            'p' | 'P' => {
                return match self.property(escaped == 'P')? {
                    Property::Escape(text) => {
                        self.out.push_str(&text);
                        Ok(())
                    }
                    Property::Items(items, is_negative) => {
                        let sign = if is_negative { "^" } else { "" };
                        self.out.push_str(&format!("[{sign}{items}]"));
                        Ok(())
                    }
                };
            }
            other => return self.common_escape(other),
        };
        self.is_foreign = true;
        self.out.push_str(foreign);
        Ok(())
    }

    /// An escape with the same meaning inside a class.
    fn common_escape(&mut self, escaped: char) -> Result<(), Refusal> {
        match escaped {
            'd' | 'D' | 'w' | 'W' | 's' | 'S' | 't' | 'n' | 'v' | 'f' | 'r' => {
                self.out.extend(['\\', escaped])
            }
            'e' => self.out.push_str(r"\x1b"),
            'a' => self.out.push_str(r"\x07"),
            'x' if self.rest().starts_with('{') => {
                self.is_foreign = true;
                self.out.push_str(r"\u");
                let digits = self.take_until('}').unwrap_or_default();
                self.out.push_str(digits);
                self.out.push('}');
            }
            'x' | 'u' | 'c' => self.out.extend(['\\', escaped]),
            '0' => self.octal(),
            letter if letter.is_ascii_alphanumeric() => {
                self.note("escape that dialects read differently");
                self.out.push(letter);
            }
            other => self.literal(other),
        }
        Ok(())
    }

    /// `\0`, and the octal numbers of other dialects.
    fn octal(&mut self) {
        let digits: String = self
            .rest()
            .chars()
            .take_while(|c| ('0'..='7').contains(c))
            .take(2)
            .collect();
        self.cursor.skip(digits.len());
        match u32::from_str_radix(&digits, 8) {
            Ok(code) => {
                self.is_foreign = true;
                self.out.push_str(&format!("\\x{code:02x}"));
            }
            Err(_) => self.out.push_str("\\0"),
        }
    }

    /// The text between `\Q` and `\E`.
    fn quoted(&mut self) {
        let rest = self.rest();
        let (text, length) = match rest.split_once(r"\E") {
            Some((text, _)) => (text, text.len() + 2),
            None => (rest, rest.len()),
        };
        text.chars().for_each(|c| self.literal(c));
        self.cursor.skip(length);
    }

    /// A literal character.
    fn literal(&mut self, character: char) {
        if r"^$\.*+?()[]{}|/-".contains(character) {
            // This escape is valid inside and outside of a class.
            self.out.push_str(&format!("\\x{:02x}", u32::from(character)));
        } else {
            self.out.push(character);
        }
    }
}

/// In Ruby it matches hexadecimal digits, in other dialects spaces.
const HEX: &str = r"`\h`, which dialects read differently,";

//! Escapes, in classes and outside of them.

use super::super::Refusal;
use super::super::node::Node;
use super::super::sets::{self, CodePoints};
use super::scope::Scope;
use super::{Parser, UNKNOWN_GROUP, syntax};

/// The meaning of an escape, or of a character without one.
pub(super) enum Escape {
    /// A code point, possibly a surrogate.
    Character(u32),
    Set(CodePoints),
}

impl Escape {
    pub(super) fn set(self) -> CodePoints {
        match self {
            Self::Character(code_point) => sets::range(code_point, code_point),
            Self::Set(set) => set,
        }
    }
}

impl From<char> for Escape {
    fn from(character: char) -> Self {
        Self::Character(u32::from(character))
    }
}

impl Parser<'_> {
    /// AtomEscape, after its backslash.
    pub(super) fn atom_escape(&mut self, start: usize, scope: Scope) -> Result<Node, Refusal> {
        let is_reference = match self.cursor.peek() {
            Some('1'..='9') => self.numbered_reference(start)?,
            Some('k') if self.is_unicode() || self.survey.has_names => self.named_reference(start)?,
            Some(_) | None => false,
        };
        if is_reference {
            self.unsupported("back-reference", start);
            return Ok(Node::Set(CodePoints::empty()));
        }
        let set = self.escape(start, scope)?.set();
        Ok(self.atom(set, start, scope))
    }

    /// DecimalEscape. In Annex B, a number without a group is a character.
    fn numbered_reference(&mut self, start: usize) -> Result<bool, Refusal> {
        let digits = self.cursor.at();
        let groups = u64::try_from(self.survey.groups).unwrap_or(u64::MAX);
        if self.number().is_some_and(|number| number <= groups) {
            return Ok(true);
        }
        if self.is_unicode() {
            return syntax(UNKNOWN_GROUP, start);
        }
        self.cursor.rewind(digits);
        Ok(false)
    }

    fn named_reference(&mut self, start: usize) -> Result<bool, Refusal> {
        if !self.cursor.take("k<") {
            return syntax(r"`\k` without the name of a group", start);
        }
        let name = self.group_name(start)?;
        self.names.refer(name, start);
        Ok(true)
    }

    /// CharacterClassEscape or CharacterEscape, after its backslash.
    pub(super) fn escape(&mut self, start: usize, scope: Scope) -> Result<Escape, Refusal> {
        let behind = self.cursor.at();
        let Some(escaped) = self.cursor.next() else {
            return syntax(INVALID, start);
        };
        Ok(match escaped {
            'd' => Escape::Set(sets::digits()),
            'D' => Escape::Set(sets::complement(sets::digits())),
            's' => Escape::Set(sets::spaces()),
            'S' => Escape::Set(sets::complement(sets::spaces())),
            'w' => Escape::Set(self.folded(sets::words(), start, scope)),
            'W' => Escape::Set(sets::complement(self.folded(sets::words(), start, scope))),
            'p' | 'P' if self.is_unicode() => Escape::Set(self.property(start, escaped == 'P')?),
            't' => Escape::from('\t'),
            'n' => Escape::from('\n'),
            'v' => Escape::from('\u{B}'),
            'f' => Escape::from('\u{C}'),
            'r' => Escape::from('\r'),
            'c' => return self.control(start, behind),
            '0'..='9' => return self.octal(escaped, start, behind),
            'x' => return self.coded(escaped, start, |parser| parser.hexadecimal(2)),
            'u' => {
                let is_paired = self.is_unicode();
                return self.coded(escaped, start, |parser| parser.unicode_escape(is_paired));
            }
            other => return self.identity(other, start),
        })
    }

    /// `\cA`. In Annex B, the backslash is a character if no letter follows.
    fn control(&mut self, start: usize, behind: usize) -> Result<Escape, Refusal> {
        match self.cursor.next() {
            Some(letter) if letter.is_ascii_alphabetic() => Ok(Escape::Character(u32::from(letter) % 32)),
            Some(_) | None if self.is_unicode() => syntax(INVALID, start),
            Some(_) | None => {
                self.cursor.rewind(behind);
                Ok(Escape::from('\\'))
            }
        }
    }

    /// `\0`, or LegacyOctalEscapeSequence: at most three digits, and at most 255.
    fn octal(&mut self, first: char, start: usize, behind: usize) -> Result<Escape, Refusal> {
        let is_followed = self.cursor.peek().is_some_and(|next| next.is_ascii_digit());
        if self.is_unicode() {
            return match first {
                '0' if !is_followed => Ok(Escape::Character(0)),
                _ => syntax(INVALID, start),
            };
        }
        self.cursor.rewind(behind);
        let mut code = None;
        for _ in 0..3 {
            let digit = self.cursor.peek().and_then(|next| next.to_digit(8));
            let longer = digit.map(|digit| code.unwrap_or(0) * 8 + digit);
            let Some(longer) = longer.filter(|longer| *longer <= 0o377) else {
                break;
            };
            code = Some(longer);
            self.cursor.next();
        }
        match code {
            Some(code) => Ok(Escape::Character(code)),
            None => {
                // `\8` and `\9`.
                self.cursor.next();
                Ok(Escape::from(first))
            }
        }
    }

    /// `\x41` and `\u0041`. In Annex B, the letter is a character if no digits follow.
    fn coded(
        &mut self,
        letter: char,
        start: usize,
        code: impl FnOnce(&mut Self) -> Option<u32>,
    ) -> Result<Escape, Refusal> {
        let behind = self.cursor.at();
        if let Some(code) = code(self) {
            return Ok(Escape::Character(code));
        }
        self.cursor.rewind(behind);
        self.identity(letter, start)
    }

    /// RegExpUnicodeEscapeSequence, after its `u`. If `is_paired` is set, two surrogates are one code point, and braces are
    /// allowed.
    pub(super) fn unicode_escape(&mut self, is_paired: bool) -> Option<u32> {
        if is_paired && self.cursor.take("{") {
            let digits = self.cursor.take_while(|c| c.is_ascii_hexdigit());
            // Any number of zeros may come first.
            let significant = digits.trim_start_matches('0');
            let code = match significant {
                "" if digits.is_empty() => None,
                "" => Some(0),
                significant => u32::from_str_radix(significant, 16).ok(),
            };
            return code.filter(|code| *code <= 0x10_FFFF && self.cursor.take("}"));
        }
        let lead = self.hexadecimal(4)?;
        if is_paired && (0xD800..0xDC00).contains(&lead) {
            let behind = self.cursor.at();
            let trail = self.cursor.take(r"\u").then(|| self.hexadecimal(4)).flatten();
            if let Some(trail) = trail.filter(|trail| (0xDC00..0xE000).contains(trail)) {
                return Some(0x1_0000 + ((lead - 0xD800) << 10) + (trail - 0xDC00));
            }
            self.cursor.rewind(behind);
        }
        Some(lead)
    }

    /// Exactly `count` hexadecimal digits.
    fn hexadecimal(&mut self, count: usize) -> Option<u32> {
        let digits = self.cursor.rest().get(..count)?;
        let is_number = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = u32::from_str_radix(digits, 16).ok();
        number.filter(|_| is_number && self.cursor.take(digits))
    }

    /// IdentityEscape.
    fn identity(&self, escaped: char, start: usize) -> Result<Escape, Refusal> {
        let is_allowed = if self.is_unicode() {
            r"^$\.*+?()[]{}|/".contains(escaped)
        } else {
            escaped != 'k' || !self.survey.has_names
        };
        if is_allowed {
            Ok(Escape::from(escaped))
        } else {
            syntax(INVALID, start)
        }
    }
}

const INVALID: &str = "invalid escape";

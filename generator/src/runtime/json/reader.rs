//! Reads the tokens of JSON text. It accepts no text that serde_json refuses.

use crate::runtime::json::number::Number;
use crate::runtime::json::plain::plain_length;
use crate::runtime::json::whole::{whole_i64, whole_u64};

/// Why a text can't be read here. No details are known; serde reads the text again to find them.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Stop {
    /// The value is certainly not one of the wanted type.
    Mismatch,
    /// The text may be invalid, or the value may be wanted after all.
    Unsure,
}

/// A position in JSON text.
pub(crate) struct Reader<'t> {
    text: &'t str,
    at: usize,
    /// The content of the last string with escapes.
    unescaped: String,
}

impl<'t> Reader<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            unescaped: String::new(),
        }
    }

    /// The position in bytes.
    pub(crate) fn position(&self) -> usize {
        self.at
    }

    /// Returns to a position.
    pub(crate) fn rewind(&mut self, position: usize) {
        self.at = position;
    }

    /// The text from a position to this one.
    pub(crate) fn since(&self, position: usize) -> Result<&'t str, Stop> {
        self.text.get(position..self.at).ok_or(Stop::Unsure)
    }

    /// The text from this position.
    pub(crate) fn rest(&self) -> Result<&'t str, Stop> {
        self.text.get(self.at..).ok_or(Stop::Unsure)
    }

    #[inline]
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The first byte of the next token; 0 at the end.
    #[inline]
    pub(crate) fn peek(&mut self) -> u8 {
        loop {
            match self.byte() {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                Some(byte) => return byte,
                None => return 0,
            }
        }
    }

    /// Reads a punctuation mark if it is the next token.
    #[inline]
    pub(crate) fn take(&mut self, mark: u8) -> bool {
        let found = self.peek() == mark;
        self.at += usize::from(found);
        found
    }

    /// Reads a punctuation mark.
    #[inline]
    pub(crate) fn require(&mut self, mark: u8) -> Result<(), Stop> {
        if self.take(mark) {
            Ok(())
        } else {
            Err(Stop::Unsure)
        }
    }

    /// Reads what follows a member of an array or object: `false` after `end`, which closes it.
    #[inline]
    pub(crate) fn continues(&mut self, end: u8) -> Result<bool, Stop> {
        let next = self.peek();
        self.at += 1;
        match next {
            b',' => Ok(true),
            next if next == end => Ok(false),
            _ => Err(Stop::Unsure),
        }
    }

    /// Reads a literal if it is the next token.
    pub(crate) fn word(&mut self, word: &str) -> Result<(), Stop> {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        if !rest.starts_with(word.as_bytes()) {
            return Err(Stop::Unsure);
        }
        self.at += word.len();
        Ok(())
    }

    /// Reads a key if it is this one, which has no escapes.
    #[inline]
    pub(crate) fn key(&mut self, name: &str) -> bool {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let Some((b'"', rest)) = rest.split_first() else {
            return false;
        };
        let found = rest
            .split_at_checked(name.len())
            .is_some_and(|(key, after)| key == name.as_bytes() && after.first() == Some(&b'"'));
        if found {
            self.at += name.len() + 2;
        }
        found
    }

    /// Reads a string.
    #[inline]
    pub(crate) fn string(&mut self) -> Result<&str, Stop> {
        match self.plain_string()? {
            Some(plain) => Ok(plain),
            None => self.unescape(),
        }
    }

    /// Reads a string without escapes. `None` at a string that has one.
    #[inline]
    pub(crate) fn plain_string(&mut self) -> Result<Option<&'t str>, Stop> {
        if self.peek() != b'"' {
            return Err(Stop::Mismatch);
        }
        let start = self.at;
        let plain = self.plain_end(start + 1)?;
        match self.byte() {
            Some(b'"') => {
                self.at += 1;
                Ok(Some(plain))
            }
            Some(b'\\') => {
                self.at = start;
                Ok(None)
            }
            Some(_) | None => Err(Stop::Unsure),
        }
    }

    /// Moves to the first special byte from `start`, and returns the text before it.
    #[inline]
    fn plain_end(&mut self, start: usize) -> Result<&'t str, Stop> {
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        self.at = start + plain_length(rest);
        self.since(start)
    }

    /// Reads a string with escapes.
    fn unescape(&mut self) -> Result<&str, Stop> {
        self.unescaped.clear();
        self.at += 1;
        loop {
            let plain = self.plain_end(self.at)?;
            self.unescaped.push_str(plain);
            let byte = self.byte();
            self.at += 1;
            match byte {
                Some(b'"') => return Ok(&self.unescaped),
                Some(b'\\') => {
                    let decoded = self.escape()?;
                    self.unescaped.push(decoded);
                }
                Some(_) | None => return Err(Stop::Unsure),
            }
        }
    }

    fn escape(&mut self) -> Result<char, Stop> {
        let byte = self.byte();
        self.at += 1;
        Ok(match byte {
            Some(byte @ (b'"' | b'\\' | b'/')) => byte.into(),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let mut units = vec![self.unit()?];
                if matches!(units.first(), Some(0xD800..=0xDBFF)) {
                    self.word("\\u")?;
                    units.push(self.unit()?);
                }
                let mut decoded = char::decode_utf16(units);
                match (decoded.next(), decoded.next()) {
                    (Some(Ok(decoded)), None) => decoded,
                    _ => return Err(Stop::Unsure),
                }
            }
            Some(_) | None => return Err(Stop::Unsure),
        })
    }

    /// Reads four hexadecimal digits.
    fn unit(&mut self) -> Result<u16, Stop> {
        let digits = self.text.get(self.at..self.at + 4).ok_or(Stop::Unsure)?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(Stop::Unsure);
        }
        self.at += 4;
        u16::from_str_radix(digits, 16).map_err(|_| Stop::Unsure)
    }

    /// Reads a signed integer. It may be written with a fraction of zeros or with an exponent.
    #[inline]
    pub(crate) fn i64(&mut self) -> Result<i64, Stop> {
        let number = self.number()?;
        match number.integer() {
            Some(digits) if number.is_negative => 0i64.checked_sub_unsigned(digits).ok_or(Stop::Mismatch),
            Some(digits) => digits.try_into().map_err(|_| Stop::Mismatch),
            None => whole_i64(self.nearest(&number)?).ok_or(Stop::Mismatch),
        }
    }

    /// Reads an unsigned integer, likewise.
    #[inline]
    pub(crate) fn u64(&mut self) -> Result<u64, Stop> {
        let number = self.number()?;
        match number.integer() {
            Some(digits) if !number.is_negative => Ok(digits),
            Some(_) => Err(Stop::Unsure),
            // An integer of 20 digits may fit.
            None if number.is_integer => Err(Stop::Unsure),
            None => whole_u64(self.nearest(&number)?).ok_or(Stop::Mismatch),
        }
    }

    /// Reads a number as the nearest double.
    #[inline]
    pub(crate) fn f64(&mut self) -> Result<f64, Stop> {
        let number = self.number()?;
        self.nearest(&number)
    }

    #[inline]
    fn number(&mut self) -> Result<Number, Stop> {
        let first = self.peek();
        if first != b'-' && !first.is_ascii_digit() {
            return Err(Stop::Mismatch);
        }
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let number = Number::read(rest).ok_or(Stop::Unsure)?;
        self.at += number.length;
        Ok(number)
    }

    /// The double that is nearest to a number that was just read.
    #[inline]
    fn nearest(&self, number: &Number) -> Result<f64, Stop> {
        match number.exact() {
            Some(exact) => Ok(exact),
            None => {
                let parsed = self.since(self.at - number.length)?.parse().ok();
                parsed
                    .filter(|number: &f64| number.is_finite())
                    .ok_or(Stop::Unsure)
            }
        }
    }

    /// Reads a value of any type, with at most `depth` levels, and drops it.
    pub(crate) fn skip(&mut self, depth: usize) -> Result<(), Stop> {
        match self.peek() {
            b'"' => self.skip_string(),
            b'{' => {
                self.at += 1;
                let depth = depth.checked_sub(1).ok_or(Stop::Unsure)?;
                let mut more = !self.take(b'}');
                while more {
                    if self.peek() != b'"' {
                        return Err(Stop::Unsure);
                    }
                    self.skip_string()?;
                    self.require(b':')?;
                    self.skip(depth)?;
                    more = self.continues(b'}')?;
                }
                Ok(())
            }
            b'[' => {
                self.at += 1;
                let depth = depth.checked_sub(1).ok_or(Stop::Unsure)?;
                let mut more = !self.take(b']');
                while more {
                    self.skip(depth)?;
                    more = self.continues(b']')?;
                }
                Ok(())
            }
            b't' => self.word("true"),
            b'f' => self.word("false"),
            b'n' => self.word("null"),
            _ => self.number().map(drop).map_err(|_| Stop::Unsure),
        }
    }

    fn skip_string(&mut self) -> Result<(), Stop> {
        self.at += 1;
        loop {
            self.plain_end(self.at)?;
            let byte = self.byte();
            self.at += 1;
            match byte {
                Some(b'"') => return Ok(()),
                Some(b'\\') => self.skip_escape()?,
                Some(_) | None => return Err(Stop::Unsure),
            }
        }
    }

    /// Lone surrogates are valid where nothing is decoded.
    fn skip_escape(&mut self) -> Result<(), Stop> {
        let byte = self.byte();
        self.at += 1;
        match byte {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(()),
            Some(b'u') => self.unit().map(drop),
            Some(_) | None => Err(Stop::Unsure),
        }
    }
}

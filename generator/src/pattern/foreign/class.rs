//! Classes: `[[:alpha:]]`, `[a-z&&[^aeiou]]`, `[a-z-[aeiou]]`, and hyphens and brackets that must be escaped in ECMA-262.

use super::super::{MAX_NESTING, Refusal};
use super::property::{Property, posix};
use super::{HEX, Rewriter};

/// The last item of a class that was read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    /// Nothing, a range, or a set: a following hyphen is a character.
    Complete,
    /// A character, which may begin a range.
    Character,
    /// The hyphen of a range.
    Hyphen,
}

impl Rewriter<'_> {
    /// A class, after its bracket.
    pub(super) fn class(&mut self) -> Result<(), Refusal> {
        self.class_or_inverse(false)
    }

    /// The class, or its complement.
    fn class_or_inverse(&mut self, is_inverse: bool) -> Result<(), Refusal> {
        let start = self.out.len();
        self.out.push('[');
        let is_negative = self.take("^") != is_inverse;
        if is_negative {
            self.out.push('^');
        }
        // In ECMA-262 this is an empty class, or one of everything, followed by a bracket.
        if self.rest().starts_with(']') && self.rest().chars().filter(|c| *c == ']').count() > 1 {
            if is_negative {
                self.note("class that begins with `]`");
            } else {
                self.take("]");
                self.is_foreign = true;
                self.out.push_str(r"\]");
            }
        }
        let mut last = Last::Complete;
        loop {
            let Some(next) = self.next() else { return Ok(()) };
            match next {
                ']' => break,
                '&' if self.rest().starts_with("&[") => {
                    self.take("&[");
                    self.is_foreign = true;
                    if is_negative {
                        return self.unsupported("intersection in a negative class");
                    }
                    self.out.push(']');
                    return self.intersection(start);
                }
                '-' if self.subtracts(last) => return self.subtraction(start),
                _ => last = self.item(next, last, is_negative)?,
            }
        }
        self.out.push(']');
        Ok(())
    }

    /// Whether a class to subtract follows, as in `[a-z-[aeiou]]` of .NET and XML Schema. It is not a range up to `[` if the hyphen
    /// follows a range, a set, or a lowercase letter, which comes after `[`. The subtracted class must end the whole class.
    fn subtracts(&self, last: Last) -> bool {
        let is_range = match last {
            Last::Complete => self.out.ends_with(['[', '^']),
            Last::Character => {
                let mut written = self.out.chars().rev();
                let is_later = written.next().is_some_and(|c| c.is_ascii_lowercase());
                !is_later || written.next() == Some('\\')
            }
            Last::Hyphen => true,
        };
        let Some(inner) = self.rest().strip_prefix('[').filter(|_| !is_range) else {
            return false;
        };
        let inner = inner.strip_prefix('^').unwrap_or(inner);
        let mut is_escaped = false;
        let end = inner.find(|c: char| {
            let ends = !is_escaped && matches!(c, '[' | ']');
            is_escaped = !is_escaped && c == '\\';
            ends
        });
        end.is_some_and(|end| end > 0 && inner.get(end..).is_some_and(|rest| rest.starts_with("]]")))
    }

    /// `[a-z-[aeiou]]`, after its second hyphen: a look-ahead that excludes the other class, then the first class.
    fn subtraction(&mut self, start: usize) -> Result<(), Refusal> {
        self.is_foreign = true;
        self.out.push(']');
        let first = self.out.split_off(start.min(self.out.len()));
        self.out.push_str("(?:(?=");
        self.take("[");
        self.class_or_inverse(true)?;
        self.take("]");
        self.out.push(')');
        self.out.push_str(&first);
        self.out.push(')');
        Ok(())
    }

    /// `[a-z&&[^aeiou]]`, after its second bracket: a look-ahead at the other class, then the first class.
    fn intersection(&mut self, start: usize) -> Result<(), Refusal> {
        self.intersections += 1;
        if self.intersections > MAX_NESTING {
            return self.unsupported("intersection of this many classes");
        }
        let first = self.out.split_off(start.min(self.out.len()));
        self.out.push_str("(?:");
        loop {
            self.out.push_str("(?=");
            self.class()?;
            self.out.push(')');
            if !self.take("&&[") {
                break;
            }
        }
        if !self.take("]") {
            return self.unsupported("class inside a class");
        }
        self.out.push_str(&first);
        self.out.push(')');
        Ok(())
    }

    fn item(&mut self, next: char, last: Last, is_negative: bool) -> Result<Last, Refusal> {
        let after = match last {
            Last::Hyphen => Last::Complete,
            Last::Complete | Last::Character => Last::Character,
        };
        match next {
            '\\' => return self.escape_in_class(last, after),
            '[' if self.rest().starts_with(':') => {
                self.is_foreign = true;
                return self.posix_class(is_negative);
            }
            '[' if self.rest().starts_with(['.', '=']) => return self.unsupported("collating element"),
            '[' => {
                self.note("class inside a class");
                self.out.push_str(r"\[");
            }
            '-' if last == Last::Character && !self.ends_here() => {
                self.out.push('-');
                return Ok(Last::Hyphen);
            }
            '-' => self.out.push_str(r"\-"),
            '&' if self.rest().starts_with('&') => {
                self.note("intersection of classes");
                self.out.push('&');
            }
            space if self.is_extended && space.is_ascii_whitespace() => {
                self.note("white space in a class");
                self.out.push(space);
            }
            other => self.out.push(other),
        }
        Ok(after)
    }

    /// Whether a hyphen here can't belong to a range, since the class ends or a set follows.
    fn ends_here(&self) -> bool {
        let mut rest = self.rest().chars();
        match rest.next() {
            Some(']') | None => true,
            Some('[') => rest.next() == Some(':'),
            Some('\\') => rest.next().is_some_and(|escaped| "dDwWsSpP".contains(escaped)),
            Some(_) => false,
        }
    }

    fn escape_in_class(&mut self, last: Last, after: Last) -> Result<Last, Refusal> {
        let Some(escaped) = self.next() else {
            self.out.push('\\');
            return Ok(after);
        };
        match escaped {
            'd' | 'D' | 'w' | 'W' | 's' | 'S' => {
                self.out.extend(['\\', escaped]);
                return Ok(Last::Complete);
            }
            'p' | 'P' => {
                match self.property(escaped == 'P')? {
                    Property::Escape(text) => self.out.push_str(&text),
                    Property::Items(items, false) => self.out.push_str(&items),
                    Property::Items(_, true) => return self.unsupported("negative property in a class"),
                }
                return Ok(Last::Complete);
            }
            'h' | 'H' => return self.unsupported(HEX),
            'R' | 'X' | 'A' | 'Z' | 'z' | 'G' | 'K' => self.note("escape that no class has"),
            'b' => self.out.push_str(r"\b"),
            'Q' => {
                self.is_foreign = true;
                self.quoted();
            }
            'E' => {
                self.is_foreign = true;
                return Ok(last);
            }
            other => self.common_escape(other)?,
        }
        Ok(after)
    }

    /// `[:alpha:]`, after its bracket. In a negative class it has the ASCII characters only, so that fewer texts are rejected.
    fn posix_class(&mut self, is_negative: bool) -> Result<Last, Refusal> {
        let rest = self.rest();
        let Some((name, _)) = rest.strip_prefix(':').and_then(|rest| rest.split_once(":]")) else {
            return self.unsupported("class inside a class");
        };
        let items = match name.strip_prefix('^') {
            None => posix(name).map(|(narrow, wide)| if is_negative { narrow } else { wide }),
            Some("digit") => Some(r"\D"),
            Some("space") => Some(r"\S"),
            Some("word") => Some(r"\W"),
            Some(_) => None,
        };
        let Some(items) = items else {
            return self.unsupported("class that is not one of POSIX");
        };
        self.cursor.skip(name.len() + 3);
        self.out.push_str(items);
        Ok(Last::Complete)
    }
}

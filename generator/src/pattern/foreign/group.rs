//! Groups, look-arounds, comments and inline flags.

use super::super::Refusal;
use super::{Group, Rewriter};

impl Rewriter<'_> {
    /// A construct that starts with a parenthesis.
    pub(super) fn open(&mut self) -> Result<(), Refusal> {
        if self.rest().starts_with('*') {
            return self.unsupported("verb");
        }
        if !self.take("?") {
            self.push("(", false);
            return Ok(());
        }
        for (look, is_negative) in [("=", false), ("!", true), ("<=", false), ("<!", true)] {
            if self.take(look) {
                self.push(&format!("(?{look}"), is_negative);
                return Ok(());
            }
        }
        if self.take(":") {
            self.push("(?:", false);
            return Ok(());
        }
        if self.take("#") {
            self.is_foreign = true;
            return match self.take_until(')') {
                Some(_) => Ok(()),
                None => self.unsupported("comment without an end"),
            };
        }
        if self.take(">") || self.take("|") {
            self.is_foreign = true;
            if self.groups.iter().any(|group| group.is_negative) {
                return self.unsupported("atomic group in a negative look-around");
            }
            self.push("(?:", false);
            return Ok(());
        }
        self.named_or_flags()
    }

    fn named_or_flags(&mut self) -> Result<(), Refusal> {
        if self.rest().starts_with("P=") || self.rest().starts_with("P>") {
            return self.unsupported("back-reference");
        }
        for (start, end, is_foreign) in [("<", '>', false), ("P<", '>', true), ("'", '\'', true)] {
            if self.take(start) {
                self.is_foreign |= is_foreign;
                let name = self.take_until(end);
                if name.is_none_or(|name| name.is_empty() || name.contains('-')) {
                    return self.unsupported("group with a name that is not one");
                }
                // No reference is supported, so the group needs no number.
                self.push("(?:", false);
                return Ok(());
            }
        }
        self.flags()
    }

    /// `(?i)`, which applies to the end of the enclosing group, or `(?i:`.
    fn flags(&mut self) -> Result<(), Refusal> {
        let flags = self.cursor.take_while(|c| c.is_ascii_alphabetic() || c == '-');
        let is_group = match self.next() {
            Some(':') => true,
            Some(')') => false,
            Some(_) | None => return self.unsupported("group that no automaton has"),
        };
        let (on, off) = flags.split_once('-').unwrap_or((flags, ""));
        let was_extended = self.is_extended;
        let mut kept = [String::new(), String::new()];
        for ((letters, is_on), kept) in [(on, true), (off, false)].into_iter().zip(&mut kept) {
            for letter in letters.chars() {
                match letter {
                    'i' | 's' => kept.push(letter),
                    'x' => {
                        self.is_foreign = true;
                        self.is_extended = is_on;
                    }
                    // Classes always include what any dialect includes.
                    'u' => self.is_foreign = true,
                    'm' if is_group => {
                        self.note(MULTILINE);
                        kept.push(letter);
                    }
                    'm' => return self.unsupported(MULTILINE),
                    _ => return self.unsupported("flag that dialects read differently"),
                }
            }
        }
        let start = match kept {
            [on, off] if off.is_empty() => format!("(?{on}:"),
            [on, off] => format!("(?{on}-{off}:"),
        };
        if is_group {
            self.push(&start, false);
            if let Some(group) = self.groups.last_mut() {
                group.was_extended = was_extended;
            }
        } else {
            self.is_foreign = true;
            self.hold(&start);
        }
        Ok(())
    }

    /// Opens a group for flags that apply to the end of the enclosing group.
    fn hold(&mut self, start: &str) {
        let here = self.out.len();
        self.out.push_str(start);
        let after = self.out.len();
        if let Some(group) = self.groups.last_mut() {
            group.flags += 1;
            if group.start == here {
                group.start = after;
            } else {
                group.is_late = true;
            }
        }
    }

    fn push(&mut self, start: &str, is_negative: bool) {
        self.out.push_str(start);
        self.groups.push(Group {
            start: self.out.len(),
            is_negative,
            was_extended: self.is_extended,
            ..Group::default()
        });
    }

    pub(super) fn close(&mut self) {
        // The parser reports a surplus parenthesis.
        if self.groups.len() > 1
            && let Some(group) = self.groups.pop()
        {
            self.out.push_str(&")".repeat(group.flags));
            self.is_extended = group.was_extended;
        }
        self.out.push(')');
    }
}

/// In Ruby it changes the dot, in other dialects the anchors.
const MULTILINE: &str = "flag `m`, which dialects read differently,";

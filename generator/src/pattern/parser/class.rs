//! Character classes.

use super::super::Refusal;
use super::super::node::Node;
use super::super::sets::{self, CodePoints};
use super::escape::Escape;
use super::scope::Scope;
use super::{Parser, syntax};

impl Parser<'_> {
    /// CharacterClass, after its bracket.
    pub(super) fn class(&mut self, start: usize, scope: Scope) -> Result<Node, Refusal> {
        let negative = self.cursor.take("^");
        let (mut ranges, mut is_empty) = (Vec::new(), true);
        while !self.cursor.take("]") {
            let item = self.class_item(start, scope)?;
            ranges.extend_from_slice(item.ranges());
            is_empty = false;
        }
        let set = CodePoints::new(ranges);
        if set.ranges().is_empty() && !is_empty && !negative {
            self.unsupported("lone surrogate", start);
        }
        let set = self.folded(set, start, scope);
        Ok(Node::Set(if negative { sets::complement(set) } else { set }))
    }

    /// A character, a set or a range.
    fn class_item(&mut self, start: usize, scope: Scope) -> Result<CodePoints, Refusal> {
        let first = self.class_atom(start, scope)?;
        let hyphen = self.cursor.at();
        if self.cursor.rest().starts_with("-]") || !self.cursor.take("-") {
            return Ok(first.set());
        }
        match (first, self.class_atom(start, scope)?) {
            (Escape::Character(first), Escape::Character(last)) if last < first => {
                syntax("range out of order in character class", hyphen)
            }
            (Escape::Character(first), Escape::Character(last)) => Ok(sets::range(first, last)),
            (Escape::Set(_), _) | (_, Escape::Set(_)) if self.is_unicode() => {
                syntax("range in character class whose end is not a character", hyphen)
            }
            (first, last) => {
                // Three items in Annex B.
                let mut set = first.set();
                set.union(&Escape::from('-').set());
                set.union(&last.set());
                Ok(set)
            }
        }
    }

    /// ClassAtom.
    fn class_atom(&mut self, start: usize, scope: Scope) -> Result<Escape, Refusal> {
        let offset = self.cursor.at();
        match self.cursor.next() {
            None => syntax("unterminated character class", start),
            Some('\\') => self.class_escape(offset, scope),
            Some(other) => Ok(Escape::from(other)),
        }
    }

    /// ClassEscape: the differences from an escape outside a class.
    fn class_escape(&mut self, offset: usize, scope: Scope) -> Result<Escape, Refusal> {
        if self.cursor.take("b") {
            return Ok(Escape::Character(8));
        }
        if self.cursor.take("-") {
            return Ok(Escape::from('-'));
        }
        // ClassControlLetter (Annex B).
        let mut ahead = self.cursor.rest().chars();
        if let (false, Some('c'), Some(control @ ('0'..='9' | '_'))) =
            (self.is_unicode(), ahead.next(), ahead.next())
        {
            self.cursor.take("c");
            self.cursor.next();
            return Ok(Escape::Character(u32::from(control) % 32));
        }
        self.escape(offset, scope)
    }
}

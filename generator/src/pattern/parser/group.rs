//! Groups, look-arounds and their flags and names.

use super::super::node::{Direction, Look, Node};
use super::super::{MAX_NESTING, Refusal};
use super::names::{is_identifier_part, is_identifier_start};
use super::scope::Scope;
use super::term::Term;
use super::{Parser, syntax};

const LOOKS: [(&str, Direction, bool); 4] = [
    ("=", Direction::Ahead, false),
    ("!", Direction::Ahead, true),
    ("<=", Direction::Behind, false),
    ("<!", Direction::Behind, true),
];

impl Parser<'_> {
    /// A construct that starts with a parenthesis, after it.
    pub(super) fn group(&mut self, start: usize, scope: Scope) -> Result<Term, Refusal> {
        if self.depth == MAX_NESTING {
            // Returned at once, since parsing goes no deeper.
            let construct = "a group nested this deep";
            return Err(Refusal::Unsupported {
                construct,
                offset: start,
            });
        }
        self.depth += 1;
        let term = if self.cursor.take("?") {
            self.special_group(start, scope)?
        } else {
            Term::Atom(self.disjunction(scope)?)
        };
        if !self.cursor.take(")") {
            return syntax("unterminated group", start);
        }
        self.depth -= 1;
        Ok(term)
    }

    /// A group, after `(?`.
    fn special_group(&mut self, start: usize, scope: Scope) -> Result<Term, Refusal> {
        for (mark, direction, negative) in LOOKS {
            if self.cursor.take(mark) {
                return self.look(start, direction, negative, scope);
            }
        }
        let scope = if self.cursor.take(":") {
            scope
        } else if self.cursor.take("<") {
            let name = self.group_name(start)?;
            if !self.names.declare(name) {
                return syntax("name of another group", start);
            }
            scope
        } else {
            self.modified(start, scope)?
        };
        self.disjunction(scope).map(Term::Atom)
    }

    fn look(
        &mut self,
        start: usize,
        direction: Direction,
        negative: bool,
        scope: Scope,
    ) -> Result<Term, Refusal> {
        match (scope.inside, direction) {
            (Some(Direction::Ahead), Direction::Behind) => {
                self.unsupported("look-behind inside look-ahead", start);
            }
            (Some(Direction::Behind), Direction::Ahead) => {
                self.unsupported("look-ahead inside look-behind", start);
            }
            (None, _)
            | (Some(Direction::Ahead), Direction::Ahead)
            | (Some(Direction::Behind), Direction::Behind) => {}
        }
        let inside = Some(direction);
        let look = Node::Look(Box::new(Look {
            direction,
            negative,
            body: self.disjunction(Scope { inside, ..scope })?,
        }));
        // QuantifiableAssertion (Annex B).
        Ok(match direction {
            Direction::Ahead if !self.is_unicode() => Term::Atom(look),
            Direction::Ahead | Direction::Behind => Term::Assertion(look),
        })
    }

    /// RegularExpressionModifiers: `i:`, `-i:` or `i-s:`.
    fn modified(&mut self, start: usize, mut scope: Scope) -> Result<Scope, Refusal> {
        let (mut is_on, mut seen) = (true, String::new());
        loop {
            let Some(next) = self.cursor.next() else {
                return syntax("unterminated group", start);
            };
            if seen.contains(next) {
                return syntax("flag given twice", start);
            }
            match next {
                'i' => scope.ignore_case = is_on,
                'm' => scope.multiline = is_on,
                's' => scope.dot_all = is_on,
                '-' => is_on = false,
                ':' if matches!(seen.as_str(), "" | "-") => return syntax("flags without a flag", start),
                ':' => return Ok(scope),
                _ => return syntax("unknown kind of group", start),
            }
            seen.push(next);
        }
    }

    /// GroupName, after its `<`. Its escapes are those of the flag `u` in both grammars.
    pub(super) fn group_name(&mut self, start: usize) -> Result<String, Refusal> {
        let mut name = String::new();
        loop {
            let next = match self.cursor.next() {
                Some('>') if !name.is_empty() => return Ok(name),
                Some('\\') if self.cursor.take("u") => self.unicode_escape(true).and_then(char::from_u32),
                next => next,
            };
            let is_allowed = if name.is_empty() {
                is_identifier_start
            } else {
                is_identifier_part
            };
            match next.filter(|c| is_allowed(*c)) {
                Some(next) => name.push(next),
                None => return syntax("invalid group name", start),
            }
        }
    }
}

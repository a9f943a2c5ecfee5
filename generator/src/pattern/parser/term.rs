//! Terms: assertions, characters and quantifiers.

use super::super::Refusal;
use super::super::node::{Assertion, Node};
use super::super::sets;
use super::scope::Scope;
use super::{Parser, syntax};

/// A part of an alternative, and whether a quantifier may follow it.
pub(super) enum Term {
    Atom(Node),
    Assertion(Node),
}

/// The number of repetitions of an atom. Greediness does not affect which texts match.
struct Quantifier {
    min: u64,
    max: Option<u64>,
}

impl Parser<'_> {
    /// Term. `None` at the end of the pattern.
    pub(super) fn term(&mut self, scope: Scope) -> Result<Option<Node>, Refusal> {
        let start = self.cursor.at();
        let Some(first) = self.cursor.next() else {
            return Ok(None);
        };
        let term = match first {
            '^' => Term::Assertion(Node::Assert(scope.start())),
            '$' => Term::Assertion(Node::Assert(scope.end())),
            '.' => Term::Atom(Node::Set(scope.dot())),
            '(' => self.group(start, scope)?,
            '[' => Term::Atom(self.class(start, scope)?),
            '\\' => self.backslash(start, scope)?,
            '*' | '+' | '?' => return syntax(LONE_QUANTIFIER, start),
            '{' => self.open_brace(start, scope)?,
            '}' if self.is_unicode() => return syntax("`}` without a backslash", start),
            ']' if self.is_unicode() => return syntax("`]` without a backslash", start),
            other => self.character(other, start, scope),
        };
        match term {
            Term::Assertion(node) => Ok(Some(node)),
            Term::Atom(node) => self.quantified(node).map(Some),
        }
    }

    fn character(&mut self, character: char, start: usize, scope: Scope) -> Term {
        let code_point = u32::from(character);
        Term::Atom(self.atom(sets::range(code_point, code_point), start, scope))
    }

    /// A construct that starts with a backslash, outside a class.
    fn backslash(&mut self, start: usize, scope: Scope) -> Result<Term, Refusal> {
        let assertion = if self.cursor.take("b") {
            Assertion::WordBoundary
        } else if self.cursor.take("B") {
            Assertion::NotWordBoundary
        } else {
            return self.atom_escape(start, scope).map(Term::Atom);
        };
        if scope.ignore_case {
            // With this flag, U+017F and U+212A are word characters too, which would need another kind of neighbour.
            self.unsupported("case-insensitive word boundary", start);
        }
        Ok(Term::Assertion(Node::Assert(assertion)))
    }

    /// A brace at the start of a term: InvalidBracedQuantifier, or a character in Annex B.
    fn open_brace(&mut self, start: usize, scope: Scope) -> Result<Term, Refusal> {
        self.cursor.rewind(start);
        if self.quantifier()?.is_some() {
            return syntax(LONE_QUANTIFIER, start);
        }
        if self.is_unicode() {
            return syntax("`{` without a backslash", start);
        }
        self.cursor.take("{");
        Ok(self.character('{', start, scope))
    }

    fn quantified(&mut self, atom: Node) -> Result<Node, Refusal> {
        Ok(match self.quantifier()? {
            None => atom,
            Some(Quantifier { min, max }) => Node::Repeat {
                body: Box::new(atom),
                min,
                max,
            },
        })
    }

    fn quantifier(&mut self) -> Result<Option<Quantifier>, Refusal> {
        let start = self.cursor.at();
        let (min, max) = match self.cursor.next() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => match self.counts() {
                Some(counts) => counts,
                None => {
                    self.cursor.rewind(start);
                    return Ok(None);
                }
            },
            Some(_) | None => {
                self.cursor.rewind(start);
                return Ok(None);
            }
        };
        if max.is_some_and(|max| max < min) {
            return syntax("numbers out of order in quantifier", start);
        }
        self.cursor.take("?");
        Ok(Some(Quantifier { min, max }))
    }

    /// `2}`, `2,}` or `2,3}`, after its brace.
    fn counts(&mut self) -> Option<(u64, Option<u64>)> {
        let min = self.number()?;
        let max = if self.cursor.take(",") {
            self.number()
        } else {
            Some(min)
        };
        self.cursor.take("}").then_some((min, max))
    }

    /// DecimalDigits. Numbers beyond the range saturate.
    pub(super) fn number(&mut self) -> Option<u64> {
        let digits = self.cursor.take_while(|c| c.is_ascii_digit());
        (!digits.is_empty()).then(|| digits.parse().unwrap_or(u64::MAX))
    }
}

const LONE_QUANTIFIER: &str = "quantifier with nothing to repeat";

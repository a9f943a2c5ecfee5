//! The parser's syntax tree → [`Node`]: escapes, classes and flags become sets of code points.

use oxc_regular_expression::ast;

use super::Refusal;
use super::node::{Assertion, Direction, Look, Node};
use super::sets::{self, CodePoints};

/// The flags in force at one place of a pattern (RegExp Record, 22.2.2.1), and the look-arounds around it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Translator {
    ignore_case: bool,
    multiline: bool,
    dot_all: bool,
    inside: Option<Direction>,
}

impl Translator {
    /// Translates alternatives.
    pub(super) fn disjunction(self, disjunction: &ast::Disjunction<'_>) -> Result<Node, Refusal> {
        let alternatives = disjunction.body.iter().map(|alternative| {
            let terms = alternative.body.iter().map(|term| self.term(term));
            terms.collect::<Result<_, _>>().map(Node::Concat)
        });
        alternatives.collect::<Result<_, _>>().map(Node::Alternate)
    }

    fn term(self, term: &ast::Term<'_>) -> Result<Node, Refusal> {
        match term {
            ast::Term::BoundaryAssertion(assertion) => self.assertion(assertion),
            ast::Term::LookAroundAssertion(look) => self.look(look),
            ast::Term::Quantifier(quantifier) => Ok(Node::Repeat {
                body: Box::new(self.term(&quantifier.body)?),
                min: quantifier.min,
                max: quantifier.max,
            }),
            ast::Term::Character(character) => self.atom(character_set(**character), character.span.start),
            ast::Term::Dot(_) => Ok(Node::Set(if self.dot_all {
                sets::any()
            } else {
                sets::complement(sets::line_terminators())
            })),
            ast::Term::CharacterClassEscape(escape) => self.atom(self.escape(escape)?, escape.span.start),
            ast::Term::UnicodePropertyEscape(escape) => self.atom(self.property(escape)?, escape.span.start),
            ast::Term::CharacterClass(class) => self.class(class).map(Node::Set),
            ast::Term::CapturingGroup(group) => self.disjunction(&group.body),
            ast::Term::IgnoreGroup(group) => self.modified(group.modifiers.as_ref()).disjunction(&group.body),
            ast::Term::IndexedReference(reference) => {
                Err(unsupported("back-reference", reference.span.start))
            }
            ast::Term::NamedReference(reference) => Err(unsupported("back-reference", reference.span.start)),
        }
    }

    fn modified(mut self, modifiers: Option<&ast::Modifiers>) -> Self {
        if let Some(modifiers) = modifiers {
            for (flag, modifier) in [
                (&mut self.ignore_case, ast::Modifier::I),
                (&mut self.multiline, ast::Modifier::M),
                (&mut self.dot_all, ast::Modifier::S),
            ] {
                *flag = (*flag || modifiers.enabling.contains(modifier))
                    && !modifiers.disabling.contains(modifier);
            }
        }
        self
    }

    fn assertion(self, assertion: &ast::BoundaryAssertion) -> Result<Node, Refusal> {
        let kind = match (assertion.kind, self.multiline) {
            (ast::BoundaryAssertionKind::Start, false) => Assertion::TextStart,
            (ast::BoundaryAssertionKind::Start, true) => Assertion::LineStart,
            (ast::BoundaryAssertionKind::End, false) => Assertion::TextEnd,
            (ast::BoundaryAssertionKind::End, true) => Assertion::LineEnd,
            (ast::BoundaryAssertionKind::Boundary, _) => Assertion::WordBoundary,
            (ast::BoundaryAssertionKind::NegativeBoundary, _) => Assertion::NotWordBoundary,
        };
        let of_words = matches!(kind, Assertion::WordBoundary | Assertion::NotWordBoundary);
        if of_words && self.ignore_case {
            // Two more code points are words then (U+017F, U+212A); not worth another kind of neighbour.
            let construct = "word boundary without regard to case";
            return Err(unsupported(construct, assertion.span.start));
        }
        Ok(Node::Assert(kind))
    }

    fn look(mut self, look: &ast::LookAroundAssertion<'_>) -> Result<Node, Refusal> {
        let (direction, negative) = match look.kind {
            ast::LookAroundAssertionKind::Lookahead => (Direction::Ahead, false),
            ast::LookAroundAssertionKind::NegativeLookahead => (Direction::Ahead, true),
            ast::LookAroundAssertionKind::Lookbehind => (Direction::Behind, false),
            ast::LookAroundAssertionKind::NegativeLookbehind => (Direction::Behind, true),
        };
        match (self.inside, direction) {
            (Some(Direction::Ahead), Direction::Behind) => {
                return Err(unsupported("look-behind inside look-ahead", look.span.start));
            }
            (Some(Direction::Behind), Direction::Ahead) => {
                return Err(unsupported("look-ahead inside look-behind", look.span.start));
            }
            (None, _)
            | (Some(Direction::Ahead), Direction::Ahead)
            | (Some(Direction::Behind), Direction::Behind) => {}
        }
        self.inside = Some(direction);
        Ok(Node::Look(Box::new(Look {
            direction,
            negative,
            body: self.disjunction(&look.body)?,
        })))
    }

    /// A set outside a class. An empty one was written as a surrogate, for a matcher of UTF-16 code units.
    fn atom(self, set: CodePoints, offset: u32) -> Result<Node, Refusal> {
        if set.ranges().is_empty() {
            return Err(unsupported("lone surrogate", offset));
        }
        self.folded(set, offset).map(Node::Set)
    }

    fn class(self, class: &ast::CharacterClass<'_>) -> Result<CodePoints, Refusal> {
        let mut set = CodePoints::empty();
        for contents in &class.body {
            set.union(&self.class_contents(contents)?);
        }
        if set.ranges().is_empty() && !class.body.is_empty() && !class.negative {
            return Err(unsupported("lone surrogate", class.span.start));
        }
        let set = self.folded(set, class.span.start)?;
        Ok(if class.negative {
            sets::complement(set)
        } else {
            set
        })
    }

    fn class_contents(self, contents: &ast::CharacterClassContents<'_>) -> Result<CodePoints, Refusal> {
        match contents {
            ast::CharacterClassContents::CharacterClassRange(range) => {
                Ok(sets::range(range.min.value, range.max.value))
            }
            ast::CharacterClassContents::CharacterClassEscape(escape) => self.escape(escape),
            ast::CharacterClassContents::UnicodePropertyEscape(escape) => self.property(escape),
            ast::CharacterClassContents::Character(character) => Ok(character_set(**character)),
            // Only the flag `v` has these two, and no pattern is read with it.
            ast::CharacterClassContents::NestedCharacterClass(class) => {
                Err(unsupported("nested class", class.span.start))
            }
            ast::CharacterClassContents::ClassStringDisjunction(strings) => {
                Err(unsupported("class of strings", strings.span.start))
            }
        }
    }

    fn escape(self, escape: &ast::CharacterClassEscape) -> Result<CodePoints, Refusal> {
        let words = || self.folded(sets::words(), escape.span.start);
        Ok(match escape.kind {
            ast::CharacterClassEscapeKind::D => sets::digits(),
            ast::CharacterClassEscapeKind::NegativeD => sets::complement(sets::digits()),
            ast::CharacterClassEscapeKind::S => sets::spaces(),
            ast::CharacterClassEscapeKind::NegativeS => sets::complement(sets::spaces()),
            ast::CharacterClassEscapeKind::W => words()?,
            ast::CharacterClassEscapeKind::NegativeW => sets::complement(words()?),
        })
    }

    fn property(self, escape: &ast::UnicodePropertyEscape<'_>) -> Result<CodePoints, Refusal> {
        let value = escape.value.as_ref().map(|value| value.as_str());
        let set = sets::property(escape.name.as_str(), value)
            .ok_or_else(|| unsupported("Unicode property without data", escape.span.start))?;
        Ok(if escape.negative {
            sets::complement(set)
        } else {
            set
        })
    }

    fn folded(self, set: CodePoints, offset: u32) -> Result<CodePoints, Refusal> {
        if !self.ignore_case {
            return Ok(set);
        }
        sets::fold_case(set).ok_or_else(|| unsupported("matching without regard to case", offset))
    }
}

fn character_set(character: ast::Character) -> CodePoints {
    sets::range(character.value, character.value)
}

fn unsupported(construct: &'static str, offset: u32) -> Refusal {
    Refusal::Unsupported {
        construct,
        offset: offset as usize,
    }
}

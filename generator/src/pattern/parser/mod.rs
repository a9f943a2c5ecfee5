//! Pattern text → [`Node`], by the grammar of ECMA-262: 22.2.1 with the flag `u`, Annex B.1.2 without it.
//!
//! A pattern is parsed once, from start to end. A construct that no automaton can implement is reported at the end only, since
//! a syntax error after it has priority: the pattern may be valid in another grammar.

mod class;
mod escape;
mod group;
mod names;
mod property;
mod scope;
mod survey;
mod term;

use super::Refusal;
use super::cursor::Cursor;
use super::node::Node;
use super::sets::CodePoints;
use names::GroupNames;
use scope::Scope;
pub(super) use survey::Survey;

/// The grammar of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grammar {
    /// The grammar with the flag `u`.
    Unicode,
    /// The grammar without flags, which accepts nearly any text.
    AnnexB,
}

/// Parses a pattern.
///
/// # Errors
/// [`Refusal::Syntax`] if the pattern is invalid in the grammar, or [`Refusal::Unsupported`] if no automaton can implement it.
pub(super) fn parse(pattern: &str, survey: Survey, grammar: Grammar) -> Result<Node, Refusal> {
    let mut parser = Parser {
        cursor: Cursor::new(pattern),
        grammar,
        survey,
        depth: 0,
        names: GroupNames::default(),
        unsupported: None,
    };
    let node = parser.disjunction(Scope::default())?;
    if parser.cursor.peek().is_some() {
        return syntax("unmatched `)`", parser.cursor.at());
    }
    if let Some(offset) = parser.names.unknown_reference() {
        return syntax(UNKNOWN_GROUP, offset);
    }
    parser.unsupported.map_or(Ok(node), Err)
}

const UNKNOWN_GROUP: &str = "back-reference to a group that does not exist";

struct Parser<'p> {
    cursor: Cursor<'p>,
    grammar: Grammar,
    survey: Survey,
    /// The number of open groups.
    depth: usize,
    names: GroupNames,
    /// The first construct that no automaton can implement.
    unsupported: Option<Refusal>,
}

impl Parser<'_> {
    /// Disjunction: alternatives, up to a parenthesis or the end.
    fn disjunction(&mut self, scope: Scope) -> Result<Node, Refusal> {
        let mut alternatives = Vec::new();
        self.names.open();
        loop {
            alternatives.push(self.alternative(scope)?);
            if !self.cursor.take("|") {
                break;
            }
            self.names.next_alternative();
        }
        self.names.close();
        Ok(Node::Alternate(alternatives))
    }

    fn alternative(&mut self, scope: Scope) -> Result<Node, Refusal> {
        let mut terms = Vec::new();
        while self.cursor.peek().is_some_and(|next| !matches!(next, '|' | ')')) {
            terms.extend(self.term(scope)?);
        }
        Ok(Node::Concat(terms))
    }

    /// A node for one character of the text.
    fn atom(&mut self, set: CodePoints, offset: usize, scope: Scope) -> Node {
        if set.ranges().is_empty() {
            // Such a pattern matches UTF-16 code units.
            self.unsupported("lone surrogate", offset);
        }
        Node::Set(self.folded(set, offset, scope))
    }

    fn folded(&mut self, set: CodePoints, offset: usize, scope: Scope) -> CodePoints {
        scope.folded(set).unwrap_or_else(|| {
            self.unsupported("case-insensitive matching", offset);
            CodePoints::empty()
        })
    }

    fn is_unicode(&self) -> bool {
        self.grammar == Grammar::Unicode
    }

    /// Records a construct that no automaton can implement. The rest of the pattern is parsed only for syntax errors.
    fn unsupported(&mut self, construct: &'static str, offset: usize) {
        self.unsupported
            .get_or_insert(Refusal::Unsupported { construct, offset });
    }
}

fn syntax<T>(message: &'static str, offset: usize) -> Result<T, Refusal> {
    Err(Refusal::Syntax { message, offset })
}

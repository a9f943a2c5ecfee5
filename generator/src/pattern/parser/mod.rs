//! Pattern text → [`Node`], by the grammar of ECMA-262: 22.2.1 with the flag `u`, Annex B.1.2 without it.
//!
//! A pattern is read once, from front to back. A construct that no automaton has is kept until the end, since a syntax
//! error behind it comes first: another reading may then take the pattern.

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

/// The grammar that a pattern is read by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grammar {
    /// The one of the flag `u`.
    Unicode,
    /// The one without flags, which takes nearly everything.
    AnnexB,
}

/// Parses a pattern.
///
/// # Errors
/// [`Refusal::Syntax`] if the grammar does not have the pattern; otherwise [`Refusal::Unsupported`] if no automaton does.
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
    /// How many groups are open.
    depth: usize,
    names: GroupNames,
    /// The first construct that no automaton has.
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

    /// A set that stands for a character of the text.
    fn atom(&mut self, set: CodePoints, offset: usize, scope: Scope) -> Node {
        if set.ranges().is_empty() {
            // It was written for a matcher of UTF-16 code units.
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

    /// Keeps a construct that no automaton has. What is parsed from there on only matters for its syntax.
    fn unsupported(&mut self, construct: &'static str, offset: usize) {
        self.unsupported
            .get_or_insert(Refusal::Unsupported { construct, offset });
    }
}

fn syntax<T>(message: &'static str, offset: usize) -> Result<T, Refusal> {
    Err(Refusal::Syntax { message, offset })
}

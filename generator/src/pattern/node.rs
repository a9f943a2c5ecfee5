//! A pattern as a regular expression over code points, after flags, escapes and groups are resolved.

use super::sets::CodePoints;

/// A regular expression. It has no greediness and no captures, which don't affect which strings match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    /// One code point of the set.
    Set(CodePoints),
    /// A position between two code points.
    Assert(Assertion),
    /// A position with a condition on the text after it or before it.
    Look(Box<Look>),
    /// A sequence. An empty one matches the empty string.
    Concat(Vec<Node>),
    /// One of several alternatives. Never empty.
    Alternate(Vec<Node>),
    /// At least `min` times, at most `max` times.
    Repeat {
        body: Box<Node>,
        min: u64,
        max: Option<u64>,
    },
}

/// `(?=body)`, `(?!body)`, `(?<=body)` or `(?<!body)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Look {
    pub direction: Direction,
    pub negative: bool,
    pub body: Node,
}

/// The direction of a look-around.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Ahead,
    Behind,
}

/// An assertion of ECMA-262 22.2.2.4 that depends only on the two neighbours of a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Assertion {
    TextStart,
    TextEnd,
    LineStart,
    LineEnd,
    WordBoundary,
    NotWordBoundary,
}

/// The code point on one side of a position, as far as assertions distinguish it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Neighbour {
    /// No code point: the text starts or ends here.
    Nothing,
    LineTerminator,
    Word,
    Other,
}

impl Neighbour {
    /// All neighbours in the order of their discriminants, which are indices in tables.
    pub(super) const ALL: [Self; 4] = [Self::Nothing, Self::LineTerminator, Self::Word, Self::Other];
}

impl Assertion {
    /// Whether the assertion holds between these two neighbours.
    pub(super) fn holds(self, before: Neighbour, after: Neighbour) -> bool {
        let ends_line = |neighbour| matches!(neighbour, Neighbour::Nothing | Neighbour::LineTerminator);
        let at_word_boundary = (before == Neighbour::Word) != (after == Neighbour::Word);
        match self {
            Self::TextStart => before == Neighbour::Nothing,
            Self::TextEnd => after == Neighbour::Nothing,
            Self::LineStart => ends_line(before),
            Self::LineEnd => ends_line(after),
            Self::WordBoundary => at_word_boundary,
            Self::NotWordBoundary => !at_word_boundary,
        }
    }
}

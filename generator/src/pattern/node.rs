//! A pattern as a regular expression over code points: what is left of ECMA-262 once its flags, escapes and groups are resolved.

use super::sets::CodePoints;

/// A regular expression. Greediness and captures are gone, since neither changes which strings match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    /// One code point of the set.
    Set(CodePoints),
    /// A place between two code points.
    Assert(Assertion),
    /// A place that is described by what is ahead of it or behind it.
    Look(Box<Look>),
    /// One after another; nothing, when empty.
    Concat(Vec<Node>),
    /// One of; never empty.
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

/// Which way a look-around looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Ahead,
    Behind,
}

/// An assertion of ECMA-262 22.2.2.4 that only depends on the two neighbours of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Assertion {
    TextStart,
    TextEnd,
    LineStart,
    LineEnd,
    WordBoundary,
    NotWordBoundary,
}

/// What an assertion can tell about the code point on one side of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Neighbour {
    /// There is none: the text starts or ends here.
    Nothing,
    LineTerminator,
    Word,
    Other,
}

impl Neighbour {
    /// Every neighbour, in the order of the discriminants, which index tables by neighbour.
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

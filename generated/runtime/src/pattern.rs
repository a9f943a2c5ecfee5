// Copied from runtime/pattern.rs of generator 0.1.0; independent of the description.

//! Matches a text against a pattern with tables that the generator compiled. This module knows no pattern syntax.

use core::fmt;

/// A compiled ECMA-262 pattern. Matching takes linear time, allocates nothing, and works in a `const`.
///
/// The pattern may match anywhere in the text; only its own `^` and `$` anchor it. It matches code points, as with the flag `u`.
#[derive(Clone, Copy)]
pub struct Pattern {
    source: &'static str,
    tables: Tables,
}

/// The minimal deterministic automaton of a pattern, over classes of code points.
///
/// State 0 rejects every continuation, state 1 accepts every continuation, and each state from 2 on has a row in
/// `transitions`.
#[derive(Debug, Clone, Copy)]
pub struct Tables {
    /// Four bytes for each run of code points of the same class: the first code point of the run in three bytes (big-endian), and
    /// the class. In ascending order; the first run starts at 0.
    pub runs: &'static [u8],
    /// The next state by state and class, row by row. A state takes one byte, or two (big-endian) if there are over 256 states.
    pub transitions: &'static [u8],
    /// The number of classes, which is the length of a row.
    pub classes: u16,
    /// The number of states, including the two without a row.
    pub states: u16,
    /// The start state.
    pub start: u16,
    /// The first of the states that accept if the text ends in them.
    pub accepting: u16,
}

impl Pattern {
    /// The pattern with this source and the tables that were compiled from it.
    pub const fn new(source: &'static str, tables: Tables) -> Self {
        Self { source, tables }
    }

    /// The pattern as written in the description.
    pub const fn source(&self) -> &'static str {
        self.source
    }

    /// Whether the pattern matches anywhere in the text.
    pub const fn is_match(&self, text: &str) -> bool {
        let text = text.as_bytes();
        let mut state = self.tables.start as usize;
        let mut at = 0;
        while at < text.len() && state > FOREVER {
            let (code_point, length) = decode(text, at);
            state = self.tables.next(state, self.tables.class(code_point));
            at += length;
        }
        state == FOREVER || state >= self.tables.accepting as usize
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pattern").field(&self.source).finish()
    }
}

/// The state that accepts every continuation.
const FOREVER: usize = 1;

impl Tables {
    /// The class of the last run that starts at or before the code point.
    const fn class(&self, code_point: u32) -> usize {
        let mut low = 0;
        let mut high = self.runs.len() / 4;
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if self.run(middle) <= code_point {
                low = middle;
            } else {
                high = middle;
            }
        }
        byte(self.runs, low * 4 + 3) as usize
    }

    const fn run(&self, index: usize) -> u32 {
        let at = index * 4;
        let (high, middle, low) = (
            byte(self.runs, at),
            byte(self.runs, at + 1),
            byte(self.runs, at + 2),
        );
        u32::from_be_bytes([0, high, middle, low])
    }

    const fn next(&self, state: usize, class: usize) -> usize {
        let cell = (state - 2) * self.classes as usize + class;
        if self.states > 256 {
            let (high, low) = (
                byte(self.transitions, cell * 2),
                byte(self.transitions, cell * 2 + 1),
            );
            u16::from_be_bytes([high, low]) as usize
        } else {
            byte(self.transitions, cell) as usize
        }
    }
}

/// The code point whose UTF-8 starts at this index, and its length in bytes.
const fn decode(text: &[u8], at: usize) -> (u32, usize) {
    let first = byte(text, at) as u32;
    match first {
        0..=0x7F => (first, 1),
        0x80..=0xDF => ((first & 0x1F) << 6 | continuation(text, at + 1), 2),
        0xE0..=0xEF => (
            (first & 0x0F) << 12 | continuation(text, at + 1) << 6 | continuation(text, at + 2),
            3,
        ),
        _ => (
            (first & 0x07) << 18
                | continuation(text, at + 1) << 12
                | continuation(text, at + 2) << 6
                | continuation(text, at + 3),
            4,
        ),
    }
}

const fn continuation(text: &[u8], at: usize) -> u32 {
    (byte(text, at) & 0x3F) as u32
}

/// The byte at an index. Beyond the end it is 0, which leads to no match.
#[allow(
    clippy::indexing_slicing,
    reason = "the index is checked right here, and `get` is not `const`"
)]
const fn byte(bytes: &[u8], index: usize) -> u8 {
    if index < bytes.len() { bytes[index] } else { 0 }
}

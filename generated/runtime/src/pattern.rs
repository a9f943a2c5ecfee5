// Copied from runtime/pattern.rs of generator 0.1.0; not from the description.

//! Matches a text against a pattern: walks the tables that the generator made of the pattern. It knows no pattern syntax.

use core::fmt;

/// An ECMA-262 pattern, compiled: it needs linear time, allocates nothing, and works in a `const`.
///
/// A pattern is searched for, so it is anchored only by its own `^` and `$`. It is matched by code point, as with the flag `u`.
#[derive(Clone, Copy)]
pub struct Pattern {
    source: &'static str,
    tables: Tables,
}

/// The smallest deterministic automaton of a pattern, over classes of code points.
///
/// States are numbered: 0 accepts nothing more, 1 accepts whatever follows, and from 2 on each has a row in `transitions`.
#[derive(Debug, Clone, Copy)]
pub struct Tables {
    /// Four bytes a run of code points of one class: its first code point, big-endian, in three, and the class.
    /// Ascending; the first run starts at 0.
    pub runs: &'static [u8],
    /// The next state by state and class, row after row; in one byte, or in two (big-endian) if there are over 256 states.
    pub transitions: &'static [u8],
    /// How many classes there are: the length of a row.
    pub classes: u16,
    /// How many states there are, with the two that have no row.
    pub states: u16,
    /// The state to start in.
    pub start: u16,
    /// From this one on, states accept when the text ends in them.
    pub accepting: u16,
}

impl Pattern {
    /// The pattern with this source, which the tables were made of.
    pub const fn new(source: &'static str, tables: Tables) -> Self {
        Self { source, tables }
    }

    /// The pattern as the description has it.
    pub const fn source(&self) -> &'static str {
        self.source
    }

    /// Whether the pattern matches somewhere in the text.
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

/// The state that accepts whatever follows.
const FOREVER: usize = 1;

impl Tables {
    /// The class of the last run that starts at the code point or before it.
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

/// The code point whose UTF-8 starts here, and its length in bytes.
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

/// The byte at an index; 0, which leads to no match, where there is none.
#[allow(
    clippy::indexing_slicing,
    reason = "the index is checked right here, and `get` is not `const`"
)]
const fn byte(bytes: &[u8], index: usize) -> u8 {
    if index < bytes.len() { bytes[index] } else { 0 }
}

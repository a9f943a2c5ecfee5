//! Lines and columns of one text.

use std::ops::Range;

/// A text with the offsets at which its lines begin.
#[derive(Debug)]
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

/// A line with more bytes than this is shown in part.
pub const LONG: usize = 2_000;

/// How many bytes of a long line are shown before a node, and how many after it.
pub const AROUND: usize = 60;

impl<'t> Lines<'t> {
    /// Finds the lines of a text.
    pub fn new(text: &'t str) -> Self {
        let starts = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at + 1))
            .collect();
        Self { text, starts }
    }

    /// The whole text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The number of the line that contains `offset`, from 0.
    pub fn line(&self, offset: usize) -> usize {
        self.starts
            .partition_point(|start| *start <= offset)
            .saturating_sub(1)
    }

    /// The offset at which a line begins; the end of the text for a line after the last.
    pub fn start_of(&self, line: usize) -> usize {
        self.starts.get(line).copied().unwrap_or(self.text.len())
    }

    /// The line that contains `offset`, without its line break. Of a long line it is the part around `offset`.
    pub fn excerpt(&self, offset: usize) -> &'t str {
        let line = self.line(offset);
        let whole = self.start_of(line)..self.start_of(line + 1);
        let part = self.around(&(offset..offset));
        let shown = match whole.len() > LONG {
            true => part.start.max(whole.start)..part.end,
            false => whole,
        };
        let text = self.text.get(shown).unwrap_or_default();
        text.lines().next().unwrap_or_default()
    }

    /// `span` with some bytes before and after it, up to boundaries between characters.
    pub fn around(&self, span: &Range<usize>) -> Range<usize> {
        let start = boundary_after(self.text, span.start.saturating_sub(AROUND));
        start..boundary_before(self.text, span.end + AROUND)
    }
}

/// The last boundary between characters that is not after `at`. `str::floor_char_boundary` needs Rust 1.91.
pub fn boundary_before(text: &str, at: usize) -> usize {
    let mut ends = (0..=at.min(text.len())).rev();
    ends.find(|end| text.is_char_boundary(*end)).unwrap_or(0)
}

/// The first boundary between characters that is not before `at`.
fn boundary_after(text: &str, at: usize) -> usize {
    let mut starts = at..text.len();
    starts
        .find(|start| text.is_char_boundary(*start))
        .unwrap_or(text.len())
}

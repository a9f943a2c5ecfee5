//! Code points → classes: two code points are in one class if the pattern doesn't distinguish them.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use super::Refusal;
use super::node::Neighbour;
use super::sets::{self, CodePoints};

/// The limit of classes: the tables store a class in one byte.
const MAX_CLASSES: usize = 256;

/// The partition of all code points for one pattern.
#[derive(Debug)]
pub(super) struct Alphabet {
    /// The first code point of each run of one class, ascending from 0.
    pub runs: Vec<(u32, usize)>,
    /// For each class: the kind of its code points as neighbours of an assertion.
    pub kinds: Vec<Neighbour>,
    /// For each class: which sets contain it.
    members: Vec<Vec<bool>>,
}

impl Alphabet {
    /// Partitions by membership in the sets and, if `uses_neighbours`, by the kinds of neighbours.
    ///
    /// # Errors
    /// [`Refusal::TooLarge`] when there are too many classes for a byte.
    pub(super) fn new(sets: &[CodePoints], uses_neighbours: bool) -> Result<Self, Refusal> {
        let kinds = [sets::line_terminators(), sets::words()];
        let kinds = if uses_neighbours {
            kinds
        } else {
            [CodePoints::empty(), CodePoints::empty()]
        };
        let [line_terminators, words] = &kinds;
        let mut alphabet = Self {
            runs: Vec::new(),
            kinds: Vec::new(),
            members: Vec::new(),
        };
        let mut classes = BTreeMap::new();
        for first in boundaries(sets.iter().chain(&kinds)) {
            let members: Vec<bool> = sets.iter().map(|set| sets::contains(set, first)).collect();
            let kind = match (
                sets::contains(line_terminators, first),
                sets::contains(words, first),
            ) {
                (true, _) => Neighbour::LineTerminator,
                (false, true) => Neighbour::Word,
                (false, false) => Neighbour::Other,
            };
            let class = *classes.entry((kind, members.clone())).or_insert_with(|| {
                alphabet.kinds.push(kind);
                alphabet.members.push(members);
                alphabet.kinds.len() - 1
            });
            if alphabet.runs.last().is_none_or(|&(_, last)| last != class) {
                alphabet.runs.push((first, class));
            }
        }
        if alphabet.kinds.len() > MAX_CLASSES {
            return Err(Refusal::TooLarge {
                states: 0,
                bytes: 4 * alphabet.runs.len(),
            });
        }
        Ok(alphabet)
    }

    /// The kind of a class's code points as neighbours of an assertion.
    pub(super) fn kind(&self, class: usize) -> Neighbour {
        self.kinds.get(class).copied().unwrap_or(Neighbour::Other)
    }

    /// Whether the set with this index contains the class.
    pub(super) fn contains(&self, set: usize, class: usize) -> bool {
        let members = self.members.get(class);
        members.and_then(|members| members.get(set)) == Some(&true)
    }
}

/// The code points at which membership in a set may change. Surrogates are in the class of the code point before them, since no
/// text contains one.
fn boundaries<'a>(sets: impl Iterator<Item = &'a CodePoints>) -> BTreeSet<u32> {
    let ranges = sets.flat_map(|set| set.ranges());
    let ends = ranges.flat_map(|range| {
        let after = match u32::from(range.end()) {
            0xD7FF => 0xE000,
            end => end + 1,
        };
        [u32::from(range.start()), after]
    });
    ends.chain([0]).filter(|&end| end <= 0x10_FFFF).collect()
}

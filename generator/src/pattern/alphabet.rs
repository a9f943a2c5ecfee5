//! Code points → classes: two code points are of one class when nothing in the pattern tells them apart.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use super::Refusal;
use super::node::Neighbour;
use super::sets::{self, CodePoints};

/// The most classes, so that the tables can hold one in a byte.
const MAX_CLASSES: usize = 256;

/// The partition of all code points that a pattern needs.
#[derive(Debug)]
pub(super) struct Alphabet {
    /// The first code point of each run of one class, ascending from 0.
    pub runs: Vec<(u32, usize)>,
    /// By class: what its code points are to an assertion beside them.
    pub kinds: Vec<Neighbour>,
    /// By class: which of the sets hold it.
    members: Vec<Vec<bool>>,
}

impl Alphabet {
    /// Partitions by membership in the sets; if `uses_neighbours`, also by what assertions can tell apart.
    ///
    /// # Errors
    /// [`Refusal::TooLarge`] when a byte can't number the classes.
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

    /// What the code points of a class are to an assertion beside them.
    pub(super) fn kind(&self, class: usize) -> Neighbour {
        self.kinds.get(class).copied().unwrap_or(Neighbour::Other)
    }

    /// Whether the set with this index holds the class.
    pub(super) fn contains(&self, set: usize, class: usize) -> bool {
        let members = self.members.get(class);
        members.and_then(|members| members.get(set)) == Some(&true)
    }
}

/// Where membership in one of the sets may change. Surrogates count as what precedes them, since none ever comes.
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

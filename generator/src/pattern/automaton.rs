//! The finished automaton as plain data, and the tables for a generated crate.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::alphabet::Alphabet;
use super::minimise;
use super::node::Neighbour;
use super::subset::{self, Machine};
use super::{MAX_STATES, MAX_TABLE_BYTES, Refusal};

/// The minimal deterministic automaton that accepts the texts in which a pattern matches.
///
/// States are numbers: [`Automaton::DEAD`], [`Automaton::FOREVER`], then the states with a row in `transitions`, the accepting
/// ones last. Every state with a row is reachable, and no two accept the same texts, so that two patterns with the same
/// language have equal automata.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Automaton {
    /// Runs of code points of one class: the first code point and the class, ascending. The first run starts at 0.
    pub runs: Vec<(u32, u8)>,
    /// The number of classes.
    pub classes: usize,
    /// The next state, for each state with a row (from state 2) and each class.
    pub transitions: Vec<Vec<u16>>,
    /// The state to start in.
    pub start: u16,
    /// The first accepting state. A text is accepted if it ends in this state or a later one.
    pub accepting: u16,
}

/// The fields of the runtime's `pattern::Tables`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tables {
    /// Four bytes for each run: its first code point in three bytes, big-endian, and its class.
    pub runs: Vec<u8>,
    /// The next state for each state and class, row by row. Each takes one byte, or two bytes (big-endian) if there are more than
    /// 256 states.
    pub transitions: Vec<u8>,
    /// The number of classes, which is the length of a row.
    pub classes: u16,
    /// The number of states, including the two without a row.
    pub states: u16,
    /// The state to start in.
    pub start: u16,
    /// From this one on, states accept when the text ends in them.
    pub accepting: u16,
}

impl Automaton {
    /// The state from which no text is accepted. It has no row.
    pub const DEAD: u16 = 0;
    /// The state from which every text is accepted. It has no row.
    pub const FOREVER: u16 = 1;

    /// Minimizes a machine and numbers its states.
    pub(super) fn new(alphabet: &Alphabet, machine: &Machine) -> Result<Self, Refusal> {
        let layout = Layout::new(machine)?;
        let (merged, classes) = layout.merge_classes(alphabet);
        let mut runs: Vec<(u32, u8)> = Vec::new();
        for &(first, class) in &alphabet.runs {
            let class = merged.get(class).copied().unwrap_or_default();
            if runs.last().is_none_or(|&(_, last)| last != class) {
                runs.push((first, class));
            }
        }
        let automaton = Self {
            runs,
            classes: classes.len(),
            transitions: layout.rows.iter().map(|row| pick(row, &classes)).collect(),
            start: layout.start,
            accepting: layout.accepting,
        };
        match automaton.table_bytes() {
            bytes if bytes > MAX_TABLE_BYTES => Err(Refusal::TooLarge {
                states: automaton.states(),
                bytes,
            }),
            _ => Ok(automaton),
        }
    }

    /// The number of states, including the two without a row.
    pub fn states(&self) -> usize {
        self.transitions.len() + 2
    }

    /// The class of a code point.
    pub fn class(&self, code_point: u32) -> u8 {
        let after = self.runs.partition_point(|&(first, _)| first <= code_point);
        let run = self.runs.get(after.saturating_sub(1));
        run.map_or(0, |&(_, class)| class)
    }

    /// The state after a code point of the class.
    pub fn next(&self, state: u16, class: u8) -> u16 {
        let Some(row) = state.checked_sub(2) else {
            return state;
        };
        let row = self.transitions.get(usize::from(row));
        let next = row.and_then(|row| row.get(usize::from(class)));
        next.copied().unwrap_or(Self::DEAD)
    }

    /// Whether a text that ends in the state is accepted.
    pub fn accepts(&self, state: u16) -> bool {
        state == Self::FOREVER || state >= self.accepting
    }

    /// Whether the pattern matches somewhere in the text, as the runtime's `Pattern::is_match` does.
    pub fn is_match(&self, text: &str) -> bool {
        let end = text
            .chars()
            .fold(self.start, |state, c| self.next(state, self.class(u32::from(c))));
        self.accepts(end)
    }

    /// Whether no text is accepted.
    pub fn is_empty(&self) -> bool {
        self.start == Self::DEAD
    }

    /// Whether the other automaton accepts every text that this one accepts.
    pub fn is_within(&self, other: &Self) -> bool {
        let firsts = self.runs.iter().chain(&other.runs).map(|&(first, _)| first);
        let firsts: BTreeSet<u32> = firsts.collect();
        // All code points between two of these are in the class of the first.
        let steps: BTreeSet<(u8, u8)> = firsts
            .into_iter()
            .map(|first| (self.class(first), other.class(first)))
            .collect();
        let start = (self.start, other.start);
        let mut seen = BTreeSet::from([start]);
        let mut pending = vec![start];
        while let Some((own, theirs)) = pending.pop() {
            if self.accepts(own) && !other.accepts(theirs) {
                return false;
            }
            for &(class, their_class) in &steps {
                let next = (self.next(own, class), other.next(theirs, their_class));
                if next.0 != Self::DEAD && seen.insert(next) {
                    pending.push(next);
                }
            }
        }
        true
    }

    /// The size of the tables in the generated crate, in bytes.
    pub fn table_bytes(&self) -> usize {
        self.runs.len() * 4 + self.transitions.len() * self.classes * self.cell_bytes()
    }

    /// The tables for the generated crate.
    pub fn tables(&self) -> Tables {
        let run = |&(first, class): &(u32, u8)| {
            let [_, high, middle, low] = first.to_be_bytes();
            [high, middle, low, class]
        };
        let narrow = self.cell_bytes() == 1;
        let cell = |&state: &u16| state.to_be_bytes().into_iter().skip(usize::from(narrow));
        // Both counts fit: a class is one byte, and `new` checks MAX_STATES.
        let small = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
        Tables {
            runs: self.runs.iter().flat_map(run).collect(),
            transitions: self.transitions.iter().flatten().flat_map(cell).collect(),
            classes: small(self.classes),
            states: small(self.states()),
            start: self.start,
            accepting: self.accepting,
        }
    }

    fn cell_bytes(&self) -> usize {
        if self.states() > 256 { 2 } else { 1 }
    }
}

/// The blocks of a machine with the numbers of the automaton's states.
struct Layout {
    rows: Vec<Vec<u16>>,
    start: u16,
    accepting: u16,
}

impl Layout {
    fn new(machine: &Machine) -> Result<Self, Refusal> {
        let blocks = minimise::blocks(machine);
        let block = |state: usize| blocks.get(state).copied().unwrap_or_default();
        let start = machine.start(Neighbour::Nothing);
        let mut numbers = BTreeMap::from([
            (block(subset::DEAD), Automaton::DEAD),
            (block(subset::FOREVER), Automaton::FOREVER),
        ]);
        let live = reachable(machine, start, block, &numbers);
        let (accepting, waiting): (Vec<_>, Vec<_>) = live
            .into_iter()
            .partition(|&state| machine.accepts(state, Neighbour::Nothing));
        let live = || waiting.iter().chain(&accepting);
        let too_large = || Refusal::TooLarge {
            states: live().count() + 2,
            bytes: live().count() * machine.rows.first().map_or(0, Vec::len),
        };
        if live().count() + 2 > MAX_STATES {
            return Err(too_large());
        }
        for (number, &state) in (2..).zip(live()) {
            numbers.insert(block(state), number);
        }
        let number = |state: usize| numbers.get(&block(state)).copied().unwrap_or_default();
        let row = |state: &usize| {
            let row = machine.rows.get(*state).into_iter().flatten();
            row.map(|&next| number(next)).collect()
        };
        Ok(Self {
            rows: live().map(row).collect(),
            start: number(start),
            accepting: u16::try_from(waiting.len() + 2).map_err(|_| too_large())?,
        })
    }

    /// The number of each class after merging classes that no state distinguishes, and a class of the alphabet for each number.
    fn merge_classes(&self, alphabet: &Alphabet) -> (Vec<u8>, Vec<usize>) {
        let mut numbers: BTreeMap<Vec<u16>, u8> = BTreeMap::new();
        let mut representatives = Vec::new();
        let merged = (0..alphabet.kinds.len()).map(|class| {
            let column = self.rows.iter().flat_map(|row| row.get(class).copied());
            *numbers.entry(column.collect()).or_insert_with(|| {
                representatives.push(class);
                // The alphabet has at most 256 classes.
                u8::try_from(representatives.len() - 1).unwrap_or(u8::MAX)
            })
        });
        (merged.collect(), representatives)
    }
}

/// One state for each reachable block that has no number yet, the nearest first.
fn reachable(
    machine: &Machine,
    start: usize,
    block: impl Fn(usize) -> usize,
    numbered: &BTreeMap<usize, u16>,
) -> Vec<usize> {
    let mut seen: Vec<usize> = Vec::new();
    let mut known = numbered
        .keys()
        .copied()
        .collect::<std::collections::BTreeSet<_>>();
    let mut queue = VecDeque::from([start]);
    while let Some(state) = queue.pop_front() {
        if known.insert(block(state)) {
            seen.push(state);
            queue.extend(machine.rows.get(state).into_iter().flatten());
        }
    }
    seen
}

fn pick(row: &[u16], classes: &[usize]) -> Vec<u16> {
    let cells = classes.iter().map(|&class| row.get(class).copied());
    cells.map(Option::unwrap_or_default).collect()
}

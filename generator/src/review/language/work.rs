//! How much may be spent on one comparison, so that it takes bounded time whatever the descriptions say.

use std::cell::Cell;

/// The most states of all products together.
const STATES: usize = 200_000;
/// The most pairs of sets.
const PAIRS: usize = 2_000;

/// What is left of it.
#[derive(Debug)]
pub(super) struct Work {
    states: Cell<usize>,
    pairs: Cell<usize>,
}

impl Work {
    pub(super) fn new() -> Self {
        Self::of(STATES)
    }

    /// For one small search.
    pub(super) fn of(states: usize) -> Self {
        Self {
            states: Cell::new(states),
            pairs: Cell::new(PAIRS),
        }
    }

    /// Whether one more state may be visited.
    pub(super) fn spend_state(&self) -> bool {
        spend(&self.states)
    }

    /// Whether one more pair of sets may be compared.
    pub(super) fn spend_pair(&self) -> bool {
        spend(&self.pairs)
    }
}

fn spend(left: &Cell<usize>) -> bool {
    match left.get().checked_sub(1) {
        Some(rest) => {
            left.set(rest);
            true
        }
        None => false,
    }
}

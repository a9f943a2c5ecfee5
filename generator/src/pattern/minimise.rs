//! Finds equivalent states of a machine by partition refinement (Moore). Each round examines only states that a split touched.

use std::collections::{BTreeMap, BTreeSet};

use super::node::Neighbour;
use super::subset::Machine;

/// The block of each state. Two states have the same block exactly if they accept the same texts.
pub(super) fn blocks(machine: &Machine) -> Vec<usize> {
    let mut partition = Partition::new(machine);
    let mut touched: BTreeSet<usize> = (0..machine.rows.len()).collect();
    while !touched.is_empty() {
        touched = partition.refine(machine, &touched);
    }
    partition.block_of
}

struct Partition {
    block_of: Vec<usize>,
    members: Vec<BTreeSet<usize>>,
    predecessors: Vec<BTreeSet<usize>>,
}

impl Partition {
    fn new(machine: &Machine) -> Self {
        let states = 0..machine.rows.len();
        let block_of: Vec<usize> = states
            .clone()
            .map(|state| usize::from(machine.accepts(state, Neighbour::Nothing)))
            .collect();
        let mut members = vec![BTreeSet::new(); 2];
        for (state, &block) in block_of.iter().enumerate() {
            insert(&mut members, block, state);
        }
        let mut predecessors = vec![BTreeSet::new(); machine.rows.len()];
        for state in states {
            for &next in machine.rows.get(state).into_iter().flatten() {
                insert(&mut predecessors, next, state);
            }
        }
        Self {
            block_of,
            members,
            predecessors,
        }
    }

    /// Splits the blocks of the touched states by the blocks that their rows lead to. Returns the states that this touches.
    ///
    /// Between rounds, the rows of any two untouched states of one block lead to the same blocks.
    fn refine(&mut self, machine: &Machine, touched: &BTreeSet<usize>) -> BTreeSet<usize> {
        let mut by_block: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for &state in touched {
            by_block.entry(self.block(state)).or_default().push(state);
        }
        let mut next = BTreeSet::new();
        for (block, states) in by_block {
            let mut groups: BTreeMap<Vec<usize>, Vec<usize>> = BTreeMap::new();
            for state in states {
                groups
                    .entry(self.signature(machine, state))
                    .or_default()
                    .push(state);
            }
            let untouched = self.members.get(block).and_then(|members| {
                let mut members = members.iter();
                members.find(|&state| !touched.contains(state) && !next.contains(state))
            });
            let staying = match untouched {
                Some(&state) => Some(self.signature(machine, state)),
                None => groups
                    .iter()
                    .max_by_key(|(_, states)| states.len())
                    .map(|(signature, _)| signature.clone()),
            };
            for (signature, states) in groups {
                if Some(signature) != staying {
                    self.split(block, &states, &mut next);
                }
            }
        }
        next
    }

    /// Moves the states from the block to a new one, and records the states whose rows lead to them.
    fn split(&mut self, block: usize, states: &[usize], touched: &mut BTreeSet<usize>) {
        let new = self.members.len();
        self.members.push(states.iter().copied().collect());
        for state in states {
            if let Some(members) = self.members.get_mut(block) {
                members.remove(state);
            }
            if let Some(slot) = self.block_of.get_mut(*state) {
                *slot = new;
            }
            touched.extend(self.predecessors.get(*state).into_iter().flatten());
        }
    }

    fn signature(&self, machine: &Machine, state: usize) -> Vec<usize> {
        let row = machine.rows.get(state).into_iter().flatten();
        row.map(|&next| self.block(next)).collect()
    }

    fn block(&self, state: usize) -> usize {
        self.block_of.get(state).copied().unwrap_or_default()
    }
}

fn insert(sets: &mut [BTreeSet<usize>], at: usize, element: usize) {
    if let Some(set) = sets.get_mut(at) {
        set.insert(element);
    }
}

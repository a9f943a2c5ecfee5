//! Regular expression → non-deterministic automaton (Thompson's construction), built from the end to the start.

use super::alphabet::Alphabet;
use super::node::{Assertion, Direction, Look, Node};
use super::sets::{self, CodePoints};
use super::{MAX_STATES, Refusal};

/// The index of a state.
pub(super) type StateId = usize;
/// The index of a look-around.
pub(super) type LookId = usize;

/// The final state of every path through an automaton.
pub(super) const MATCH: StateId = 0;

/// The limit of construction steps, since nested counted repetitions multiply.
const MAX_STEPS: usize = 16 * MAX_STATES;

/// An automaton that searches for a pattern, and the automata of its look-arounds.
#[derive(Debug)]
pub(super) struct Nfa {
    pub states: Vec<State>,
    pub search: Part,
    /// Inner look-arounds come before those that contain them.
    pub looks: Vec<LookPart>,
    pub alphabet: Alphabet,
}

/// A state and its transitions.
#[derive(Debug)]
pub(super) enum State {
    Match,
    /// Read a code point of the set with this index.
    Read(usize, StateId),
    /// Continue in both states.
    Split(StateId, StateId),
    /// Continue if the assertion holds here.
    Assert(Assertion, StateId),
    /// Continue if the look-around is satisfied.
    Look(LookId, StateId),
}

/// A part of the automaton with its own start.
#[derive(Debug)]
pub(super) struct Part {
    pub entry: StateId,
    /// The look-behinds directly in it.
    pub behinds: Vec<LookId>,
}

/// The part that is the body of a look-around.
#[derive(Debug)]
pub(super) struct LookPart {
    pub part: Part,
    pub direction: Direction,
    pub negative: bool,
}

impl Nfa {
    /// Builds the automaton of a pattern.
    ///
    /// # Errors
    /// [`Refusal::TooLarge`] when the construction exceeds [`MAX_STEPS`].
    pub(super) fn new(node: &Node) -> Result<Self, Refusal> {
        let mut builder = Builder {
            states: vec![State::Match],
            ..Builder::default()
        };
        let search = builder.part(node, true)?;
        let alphabet = Alphabet::new(&builder.sets, builder.asks_neighbours)?;
        Ok(Self {
            states: builder.states,
            search,
            looks: builder.looks,
            alphabet,
        })
    }
}

#[derive(Default)]
struct Builder {
    states: Vec<State>,
    sets: Vec<CodePoints>,
    looks: Vec<LookPart>,
    /// The sources of `looks`, so that a look-around in a counted repetition is built once.
    known_looks: Vec<Look>,
    /// The look-behinds in the current part.
    behinds: Vec<LookId>,
    asks_neighbours: bool,
    steps: usize,
}

impl Builder {
    /// A part for the node. If `anywhere` is set, a match may start at any position of the text.
    fn part(&mut self, node: &Node, anywhere: bool) -> Result<Part, Refusal> {
        let outer = std::mem::take(&mut self.behinds);
        let mut entry = self.node(node, MATCH)?;
        if anywhere {
            let any = Node::Set(sets::any());
            entry = self.repeat(&any, 0, None, entry)?;
        }
        let behinds = std::mem::replace(&mut self.behinds, outer);
        Ok(Part { entry, behinds })
    }

    /// Adds states that match the node and continue at `next`. Returns their start.
    fn node(&mut self, node: &Node, next: StateId) -> Result<StateId, Refusal> {
        self.step()?;
        match node {
            Node::Set(set) => {
                let set = self.set(set);
                Ok(self.push(State::Read(set, next)))
            }
            Node::Assert(assertion) => {
                self.asks_neighbours |= !matches!(assertion, Assertion::TextStart | Assertion::TextEnd);
                Ok(self.push(State::Assert(*assertion, next)))
            }
            Node::Look(look) => self.look(look, next),
            Node::Concat(nodes) => nodes
                .iter()
                .rev()
                .try_fold(next, |next, node| self.node(node, next)),
            Node::Alternate(nodes) => {
                let mut entries = Vec::with_capacity(nodes.len());
                for node in nodes {
                    entries.push(self.node(node, next)?);
                }
                let joined = entries.into_iter().reduce(|a, b| self.push(State::Split(a, b)));
                Ok(joined.unwrap_or(next))
            }
            Node::Repeat { body, min, max } => self.repeat(body, *min, *max, next),
        }
    }

    fn repeat(&mut self, body: &Node, min: u64, max: Option<u64>, next: StateId) -> Result<StateId, Refusal> {
        let mut entry = next;
        if let Some(max) = max {
            // Each optional copy leads to the end, not to the next copy: `a{0,9}` is `(a(a(…)?)?)?`.
            for _ in min..max {
                let copy = self.node(body, entry)?;
                entry = self.push(State::Split(copy, next));
            }
        } else {
            let fork = self.push(State::Match);
            let copy = self.node(body, fork)?;
            if let Some(state) = self.states.get_mut(fork) {
                *state = State::Split(copy, next);
            }
            entry = fork;
        }
        for _ in 0..min {
            entry = self.node(body, entry)?;
        }
        Ok(entry)
    }

    fn look(&mut self, look: &Look, next: StateId) -> Result<StateId, Refusal> {
        let id = match self.known_looks.iter().position(|known| known == look) {
            Some(id) => id,
            None => {
                let part = self.part(&look.body, look.direction == Direction::Behind)?;
                self.known_looks.push(look.clone());
                self.looks.push(LookPart {
                    part,
                    direction: look.direction,
                    negative: look.negative,
                });
                self.looks.len() - 1
            }
        };
        if look.direction == Direction::Behind && !self.behinds.contains(&id) {
            self.behinds.push(id);
        }
        Ok(self.push(State::Look(id, next)))
    }

    fn set(&mut self, set: &CodePoints) -> usize {
        let known = self.sets.iter().position(|known| known == set);
        known.unwrap_or_else(|| {
            self.sets.push(set.clone());
            self.sets.len() - 1
        })
    }

    fn push(&mut self, state: State) -> StateId {
        self.states.push(state);
        self.states.len() - 1
    }

    fn step(&mut self) -> Result<(), Refusal> {
        self.steps += 1;
        if self.steps > MAX_STEPS {
            return Err(Refusal::TooLarge {
                states: self.steps,
                bytes: 2 * self.steps,
            });
        }
        Ok(())
    }
}

//! One state of the subset construction: its threads, the states that they reach without reading, and the step of one code point.

use std::collections::BTreeSet;

use super::nfa::{LookId, MATCH, Nfa, Part, State, StateId};
use super::node::{Direction, Neighbour};
use super::subset::{DEAD, FOREVER, Machine};

/// The limit of visits in one closure, since the promises of look-aheads in a loop combine in many ways.
pub(super) const MAX_VISITED: usize = 1 << 15;

/// The automata in which the threads of one part run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context<'a> {
    pub nfa: &'a Nfa,
    pub part: &'a Part,
    /// The machines of the finished look-arounds, which include those in the part.
    pub looks: &'a [Machine],
}

/// The identity of a deterministic state.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Kernel {
    /// Sorted, without duplicates.
    pub threads: Vec<Thread>,
    pub before: Neighbour,
    /// The states of the part's look-behinds, in their order.
    pub behinds: Vec<usize>,
}

/// A position in the automaton, and promises about the remaining text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Thread {
    at: StateId,
    /// The look-aheads that were passed and are undecided, each with the state of its machine.
    promises: BTreeSet<(LookId, usize)>,
}

/// The threads that read the next code point or are at the end.
#[derive(Debug, Default)]
pub(super) struct Closure {
    threads: Vec<Thread>,
    matches: bool,
    /// The number of threads and promises that were visited. Above [`MAX_VISITED`], the closure is incomplete.
    pub visited: usize,
}

impl Thread {
    /// A thread without promises.
    pub(super) fn new(at: StateId) -> Self {
        Self {
            at,
            promises: BTreeSet::new(),
        }
    }

    fn moved(&self, at: StateId) -> Self {
        Self {
            at,
            promises: self.promises.clone(),
        }
    }

    /// The thread at `at` after a code point of the class. `None` if a promise is broken.
    fn after(&self, at: StateId, context: Context<'_>, class: usize) -> Option<Self> {
        let mut next = Self::new(at);
        for &(look, state) in &self.promises {
            let negative = context.nfa.looks.get(look)?.negative;
            match (context.looks.get(look)?.next(state, class), negative) {
                (FOREVER, false) | (DEAD, true) => {}
                (FOREVER, true) | (DEAD, false) => return None,
                (state, _) => {
                    next.promises.insert((look, state));
                }
            }
        }
        Some(next)
    }

    /// Whether a text that ends here keeps every promise.
    fn keeps_promises_at_end(&self, context: Context<'_>) -> bool {
        self.promises.iter().all(|&(look, state)| {
            let part = context.nfa.looks.get(look);
            let machine = context.looks.get(look);
            part.zip(machine)
                .is_some_and(|(part, machine)| machine.accepts(state, Neighbour::Nothing) != part.negative)
        })
    }
}

impl Closure {
    /// The threads that the kernel reaches without reading, if `after` is the next neighbour.
    pub(super) fn of(context: Context<'_>, kernel: &Kernel, after: Neighbour) -> Self {
        let mut stack = kernel.threads.clone();
        let mut seen = BTreeSet::new();
        let mut closure = Self::default();
        while let Some(thread) = stack.pop() {
            if closure.visited > MAX_VISITED || !seen.insert(thread.clone()) {
                continue;
            }
            closure.visited += 1 + thread.promises.len();
            match context.nfa.states.get(thread.at) {
                None => {}
                Some(State::Read(..)) => {
                    closure.threads.push(thread);
                }
                Some(State::Match) => {
                    let at_end = after == Neighbour::Nothing;
                    closure.matches |=
                        thread.promises.is_empty() || (at_end && thread.keeps_promises_at_end(context));
                    closure.threads.push(thread);
                }
                Some(&State::Split(a, b)) => stack.extend([thread.moved(a), thread.moved(b)]),
                Some(&State::Assert(assertion, next)) => {
                    let holds = assertion.holds(kernel.before, after);
                    stack.extend(holds.then(|| thread.moved(next)));
                }
                Some(&State::Look(look, next)) => {
                    stack.extend(kernel.pass(context, &thread, look, next, after));
                }
            }
        }
        closure
    }

    /// Whether a thread has matched without pending promises.
    pub(super) fn matches(&self) -> bool {
        self.matches
    }

    /// The kernel after a code point of the class.
    pub(super) fn step(&self, context: Context<'_>, kernel: &Kernel, class: usize) -> Kernel {
        let alphabet = &context.nfa.alphabet;
        let read = |thread: &Thread| match context.nfa.states.get(thread.at)? {
            State::Read(set, next) if alphabet.contains(*set, class) => thread.after(*next, context, class),
            // It has matched, but a promise is still undecided.
            State::Match if !thread.promises.is_empty() => thread.after(MATCH, context, class),
            State::Read(..) | State::Match | State::Split(..) | State::Assert(..) | State::Look(..) => None,
        };
        let threads: BTreeSet<Thread> = self.threads.iter().filter_map(read).collect();
        let behinds = context.part.behinds.iter().zip(&kernel.behinds);
        let next_behind = |(&look, &state): (&LookId, &usize)| {
            let machine = context.looks.get(look);
            machine.map_or(DEAD, |machine| machine.next(state, class))
        };
        Kernel {
            threads: threads.into_iter().collect(),
            before: alphabet.kind(class),
            behinds: behinds.map(next_behind).collect(),
        }
    }
}

impl Kernel {
    /// The thread after a look-around, if it may pass.
    fn pass(
        &self,
        context: Context<'_>,
        thread: &Thread,
        look: LookId,
        next: StateId,
        after: Neighbour,
    ) -> Option<Thread> {
        let (part, machine) = (context.nfa.looks.get(look)?, context.looks.get(look)?);
        let mut passed = thread.moved(next);
        match part.direction {
            Direction::Ahead => {
                let state = machine.start(self.before);
                passed.promises.insert((look, state));
                Some(passed)
            }
            Direction::Behind => {
                let mut behinds = context.part.behinds.iter();
                let at = behinds.position(|&behind| behind == look)?;
                let state = *self.behinds.get(at)?;
                (machine.accepts(state, after) != part.negative).then_some(passed)
            }
        }
    }
}

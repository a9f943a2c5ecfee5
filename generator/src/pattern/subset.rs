//! Non-deterministic automaton → deterministic automata (subset construction): one for the pattern, one for each look-around.

use std::collections::BTreeMap;

use super::closure::{Closure, Context, Kernel, MAX_VISITED, Thread};
use super::nfa::{LookId, Nfa};
use super::node::{Direction, Neighbour};
use super::{MAX_STATES, Refusal};

/// The state that accepts no text.
pub(super) const DEAD: usize = 0;
/// The state that accepts every text.
pub(super) const FOREVER: usize = 1;

/// The limit of states before they are minimized.
const MAX_SUBSETS: usize = 4 * MAX_STATES;
/// The limit of visited threads, about a second of work without optimization.
const MAX_THREADS: usize = 1 << 20;

/// A deterministic automaton over classes of code points.
#[derive(Debug, Default)]
pub(super) struct Machine {
    /// The next state, by state and class.
    pub rows: Vec<Vec<usize>>,
    /// Whether a state accepts, by state and following [`Neighbour`].
    pub accepts: Vec<[bool; 4]>,
    /// The start, by the [`Neighbour`] before the first code point.
    pub starts: [usize; 4],
}

impl Machine {
    /// The state after a code point of the class.
    pub(super) fn next(&self, state: usize, class: usize) -> usize {
        let row = self.rows.get(state);
        row.and_then(|row| row.get(class)).copied().unwrap_or(DEAD)
    }

    /// Whether the state accepts before this neighbour.
    pub(super) fn accepts(&self, state: usize, after: Neighbour) -> bool {
        let accepts = self.accepts.get(state);
        accepts.and_then(|accepts| accepts.get(after as usize)) == Some(&true)
    }

    /// The start after this neighbour.
    pub(super) fn start(&self, before: Neighbour) -> usize {
        self.starts.get(before as usize).copied().unwrap_or(DEAD)
    }
}

/// The machine that accepts the texts that contain a match of the pattern.
///
/// # Errors
/// [`Refusal::TooLarge`].
pub(super) fn determinise(nfa: &Nfa) -> Result<Machine, Refusal> {
    let mut looks = Vec::with_capacity(nfa.looks.len());
    let mut work = Work::default();
    for look in &nfa.looks {
        let (starts, sticky): (&[Neighbour], _) = match look.direction {
            Direction::Ahead => (&Neighbour::ALL, true),
            Direction::Behind => (&[Neighbour::Nothing], false),
        };
        let context = Context {
            nfa,
            part: &look.part,
            looks: &looks,
        };
        let machine = Construction::new(context, sticky).run(starts, &mut work)?;
        looks.push(machine);
    }
    let context = Context {
        nfa,
        part: &nfa.search,
        looks: &looks,
    };
    Construction::new(context, true).run(&[Neighbour::Nothing], &mut work)
}

/// The work that has been done for one pattern.
#[derive(Debug, Default)]
struct Work {
    threads: usize,
    states: usize,
}

impl Work {
    fn spend(&mut self, closure: &Closure, classes: usize) -> Result<(), Refusal> {
        self.threads += closure.visited;
        let complete = closure.visited <= MAX_VISITED;
        if complete && self.threads <= MAX_THREADS && self.states <= MAX_SUBSETS {
            return Ok(());
        }
        Err(Refusal::TooLarge {
            states: self.states,
            bytes: self.states * classes,
        })
    }
}

struct Construction<'a> {
    context: Context<'a>,
    /// Whether a match remains one whatever follows. A look-behind must match up to its own position instead.
    sticky: bool,
    machine: Machine,
    known: BTreeMap<Kernel, usize>,
    queue: Vec<(usize, Kernel)>,
}

impl<'a> Construction<'a> {
    fn new(context: Context<'a>, sticky: bool) -> Self {
        let classes = context.nfa.alphabet.kinds.len();
        Self {
            context,
            sticky,
            machine: Machine {
                rows: vec![vec![DEAD; classes], vec![FOREVER; classes]],
                accepts: vec![[false; 4], [true; 4]],
                starts: [DEAD; 4],
            },
            known: BTreeMap::new(),
            queue: Vec::new(),
        }
    }

    fn run(mut self, starts: &[Neighbour], work: &mut Work) -> Result<Machine, Refusal> {
        for &before in starts {
            let start = self.intern(self.kernel_at_start(before));
            if let Some(slot) = self.machine.starts.get_mut(before as usize) {
                *slot = start;
            }
        }
        while let Some((state, kernel)) = self.queue.pop() {
            work.states += 1;
            self.expand(state, &kernel, work)?;
        }
        Ok(self.machine)
    }

    fn kernel_at_start(&self, before: Neighbour) -> Kernel {
        let behind_at_start = |&look: &LookId| {
            let machine = self.context.looks.get(look);
            machine.map_or(DEAD, |machine| machine.start(Neighbour::Nothing))
        };
        let part = self.context.part;
        Kernel {
            threads: vec![Thread::new(part.entry)],
            before,
            behinds: part.behinds.iter().map(behind_at_start).collect(),
        }
    }

    /// Fills in the row of a state.
    fn expand(&mut self, state: usize, kernel: &Kernel, work: &mut Work) -> Result<(), Refusal> {
        let alphabet = &self.context.nfa.alphabet;
        let classes = alphabet.kinds.len();
        let closures = Neighbour::ALL.map(|after| {
            let happens = after == Neighbour::Nothing || alphabet.kinds.contains(&after);
            happens.then(|| Closure::of(self.context, kernel, after))
        });
        for closure in closures.iter().flatten() {
            work.spend(closure, classes)?;
        }
        let closure = |after: Neighbour| closures.get(after as usize).and_then(Option::as_ref);
        let accepts = Neighbour::ALL.map(|after| closure(after).is_some_and(Closure::matches));
        let mut row = Vec::with_capacity(classes);
        for (class, &kind) in alphabet.kinds.iter().enumerate() {
            let Some(closure) = closure(kind) else {
                continue;
            };
            work.spend(closure, classes)?;
            row.push(if self.sticky && closure.matches() {
                FOREVER
            } else {
                self.intern(closure.step(self.context, kernel, class))
            });
        }
        let machine = &mut self.machine;
        if let Some(slot) = machine.rows.get_mut(state) {
            *slot = row;
        }
        if let Some(slot) = machine.accepts.get_mut(state) {
            *slot = accepts;
        }
        Ok(())
    }

    /// The state for a kernel, queued if it is new.
    fn intern(&mut self, kernel: Kernel) -> usize {
        if kernel.threads.is_empty() {
            return DEAD;
        }
        if let Some(&state) = self.known.get(&kernel) {
            return state;
        }
        let state = self.machine.rows.len();
        self.machine.rows.push(Vec::new());
        self.machine.accepts.push([false; 4]);
        self.known.insert(kernel.clone(), state);
        self.queue.push((state, kernel));
        state
    }
}

//! Languages as automata over classes of code points, and the search for a shortest text in one and not in the other.

use std::collections::{BTreeMap, BTreeSet};

use super::rest::Rest;
use super::work::Work;
use crate::pattern::Automaton;

/// A set of texts, whatever their lengths.
#[derive(Clone, Debug)]
pub(super) enum Language<'a> {
    Any,
    Pattern(&'a Automaton),
    Words(Words),
}

/// Finitely many texts, as a tree of prefixes. State 0 has no way out, and state 1 is the empty prefix.
#[derive(Clone, Debug)]
pub(super) struct Words {
    characters: BTreeMap<char, usize>,
    next: Vec<BTreeMap<usize, usize>>,
    ends: BTreeSet<usize>,
}

impl Words {
    pub(super) fn new<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut tree = Self {
            characters: BTreeMap::new(),
            next: vec![BTreeMap::new(), BTreeMap::new()],
            ends: BTreeSet::new(),
        };
        for word in words {
            let mut state = 1;
            for character in word.chars() {
                let count = tree.characters.len();
                let class = *tree.characters.entry(character).or_insert(count + 1);
                let fresh = tree.next.len();
                let Some(row) = tree.next.get_mut(state) else {
                    break;
                };
                state = *row.entry(class).or_insert(fresh);
                if state == fresh {
                    tree.next.push(BTreeMap::new());
                }
            }
            tree.ends.insert(state);
        }
        tree
    }
}

impl Language<'_> {
    fn start(&self) -> usize {
        match self {
            Self::Any | Self::Words(_) => 1,
            Self::Pattern(automaton) => automaton.start.into(),
        }
    }

    fn class(&self, character: char) -> usize {
        match self {
            Self::Any => 0,
            Self::Pattern(automaton) => automaton.class(character.into()).into(),
            Self::Words(words) => words.characters.get(&character).copied().unwrap_or(0),
        }
    }

    /// State 0 is the one that nothing leaves and that accepts nothing.
    fn next(&self, state: usize, class: usize) -> usize {
        match self {
            Self::Any => state,
            Self::Pattern(automaton) => {
                let (state, class) = (u16::try_from(state), u8::try_from(class));
                let next = state.ok().zip(class.ok());
                next.map_or(Automaton::DEAD, |(state, class)| automaton.next(state, class))
                    .into()
            }
            Self::Words(words) => {
                let row = words.next.get(state);
                row.and_then(|row| row.get(&class)).copied().unwrap_or(0)
            }
        }
    }

    fn accepts(&self, state: usize) -> bool {
        match self {
            Self::Any => true,
            Self::Pattern(automaton) => u16::try_from(state).is_ok_and(|state| automaton.accepts(state)),
            Self::Words(words) => words.ends.contains(&state),
        }
    }

    /// Whether the text is in the language.
    pub(super) fn contains(&self, text: &str) -> bool {
        let step = |state, character| self.next(state, self.class(character));
        self.accepts(text.chars().fold(self.start(), step))
    }

    /// Where another class may begin.
    fn boundaries(&self) -> Vec<char> {
        match self {
            Self::Any => Vec::new(),
            Self::Pattern(automaton) => {
                let firsts = automaton.runs.iter().map(|&(first, _)| first);
                firsts.filter_map(char::from_u32).collect()
            }
            Self::Words(words) => {
                let after = |&character: &char| (character..=char::MAX).nth(1);
                let all = words.characters.keys();
                all.clone().copied().chain(all.filter_map(after)).collect()
            }
        }
    }
}

/// A language and the lengths that are allowed, in code points.
#[derive(Clone, Debug)]
pub(super) struct Machine<'a> {
    pub language: Language<'a>,
    pub least: u64,
    pub most: Option<u64>,
}

impl Machine<'_> {
    /// The length from which on all lengths are alike.
    fn limit(&self) -> u64 {
        let above = self.most.map_or(0, |most| most.saturating_add(1));
        above.max(self.least)
    }

    fn accepts(&self, state: usize, length: u64) -> bool {
        self.allows(length) && self.language.accepts(state)
    }

    pub(super) fn allows(&self, length: u64) -> bool {
        self.least <= length && self.most.is_none_or(|most| length <= most)
    }

    fn is_dead(&self, state: usize, length: u64) -> bool {
        state == 0 || self.most.is_some_and(|most| length > most)
    }
}

/// One code point for each pair of classes, those that are easy to read first.
fn steps(one: &Language<'_>, other: Option<&Language<'_>>) -> Vec<(usize, usize, char)> {
    let readable = ('a'..='z').chain('0'..='9').chain('A'..='Z').chain(' '..='~');
    let others = other.map(Language::boundaries).unwrap_or_default();
    let firsts: BTreeSet<char> = one.boundaries().into_iter().chain(others).chain(['\0']).collect();
    // A visible code point of the run stands for it, if there is one near its start.
    let visible = firsts.iter().flat_map(|&first| {
        let end = firsts.range(first..).nth(1).copied().unwrap_or(char::MAX);
        (first..=end)
            .take(64)
            .filter(|c| c.is_alphanumeric())
            .take_while(move |c| *c < end)
    });
    let visible: Vec<char> = visible.collect();
    let all = readable.chain(visible).chain(firsts);
    let mut seen = BTreeSet::new();
    all.map(|character| {
        let second = other.map_or(0, |other| other.class(character));
        (one.class(character), second, character)
    })
    .filter(|&(first, second, _)| seen.insert((first, second)))
    .collect()
}

/// A state of the product, and how it was reached.
struct Visit {
    one: usize,
    other: usize,
    length: u64,
    from: Option<(usize, char)>,
}

/// A shortest text that the one allows and the other doesn't; `None` allows nothing.
pub(super) fn search(one: &Machine<'_>, other: Option<&Machine<'_>>, work: &Work) -> Rest<String> {
    let steps = steps(&one.language, other.map(|other| &other.language));
    let limit = one.limit().max(other.map_or(0, Machine::limit));
    let start = Visit {
        one: one.language.start(),
        other: other.map_or(0, |other| other.language.start()),
        length: 0,
        from: None,
    };
    let mut seen = BTreeSet::from([(start.one, start.other, start.length)]);
    let mut visits = vec![start];
    let mut at = 0;
    while let Some(visit) = visits.get(at) {
        let (first, second, length) = (visit.one, visit.other, visit.length);
        let is_in_other = other.is_some_and(|other| other.accepts(second, length));
        if one.accepts(first, length) && !is_in_other {
            return Rest::Example(text(&visits, at));
        }
        let length = length.saturating_add(1).min(limit);
        for &(class, others_class, character) in &steps {
            let next = one.language.next(first, class);
            let others = other.map_or(0, |other| other.language.next(second, others_class));
            if one.is_dead(next, length) || !seen.insert((next, others, length)) {
                continue;
            }
            if !work.spend_state() {
                return Rest::Unknown;
            }
            visits.push(Visit {
                one: next,
                other: others,
                length,
                from: Some((at, character)),
            });
        }
        at += 1;
    }
    Rest::Nothing
}

/// The text that leads to a visit.
fn text(visits: &[Visit], at: usize) -> String {
    let from = |at: &usize| visits.get(*at).and_then(|visit| visit.from);
    let steps = std::iter::successors(from(&at), |(before, _)| from(before));
    let mut characters: Vec<char> = steps.map(|(_, character)| character).collect();
    characters.reverse();
    characters.into_iter().collect()
}

//! Random patterns and lengths, against all short texts.

use crate::pattern::compile;
use crate::review::language::automata::{Language, Machine};
use crate::review::language::rest::Rest;
use crate::review::language::strings::{Text, minus};
use crate::review::language::work::Work;

/// Numbers that look random, the same in each run.
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) fn below(&mut self, count: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % count
    }

    pub(super) fn between(&mut self, least: i64, most: i64) -> i64 {
        least + i64::try_from(self.below(usize::try_from(most - least + 1).unwrap())).unwrap()
    }
}

fn pattern(random: &mut Random, depth: usize) -> String {
    let atoms = ["a", "b", "[ab]", "[^a]", ".", ""];
    if depth == 0 {
        return atoms[random.below(atoms.len())].to_owned();
    }
    let mut inner = || pattern(random, depth - 1);
    let (one, other) = (inner(), inner());
    let repeats = ["*", "+", "?", "{2}", "{1,3}"];
    match random.below(5) {
        0 | 1 => format!("{one}{other}"),
        2 => format!("(?:{one}|{other})"),
        3 => format!("(?:{one}){}", repeats[random.below(repeats.len())]),
        _ => format!("(?:{one}){other}"),
    }
}

fn texts() -> Vec<String> {
    let mut all = vec![String::new()];
    let mut last = all.clone();
    for _ in 0..4 {
        last = last
            .iter()
            .flat_map(|text| ["a", "b", "c"].map(|letter| format!("{text}{letter}")))
            .collect();
        all.extend(last.clone());
    }
    all
}

#[test]
fn random_patterns_agree_with_all_short_texts() {
    let mut random = Random::new(1);
    let texts = texts();
    assert_eq!(texts.len(), 121);
    let mut verdicts = [0, 0];
    for _ in 0..1500 {
        let mut side = || {
            let depth = 1 + random.below(3);
            let inner = pattern(&mut random, depth);
            let pattern = match random.below(4) {
                0 => inner,
                1 => format!("^{inner}"),
                _ => format!("^(?:{inner})$"),
            };
            let least = [0, 0, 1, 2][random.below(4)];
            let most = [None, None, Some(3), Some(1)][random.below(4)];
            (pattern, least, most)
        };
        let (old, new) = (side(), side());
        let automata = [&old, &new].map(|(pattern, ..)| compile(pattern).unwrap());
        let machine = |automaton, (_, least, most): &(String, u64, Option<u64>)| Machine {
            language: Language::Pattern(automaton),
            least: *least,
            most: *most,
        };
        let (one, other) = (machine(&automata[0], &old), machine(&automata[1], &new));
        let allows = |machine: &Machine<'_>, text: &str| {
            machine.allows(text.chars().count() as u64) && machine.language.contains(text)
        };
        let is_rest = |text: &str| allows(&one, text) && !allows(&other, text);
        let shortest = texts.iter().find(|text| is_rest(text));
        match minus(&one, Some(&other), &Work::new()) {
            Rest::Nothing => {
                verdicts[0] += 1;
                assert_eq!(shortest, None, "{old:?} {new:?}");
            }
            Rest::Example(Text::Of(text)) => {
                verdicts[1] += 1;
                assert!(is_rest(&text), "{text:?} of {old:?} {new:?}");
                let least = shortest.map_or(usize::MAX, String::len);
                assert!(text.chars().count() <= least, "{text:?} of {old:?} {new:?}");
            }
            found @ (Rest::Example(Text::Long(_)) | Rest::Unknown) => panic!("{found:?}: {old:?} {new:?}"),
        }
    }
    assert!(verdicts.iter().all(|count| *count > 200), "{verdicts:?}");
}

//! Agreement with `regress`, a backtracking engine for ECMA-262, on generated patterns and texts.

use std::collections::BTreeMap;

use super::{DEVICE, OBJECT, ORGANIZATION};
use crate::pattern::{Refusal, compile, syntax};

/// A linear congruential generator with Knuth's constants for MMIX. It returns the same numbers on every machine.
pub(super) struct Numbers(pub u64);

impl Numbers {
    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    pub(super) fn one_of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }

    fn text(&mut self) -> String {
        let pieces = [
            "a", "b", "A", "1", "_", "-", " ", "\n", "é", "🐲", "\u{2028}", "ab", "k",
        ];
        (0..self.below(7)).map(|_| self.one_of(&pieces)).collect()
    }

    fn pattern(&mut self, depth: usize) -> String {
        let alternatives = if self.below(4) == 0 { 2 } else { 1 };
        let alternative = |numbers: &mut Self| {
            (0..numbers.below(4))
                .map(|_| numbers.term(depth))
                .collect::<String>()
        };
        let alternatives: Vec<_> = (0..alternatives).map(|_| alternative(self)).collect();
        alternatives.join("|")
    }

    fn term(&mut self, depth: usize) -> String {
        let assertions = ["^", "$", r"\b", r"\B"];
        let atoms = [
            "a",
            "b",
            "k",
            ".",
            r"\d",
            r"\w",
            r"\W",
            r"\s",
            r"\S",
            "[ab]",
            "[^a]",
            "[a-k_]",
            r"\p{L}",
            r"\P{Lu}",
            "é",
            "🐲",
            r"\n",
            "[^]",
            "[]",
            r"[\w-]",
            r"[^\s1]",
            r"\u{1F432}",
            r"\x61",
            r"[\cJ]",
        ];
        let groups = ["(", "(?:", "(?i:", "(?s:", "(?m:"];
        let looks = ["(?=", "(?!", "(?<=", "(?<!"];
        let quantifiers = ["", "", "", "*", "+", "?", "{2}", "{1,}", "{0,2}", "*?", "{1,3}?"];
        match (self.below(12), depth) {
            (0, _) => self.one_of(&assertions).to_owned(),
            (1, 1..) => format!("{}{})", self.one_of(&looks), self.pattern(depth - 1)),
            (2 | 3, 1..) => format!("{}{})", self.one_of(&groups), self.pattern(depth - 1)),
            // The body starts with an atom: regress 0.12 does not terminate on some loops whose body may be empty.
            (4 | 5, 1..) => {
                let (atom, body) = (self.one_of(&atoms), self.pattern(depth - 1));
                format!("(?:{atom}(?:{body})){}", self.one_of(&quantifiers))
            }
            _ => self.one_of(&atoms).to_owned() + self.one_of(&quantifiers),
        }
    }
}

#[test]
fn generated_patterns() {
    let mut numbers = Numbers(2026);
    let (mut compared, mut refused) = (0, BTreeMap::<String, usize>::new());
    for _ in 0..300 {
        let pattern = numbers.pattern(3);
        let oracle = regress::Regex::with_flags(&pattern, "u");
        match (compile(&pattern), oracle) {
            (Ok(automaton), Ok(oracle)) => {
                for _ in 0..20 {
                    let text = numbers.text();
                    let expected = oracle.find(&text).is_some();
                    assert_eq!(automaton.is_match(&text), expected, "{pattern:?} on {text:?}");
                    compared += 1;
                }
            }
            (Err(Refusal::Syntax { .. }), Err(_)) => {}
            (Err(refusal @ (Refusal::Unsupported { .. } | Refusal::TooLarge { .. })), _) => {
                let reason = refusal.to_string();
                let reason = reason.split(" at byte").next().unwrap().to_owned();
                *refused.entry(reason).or_default() += 1;
            }
            (ours, theirs) => panic!("{pattern:?}: {ours:?} but {:?}", theirs.err()),
        }
    }
    println!("{compared} compared, refused: {refused:#?}");
    assert!(compared > 5_000, "{compared}");
}

/// Any text is accepted exactly if `regress` accepts it, except for `\b+`, which `regress` accepts. Nothing panics.
#[test]
fn generated_syntax() {
    let mut numbers = Numbers(262);
    let pieces = [
        "(", ")", "[", "]", "{", "}", "\\", "^", "$", "|", "*", "+", "?", ".", "-", ",", ":", "=", "!", "<",
        ">", "a", "c", "d", "k", "p", "P", "u", "x", "0", "1", "2", "L", "é", "🐲", "\n", "(?", "(?<", "\\u",
        "\\c", "\\x", "\\p{", "{1,", "[^",
    ];
    for _ in 0..10_000 {
        let pattern: String = (0..numbers.below(9)).map(|_| numbers.one_of(&pieces)).collect();
        let is_syntax_error = matches!(syntax::ecma(&pattern), Err(Refusal::Syntax { .. }));
        // Other dialects accept more texts, and nothing panics.
        let is_refused = matches!(compile(&pattern), Err(Refusal::Syntax { .. }));
        assert!(is_syntax_error || !is_refused, "{pattern:?}");
        // Patterns whose likely meaning needs the flag `u` are deliberately not parsed without it.
        let only_unicode = [r"\p{", r"\P{", r"\u{", "🐲"]
            .iter()
            .any(|piece| pattern.contains(piece));
        let readings = if only_unicode { vec!["u"] } else { vec!["u", ""] };
        let expected = readings
            .iter()
            .all(|&flags| regress::Regex::with_flags(&pattern, flags).is_err());
        assert_eq!(is_syntax_error, expected, "{pattern:?}");
    }
}

#[test]
fn endpoint_patterns() {
    let mut numbers = Numbers(24);
    for pattern in [ORGANIZATION, DEVICE, OBJECT] {
        let oracle = regress::Regex::with_flags(pattern, "u").unwrap();
        let automaton = compile(pattern).unwrap();
        for round in 0..300 {
            let pieces = ["a", "F", "0", "9", "b", "c", "-", "\\", "_", "G", "é", "\n"];
            let usual = if round % 2 == 0 { 6 } else { pieces.len() };
            let length = [numbers.below(5), 23 + numbers.below(3)][numbers.below(2)];
            let text: String = (0..length).map(|_| numbers.one_of(&pieces[..usual])).collect();
            let expected = oracle.find(&text).is_some();
            assert_eq!(automaton.is_match(&text), expected, "{pattern:?} on {text:?}");
        }
    }
}

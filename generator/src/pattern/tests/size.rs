//! Automata are minimal, so their tables are small.

use super::{DEVICE, OBJECT, ORGANIZATION, automaton};
use crate::pattern::Automaton;

#[track_caller]
fn size(pattern: &str, states: usize, bytes: usize) {
    let automaton = automaton(pattern);
    let actual = (automaton.states(), automaton.table_bytes());
    println!("{pattern}: {} states, {} bytes", actual.0, actual.1);
    assert_eq!(actual, (states, bytes), "{pattern:?}");
    let tables = automaton.tables();
    assert_eq!(tables.runs.len() + tables.transitions.len(), bytes);
}

#[test]
fn endpoint() {
    size(ORGANIZATION, 6, 52);
    size(DEVICE, 4, 40);
    size(OBJECT, 27, 78);
}

#[test]
fn usual_patterns() {
    size("^abc$", 6, 36);
    size(".{1,256}", 3, 30);
    size("^.{1,256}$", 259, 1056);
    size(r"^[\p{L}]+$", 4, 5424);
    size("^AC[0-9a-fA-F]{32}$", 37, 180);
}

#[test]
fn one_language_one_automaton() {
    for (one, other) in [
        (DEVICE, r"^\w+$"),
        ("^(?:a|b|[cd])$", "^[a-d]$"),
        (".*a", "a"),
        ("(?=a)b", "[]"),
        ("(?:a|)", ""),
        ("^(?=.*a)(?=.*b).*$", "^.*a.*b.*$|^.*b.*a.*$"),
        (r"\w\b\W", r"\w\W"),
        ("^(?!ab)a", "^a$|^a[^b]"),
    ] {
        assert_eq!(automaton(one), automaton(other), "{one:?} {other:?}");
    }
}

#[test]
fn sinks() {
    let (all, none) = (automaton(""), automaton("[]"));
    assert_eq!((all.start, all.transitions.len()), (Automaton::FOREVER, 0));
    assert_eq!((none.start, none.transitions.len()), (Automaton::DEAD, 0));
    assert_eq!(none.runs, [(0, 0)]);
}

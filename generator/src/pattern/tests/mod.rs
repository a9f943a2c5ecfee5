//! The meaning of patterns: published verdicts, the endpoint's own patterns, and an independent engine as the oracle.

mod corpus;
mod dialect;
mod foreign;
mod grammar;
mod oracle;
mod refusals;
mod size;

use super::{Automaton, compile};

/// The three patterns of the Applivery endpoint: organizationId, winDeviceId and the application's id.
const ORGANIZATION: &str = r"^(([a-fA-F0-9]{24})|([a-zA-Z0-9\\-]{3,}))$";
const DEVICE: &str = r"^(([a-fA-F0-9]{24})|(\w{1,}))$";
const OBJECT: &str = "^[a-fA-F0-9]{24}$";

#[track_caller]
fn automaton(pattern: &str) -> Automaton {
    compile(pattern).unwrap_or_else(|refusal| panic!("{pattern:?}: {refusal}"))
}

/// Asserts which texts the pattern matches and which it doesn't.
#[track_caller]
fn check(pattern: &str, matching: &[&str], other: &[&str]) {
    let automaton = automaton(pattern);
    for text in matching {
        assert!(automaton.is_match(text), "{pattern:?} matches {text:?}");
    }
    for text in other {
        assert!(!automaton.is_match(text), "{pattern:?} doesn't match {text:?}");
    }
}

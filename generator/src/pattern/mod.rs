//! Compiles ECMA-262 patterns, and equivalent patterns of other dialects, to automata at generation time (OpenAPI 3.0.4, Schema
//! Object, `pattern`).
//!
//! The stages are: text → `syntax`, which calls `parser` (ECMA-262) and `foreign` (other dialects) → `node::Node` → `nfa` →
//! `subset` construction → `minimise` → [`Automaton`].
//! This module knows no schemas, diagnostics or tokens. The runtime's `pattern.rs` runs the tables of [`Automaton::tables`].

mod alphabet;
mod automaton;
mod closure;
mod cursor;
mod foreign;
mod minimise;
mod nfa;
mod node;
mod parser;
mod sets;
mod subset;
mod syntax;

#[cfg(test)]
mod tests;

use std::fmt;

pub(crate) use automaton::Automaton;

/// The limit of an automaton's states, including its two sinks.
pub(crate) const MAX_STATES: usize = 4096;
/// The limit of the size of its tables, in bytes.
pub(crate) const MAX_TABLE_BYTES: usize = 64 * 1024;
/// The limit of nested groups, which keeps recursion over a pattern from exhausting the stack.
pub(crate) const MAX_NESTING: usize = 100;

/// Compiles a pattern to the minimal automaton that accepts the same strings.
///
/// The pattern is parsed as ECMA-262 with the flag `u`. If that fails, it is parsed as a pattern of Ruby, PCRE, POSIX, Java or
/// Python and rewritten if its meaning is certain, or otherwise as ECMA-262 without the flag (Annex B). It always matches code
/// points, as JSON Schema requires (Validation, 6.3.3), and is not anchored except by its own `^` and `$`.
///
/// # Errors
/// A [`Refusal`] when the pattern is not ECMA-262, has no automaton, or has one that is too large.
pub(crate) fn compile(pattern: &str) -> Result<Automaton, Refusal> {
    let node = syntax::parse(pattern)?;
    let nfa = nfa::Nfa::new(&node)?;
    let machine = subset::determinise(&nfa)?;
    Automaton::new(&nfa.alphabet, &machine)
}

/// The reason why a pattern has no automaton.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It is not a pattern of ECMA-262, with or without the flag `u`. The offset into the pattern is in bytes.
    Syntax { message: &'static str, offset: usize },
    /// It has a construct that no automaton over code points can implement, such as a back-reference. The offset is in bytes.
    Unsupported { construct: &'static str, offset: usize },
    /// Its automaton is larger than [`MAX_STATES`] or [`MAX_TABLE_BYTES`]. The numbers are lower bounds: those that were reached
    /// when the construction stopped.
    TooLarge { states: usize, bytes: usize },
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax { message, offset } => write!(f, "{message} at byte {offset}"),
            Self::Unsupported { construct, offset } => {
                write!(f, "{construct} at byte {offset} can't be checked by an automaton")
            }
            Self::TooLarge { states, bytes } => {
                write!(
                    f,
                    "the automaton is too large: at least {states} states, {bytes} bytes"
                )
            }
        }
    }
}

impl std::error::Error for Refusal {}

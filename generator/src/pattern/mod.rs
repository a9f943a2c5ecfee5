//! ECMA-262 patterns, and those of other dialects that mean the same, compiled to automata at generation time (OpenAPI 3.0
//! "Schema Object", `pattern`).
//!
//! The way: text → `syntax`, which asks `parser` (ECMA-262) and `foreign` (other dialects) → `node::Node` → `nfa` → `subset`
//! construction → `minimise` → [`Automaton`].
//! It knows nothing of schemas, diagnostics or tokens; the runtime's `pattern.rs` walks what [`Automaton::tables`] gives.

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

/// The most states an automaton may have, its two sinks included.
pub(crate) const MAX_STATES: usize = 4096;
/// The most bytes its tables may take in the generated crate.
pub(crate) const MAX_TABLE_BYTES: usize = 64 * 1024;
/// The most groups that may be nested, so that no recursion over a pattern can exhaust the stack.
pub(crate) const MAX_NESTING: usize = 100;

/// Compiles a pattern to the smallest automaton that accepts the same strings.
///
/// What ECMA-262 does not read with the flag `u` is looked at as a pattern of Ruby, PCRE, POSIX, Java or Python, and rewritten
/// where its meaning is certain.
///
/// The pattern is read as ECMA-262 does with the flag `u`, and if that fails, without it (Annex B). Either way it is
/// matched by code point, as JSON Schema asks (Validation, 6.3.3), and searched for: it is anchored only by its own `^` and `$`.
///
/// # Errors
/// A [`Refusal`], when the pattern is not ECMA-262, or has no automaton, or only one that is too large to print.
pub(crate) fn compile(pattern: &str) -> Result<Automaton, Refusal> {
    let node = syntax::parse(pattern)?;
    let nfa = nfa::Nfa::new(&node)?;
    let machine = subset::determinise(&nfa)?;
    Automaton::new(&nfa.alphabet, &machine)
}

/// Why a pattern has no automaton.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It is not a pattern of ECMA-262, with or without the flag `u`. The offset is in bytes, into the pattern.
    Syntax { message: &'static str, offset: usize },
    /// It uses something that no automaton over code points can do, such as a back-reference. The offset is in bytes.
    Unsupported { construct: &'static str, offset: usize },
    /// Its automaton is larger than [`MAX_STATES`] or [`MAX_TABLE_BYTES`]. The numbers are those reached when
    /// construction stopped, so they are lower bounds.
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

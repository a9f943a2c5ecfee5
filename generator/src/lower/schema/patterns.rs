//! Patterns: one table for each distinct regular expression, named after the first place that contains it.

use std::collections::BTreeMap;

use crate::diagnostics::Code;
use crate::ir;
use crate::lower::Lowering;
use crate::naming::{Ident, Kind, Scope};
use crate::pattern::{self, Refusal};
use crate::source::Pointer;

/// The compiled patterns by source. `None` for a pattern that can't be enforced.
#[derive(Debug)]
pub(crate) struct Patterns {
    scope: Scope,
    by_source: BTreeMap<String, Option<Ident>>,
    compiled: BTreeMap<Ident, ir::Pattern>,
}

impl Default for Patterns {
    fn default() -> Self {
        Self {
            scope: Scope::new(Kind::Const),
            by_source: BTreeMap::new(),
            compiled: BTreeMap::new(),
        }
    }
}

impl Patterns {
    pub(crate) fn finish(self) -> BTreeMap<Ident, ir::Pattern> {
        self.compiled
    }
}

impl Lowering<'_, '_> {
    /// The table for `source`, which is compiled once. `None` after a diagnostic.
    pub(crate) fn pattern(&mut self, source: &str, at: &Pointer) -> Option<Ident> {
        if let Some(known) = self.lowered.patterns.by_source.get(source) {
            return known.clone();
        }
        let name = match pattern::compile(source) {
            Ok(automaton) if automaton.is_empty() => {
                self.diagnostics
                    .report(Code::PatternNotEnforced, at, "no string matches this pattern")
                    .effect(NOT_ENFORCED)
                    .help("an anchor in the middle, as in `a^b`, never matches");
                None
            }
            Ok(automaton) => {
                let wanted = owner_name(at);
                let name = self.lowered.patterns.scope.take(&[&wanted], at).ident;
                self.lowered.patterns.compiled.insert(
                    name.clone(),
                    ir::Pattern {
                        source: source.to_owned(),
                        automaton,
                    },
                );
                Some(name)
            }
            Err(refusal) => {
                self.refuse(&refusal, at);
                None
            }
        };
        self.lowered
            .patterns
            .by_source
            .insert(source.to_owned(), name.clone());
        name
    }

    fn refuse(&mut self, refusal: &Refusal, at: &Pointer) {
        let (code, message, help) = match refusal {
            Refusal::Syntax { message, offset } => (
                Code::InvalidPattern,
                format!("this is not a regular expression: {message} (at byte {offset})"),
                "`pattern` is an ECMA-262 regular expression, as in JavaScript",
            ),
            Refusal::Unsupported { construct, .. } => (
                Code::PatternNotEnforced,
                format!("a pattern with a {construct} is not enforced"),
                "write it in the ECMA-262 syntax without back-references, or check these values where your program creates them",
            ),
            Refusal::TooLarge { .. } => (
                Code::PatternNotEnforced,
                format!(
                    "the automaton of this pattern is larger than {} states or {} KiB",
                    pattern::MAX_STATES,
                    pattern::MAX_TABLE_BYTES / 1024
                ),
                "describe the length with `minLength` and `maxLength`, and the alphabet with `pattern`",
            ),
        };
        self.diagnostics
            .report(code, at, message)
            .effect(NOT_ENFORCED)
            .help(help);
    }
}

const NOT_ENFORCED: &str = "the pattern is documented and values are sent unchecked";

/// The name of the constrained item: the nearest token of the pattern's pointer that is a name and not a keyword.
fn owner_name(at: &Pointer) -> String {
    const KEYWORDS: [&str; 8] = [
        "pattern",
        "schema",
        "items",
        "additionalProperties",
        "properties",
        "allOf",
        "oneOf",
        "anyOf",
    ];
    let tokens: Vec<_> = at.tokens().map(|token| token.into_owned()).collect();
    let named = tokens
        .iter()
        .rev()
        .find(|token| !KEYWORDS.contains(&token.as_str()) && !token.chars().all(|c| c.is_ascii_digit()));
    named.cloned().unwrap_or_else(|| "pattern".to_owned())
}

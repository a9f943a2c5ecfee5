//! Patterns: one table for each distinct source, named after the first place that has it.

use std::collections::BTreeMap;

use super::Lowering;
use crate::diagnostics::Code;
use crate::ir;
use crate::naming::{Ident, Kind, Scope};
use crate::pattern::{self, Refusal};
use crate::source::Pointer;

/// The patterns seen so far, by source. `None` for one that can't be enforced.
#[derive(Debug)]
pub(super) struct Patterns {
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
    pub(super) fn finish(self) -> BTreeMap<Ident, ir::Pattern> {
        self.compiled
    }
}

impl Lowering<'_, '_> {
    /// The table for `source`, compiled once. `None` after a finding.
    pub(super) fn pattern(&mut self, source: &str, at: &Pointer) -> Option<Ident> {
        if let Some(known) = self.patterns.by_source.get(source) {
            return known.clone();
        }
        let name = match pattern::compile(source) {
            Ok(automaton) => {
                let wanted = owner_name(at);
                let name = self.patterns.scope.take(&[&wanted], at).ident;
                self.patterns.compiled.insert(
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
        self.patterns.by_source.insert(source.to_owned(), name.clone());
        name
    }

    fn refuse(&mut self, refusal: &Refusal, at: &Pointer) {
        match refusal {
            Refusal::Syntax { message, offset } => {
                self.diagnostics
                    .report(
                        Code::InvalidPattern,
                        at,
                        format!("not an ECMA-262 regular expression: {message} (at character {offset})"),
                    )
                    .effect("its values are any JSON")
                    .help("`pattern` takes the regular expressions of JavaScript; what no engine reads constrains nothing");
            }
            Refusal::Unsupported { construct, .. } => {
                self.diagnostics
                    .report(
                        Code::PatternNotEnforced,
                        at,
                        format!("a pattern with a {construct} is not enforced"),
                    )
                    .effect("the pattern is documented and values are sent unchecked");
            }
            Refusal::TooLarge { states, .. } => {
                self.diagnostics
                    .report(
                        Code::PatternNotEnforced,
                        at,
                        format!("this pattern takes more than {states} states and is not enforced"),
                    )
                    .effect("the pattern is documented and values are sent unchecked")
                    .help("say the bounds with `minLength` and `maxLength` and the alphabet with `pattern`");
            }
        }
    }
}

/// The name of what a pattern constrains: the nearest token of its pointer that is a name and not a keyword.
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

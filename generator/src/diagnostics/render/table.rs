//! The table of all diagnostics of a run: code, count and effect.

use std::collections::BTreeMap;

use super::super::{Code, Diagnostic, Severity};

/// One line for each code and severity, errors last: the count and the most frequent effect.
pub fn table(found: &[Diagnostic]) -> String {
    let mut rows: BTreeMap<(std::cmp::Reverse<Severity>, Code), BTreeMap<&str, usize>> = BTreeMap::new();
    for diagnostic in found {
        let row = rows.entry((std::cmp::Reverse(diagnostic.severity), diagnostic.code));
        *row.or_default().entry(&diagnostic.effect).or_default() += 1;
    }
    let width = rows.keys().map(|(_, code)| code.id().len()).max().unwrap_or(0);
    let lines = rows.iter().map(|((severity, code), effects)| {
        let count: usize = effects.values().sum();
        let line = format!(
            "{:<7}  {:<width$}  {count:>6}  {}",
            severity.0.name(),
            code.id(),
            effect(effects)
        );
        format!("{}\n", line.trim_end())
    });
    let head = format!("{:<7}  {:<width$}  {:>6}  effect\n", "", "code", "count");
    std::iter::once(head).chain(lines).collect()
}

/// The most frequent effect.
fn effect(effects: &BTreeMap<&str, usize>) -> String {
    let most = effects.iter().max_by_key(|(_, count)| **count);
    let text = most.map_or("", |(effect, _)| effect);
    match effects.len() {
        0 | 1 => text.to_owned(),
        _ => format!("{text}, or similar"),
    }
}

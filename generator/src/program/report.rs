//! Prints the diagnostics of a description.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal};

use generator::diagnostics::{Diagnostic, Severity, Style, render, render_folded, summary, table};

use super::print::eprint_text;

/// How much is printed about a description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detail {
    /// All diagnostics, including notes.
    All,
    /// As many as fit in this number of lines.
    Lines(usize),
    /// Their counts, in one line.
    Counts,
    /// Nothing, because there is no room.
    None,
}

/// Prints the diagnostics about one description and all its texts.
pub(super) fn report(
    name: &str,
    mut found: Vec<Diagnostic>,
    texts: &BTreeMap<String, String>,
    detail: Detail,
) {
    if found.is_empty() {
        return;
    }
    let counts = summary(&found);
    let has_errors = found
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error);
    let (verbose, lines) = match detail {
        Detail::All => (true, 0),
        Detail::Lines(lines) => (false, lines),
        Detail::Counts => return eprint_text(&format!("{name}: {counts}; `-v` prints more\n")),
        Detail::None => return,
    };
    found.retain(|diagnostic| verbose || diagnostic.severity != Severity::Note);
    if found.is_empty() {
        return eprint_text(&format!("{name}: {counts}; `-v` prints more\n"));
    }
    let style = if io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none() {
        Style::Colored
    } else {
        Style::Plain
    };
    eprint_text(&match verbose {
        true => format!("{}\n{}", render(&found, texts, style), table(&found)),
        false => render_folded(&found, texts, style, lines),
    });
    let outcome = if has_errors { "; nothing is written" } else { "" };
    eprint_text(&format!("\n{name}: {counts}{outcome}\n"));
    if let Some(first) = found
        .iter()
        .find(|diagnostic| diagnostic.severity == Severity::Error)
    {
        eprint_text(&format!(
            "`cargo run -p generator -- explain {}` explains a code\n",
            first.code
        ));
    }
}

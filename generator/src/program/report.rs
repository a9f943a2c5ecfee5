//! Prints the diagnostics of a description.

use std::collections::BTreeMap;

use generator::diagnostics::{Diagnostic, Severity, render, render_folded, summary, table};
use generator::messages::Message;

use super::called::command_with;
use super::cli::Format;
use super::print::{add, error_style, printing};

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

/// The text about the diagnostics of one description, for standard error. In other formats they are printed at the end. `texts` are those of all its files.
pub(super) fn report(
    name: &str,
    mut found: Vec<Diagnostic>,
    texts: &BTreeMap<String, String>,
    detail: Detail,
) -> String {
    let printing = printing();
    if printing.quiet {
        found.retain(|diagnostic| diagnostic.severity == Severity::Error);
    }
    if found.is_empty() {
        return String::new();
    }
    if printing.message_format != Format::Human {
        found.retain(|diagnostic| detail == Detail::All || diagnostic.severity != Severity::Note);
        add(Message::of_diagnostics(&found, texts));
        return String::new();
    }
    let counts = summary(&found);
    let has_errors = found
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error);
    let (verbose, lines) = match detail {
        Detail::All => (true, 0),
        Detail::Lines(lines) => (false, lines),
        Detail::Counts => return format!("{name}: {counts}; `-v` prints more\n"),
        Detail::None => return String::new(),
    };
    found.retain(|diagnostic| verbose || diagnostic.severity != Severity::Note);
    if found.is_empty() {
        return format!("{name}: {counts}; `-v` prints more\n");
    }
    let style = error_style();
    let mut text = match verbose {
        true => format!("{}\n{}", render(&found, texts, style), table(&found)),
        false => render_folded(&found, texts, style, lines),
    };
    let outcome = if has_errors { "; nothing is written" } else { "" };
    text.push_str(&format!("\n{name}: {counts}{outcome}\n"));
    if let Some(first) = found
        .iter()
        .find(|diagnostic| diagnostic.severity == Severity::Error)
    {
        text.push_str(&format!(
            "`{}` explains a code\n",
            command_with(&format!("explain {}", first.code))
        ));
    }
    text
}

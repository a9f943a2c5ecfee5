//! One change as text: in full with both texts, or on a line.

use annotate_snippets::{Element, Level, Renderer};

use super::super::safe::{sentence, value};
use super::super::words;
use super::super::{Compared, Entry, Report, decision};
use super::snippet::Texts;
use crate::ir::{is_break, is_plain};
use crate::review::{Change, Severity};

/// How many uses are printed.
const USES: usize = 3;

/// Whether a change is one line: it breaks nobody.
pub(super) fn is_brief(change: &Change) -> bool {
    match change.severity() {
        Severity::Minor | Severity::Patch => true,
        Severity::Silent | Severity::Break | Severity::Major | Severity::Caution => false,
    }
}

/// What changes are printed with.
pub(super) struct Printer<'r, 'a> {
    report: &'r Report<'a>,
    renderer: Renderer,
    texts: [Texts<'a>; 2],
}

impl<'r, 'a> Printer<'r, 'a> {
    pub(super) fn new(report: &'r Report<'a>, compared: &Compared<'a>, renderer: Renderer) -> Self {
        let [old, new] = compared.sources;
        let entries = compared.entries.iter();
        Self {
            texts: [
                Texts::new(old, entries.clone().filter_map(|entry| entry.old.as_ref())),
                Texts::new(new, entries.filter_map(|entry| entry.new.as_ref())),
            ],
            report,
            renderer,
        }
    }

    /// A change with both texts and all facts.
    pub(super) fn full(&self, entry: &Entry<'_>) -> String {
        let change = entry.change;
        let level = match change.severity() {
            Severity::Silent | Severity::Break | Severity::Major => Level::ERROR,
            Severity::Caution => Level::WARNING,
            Severity::Minor | Severity::Patch => Level::NOTE,
        };
        let message = sentence(&change.message);
        let notes = notes(self.report, entry);
        let [before, after] = &self.texts;
        // The text of the working tree is the one that a reader has open, so its path is enough.
        let revision = match self.report.new.revision {
            "working tree" => "",
            revision => revision,
        };
        let [old, new] = entry.own_places();
        let [was, is] = match (old, new) {
            (None, Some(_)) => ["before", "new"],
            (Some(_), None) => ["gone", "now"],
            (Some(_), Some(_)) | (None, None) => ["before", "now"],
        };
        let new = new.map(|at| (after, at, revision, is));
        let old = old.map(|at| (before, at, self.report.old.revision, was));
        let sides = new.into_iter().chain(old).enumerate();
        let mut elements: Vec<Element<'_>> = Vec::new();
        for (index, (texts, at, revision, label)) in sides {
            elements.extend(texts.snippet(at, revision, label, index == 0));
        }
        for (name, text) in &notes {
            elements.push(Level::NOTE.with_name(*name).message(text.as_str()).into());
        }
        let title = level.primary_title(message.as_str()).id(change.rule.code());
        let group = title.elements(elements);
        let mut text = printed(&self.renderer.render(&[group]));
        text.push('\n');
        text
    }

    /// A change on one line.
    pub(super) fn brief(&self, entry: &Entry<'_>) -> String {
        let change = entry.change;
        let silent = words::silent_mark(change.silent);
        let gate = match decision::levels(&self.report.decision, change) {
            Some(levels) => format!("  (at the gate: {levels})"),
            None => String::new(),
        };
        let place = entry.place().map_or_else(String::new, |at| {
            format!("{}:{}:{}  ", value(at.file()), at.line, at.column)
        });
        format!(
            "{}[{}]: {}{silent}  {place}{}{gate}\n",
            change.rust.as_str(),
            change.rule.code(),
            sentence(&change.message),
            change.id,
        )
    }
}

/// The facts of a change, each with its name.
fn notes(report: &Report<'_>, entry: &Entry<'_>) -> Vec<(&'static str, String)> {
    let change = entry.change;
    let mut notes = Vec::new();
    if let Some(levels) = decision::levels(&report.decision, change) {
        notes.push(("at the gate", levels));
    }
    if let Some(values) = words::values(change) {
        notes.push(("change", values));
    }
    notes.extend(change.wire.iter().map(|fact| ("wire", sentence(fact))));
    notes.extend(
        words::rust(entry, words::Reader::Reviewer)
            .into_iter()
            .map(|fact| ("Rust", fact)),
    );
    if let Some(uses) = uses(change) {
        notes.push(("used by", uses));
    }
    notes.extend(change.help.iter().map(|help| ("help", sentence(help))));
    notes.push(("id", change.id.clone()));
    notes
}

/// The first uses, one a line, and the number of the rest.
fn uses(change: &Change) -> Option<String> {
    let first = change.uses.iter().take(USES);
    let mut lines: Vec<String> = first.map(words::used_by).collect();
    if change.uses.len() > USES {
        lines.push(format!("and {} more", change.uses.len().saturating_sub(USES)));
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// The text without what a line of a description can contain to change how it is displayed. Escapes of colours stay: the
/// renderer replaces those of the description.
fn printed(text: &str) -> String {
    let is_safe = |c: char| matches!(c, '\n' | '\u{1b}') || (is_plain(c) && !is_break(c));
    let safe = |c: char| {
        if is_safe(c) {
            c
        } else {
            char::REPLACEMENT_CHARACTER
        }
    };
    text.chars().map(safe).collect()
}

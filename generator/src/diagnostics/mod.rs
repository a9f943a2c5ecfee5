//! What we have to say about a description: collected by every stage, printed at the end. Knows nothing of any stage.

mod accept;
mod code;
mod outcome;
mod remedy;
mod render;
mod similar;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::panic::Location;

pub use accept::{Allow, AllowSource, Deny};
pub use code::{Code, UnknownCode};
use indexmap::IndexMap;
pub use outcome::Outcome;
pub use render::{MAX_LINES, Style, render, render_folded, summary, table};
use similar::Comparisons;
pub use similar::did_you_mean;

use crate::source::{Origins, Pointer, SourceMap};

/// The severity of a diagnostic. Only errors stop a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// The output lacks a part of the description, or is looser than it.
    Warning,
    /// Something was read as meant, or the user accepts it.
    Note,
}

impl Severity {
    /// The word that is printed for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// The part of a member that the caret goes under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Its value.
    Value,
    /// Its key.
    Key,
    /// The last of several equal keys.
    LastKey,
    /// A place in a text that could not be parsed: line from 1, column in characters from 1.
    Position {
        /// From 1.
        line: usize,
        /// In characters, from 1.
        column: usize,
    },
}

/// One diagnostic, about one node.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// The kind, which `explain` has a page for.
    pub code: Code,
    /// What became of the part that it is about.
    pub outcome: Outcome,
    /// That of the outcome, or less where the user accepts it.
    pub severity: Severity,
    /// The node.
    pub at: Pointer,
    /// Which part of it the caret is under.
    pub part: Part,
    /// What is wrong, in one line without a full stop.
    pub message: String,
    /// What the generator did about it: "the operation is left out". Empty when there is nothing to say.
    pub effect: String,
    /// What the author of the description can do.
    pub help: Option<String>,
    /// Other places that belong to the diagnostic, each with its label.
    pub related: Vec<(Pointer, String)>,
    is_allowed: bool,
    /// The place in the generator that found it.
    site: &'static Location<'static>,
}

impl Diagnostic {
    /// A diagnostic with the severity of its code, about the value at `at`.
    #[track_caller]
    pub fn new(code: Code, at: &Pointer, message: impl Into<String>) -> Self {
        Self {
            code,
            outcome: code.severity().into(),
            severity: code.severity(),
            at: at.clone(),
            part: Part::Value,
            message: message.into(),
            effect: String::new(),
            help: None,
            related: Vec::new(),
            is_allowed: false,
            site: Location::caller(),
        }
    }

    /// Says what the generator did about it.
    pub fn effect(&mut self, effect: impl Into<String>) -> &mut Self {
        self.effect = effect.into();
        self
    }

    /// Says what the author can do about it.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Points at another place that belongs to the diagnostic.
    pub fn related(&mut self, at: &Pointer, label: impl Into<String>) -> &mut Self {
        let related = (at.clone(), label.into());
        if !self.related.contains(&related) {
            self.related.push(related);
        }
        self
    }

    /// Makes it graver, or less grave, than its code is by itself.
    pub fn severity(&mut self, severity: Severity) -> &mut Self {
        self.severity = severity;
        self.outcome = severity.into();
        self
    }

    /// Says what became of the part, and what the generator did about it.
    pub fn outcome(&mut self, outcome: Outcome, effect: impl Into<String>) -> &mut Self {
        self.severity(outcome.severity()).effect(effect)
    }

    /// The meaning is clear, and nothing is lost.
    pub fn read_as_meant(&mut self, effect: impl Into<String>) -> &mut Self {
        self.outcome(Outcome::ReadAsMeant, effect)
    }

    /// The smallest possible part is left out or loosened, as the effect says.
    pub fn loosened(&mut self, effect: impl Into<String>) -> &mut Self {
        self.outcome(Outcome::Loosened, effect)
    }

    /// An operation or a type is not generated, as the effect says.
    pub fn refused(&mut self, effect: impl Into<String>) -> &mut Self {
        self.outcome(Outcome::Refused, effect)
    }

    /// The diagnostic with its final severity. Every error has an effect and a help.
    fn with_severity(mut self, severity: Severity) -> Self {
        if severity == Severity::Error {
            if self.effect.is_empty() {
                self.effect = "nothing is written".to_owned();
            } else if self.severity != Severity::Error {
                self.effect
                    .push_str("; this diagnostic is denied, so nothing is written");
            }
            self.help.get_or_insert_with(|| self.code.remedy().to_owned());
        }
        self.severity = severity;
        self
    }

    /// Puts the caret under the key instead of the value.
    pub fn on_key(&mut self) -> &mut Self {
        self.part = Part::Key;
        self
    }

    /// Puts the caret under this part.
    pub fn part(&mut self, part: Part) -> &mut Self {
        self.part = part;
        self
    }
}

/// All diagnostics of a run, in the order of their reports. A diagnostic that is reported twice is kept once.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    found: IndexMap<(Code, Pointer, String), Diagnostic>,
    allowed: Vec<(Allow, bool)>,
    denied: Vec<Deny>,
    /// Whether errors that the user accepts are errors all the same: nothing could be made of the description.
    is_given_up: bool,
    /// Whether most of the description was not looked at.
    is_incomplete: bool,
    /// Where the nodes that are reported come from.
    sources: SourceMap,
    comparisons: Comparisons,
    /// The messages about values of a wrong type, by their places.
    wrong_types: BTreeMap<Pointer, String>,
}

impl Diagnostics {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Turns later diagnostics that the entry names into notes.
    pub fn allow(&mut self, allow: Allow) {
        self.allowed.push((allow, false));
    }

    /// Turns diagnostics that the entry names into errors, unless they are allowed.
    pub fn deny(&mut self, deny: Deny) {
        self.denied.push(deny);
    }

    /// The entries of `allow` that matched something, by where they are written.
    pub fn used_allows(&self) -> impl Iterator<Item = &AllowSource> {
        let used = self.allowed.iter().filter(|(_, is_used)| *is_used);
        used.map(|(allow, _)| &allow.written)
    }

    /// Takes these entries of `allow` as used: they matched in another description.
    pub fn use_allows(&mut self, used: &BTreeSet<AllowSource>) {
        for (allow, is_used) in &mut self.allowed {
            *is_used |= used.contains(&allow.written);
        }
    }

    /// Says that most of the description was not looked at, so that nobody knows which entries of `allow` match.
    pub(crate) fn stop_early(&mut self) {
        self.is_incomplete = true;
    }

    /// Says that nothing could be made of the description. Where no error says why, those that are allowed do.
    pub fn give_up(&mut self) {
        self.is_given_up = !self.has_errors();
    }

    /// Where the nodes of the tree come from.
    pub(crate) fn sources(&self) -> &SourceMap {
        &self.sources
    }

    /// Where the nodes of the tree come from, for a stage that adds a text or moves nodes.
    pub(crate) fn sources_mut(&mut self) -> &mut SourceMap {
        &mut self.sources
    }

    /// Keeps the text of a file, so that diagnostics about it are printed with its lines.
    pub fn add_text(&mut self, name: &str, text: String) {
        self.sources.add_text(name, text);
    }

    /// Takes the texts of all files, by their names. Afterwards the diagnostics are printed without lines of the text.
    pub fn take_texts(&mut self) -> BTreeMap<String, String> {
        self.sources.take_texts()
    }

    /// Takes pointers as those of a translated tree from now on.
    pub(crate) fn translated(&mut self, origins: Origins) {
        self.locate_related();
        self.sources.set_translation(origins);
    }

    /// The places in the tree, before it was translated, of what was found.
    pub(crate) fn places(&self) -> impl Iterator<Item = (Pointer, Code, Severity)> {
        let severity = |found: &Diagnostic| {
            if found.is_allowed {
                Severity::Note
            } else {
                found.severity
            }
        };
        self.iter()
            .map(move |found| (self.sources.place(&found.at), found.code, severity(found)))
    }

    /// Adds a diagnostic, and returns it so that parts can be added: `.report(…).help("…")`.
    #[track_caller]
    pub fn report(&mut self, code: Code, at: &Pointer, message: impl Into<String>) -> &mut Diagnostic {
        self.push(Diagnostic::new(code, at, message))
    }

    /// Adds a diagnostic.
    pub fn push(&mut self, mut diagnostic: Diagnostic) -> &mut Diagnostic {
        diagnostic.at = self.sources.origin(&diagnostic.at);
        self.push_located(diagnostic)
    }

    /// Adds a diagnostic whose place is in a text.
    fn push_located(&mut self, mut diagnostic: Diagnostic) -> &mut Diagnostic {
        let covers = |allow: &Allow| allow.covers(diagnostic.code, &diagnostic.at);
        for (_, is_used) in self.allowed.iter_mut().filter(|(allow, _)| covers(allow)) {
            *is_used = true;
            diagnostic.is_allowed = true;
        }
        let key = self.said_already(&diagnostic).unwrap_or_else(|| {
            let Diagnostic {
                code, at, message, ..
            } = &diagnostic;
            (*code, at.clone(), message.clone())
        });
        if diagnostic.code == Code::WrongType {
            let known = self.wrong_types.entry(diagnostic.at.clone());
            known.or_insert_with(|| diagnostic.message.clone());
        }
        self.found.entry(key).or_insert(diagnostic)
    }

    /// An empty collection of the same run, for diagnostics that may be discarded.
    #[must_use]
    pub(crate) fn apart(&self) -> Self {
        Self {
            comparisons: self.comparisons.clone(),
            ..Self::default()
        }
    }

    /// The candidate that is nearly `word`. In a run with very many names that are wrong, the last ones have none.
    pub fn did_you_mean<'c>(
        &self,
        word: &str,
        candidates: impl IntoIterator<Item = &'c str>,
    ) -> Option<&'c str> {
        self.comparisons.nearest(word, candidates)
    }

    /// What was found so far, in the order in which it was found.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.found.values()
    }

    /// Whether one of them is an error, after what the user accepts and refuses.
    pub fn has_errors(&self) -> bool {
        self.iter().any(|found| self.severity(found) == Severity::Error)
    }

    /// All diagnostics, and one for each `allow` that matches nothing: `Err` when one of them is an error.
    ///
    /// # Errors
    /// The diagnostics, when at least one is an error.
    pub fn finish(mut self) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
        self.locate_related();
        let is_unused = |(_, is_used): &&(Allow, bool)| !is_used && !self.is_incomplete;
        let unused: Vec<_> = self.allowed.iter().filter(is_unused).cloned().collect();
        for (allow, _) in unused {
            let Allow { code, written, .. } = &allow;
            let message = format!(
                "{} matches no diagnostic with the code `{code}`",
                written.described()
            );
            let unused = Diagnostic::new(Code::UnusedAllow, &written.pointer(), message);
            self.push_located(unused)
                .effect("nothing is written")
                .help(written.remedy());
        }
        let severities: Vec<_> = self.found.values().map(|found| self.severity(found)).collect();
        let failed = severities.contains(&Severity::Error);
        let found = self.found.into_values().zip(severities);
        let found = found.map(|(found, severity)| found.with_severity(severity));
        let found = found.collect();
        if failed { Err(found) } else { Ok(found) }
    }

    /// All of them as text: those of one kind folded into one entry, errors last, and a table.
    #[must_use]
    pub fn to_text(&self, style: Style, lines: usize) -> String {
        let (Ok(found) | Err(found)) = self.clone().finish();
        match found.is_empty() {
            true => String::new(),
            false => render_folded(&found, self.sources.texts(), style, lines),
        }
    }

    /// The severity of a diagnostic after `allow` and `deny`.
    fn severity(&self, found: &Diagnostic) -> Severity {
        let is_denied = |deny: &Deny| deny.covers(found.code, found.severity);
        if found.severity == Severity::Error && self.is_given_up {
            Severity::Error
        } else if found.is_allowed {
            Severity::Note
        } else if self.denied.iter().any(is_denied) {
            Severity::Error
        } else {
            found.severity
        }
    }

    /// What is of a wrong type in the text may still be so in the translated tree, and other types be right there.
    fn said_already(&self, diagnostic: &Diagnostic) -> Option<(Code, Pointer, String)> {
        if !self.sources.is_translated() || diagnostic.code != Code::WrongType {
            return None;
        }
        let message = self.wrong_types.get(&diagnostic.at)?;
        Some((diagnostic.code, diagnostic.at.clone(), message.clone()))
    }

    /// Leads related places from the tree to the texts.
    fn locate_related(&mut self) {
        let found = self.found.values_mut();
        for (at, _) in found.flat_map(|diagnostic| &mut diagnostic.related) {
            *at = self.sources.origin(at);
        }
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_text(Style::Plain, MAX_LINES))
    }
}

//! Diagnostics about a description. Every stage reports them, and they are printed at the end. This module knows no stage.

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
pub(crate) use render::one_line;
pub use render::{MAX_LINES, Style, located, render, render_folded, summary, table};
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
    /// A part was read as meant, or the user accepts the diagnostic.
    Note,
}

impl Severity {
    /// The printed name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// The part of a member under the caret.
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
    /// The code, which `explain` describes.
    pub code: Code,
    /// The outcome for the reported part.
    pub outcome: Outcome,
    /// The severity of the outcome, or a lower one if the user accepts the diagnostic.
    pub severity: Severity,
    /// The node.
    pub at: Pointer,
    /// The part of the node under the caret.
    pub part: Part,
    /// The problem, in one line without a full stop.
    pub message: String,
    /// The effect on the output: "the operation is left out". It may be empty.
    pub effect: String,
    /// The remedy for the author of the description.
    pub help: Option<String>,
    /// Other places that belong to the diagnostic, each with its label.
    pub related: Vec<(Pointer, String)>,
    is_allowed: bool,
    /// Whether the description was read in another way than it is written.
    is_repair: bool,
    /// The place in the generator that reported it.
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
            is_repair: false,
            site: Location::caller(),
        }
    }

    /// Sets the effect on the output.
    pub fn effect(&mut self, effect: impl Into<String>) -> &mut Self {
        self.effect = effect.into();
        self
    }

    /// Sets the remedy for the author.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Adds another place that belongs to the diagnostic.
    pub fn related(&mut self, at: &Pointer, label: impl Into<String>) -> &mut Self {
        let related = (at.clone(), label.into());
        if !self.related.contains(&related) {
            self.related.push(related);
        }
        self
    }

    /// Replaces the severity of the code.
    pub fn severity(&mut self, severity: Severity) -> &mut Self {
        self.severity = severity;
        self.outcome = severity.into();
        self
    }

    /// Sets the outcome for the reported part, and the effect on the output.
    pub fn outcome(&mut self, outcome: Outcome, effect: impl Into<String>) -> &mut Self {
        self.severity(outcome.severity()).effect(effect)
    }

    /// Sets the outcome: the meaning is clear, and nothing is lost.
    pub fn read_as_meant(&mut self, effect: impl Into<String>) -> &mut Self {
        self.is_repair = true;
        self.outcome(Outcome::ReadAsMeant, effect)
    }

    /// Sets the outcome: the smallest possible part is left out or loosened.
    pub fn loosened(&mut self, effect: impl Into<String>) -> &mut Self {
        self.is_repair = true;
        self.outcome(Outcome::Loosened, effect)
    }

    /// Whether the description was read in another way than it is written: a part was corrected, loosened or left out.
    pub(crate) fn is_repair(&self) -> bool {
        self.is_repair
    }

    /// Sets the outcome: an operation or a type is not generated.
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
    /// Whether accepted errors remain errors, because nothing could be generated.
    is_given_up: bool,
    /// Whether most of the description was not read.
    is_incomplete: bool,
    /// The origins of the nodes.
    sources: SourceMap,
    comparisons: Comparisons,
    /// The messages about values of a wrong type, by their places.
    wrong_types: BTreeMap<Pointer, String>,
}

impl Diagnostics {
    /// An empty collection.
    pub fn new() -> Self {
        Self::default()
    }

    /// Turns later diagnostics that the entry covers into notes.
    pub fn allow(&mut self, allow: Allow) {
        self.allowed.push((allow, false));
    }

    /// Turns diagnostics that the entry covers into errors, unless they are allowed.
    pub fn deny(&mut self, deny: Deny) {
        self.denied.push(deny);
    }

    /// The sources of the entries of `allow` that matched a diagnostic.
    pub fn used_allows(&self) -> impl Iterator<Item = &AllowSource> {
        let used = self.allowed.iter().filter(|(_, is_used)| *is_used);
        used.map(|(allow, _)| &allow.written)
    }

    /// Marks these entries of `allow` as used, because they matched in another description.
    pub fn use_allows(&mut self, used: &BTreeSet<AllowSource>) {
        for (allow, is_used) in &mut self.allowed {
            *is_used |= used.contains(&allow.written);
        }
    }

    /// Records that most of the description was not read. Then unused entries of `allow` are not reported.
    pub(crate) fn stop_early(&mut self) {
        self.is_incomplete = true;
    }

    /// Records that nothing could be generated. If there is no other error, accepted errors remain errors, so that the reason is
    /// printed.
    pub fn give_up(&mut self) {
        self.is_given_up = !self.has_errors();
    }

    /// The origins of the nodes of the tree.
    pub(crate) fn sources(&self) -> &SourceMap {
        &self.sources
    }

    /// The origins of the nodes of the tree, for a stage that adds a text or moves nodes.
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

    /// Switches to pointers of the translated tree.
    pub(crate) fn translated(&mut self, origins: Origins) {
        self.locate_related();
        self.sources.set_translation(origins);
    }

    /// The diagnostics by their places in the tree before its translation.
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

    /// Adds a diagnostic, and returns it so that it can be completed: `.report(…).help("…")`.
    #[track_caller]
    pub fn report(&mut self, code: Code, at: &Pointer, message: impl Into<String>) -> &mut Diagnostic {
        self.push(Diagnostic::new(code, at, message))
    }

    /// Adds a diagnostic.
    pub fn push(&mut self, mut diagnostic: Diagnostic) -> &mut Diagnostic {
        diagnostic.at = self.sources.origin(&diagnostic.at);
        self.push_located(diagnostic)
    }

    /// Adds a diagnostic whose pointer is already one into a text.
    fn push_located(&mut self, mut diagnostic: Diagnostic) -> &mut Diagnostic {
        let covers = |allow: &Allow| allow.covers(diagnostic.code, &diagnostic.at);
        for (_, is_used) in self.allowed.iter_mut().filter(|(allow, _)| covers(allow)) {
            *is_used = true;
            diagnostic.is_allowed = true;
        }
        let key = self.reported_wrong_type(&diagnostic).unwrap_or_else(|| {
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

    /// An empty collection for the same run, for diagnostics that may be discarded.
    #[must_use]
    pub(crate) fn scratch(&self) -> Self {
        Self {
            comparisons: self.comparisons.clone(),
            ..Self::default()
        }
    }

    /// The candidate that is similar to `word`. A run makes a limited number of comparisons; after that there is none.
    pub fn did_you_mean<'c>(
        &self,
        word: &str,
        candidates: impl IntoIterator<Item = &'c str>,
    ) -> Option<&'c str> {
        self.comparisons.nearest(word, candidates)
    }

    /// The diagnostics so far, in the order of their reports.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.found.values()
    }

    /// The errors after `allow` and `deny`.
    pub fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.iter()
            .filter(|found| self.severity(found) == Severity::Error)
    }

    /// Whether one of them is an error after `allow` and `deny`.
    pub fn has_errors(&self) -> bool {
        self.errors().next().is_some()
    }

    /// Makes errors of the diagnostics that `is_refused`, and says what became of the run.
    pub(crate) fn refuse(&mut self, effect: &str, mut is_refused: impl FnMut(&Diagnostic) -> bool) {
        for found in self.found.values_mut() {
            if is_refused(found) {
                let effect = match found.effect.as_str() {
                    "" => effect.to_owned(),
                    before => format!("{before}; {effect}"),
                };
                found.refused(effect);
            }
        }
    }

    /// All diagnostics, and one for each unused entry of `allow`.
    ///
    /// # Errors
    /// The diagnostics, if at least one is an error.
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

    /// All diagnostics as text: one entry for each kind, errors last, and a table.
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

    /// The key of the same diagnostic about the text. A value of a wrong type may be reported again in the translated tree, where
    /// the message names other types.
    fn reported_wrong_type(&self, diagnostic: &Diagnostic) -> Option<(Code, Pointer, String)> {
        if !self.sources.is_translated() || diagnostic.code != Code::WrongType {
            return None;
        }
        let message = self.wrong_types.get(&diagnostic.at)?;
        Some((diagnostic.code, diagnostic.at.clone(), message.clone()))
    }

    /// Replaces related places in the tree by their places in the texts.
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

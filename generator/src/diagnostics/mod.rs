//! What we have to say about a description: collected by every stage, printed at the end. Knows nothing of any stage.

mod code;
mod render;
mod similar;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub use code::{Code, UnknownCode};
use indexmap::IndexMap;
pub use render::{Style, render, summary};
pub use similar::did_you_mean;

use crate::source::{Origins, Pointer, Provenance};

/// How grave a finding is. Only errors stop a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Error,
    Warning,
    Note,
}

/// The part of a member that the caret goes under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    Value,
    Key,
    /// The last of several equal keys.
    LastKey,
    /// A place in a text that could not be parsed: line from 1, column in characters from 1.
    Position {
        line: usize,
        column: usize,
    },
}

/// One finding, about one node.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    pub code: Code,
    pub severity: Severity,
    pub at: Pointer,
    pub part: Part,
    /// What is wrong, in one line without a full stop.
    pub message: String,
    /// What the generator did about it: "the operation is left out". Empty when there is nothing to say.
    pub effect: String,
    /// What the author of the description can do.
    pub help: Option<String>,
    /// Other places that belong to the finding, each with its label.
    pub related: Vec<(Pointer, String)>,
}

impl Diagnostic {
    /// A finding of the code's own severity, about the value at `at`.
    pub fn new(code: Code, at: &Pointer, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            at: at.clone(),
            part: Part::Value,
            message: message.into(),
            effect: String::new(),
            help: None,
            related: Vec::new(),
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

    /// Points at another place that belongs to the finding.
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

/// A finding that the user accepts, as `generator.toml` says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allow {
    pub code: Code,
    /// The node, or any node above it.
    pub at: Pointer,
    pub reason: String,
}

/// All findings of a run, in the order they were made. The same finding made twice is kept once.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    found: IndexMap<(Code, Pointer, String), Diagnostic>,
    allowed: Vec<(Allow, bool)>,
    /// Which text the tree is from, before it was translated.
    provenance: Provenance,
    /// The texts other than the description's.
    texts: BTreeMap<String, String>,
    origins: Origins,
    is_translated: bool,
}

impl Diagnostics {
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes the findings that it names, made from now on, notes instead of errors or warnings.
    pub fn allow(&mut self, allow: Allow) {
        self.allowed.push((allow, false));
    }

    /// Takes what is found from now on as found in the tree that these moves have made; it is said of the text.
    pub fn translated(&mut self, origins: Origins) {
        self.restore();
        self.origins = origins;
        self.is_translated = true;
    }

    /// Says of the text at `source` what is found at `place` of the tree, or below it.
    pub fn came_from(&mut self, place: &Pointer, source: Pointer) {
        self.provenance.came_from(place, source);
    }

    /// Keeps the text of another document, for whoever prints what is found in it.
    pub fn add_text(&mut self, name: &str, text: String) {
        self.texts.insert(name.to_owned(), text);
    }

    /// The texts of all documents other than the description itself, by their names.
    pub fn take_texts(&mut self) -> BTreeMap<String, String> {
        std::mem::take(&mut self.texts)
    }

    /// The places in the tree, before it was translated, of what was found.
    pub(crate) fn places(&self) -> impl Iterator<Item = (Pointer, &Diagnostic)> {
        self.iter().map(|found| (self.provenance.place(&found.at), found))
    }

    /// Where the nodes of the tree are from, to be kept up when it is changed.
    pub(crate) fn provenance(&mut self) -> &mut Provenance {
        &mut self.provenance
    }

    /// The place in the translated tree of what the text has at `at`.
    #[must_use]
    pub fn translate(&self, at: &Pointer) -> Pointer {
        self.origins.target(&self.provenance.place(at))
    }

    /// Adds a finding; the answer is for saying more: `.report(…).help("…")`.
    pub fn report(&mut self, code: Code, at: &Pointer, message: impl Into<String>) -> &mut Diagnostic {
        self.push(Diagnostic::new(code, at, message))
    }

    /// Adds a finding.
    pub fn push(&mut self, mut diagnostic: Diagnostic) -> &mut Diagnostic {
        diagnostic.at = self.provenance.origin(&self.origins.origin(&diagnostic.at));
        let mut allows = self.allowed.iter_mut();
        let allow =
            allows.find(|(allow, _)| allow.code == diagnostic.code && diagnostic.at.is_within(&allow.at));
        if let Some((_, used)) = allow {
            *used = true;
            diagnostic.severity = Severity::Note;
        }
        let key = self.said_already(&diagnostic).unwrap_or_else(|| {
            let Diagnostic {
                code, at, message, ..
            } = &diagnostic;
            (*code, at.clone(), message.clone())
        });
        self.found.entry(key).or_insert(diagnostic)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.found.values()
    }

    pub fn has_errors(&self) -> bool {
        self.found
            .values()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// All findings, plus one for each `allow` that was not needed: `Err` when one of them is an error.
    ///
    /// # Errors
    /// The findings, when at least one is an error.
    pub fn finish(mut self) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
        self.restore();
        for (allow, used) in std::mem::take(&mut self.allowed) {
            if !used {
                let message = format!("nothing here is `{}` any more: {}", allow.code, allow.reason);
                self.report(Code::UnusedAllow, &allow.at, message)
                    .help("remove the entry from generator.toml");
            }
        }
        let failed = self.has_errors();
        let found = self.found.into_values().collect();
        if failed { Err(found) } else { Ok(found) }
    }

    /// What is of a wrong type in the text may still be so in the translated tree, and other types be right there.
    fn said_already(&self, diagnostic: &Diagnostic) -> Option<(Code, Pointer, String)> {
        if !self.is_translated || diagnostic.code != Code::WrongType {
            return None;
        }
        let same = |found: &&Diagnostic| found.code == Code::WrongType && found.at == diagnostic.at;
        let found = self.found.values().find(same)?;
        Some((found.code, found.at.clone(), found.message.clone()))
    }

    /// Says of the text what was related to findings in the translated tree, and forgets that tree.
    fn restore(&mut self) {
        let origins = std::mem::take(&mut self.origins);
        if origins.is_empty() && self.provenance.is_empty() {
            return;
        }
        let found = self.found.values_mut();
        for (at, _) in found.flat_map(|finding| &mut finding.related) {
            *at = self.provenance.origin(&origins.origin(at));
        }
    }
}

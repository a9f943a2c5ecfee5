//! Messages of the program in formats for other programs: JSON lines (`docs/src/messages.schema.json`), SARIF, annotations of GitHub,
//! and one line each.

mod json;
mod sarif;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub use json::json;
pub use sarif::sarif;

use crate::diagnostics::{Diagnostic, Severity, located, one_line};
use crate::machine::{self, Annotation, Level};

/// What a run has to say about a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// The severity.
    pub severity: Severity,
    /// The code of a diagnostic, which `explain` describes.
    pub code: Option<&'static str>,
    /// The problem, in one line.
    pub text: String,
    /// The effect on the output. It may be empty.
    pub effect: String,
    /// The remedy. It may be empty.
    pub help: String,
    /// The place; `None` if the message is about none.
    pub place: Option<Place>,
    /// Other places that belong to the message, each with its label.
    pub related: Vec<(Place, String)>,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    /// The JSON pointer; empty where there is none.
    pub pointer: String,
}

impl Message {
    /// A message without a place.
    pub fn new(severity: Severity, text: impl Into<String>) -> Self {
        Self {
            severity,
            code: None,
            text: text.into(),
            effect: String::new(),
            help: String::new(),
            place: None,
            related: Vec::new(),
        }
    }

    /// The message with this place.
    #[must_use]
    pub fn at(self, place: Place) -> Self {
        Self {
            place: Some(place),
            ..self
        }
    }

    /// The messages of diagnostics, in the order of the text, errors last. `texts` has the text of each document by its name.
    pub fn of_diagnostics(found: &[Diagnostic], texts: &BTreeMap<String, String>) -> Vec<Self> {
        let place = |at: &crate::source::Pointer, (line, column): (usize, usize)| Place {
            file: at.document().to_owned(),
            line,
            column,
            pointer: at.fragment().to_owned(),
        };
        let messages = located(found, texts)
            .into_iter()
            .map(|(diagnostic, at, related)| Self {
                severity: diagnostic.severity,
                code: Some(diagnostic.code.id()),
                text: diagnostic.message.clone(),
                effect: diagnostic.effect.clone(),
                help: diagnostic.help.clone().unwrap_or_default(),
                place: at.map(|position| place(&diagnostic.at, position)),
                related: related
                    .into_iter()
                    .map(|(at, position, label)| (place(at, position), label.to_owned()))
                    .collect(),
            });
        messages.collect()
    }

    fn level(&self) -> Level {
        match self.severity {
            Severity::Error => Level::Error,
            Severity::Warning => Level::Warning,
            Severity::Note => Level::Note,
        }
    }

    /// The text, the effect and the help, on a line each, without control characters.
    fn lines(&self) -> Vec<String> {
        let rest = [("effect", &self.effect), ("help", &self.help)];
        let rest = rest.into_iter().filter(|(_, text)| !text.is_empty());
        let rest = rest.map(|(name, text)| format!("{name}: {}", one_line(text)));
        std::iter::once(one_line(&self.text)).chain(rest).collect()
    }
}

/// One line for each message: `spec/api.yaml:3:5: warning[unknown-key]: …`.
pub fn short(messages: &[Message]) -> String {
    let lines = messages.iter().map(|message| {
        let place = message.place.as_ref();
        let place = place.map(|place| format!("{}:{}:{}: ", one_line(&place.file), place.line, place.column));
        let code = message.code.map(|code| format!("[{code}]"));
        format!(
            "{}{}{}: {}\n",
            place.unwrap_or_default(),
            message.severity.name(),
            code.unwrap_or_default(),
            one_line(&message.text)
        )
    });
    lines.collect()
}

/// Annotations of GitHub.
pub fn github(messages: &[Message]) -> String {
    let all = messages.iter().map(|message| Annotation {
        level: message.level(),
        place: message
            .place
            .as_ref()
            .map(|place| (one_line(&place.file), place.line, place.column)),
        title: message.code.unwrap_or("generator").to_owned(),
        lines: message.lines(),
    });
    machine::annotations(&all.collect::<Vec<_>>())
}

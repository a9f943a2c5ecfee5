//! Docs: what a reader is told, and the document's own facts.

use super::facets::Facets;
use crate::diagnostics::Diagnostics;
use crate::ir::{Constraints, Docs, Info, Number, Server};
use crate::model::Model;

/// What a schema says of itself, for the item that it becomes.
pub(super) fn of(facets: &Facets, constraints: &Constraints) -> Docs {
    let text = match (&facets.title, &facets.description) {
        (Some(title), Some(text)) if !text.is_empty() && !same(title, text) && title.contains(' ') => {
            Some(format!("{title}\n\n{text}"))
        }
        (title, None) => title.clone().filter(|title| title.contains(' ')),
        (_, Some(text)) => Some(text.clone()),
    };
    Docs {
        text: text.filter(|text| !text.trim().is_empty()),
        notes: notes(facets, constraints),
    }
}

/// Docs that are only text.
pub(super) fn plain(text: Option<String>) -> Docs {
    Docs {
        text: text.filter(|text| !text.trim().is_empty()),
        notes: Vec::new(),
    }
}

/// A summary, and the text behind it.
pub(super) fn summarised(summary: Option<String>, description: Option<String>) -> Docs {
    match (summary, description) {
        (Some(summary), Some(text)) if !same(&summary, &text) && !text.is_empty() => {
            plain(Some(format!("{}\n\n{text}", summary.trim())))
        }
        (summary, text) => plain(summary.filter(|summary| !summary.is_empty()).or(text)),
    }
}

fn same(a: &str, b: &str) -> bool {
    a.trim().trim_end_matches('.') == b.trim().trim_end_matches('.')
}

fn notes(facets: &Facets, constraints: &Constraints) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(format) = &facets.format
        && !matches!(format.as_str(), "int64" | "double" | "float" | "password")
    {
        notes.push(format!("Format: {}.", code(format)));
    }
    if let Some((pattern, _)) = &facets.raw.pattern {
        notes.push(format!("Pattern: {}.", code(pattern)));
    }
    match (constraints.min_length, constraints.max_length) {
        (Some(min), Some(max)) => notes.push(format!("Length: {min} to {max} characters.")),
        (Some(min), None) => notes.push(format!("Length: at least {min} characters.")),
        (None, Some(max)) => notes.push(format!("Length: at most {max} characters.")),
        (None, None) => {}
    }
    if facets.format.as_deref() != Some("int32") {
        if let Some(bound) = constraints.minimum {
            let word = if bound.exclusive { "above" } else { "at least" };
            notes.push(format!("Value: {word} {}.", number(bound.value)));
        }
        if let Some(bound) = constraints.maximum {
            let word = if bound.exclusive { "below" } else { "at most" };
            notes.push(format!("Value: {word} {}.", number(bound.value)));
        }
    }
    if let Some(step) = constraints.multiple_of {
        notes.push(format!("Value: a multiple of {}.", number(step)));
    }
    if let Some(min) = constraints.min_items {
        notes.push(format!("Items: at least {min}."));
    }
    if let Some(max) = constraints.max_items {
        notes.push(format!("Items: at most {max}."));
    }
    if constraints.unique_items {
        notes.push("Items: no two equal.".to_owned());
    }
    if facets.read_only {
        notes.push("Read-only: the server sets it.".to_owned());
    }
    if facets.write_only {
        notes.push("Write-only: the server never returns it.".to_owned());
    }
    if let Some(default) = &facets.default {
        notes.push(format!("Default, when absent: {}.", code(&default.to_string())));
    }
    if let Some(example) = &facets.example {
        let example = example.to_string();
        if example.chars().count() <= 80 {
            notes.push(format!("Example: {}.", code(&example)));
        }
    }
    notes
}

/// Inline code that holds any text.
fn code(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    match (text.contains('`'), text.contains("``")) {
        (false, _) => format!("`{text}`"),
        (true, false) => format!("`` {text} ``"),
        (true, true) => format!("`{}`", text.replace('`', "'")),
    }
}

fn number(number: Number) -> String {
    match number {
        Number::I64(n) => n.to_string(),
        Number::U64(n) => n.to_string(),
        Number::F64(n) => n.to_string(),
    }
}

/// `info` of the description.
pub(super) fn info(model: &Model<'_>, diagnostics: &mut Diagnostics) -> Info {
    let info = model.info(diagnostics);
    Info {
        title: info.title,
        version: info.version,
        docs: plain(info.description),
    }
}

/// `servers` of the description, variables replaced by their defaults.
pub(super) fn servers(model: &Model<'_>, diagnostics: &mut Diagnostics) -> Vec<Server> {
    model
        .servers(model.root(), diagnostics)
        .into_iter()
        .map(server)
        .collect()
}

fn server(server: openapiv3::Server) -> Server {
    let mut url = server.url;
    for (name, variable) in server.variables.unwrap_or_default() {
        url = url.replace(&format!("{{{name}}}"), &variable.default);
    }
    Server {
        url,
        docs: plain(server.description),
    }
}

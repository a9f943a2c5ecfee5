//! Parses a text into a tree: chooses the format, applies limits, and locates errors.

use serde::de::DeserializeSeed;

use super::Node;
use super::build::{Builder, TOO_LARGE};
use super::format::{Format, format, without_bom};
use super::pointer::Pointer;
use super::{brackets, precision, scalars, tabs};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Part};

/// The maximum size of a text: ten times the largest known description.
pub const MAX_BYTES: usize = 256 << 20;

/// The message of both parsers for more than 128 levels.
const TOO_DEEP: &str = "recursion limit exceeded";

/// Parses JSON or YAML. `name` is the file name, which helps to choose the format and names the document in pointers.
///
/// Duplicate keys and numbers that lose digits are reported; the tree is complete otherwise. Merge keys are resolved. A text
/// that is neither JSON nor YAML, is nested too deep or is too large is reported, and there is no tree.
pub fn parse(name: &str, text: &str, diagnostics: &mut Diagnostics) -> Option<Node> {
    let root = Pointer::root(name);
    let text = without_bom(text);
    if text.len() > MAX_BYTES {
        let message = format!(
            "the description has {} bytes; the limit is {MAX_BYTES}",
            text.len()
        );
        diagnostics.report(Code::TooLarge, &root, message);
        return None;
    }
    match format(name, text) {
        Format::Json => parse_json(&root, text, diagnostics),
        Format::Yaml => parse_yaml(&root, text, diagnostics),
    }
}

fn parse_json(root: &Pointer, text: &str, diagnostics: &mut Diagnostics) -> Option<Node> {
    let builder = Builder::new(root, text.len(), false);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let result = builder
        .node()
        .deserialize(&mut deserializer)
        .and_then(|node| deserializer.end().map(|()| node));
    let failure = result.as_ref().err().map(|error| Failure {
        message: without_place(&error.to_string()),
        place: Some((
            error.line(),
            column_in_characters(text, error.line(), error.column()),
        )),
    });
    if let Some(failure) = &failure
        && failure.message != TOO_DEEP
        && let Some(node) = parse_loose(root, text, failure, diagnostics)
    {
        return Some(node);
    }
    let mut node = conclude(builder, (root, text), result.ok(), failure, diagnostics)?;
    scalars::restore(root, text, &mut node);
    Some(node)
}

/// Reads a text that is nearly JSON as YAML, which allows trailing commas, comments, single quotes and line breaks in
/// strings.
fn parse_loose(root: &Pointer, text: &str, failure: &Failure, diagnostics: &mut Diagnostics) -> Option<Node> {
    let mut found = Diagnostics::new();
    let node = parse_yaml(root, text, &mut found)?;
    // A text that consists of one word is valid YAML, too.
    node.as_object()?;
    let mut diagnostic = Diagnostic::new(Code::Syntax, root, failure.message.clone());
    if let Some((line, column)) = failure.place {
        diagnostic.part(Part::Position { line, column });
    }
    diagnostic.read_as_meant("the text is read as YAML, which allows this");
    diagnostics.push(diagnostic);
    take(diagnostics, &found);
    Some(node)
}

fn parse_yaml(root: &Pointer, text: &str, diagnostics: &mut Diagnostics) -> Option<Node> {
    if tabs::lines(text).next().is_none() {
        return parse_spaces(root, text, diagnostics);
    }
    let mut found = Diagnostics::new();
    if let Some(node) = parse_spaces(root, text, &mut found) {
        // The tabs are in strings.
        take(diagnostics, &found);
        return Some(node);
    }
    let failed = found.iter().find_map(|found| match found.part {
        Part::Position { line, .. } => Some(line),
        Part::Value | Part::Key | Part::LastKey => None,
    });
    let at_fault = tabs::lines(text).find(|line| failed.is_none_or(|failed| *line >= failed));
    let read = parse_tabs(root, text);
    let Some(line) = at_fault.filter(|line| read.is_some() || failed == Some(*line)) else {
        take(diagnostics, &found);
        return None;
    };
    let mut diagnostic = Diagnostic::new(Code::Syntax, root, "YAML does not allow tabs as indentation");
    diagnostic.part(Part::Position { line, column: 1 });
    let Some((node, found)) = read else {
        diagnostic
            .effect("nothing after it is read, since the lines around it are indented differently")
            .help("indent with spaces");
        diagnostics.push(diagnostic);
        return None;
    };
    diagnostic.read_as_meant("each tab is read as spaces: every tab width gives the same result");
    diagnostics.push(diagnostic);
    take(diagnostics, &found);
    Some(node)
}

fn take(diagnostics: &mut Diagnostics, found: &Diagnostics) {
    for diagnostic in found.iter() {
        diagnostics.push(diagnostic.clone());
    }
}

/// Reads the text with spaces in place of its tabs. `None` unless all tab widths that can be parsed give the same tree.
fn parse_tabs(root: &Pointer, text: &str) -> Option<(Node, Diagnostics)> {
    let mut read: Option<(Node, Diagnostics)> = None;
    for width in tabs::WIDTHS {
        let mut found = Diagnostics::new();
        let Some(node) = parse_spaces(root, &tabs::expand(text, width), &mut found) else {
            continue;
        };
        match &read {
            Some((other, _)) if !tabs::is_same(other, &node) => return None,
            Some(_) => {}
            None => read = Some((node, found)),
        }
    }
    read
}

fn parse_spaces(root: &Pointer, text: &str, diagnostics: &mut Diagnostics) -> Option<Node> {
    if let Some(place) = brackets::deeper_than(text, MAX_BRACKETS) {
        let failure = Failure {
            message: TOO_DEEP.to_owned(),
            place: Some(place),
        };
        diagnostics.push(failure.into_diagnostic(root, false));
        return None;
    }
    let builder = Builder::new(root, text.len(), true);
    let result = builder
        .node()
        .deserialize(serde_yaml::Deserializer::from_str(text));
    let failure = result.as_ref().err().map(|error| Failure {
        message: without_place(&error.to_string()),
        place: error.location().map(|place| (place.line(), place.column())),
    });
    let mut node = conclude(builder, (root, text), result.ok(), failure, diagnostics)?;
    scalars::restore(root, text, &mut node);
    Some(node)
}

/// The maximum nesting of brackets. A text with a thousand open brackets is an attack.
const MAX_BRACKETS: usize = 1_000;

struct Failure {
    message: String,
    place: Option<(usize, usize)>,
}

fn conclude(
    builder: Builder<'_>,
    (root, text): (&Pointer, &str),
    node: Option<Node>,
    failure: Option<Failure>,
    diagnostics: &mut Diagnostics,
) -> Option<Node> {
    let is_exhausted = builder.is_exhausted();
    let rounded = |numbers| precision::rounded(root.document(), text, numbers);
    for diagnostic in builder.into_diagnostics(rounded) {
        diagnostics.push(diagnostic);
    }
    if let Some(failure) = failure {
        diagnostics.push(failure.into_diagnostic(root, is_exhausted));
    }
    node
}

impl Failure {
    fn into_diagnostic(self, root: &Pointer, is_exhausted: bool) -> Diagnostic {
        let (code, message) = match self.message.as_str() {
            TOO_DEEP => (Code::TooDeep, "the text is nested more than 128 levels deep"),
            _ if is_exhausted => (Code::TooLarge, TOO_LARGE),
            "repetition limit exceeded" => (Code::TooLarge, TOO_LARGE),
            other => (Code::Syntax, other),
        };
        let mut diagnostic = Diagnostic::new(code, root, message);
        if let Some((line, column)) = self.place {
            diagnostic.part(Part::Position { line, column });
        }
        diagnostic.effect("nothing after it is read");
        diagnostic
    }
}

/// The message without its place, which both parsers put at the end. Diagnostics print the place themselves.
fn without_place(message: &str) -> String {
    message.split(" at line ").next().unwrap_or(message).to_owned()
}

/// The column in characters, from 1. serde_json counts bytes.
fn column_in_characters(text: &str, line: usize, column: usize) -> usize {
    let line = text.split('\n').nth(line.saturating_sub(1)).unwrap_or_default();
    1 + line
        .char_indices()
        .filter(|(start, _)| start + 1 < column)
        .count()
}

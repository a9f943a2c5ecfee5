//! An independent validator says which requests and values a description allows.

use std::fs;
use std::io;

use serde_json::{Value, json};

use super::driver::Sent;
use crate::external::Tools;

/// What to ask the validator.
#[derive(Clone, Debug, Default)]
pub(super) struct Questions {
    lines: String,
    documents: usize,
    count: usize,
}

impl Questions {
    /// Adds a description, and returns its number.
    pub(super) fn document(&mut self, document: &Value) -> usize {
        self.add(&json!({ "document": document }));
        self.documents += 1;
        self.documents - 1
    }

    /// Asks whether a description allows a request, and returns the number of the question.
    pub(super) fn request(&mut self, document: usize, request: &Sent) -> usize {
        self.ask(&json!({ "of": document, "request": request }))
    }

    /// Asks whether a server may send a value, and returns the number of the question.
    pub(super) fn value(&mut self, document: usize, schema: &str, value: &Value) -> usize {
        self.ask(&json!({ "of": document, "schema": schema, "value": value }))
    }

    fn ask(&mut self, line: &Value) -> usize {
        self.add(line);
        self.count += 1;
        self.count - 1
    }

    fn add(&mut self, line: &Value) {
        self.lines.push_str(&line.to_string());
        self.lines.push('\n');
    }

    /// The validator's objections: one for each question, `None` where there is none.
    ///
    /// # Errors
    /// When the validator fails.
    pub(super) fn answers(&self, python: &Tools) -> io::Result<Vec<Option<String>>> {
        let folder = python.directory().join("lines");
        fs::write(&folder, &self.lines)?;
        let output = python.command().arg("validate.py").arg(&folder).output()?;
        if !output.status.success() {
            let printed = String::from_utf8_lossy(&output.stderr).into_owned();
            return Err(io::Error::other(printed));
        }
        let text = String::from_utf8_lossy(&output.stdout);
        let all: Vec<Option<String>> = text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
        match all.len() == self.count {
            true => Ok(all),
            false => Err(io::Error::other("a line for each question was expected")),
        }
    }
}

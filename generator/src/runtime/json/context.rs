//! Where decoding is, and what went wrong there.

use std::fmt;

/// JSON that doesn't decode: where and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    pub(crate) path: String,
    pub(crate) message: String,
    pub(crate) position: Option<(usize, usize)>,
}

impl DecodeError {
    /// Where in the JSON: `$.data.items[3].name`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong there. Shows at most a few dozen characters of the content.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Line and column of the text, from 1, when known.
    pub fn position(&self) -> Option<(usize, usize)> {
        self.position
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message)?;
        match self.position {
            Some((line, column)) => write!(f, " at line {line} column {column}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for DecodeError {}

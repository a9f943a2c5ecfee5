//! Where decoding is, what went wrong there, and how deep it may go.

use std::fmt::{self, Display, Write};

use crate::runtime::json::tolerance::Tolerance;

/// JSON that doesn't decode: where and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    pub(crate) path: String,
    pub(crate) message: String,
    pub(crate) position: Option<(usize, usize)>,
}

/// What one decoding knows. The path is put together only when there is an error, from the innermost step outwards.
pub(crate) struct Context<'t> {
    /// The JSON text that is being decoded; `None` for other formats.
    pub(crate) text: Option<&'t str>,
    /// How many more arrays, objects and unions may be entered.
    pub(crate) depth: usize,
    trail: Vec<Step>,
    failure: Option<Failure>,
    /// How many more times a variant of a union may be tried after another one, so that no text can make it many.
    retries: u16,
    /// The property that told the variant which is decoded next.
    pub(crate) tag: Option<&'static str>,
    /// What is put up with, where anything is.
    pub(crate) tolerance: Option<Tolerance>,
}

/// What is known of an error, set aside while something else is tried.
#[derive(Default)]
pub(crate) struct Found {
    trail: Vec<Step>,
    failure: Option<Failure>,
}

/// One step of a path.
pub(crate) enum Step {
    /// Into a property.
    Key(String),
    /// Into an item, counted from 0.
    Index(usize),
}

/// An error whose own format can't carry it outwards.
struct Failure {
    message: String,
    position: Option<(usize, usize)>,
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

impl Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path != "$" {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.message)?;
        match self.position {
            Some((line, column)) => write!(f, " at line {line} column {column}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for DecodeError {}

impl<'t> Context<'t> {
    /// Twice what serde_json allows, because a union and the object in it are two levels here.
    pub(crate) const MAX_DEPTH: usize = 256;

    /// The context of a decoding that may go `depth` levels down.
    pub(crate) fn new(text: Option<&'t str>, depth: usize) -> Self {
        Self {
            text,
            depth,
            trail: Vec::new(),
            failure: None,
            retries: 64,
            tag: None,
            tolerance: None,
        }
    }

    /// Whether another variant may be tried; counts it.
    #[cold]
    pub(crate) fn may_retry(&mut self) -> bool {
        self.retries = self.retries.saturating_sub(1);
        self.retries > 0
    }

    /// Sets aside what is known of an error, and goes back to the depth from before.
    #[cold]
    pub(crate) fn take_error(&mut self, depth: usize) -> Found {
        self.depth = depth;
        Found {
            trail: std::mem::take(&mut self.trail),
            failure: self.failure.take(),
        }
    }

    /// Makes an error that was set aside the error again.
    #[cold]
    pub(crate) fn restore_error(&mut self, found: Found) {
        self.trail = found.trail;
        self.failure = found.failure;
    }

    /// Notes that the error came from `step`.
    #[cold]
    pub(crate) fn leave(&mut self, step: Step) {
        self.trail.push(step);
    }

    /// Keeps what is known of an error of serde_json in `part`, a part of the text; the first one counts.
    #[cold]
    pub(crate) fn fail(&mut self, error: &serde_json::Error, part: &str) {
        if self.failure.is_none() {
            let position = self
                .text
                .and_then(|text| absolute(text, part, error.line(), error.column()));
            self.failure = Some(Failure {
                message: message_of(error),
                position,
            });
        }
    }

    /// Keeps what a type that is not ours said of `part`, a part of the text; without a position, that is where the part begins.
    #[cold]
    pub(crate) fn refuse(&mut self, error: &serde_json::Error, part: &str) {
        let whole = self.text.and_then(|text| absolute(text, part, 1, 1));
        self.fail(error, part);
        if let Some(failure) = &mut self.failure {
            failure.position = failure.position.or(whole);
        }
    }

    /// Takes over the error of a decoding inside this one, whose text is not a part of this one's.
    #[cold]
    pub(crate) fn adopt(&mut self, inner: Context<'_>) {
        self.failure = inner.failure.map(|failure| Failure {
            position: None,
            ..failure
        });
        self.trail.extend(inner.trail);
    }

    /// The error to report, given what the outermost deserializer said.
    #[cold]
    pub(crate) fn into_error(self, said: impl Display) -> DecodeError {
        let path = render(self.trail.iter().rev());
        match self.failure {
            Some(Failure { message, position }) => DecodeError {
                path,
                message,
                position,
            },
            None => DecodeError {
                path,
                message: shorten(&said.to_string()),
                position: None,
            },
        }
    }
}

/// Line and column in `text` of a position in `part`, which lies in it.
fn absolute(text: &str, part: &str, line: usize, column: usize) -> Option<(usize, usize)> {
    if line == 0 {
        return None;
    }
    let offset = (part.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    let (before, start) = position_of(text.as_bytes().get(..offset)?);
    Some(if line == 1 {
        (before, start + column)
    } else {
        (before + line - 1, column)
    })
}

/// Line, from 1, and column, from 0, of what follows `text`. Columns count bytes, as serde_json's do.
pub(crate) fn position_of(text: &[u8]) -> (usize, usize) {
    let line = 1 + text.iter().filter(|byte| **byte == b'\n').count();
    let column = text.iter().rev().take_while(|byte| **byte != b'\n').count();
    (line, column)
}

/// The message of an error of serde_json without the position at its end.
fn message_of(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let position = format!(" at line {} column {}", error.line(), error.column());
    shorten(said.strip_suffix(&position).unwrap_or(&said))
}

/// How much of the content a message may show, in characters.
const SHOWN: usize = 60;

/// Cuts the quoted content of a message down, since serde quotes strings of any length.
fn shorten(message: &str) -> String {
    let quoted = message.split_once(['"', '`']).and_then(|(before, rest)| {
        let (content, after) = rest.rsplit_once(['"', '`'])?;
        (content.chars().count() > SHOWN).then_some((before, content, after))
    });
    let Some((before, content, after)) = quoted else {
        return message.chars().take(4 * SHOWN).collect();
    };
    let start: String = content.chars().take(SHOWN).collect();
    format!(
        "{before}\"{start}…\"{}",
        after.chars().take(2 * SHOWN).collect::<String>()
    )
}

/// A path from the root, in the notation of JSONPath (RFC 9535).
pub(crate) fn render<'a>(steps: impl Iterator<Item = &'a Step>) -> String {
    let mut path = String::from("$");
    for step in steps {
        match step {
            Step::Key(key) => push_key(&mut path, key),
            Step::Index(index) => push_index(&mut path, *index),
        }
    }
    path
}

/// Appends the step into a property: `.name`, or `["any name"]`. Long names are cut: they may be hostile.
pub(crate) fn push_key(path: &mut String, key: &str) {
    let plain = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    if plain && key.len() <= SHOWN {
        path.push('.');
        path.push_str(key);
        return;
    }
    let mut start: String = key.chars().take(SHOWN).collect();
    if start.len() < key.len() {
        start.push('…');
    }
    // BodyFormat to a string can't fail.
    let _ = write!(path, "[{start:?}]");
}

/// Appends the step into an item.
pub(crate) fn push_index(path: &mut String, index: usize) {
    let _ = write!(path, "[{index}]");
}

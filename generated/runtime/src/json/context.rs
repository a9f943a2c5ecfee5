// Copied from runtime/json/context.rs of generator 0.1.0; independent of the description.

//! The state of decoding: the current place, the error that occurred there, and the nesting limit.

use std::fmt::{self, Display, Write};

use crate::runtime::json::tolerance::Tolerance;

/// The place and the reason of a decoding error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    pub(crate) path: String,
    pub(crate) message: String,
    pub(crate) position: Option<(usize, usize)>,
}

/// The state of one decoding. The path is built only after an error, from the innermost step outwards.
pub(crate) struct Context<'t> {
    /// The JSON text that is being decoded; `None` for other formats.
    pub(crate) text: Option<&'t str>,
    /// How many more levels of arrays, objects and unions may be entered.
    pub(crate) depth: usize,
    trail: Vec<Step>,
    failure: Option<Box<Failure>>,
    /// How many more times a union may try a second variant. It limits the work that a hostile text can cause.
    retries: u16,
    /// The tag property that selected the variant to be decoded next.
    pub(crate) tag: Option<&'static str>,
    /// The state of lenient decoding, if it is enabled.
    pub(crate) tolerance: Option<Box<Tolerance>>,
}

/// An error that is set aside while another variant is tried.
#[derive(Default)]
pub(crate) struct Found {
    trail: Vec<Step>,
    failure: Option<Box<Failure>>,
}

/// One step of a path.
pub(crate) enum Step {
    /// Into a property.
    Key(String),
    /// Into an item, counted from 0.
    Index(usize),
}

/// An error that its own format can't carry outwards.
struct Failure {
    message: String,
    position: Option<(usize, usize)>,
}

impl DecodeError {
    /// The place in the JSON, such as `$.data.items[3].name`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong there. It contains at most 60 characters of the content.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Line and column in the text, both counted from 1, if they are known.
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
    /// Twice the limit of serde_json, because a union and the object in it count as two levels here.
    pub(crate) const MAX_DEPTH: usize = 256;

    /// The context of a decoding with at most `depth` levels.
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

    /// Whether another variant may be tried. Each call is counted.
    #[cold]
    pub(crate) fn may_retry(&mut self) -> bool {
        self.retries = self.retries.saturating_sub(1);
        self.retries > 0
    }

    /// Sets an error aside, and resets the depth.
    #[cold]
    pub(crate) fn take_error(&mut self, depth: usize) -> Found {
        self.depth = depth;
        Found {
            trail: std::mem::take(&mut self.trail),
            failure: self.failure.take(),
        }
    }

    /// Restores an error that was set aside.
    #[cold]
    pub(crate) fn restore_error(&mut self, found: Found) {
        self.trail = found.trail;
        self.failure = found.failure;
    }

    /// Records that the error came from `step`.
    #[cold]
    pub(crate) fn leave(&mut self, step: Step) {
        self.trail.push(step);
    }

    /// Stores an error of serde_json in `part`, a part of the text, unless there is an earlier one.
    #[cold]
    pub(crate) fn fail(&mut self, error: &serde_json::Error, part: &str) {
        if self.failure.is_none() {
            let position = self
                .text
                .and_then(|text| absolute(text, part, error.line(), error.column()));
            self.failure = Some(Box::new(Failure {
                message: message_of(error),
                position,
            }));
        }
    }

    /// Stores an error of a custom type in `part`, a part of the text. Its position is the start of the part if it has none.
    #[cold]
    pub(crate) fn refuse(&mut self, error: &serde_json::Error, part: &str) {
        let whole = self.text.and_then(|text| absolute(text, part, 1, 1));
        self.fail(error, part);
        if let Some(failure) = &mut self.failure {
            failure.position = failure.position.or(whole);
        }
    }

    /// Takes over the error of a nested decoding whose text is not a part of this one's.
    #[cold]
    pub(crate) fn adopt(&mut self, inner: Context<'_>) {
        self.failure = inner.failure.map(|mut failure| {
            failure.position = None;
            failure
        });
        self.trail.extend(inner.trail);
    }

    /// The final error, with the message of the outermost deserializer.
    #[cold]
    pub(crate) fn into_error(self, message: impl Display) -> DecodeError {
        let path = render(self.trail.iter().rev());
        match self.failure.map(|failure| *failure) {
            Some(Failure { message, position }) => DecodeError {
                path,
                message,
                position,
            },
            None => DecodeError {
                path,
                message: shorten(&message.to_string()),
                position: None,
            },
        }
    }
}

/// The line and column in `text` of a position in `part`, which is a slice of `text`.
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

/// The line, counted from 1, and the column, counted from 0, of the position after `text`. Columns count bytes, as in serde_json.
pub(crate) fn position_of(text: &[u8]) -> (usize, usize) {
    let line = 1 + text.iter().filter(|byte| **byte == b'\n').count();
    let column = text.iter().rev().take_while(|byte| **byte != b'\n').count();
    (line, column)
}

/// The message of a serde_json error, without the position at its end.
fn message_of(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let position = format!(" at line {} column {}", error.line(), error.column());
    shorten(message.strip_suffix(&position).unwrap_or(&message))
}

/// How many characters of the content a message may show.
const SHOWN: usize = 60;

/// Shortens the quoted content in a message, since serde quotes strings of any length.
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

/// Appends the step into a property: `.name`, or `["any name"]`. Long names are truncated, since they may be hostile.
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
    // Writing to a string can't fail.
    let _ = write!(path, "[{start:?}]");
}

/// Appends the step into an item.
pub(crate) fn push_index(path: &mut String, index: usize) {
    let _ = write!(path, "[{index}]");
}

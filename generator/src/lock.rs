//! The lock: which Rust name each part of a description got, pinned beside the description and committed with the output,
//! so that adding a schema or an operation renames nothing else.

mod text;

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The names that an earlier run gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    entries: BTreeMap<Key, String>,
}

/// What a name is for. Two keys are equal only if they are for the same thing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The kind of name, one word: `type`, `operation`.
    what: String,
    /// The places of the description that have the name, one as a rule. Any text.
    places: Vec<String>,
    /// Which one of several names for the same places this is. It starts at 1.
    number: usize,
}

impl Key {
    /// The key of the first name of a kind for these places. `what` is a word without blanks.
    pub fn new(what: &str, places: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self {
            what: what.to_owned(),
            places: places.into_iter().map(Into::into).collect(),
            number: 1,
        }
    }

    /// The key of the next name of the same kind for the same places.
    #[must_use]
    pub fn next(&self) -> Self {
        Self {
            number: self.number.saturating_add(1),
            ..self.clone()
        }
    }

    /// The kind of name.
    pub fn what(&self) -> &str {
        &self.what
    }

    /// The places that have the name.
    pub fn places(&self) -> &[String] {
        &self.places
    }

    /// Whether there is an earlier name for the same places.
    pub fn is_repeated(&self) -> bool {
        self.number > 1
    }

    /// The same key with each place changed by `change`.
    #[must_use]
    pub fn moved(&self, change: impl Fn(&str) -> String) -> Self {
        Self {
            places: self.places.iter().map(|place| change(place)).collect(),
            ..self.clone()
        }
    }
}

impl Lock {
    /// Reads the text of a lock: `name = what place` a line, `#` starts a comment.
    ///
    /// # Errors
    /// The number, from 1, of the first line that is neither.
    pub fn parse(text: &str) -> Result<Self, usize> {
        let mut entries = BTreeMap::new();
        for (number, line) in text.lines().enumerate() {
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            let (key, name) = text::entry(line).ok_or(number.saturating_add(1))?;
            entries.insert(key, name);
        }
        Ok(Self { entries })
    }

    /// A lock that pins these names.
    pub fn from_entries(entries: impl IntoIterator<Item = (Key, String)>) -> Self {
        Self {
            entries: entries.into_iter().collect(),
        }
    }

    /// The pinned name for a key.
    pub fn get(&self, key: &Key) -> Option<&str> {
        self.entries.get(key).map(String::as_str)
    }

    /// Every key with its name, by key.
    pub fn entries(&self) -> impl Iterator<Item = (&Key, &str)> {
        self.entries.iter().map(|(key, name)| (key, name.as_str()))
    }

    /// The lock without the names of what `exists` says is gone, which are free again.
    #[must_use]
    pub fn retained(&self, exists: impl Fn(&Key) -> bool) -> Self {
        let entries = self.entries.iter().filter(|(key, _)| exists(key));
        Self::from_entries(entries.map(|(key, name)| (key.clone(), name.clone())))
    }

    /// The lock with each place changed by `change`. Where two come to one place, the one that was there has its name.
    #[must_use]
    pub fn moved(&self, change: impl Fn(&str) -> String) -> Self {
        let all = self.entries().map(|(key, name)| (key, key.moved(&change), name));
        let (stayed, moved): (Vec<_>, Vec<_>) = all.partition(|(old, new, _)| *old == new);
        let all = moved.into_iter().chain(stayed);
        Self::from_entries(all.map(|(_, key, name)| (key, name.to_owned())))
    }

    /// The names that are pinned under `what`.
    pub fn of_kind<'l>(&'l self, what: &'l str) -> impl Iterator<Item = &'l str> {
        self.entries()
            .filter(move |(key, _)| key.what == what)
            .map(|(_, name)| name)
    }

    /// The lock's text, sorted by key. [`Self::parse`] reads every text that this returns.
    pub fn render(&self, spec: &str) -> String {
        let mut text = format!(
            "# Rust names given to {}, by JSON pointer. Written by the generator ({}); commit it with the output.\n",
            text::escaped(spec, &[]),
            env!("CARGO_PKG_VERSION"),
        );
        for (key, name) in &self.entries {
            let _ = writeln!(text, "{}", text::line(key, name));
        }
        text
    }
}

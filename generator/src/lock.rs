//! The lock: which pointer got which Rust name, pinned beside the description and committed with the output, so that
//! adding a schema or an operation renames nothing else.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The names that an earlier run gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    entries: BTreeMap<String, String>,
}

impl Lock {
    /// Reads the text of a lock: `name = what pointer` a line, `#` starts a comment.
    ///
    /// # Errors
    /// The number, from 1, of the first line that is neither.
    pub fn parse(text: &str) -> Result<Self, usize> {
        let mut entries = BTreeMap::new();
        for (number, line) in text.lines().enumerate() {
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            let Some((name, key)) = line.split_once(" = ") else {
                return Err(number.saturating_add(1));
            };
            entries.insert(key.to_owned(), name.to_owned());
        }
        Ok(Self { entries })
    }

    /// A lock that pins these names, keyed by what they are for and the pointer.
    pub fn from_entries(entries: impl IntoIterator<Item = (String, String)>) -> Self {
        Self {
            entries: entries.into_iter().collect(),
        }
    }

    /// The pinned name for a key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.entries.get(key).map(String::as_str)
    }

    /// The lock without the names of what `exists` says is gone, which are free again. It is given the key of a pointer.
    #[must_use]
    pub fn retained(&self, exists: impl Fn(&str) -> bool) -> Self {
        let lives = |key: &str| key.split_once(' ').is_some_and(|(_, key)| exists(key));
        let entries = self.entries.iter().filter(|(key, _)| lives(key));
        Self::from_entries(entries.map(|(key, name)| (key.clone(), name.clone())))
    }

    /// The names that are pinned under `what`.
    pub fn of_kind<'l>(&'l self, what: &'l str) -> impl Iterator<Item = &'l str> {
        let is = move |key: &str| key.split_once(' ').is_some_and(|(kind, _)| kind == what);
        self.entries
            .iter()
            .filter(move |(key, _)| is(key))
            .map(|(_, name)| name.as_str())
    }

    /// The lock's text, sorted by key.
    pub fn render(&self, spec: &str) -> String {
        let mut text = format!(
            "# Rust names given to {spec}, by JSON pointer. Written by the generator ({}); commit it with the output.\n",
            env!("CARGO_PKG_VERSION"),
        );
        for (key, name) in &self.entries {
            let _ = writeln!(text, "{name} = {key}");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_survives_its_own_text() {
        let lock = Lock::from_entries([
            ("type /components/schemas/a = b".to_owned(), "AB".to_owned()),
            ("operation /paths/~1pets/get".to_owned(), "list_pets".to_owned()),
        ]);
        assert_eq!(Lock::parse(&lock.render("x.yaml")), Ok(lock));
        assert_eq!(Lock::parse("# ok\nnonsense\n"), Err(2));
    }
}

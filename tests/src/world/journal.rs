//! The results of earlier runs, so that an interrupted run continues where it stopped. A journal belongs to one build of the
//! program. Another build starts a new journal.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{Compiled, Outcome};

/// The outcomes so far, and their file.
#[derive(Debug)]
pub struct Journal {
    file: File,
    outcomes: BTreeMap<String, Outcome>,
    compiled: BTreeMap<String, Compiled>,
}

/// One line of the file.
#[derive(Serialize, Deserialize)]
enum Entry {
    /// The build of the program to which all other lines belong.
    Program(u64),
    Outcome(Outcome),
    Compiled(Compiled),
}

impl Journal {
    /// Opens the journal at `path` for this program. Its contents are kept if they belong to the same build.
    pub fn open(path: &Path, program: &Path) -> io::Result<Self> {
        let mut hasher = DefaultHasher::new();
        fs::read(program)?.hash(&mut hasher);
        let build = hasher.finish();
        let text = fs::read_to_string(path).unwrap_or_default();
        // The last line may be incomplete.
        let mut entries = text.lines().map_while(|line| serde_json::from_str(line).ok());
        let is_same = matches!(entries.next(), Some(Entry::Program(written)) if written == build);
        let kept: Vec<Entry> = entries.filter(|_| is_same).collect();
        let mut journal = Self {
            file: File::create(path)?,
            outcomes: BTreeMap::new(),
            compiled: BTreeMap::new(),
        };
        journal.write(&Entry::Program(build))?;
        for entry in kept {
            match entry {
                Entry::Outcome(outcome) => journal.add_outcome(outcome)?,
                Entry::Compiled(compiled) => journal.add_compiled(compiled)?,
                Entry::Program(_) => {}
            }
        }
        Ok(journal)
    }

    /// The outcome of a description.
    pub fn outcome(&self, name: &str) -> Option<&Outcome> {
        self.outcomes.get(name)
    }

    /// The compiler's output for a description's crate.
    pub fn compiled(&self, name: &str) -> Option<&Compiled> {
        self.compiled.get(name)
    }

    /// Adds the outcome of a description.
    pub fn add_outcome(&mut self, outcome: Outcome) -> io::Result<()> {
        self.outcomes.insert(outcome.name.clone(), outcome.clone());
        self.write(&Entry::Outcome(outcome))
    }

    /// Adds the compiler's output.
    pub fn add_compiled(&mut self, compiled: Compiled) -> io::Result<()> {
        self.compiled.insert(compiled.name.clone(), compiled.clone());
        self.write(&Entry::Compiled(compiled))
    }

    fn write(&mut self, entry: &Entry) -> io::Result<()> {
        writeln!(self.file, "{}", serde_json::to_string(entry)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_build_and_an_incomplete_line_are_discarded() -> io::Result<()> {
        let folder = std::env::temp_dir().join(format!("journal-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        let (path, program) = (folder.join("journal"), folder.join("program"));
        let compiled = Compiled {
            name: "a".to_owned(),
            messages: Vec::new(),
        };
        fs::write(&program, "one")?;
        Journal::open(&path, &program)?.add_compiled(compiled)?;
        let text = fs::read_to_string(&path)?;
        fs::write(&path, text + "{\"Compiled\":{\"na")?;
        assert!(Journal::open(&path, &program)?.compiled("a").is_some());
        assert!(Journal::open(&path, &program)?.compiled("na").is_none());
        fs::write(&program, "two")?;
        assert!(Journal::open(&path, &program)?.compiled("a").is_none());
        fs::remove_dir_all(folder)
    }
}

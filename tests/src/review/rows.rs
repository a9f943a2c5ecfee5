//! The rows of `tests/cases/review/rows`, one folder each.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use generator::diagnostics::Diagnostics;
use generator::internals::source::{self, Node};
use serde::{Deserialize, Serialize};

const ROWS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/cases/review/rows");

/// The rustc error codes of each witness that fails to compile.
pub type Failures = BTreeMap<String, BTreeSet<String>>;

/// One side of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    Old,
    New,
}

/// A description with its options.
#[derive(Clone, Debug)]
pub struct Side {
    pub tree: Node,
    /// The options in the comments at the top: those of [`overrides`](crate::overrides::overrides), `# features: tags` and
    /// `# mode: types`.
    pub options: String,
}

/// A kind of change.
#[derive(Clone, Debug)]
pub struct Row {
    /// The name of the folder.
    pub name: String,
    pub old: Side,
    pub new: Side,
    /// Functions and constants that compile with the client of `old`.
    pub witness: String,
    pub expected: Expected,
}

/// The effects of a change, from `row.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// The change in a few words.
    pub change: String,
    /// The kinds of change that the review reports.
    pub rules: BTreeSet<String>,
    /// The effect on deployed clients of `old` at a server of `new`: `none`, `caution`, `unknown` or `break`.
    pub old_clients: String,
    /// The effect on clients of `new` at a server of `old`.
    pub new_clients: String,
    /// Whether code that uses the client still compiles, and whether the client has new items: `patch`, `minor` or `major`.
    pub rust: String,
    /// Whether code that compiles with both clients behaves differently without any error: `no`, `read` or `sent`.
    pub silent: String,
    /// The witnesses that do not compile with the client of `new`.
    pub fails: Failures,
    /// The facts about the wire that the review reports, one line each, after the kind of change.
    pub wire: Vec<String>,
}

impl Version {
    pub const ALL: [Self; 2] = [Self::Old, Self::New];

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Old => "old",
            Self::New => "new",
        }
    }
}

impl Row {
    /// The description of a side.
    #[must_use]
    pub fn side(&self, version: Version) -> &Side {
        match version {
            Version::Old => &self.old,
            Version::New => &self.new,
        }
    }

    /// Changes the expected effects of the row. Concurrent tests each change their own part.
    pub fn update(&self, change: impl FnOnce(&mut Expected)) -> io::Result<()> {
        static FILES: Mutex<()> = Mutex::new(());
        let _guard = FILES.lock().unwrap_or_else(PoisonError::into_inner);
        let path = folder(&self.name).join("row.json");
        let mut expected: Expected = serde_json::from_str(&fs::read_to_string(&path)?)?;
        change(&mut expected);
        let mut text = serde_json::to_string_pretty(&expected)?;
        text.push('\n');
        fs::write(path, text)
    }
}

/// All rows, by name.
pub fn all() -> io::Result<Vec<Row>> {
    let names = fs::read_dir(ROWS)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
    let names: BTreeSet<String> = names.collect::<io::Result<_>>()?;
    names.into_iter().map(row).collect()
}

fn row(name: String) -> io::Result<Row> {
    let read = |file: &str| fs::read_to_string(folder(&name).join(file));
    let side = |file: &str| {
        let text = read(file)?;
        let tree = source::parse(file, &text, &mut Diagnostics::new());
        let options = text.lines().take_while(|line| line.starts_with('#'));
        Ok::<_, io::Error>(Side {
            tree: tree.ok_or_else(|| io::Error::other(format!("{name}/{file} is not a description")))?,
            options: options.map(|line| format!("{line}\n")).collect(),
        })
    };
    Ok(Row {
        old: side("old.yaml")?,
        new: side("new.yaml")?,
        witness: read("witness.rs")?,
        expected: serde_json::from_str(&read("row.json")?)?,
        name,
    })
}

fn folder(name: &str) -> PathBuf {
    PathBuf::from(ROWS).join(name)
}

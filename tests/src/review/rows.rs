//! The rows of `tests/cases/review/rows`: a folder each.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::PathBuf;

use generator::diagnostics::Diagnostics;
use generator::internals::source::{self, Node};
use serde::{Deserialize, Serialize};

use super::Verdict;

const ROWS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/cases/review/rows");

/// The codes of rustc by the witness that fails with them.
pub type Failures = BTreeMap<String, BTreeSet<String>>;

/// One side of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    Old,
    New,
}

/// A kind of change.
#[derive(Clone, Debug)]
pub struct Row {
    /// The name of the folder.
    pub name: String,
    pub old: Node,
    pub new: Node,
    /// Functions and constants that compile with the client of `old`.
    pub witness: String,
    pub expected: Expected,
}

/// What a change does to code that uses the client. `row.json` holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// The change in a few words.
    pub change: String,
    /// Whether code that uses the client still compiles, and whether the client has more than before.
    pub rust: Verdict,
    /// Whether code that compiles with both clients sends or reads something else, without any error.
    pub silent: bool,
    /// The witnesses that don't compile with the client of `new`.
    pub fails: Failures,
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
    pub fn description(&self, version: Version) -> &Node {
        match version {
            Version::Old => &self.old,
            Version::New => &self.new,
        }
    }

    /// Replaces what is expected of the row.
    pub fn expect(&self, expected: &Expected) -> io::Result<()> {
        let mut text = serde_json::to_string_pretty(expected)?;
        text.push('\n');
        fs::write(folder(&self.name).join("row.json"), text)
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
    let tree = |file: &str| {
        let tree = source::parse(file, &read(file)?, &mut Diagnostics::new());
        tree.ok_or_else(|| io::Error::other(format!("{name}/{file} is not a description")))
    };
    Ok(Row {
        old: tree("old.yaml")?,
        new: tree("new.yaml")?,
        witness: read("witness.rs")?,
        expected: serde_json::from_str(&read("row.json")?)?,
        name,
    })
}

fn folder(name: &str) -> PathBuf {
    PathBuf::from(ROWS).join(name)
}

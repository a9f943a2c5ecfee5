//! What the diff of two surfaces says about code that uses the client.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

/// The items of a client: signature and meaning.
pub type Surface = BTreeMap<String, (String, String)>;

/// What a change does to code that uses a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Nothing.
    Patch,
    /// There is more than before.
    Minor,
    /// Code that compiled may not compile.
    Major,
}

/// What the diff of two surfaces says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub verdict: Verdict,
    /// Whether an item has the same signature and another meaning.
    pub silent: bool,
    /// The items that differ: `- gone`, `~ other signature`, `† other meaning`, `+ new`.
    pub lines: Vec<String>,
}

impl Finding {
    /// Compares two surfaces.
    #[must_use]
    pub fn of(old: &Surface, new: &Surface) -> Self {
        let mut finding = Self {
            verdict: Verdict::Patch,
            silent: false,
            lines: Vec::new(),
        };
        for (item, (signature, meaning)) in old {
            match new.get(item) {
                None => finding.add(Verdict::Major, format!("- {item}")),
                Some((other, _)) if other != signature => {
                    finding.add(Verdict::Major, format!("~ {item}: {signature} -> {other}"));
                }
                Some((_, other)) if other != meaning => {
                    finding.silent = true;
                    finding.add(Verdict::Patch, format!("† {item}: {meaning} -> {other}"));
                }
                Some(_) => {}
            }
        }
        for item in new.keys().filter(|item| !old.contains_key(*item)) {
            finding.add(Verdict::Minor, format!("+ {item}"));
        }
        finding
    }

    fn add(&mut self, verdict: Verdict, line: String) {
        self.verdict = self.verdict.max(verdict);
        self.lines.push(line);
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        })
    }
}

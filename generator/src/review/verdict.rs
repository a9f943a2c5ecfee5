//! The verdicts of a review, the entries that accept changes, and the least version that the verdicts require.

use std::fmt;

use super::change::{Accepted, Change, Effect, Rust, Silent};
use super::rules::Rule;
use super::{Review, Totals};
use crate::source::PlacePattern;

/// The version of a crate for which none is given.
pub(crate) const DEFAULT_VERSION: &str = "0.1.0";

/// What a review comes to, for each of the four groups. They are never merged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// What deployed clients of the old description meet at a server of the new one.
    pub old_clients: Effect,
    /// What clients of the new description meet at a server of the old one.
    pub new_clients: Effect,
    /// What a new compilation of code that uses the client meets.
    pub rust: Rust,
    /// Whether such code compiles and then behaves differently.
    pub silent: Silent,
}

impl Verdict {
    /// The worst of all changes, accepted ones too.
    pub fn of(review: &Review) -> Self {
        let Totals {
            old_clients,
            new_clients,
            rust: (rust, _),
            silent: (silent, _),
            accepted: _,
            severities: _,
        } = Totals::of(review);
        Self {
            old_clients: old_clients.effect(),
            new_clients: new_clients.effect(),
            rust,
            silent,
        }
    }

    /// What the changes mean for the version of the crate: a change of what is sent is major although it compiles.
    pub fn release(&self) -> Rust {
        self.rust.max(match self.silent {
            Silent::No => Rust::Patch,
            Silent::Read => Rust::Minor,
            Silent::Sent => Rust::Major,
        })
    }
}

/// An entry of generator.toml that lets changes pass the gate. It changes no verdict.
#[derive(Clone, Debug)]
pub struct Acceptance {
    /// The changes.
    pub what: Accepts,
    /// Why they may pass.
    pub reason: String,
    /// Whether the description was wrong and the server is as it was.
    pub correction: bool,
}

/// Which changes pass.
#[derive(Clone, Debug)]
pub enum Accepts {
    /// The one with this id.
    Change(String),
    /// Those of a kind at or below one of these places.
    Below(Rule, Vec<PlacePattern>),
}

impl Accepts {
    fn covers(&self, change: &Change) -> bool {
        match self {
            Self::Change(id) => change.id == *id,
            Self::Below(rule, places) => {
                let mut at = change.new.iter().chain(&change.old);
                change.rule == *rule && at.any(|at| places.iter().any(|place| place.covers(at)))
            }
        }
    }
}

/// Marks the changes that are accepted, and returns the indices of the entries that match nothing.
pub fn accept(review: &mut Review, entries: &[Acceptance]) -> Vec<usize> {
    let mut unused = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let mut is_used = false;
        for change in review
            .changes
            .iter_mut()
            .filter(|change| entry.what.covers(change))
        {
            is_used = true;
            change.accepted.get_or_insert_with(|| Accepted {
                reason: entry.reason.clone(),
                correction: entry.correction,
            });
        }
        if !is_used {
            unused.push(index);
        }
    }
    unused
}

/// The numbers of a version of the crate, without what follows `-` or `+`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    major: u64,
    minor: u64,
    patch: u64,
}

impl Version {
    /// Reads a version; `None` if it is not one.
    pub fn parse(text: &str) -> Option<Self> {
        let core = text.split(['-', '+']).next()?;
        let mut parts = core.split('.').map(|part| part.parse().ok());
        Some(Self {
            major: parts.next()??,
            minor: parts.next()??,
            patch: parts.next()??,
        })
    }

    /// The least version that a release may have after this one. Source: Semantic Versioning 2.0.0 as Cargo reads it: in
    /// `0.y.z` the second number is raised for changes that break code.
    #[must_use]
    pub fn raised(self, by: Rust) -> Self {
        let Self { major, minor, patch } = self;
        let raised = |number: u64| number.saturating_add(1);
        match (major, by) {
            (_, Rust::Patch) => self,
            (0, Rust::Major) => Self {
                major,
                minor: raised(minor),
                patch: 0,
            },
            (0, Rust::Minor) => Self {
                major,
                minor,
                patch: raised(patch),
            },
            (_, Rust::Major) => Self {
                major: raised(major),
                minor: 0,
                patch: 0,
            },
            (_, Rust::Minor) => Self {
                major,
                minor: raised(minor),
                patch: 0,
            },
        }
    }
}

/// The version of the crate, and the lowest version that the changes require.
#[derive(Clone, Copy, Debug)]
pub struct CrateVersion<'a> {
    /// The version on the old side.
    pub old: &'a str,
    /// The version on the new side.
    pub new: &'a str,
    /// The lowest version that the changes require.
    pub least: Version,
    /// What the changes are for the crate.
    pub release: Rust,
    /// Whether the new version is high enough.
    pub is_enough: bool,
}

impl<'a> CrateVersion<'a> {
    /// Compares the versions that both sides give, or that a client without a version has. Where neither side gives one, nobody
    /// counts versions, so that additions need none.
    pub fn new(old: Option<&'a str>, new: Option<&'a str>, release: Rust) -> Self {
        let is_counted = old.is_some() || new.is_some();
        let [old, new] = [old, new].map(|given| given.unwrap_or(DEFAULT_VERSION));
        let [before, after] = [old, new].map(|text| Version::parse(text).unwrap_or_default());
        let least = before.raised(release);
        Self {
            old,
            new,
            least,
            release,
            is_enough: after >= least || (!is_counted && release < Rust::Major),
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_raised_as_cargo_reads_them() {
        for (old, by, least) in [
            ("0.1.0", Rust::Major, "0.2.0"),
            ("0.1.9", Rust::Minor, "0.1.10"),
            ("0.1.9-rc.1+b", Rust::Patch, "0.1.9"),
            ("1.2.3", Rust::Major, "2.0.0"),
            ("1.2.3", Rust::Minor, "1.3.0"),
            ("1.2.3", Rust::Patch, "1.2.3"),
        ] {
            let old = Version::parse(old).unwrap();
            assert_eq!(old.raised(by).to_string(), least);
        }
        assert_eq!(Version::parse("1.2"), None);
        assert!(Version::parse("0.10.0") > Version::parse("0.9.9"));
    }

    #[test]
    fn a_client_without_a_version_needs_one_for_a_break_alone() {
        for (old, new, release, is_enough) in [
            (None, None, Rust::Minor, true),
            (None, None, Rust::Major, false),
            (None, Some("0.1.0"), Rust::Minor, false),
            (Some("0.1.0"), Some("0.1.1"), Rust::Minor, true),
            (Some("1.2.3"), Some("1.9.0"), Rust::Major, false),
        ] {
            let version = CrateVersion::new(old, new, release);
            assert_eq!(version.is_enough, is_enough, "{version:?}");
        }
    }
}

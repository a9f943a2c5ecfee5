//! What `info.version` promises to those who have clients, and whether the changes on the wire keep it.

use std::fmt;

use super::change::{Change, Effect};

/// What the two values of `info.version` promise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// How far the versions are apart.
    pub change: Step,
    /// The ids of the changes that break deployed clients, although the versions promise compatibility.
    pub contradicted_by: Vec<String>,
}

/// How far two versions are apart. Source: Semantic Versioning 2.0.0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The version is the same.
    None,
    /// Only repairs.
    Patch,
    /// Only additions.
    Minor,
    /// Anything may be different.
    Major,
    /// They are not numbers in this order, so that they promise nothing.
    Unknown,
}

impl Promise {
    /// Compares the versions with the effects of the changes on deployed clients. An accepted change counts too, except for a
    /// correction: there the server is as it was.
    pub(super) fn of(old: &str, new: &str, changes: &[Change]) -> Self {
        let change = Step::between(old, new);
        let breaks = changes.iter().filter(|change| {
            let is_correction = change.accepted.as_ref().is_some_and(|of| of.correction);
            change.old_clients == Effect::Break && !is_correction
        });
        let contradicted_by = match change {
            Step::None | Step::Patch | Step::Minor => breaks.map(|change| change.id.clone()).collect(),
            Step::Major | Step::Unknown => Vec::new(),
        };
        Self {
            change,
            contradicted_by,
        }
    }
}

impl Step {
    fn between(old: &str, new: &str) -> Self {
        if old == new {
            return Self::None;
        }
        let (Some(old), Some(new)) = (numbers(old), numbers(new)) else {
            return Self::Unknown;
        };
        match (old, new) {
            ([a, ..], [b, ..]) if a < b => Self::Major,
            // A version below 1 promises nothing.
            ([0, ..], [0, ..]) => Self::Unknown,
            ([a, b, _], [c, d, _]) if a == c && b < d => Self::Minor,
            ([a, b, c], [d, e, f]) if (a, b) == (d, e) && c < f => Self::Patch,
            _ => Self::Unknown,
        }
    }

    /// The word of the published JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
            Self::Unknown => "unknown",
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The numbers of a version: `2`, `v2.1` or `2.1.0-beta+7`. A date such as `2026-01-31` is not a version.
fn numbers(text: &str) -> Option<[u64; 3]> {
    let text = text.trim().trim_start_matches(['v', 'V']);
    let core = text.split_once('+').map_or(text, |(core, _)| core);
    let core = match core.split_once('-') {
        Some((core, _)) if core.contains('.') => core,
        Some(_) => return None,
        None => core,
    };
    let mut parts = core.split('.');
    let mut next = |is_needed: bool| match parts.next() {
        Some(part) => part.parse().ok(),
        None if is_needed => None,
        None => Some(0),
    };
    let numbers = [next(true)?, next(false)?, next(false)?];
    parts.next().is_none().then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::Step;

    #[test]
    fn a_step_between_versions_is_what_semver_calls_it() {
        for (old, new, step) in [
            ("1.2.3", "1.2.3", Step::None),
            ("2026-01-31", "2026-01-31", Step::None),
            ("1.2.3", "1.2.4", Step::Patch),
            ("1.2", "1.3", Step::Minor),
            ("v1", "v1.1.0-beta", Step::Minor),
            ("1.9.9", "2.0.0+7", Step::Major),
            ("0.9", "1.0", Step::Major),
            ("0.1.0", "0.1.1", Step::Unknown),
            ("1.3", "1.2", Step::Unknown),
            ("2026-01-31", "2026-02-28", Step::Unknown),
            ("1.2.3-a", "1.2.3-b", Step::Unknown),
            ("1.2.3.4", "1.2.3.5", Step::Unknown),
            ("", "1", Step::Unknown),
        ] {
            assert_eq!(Step::between(old, new), step, "{old} {new}");
        }
    }
}

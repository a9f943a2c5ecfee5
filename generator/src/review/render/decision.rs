//! What the gate decides, in words: for the title of a report and for the single change.

use super::super::Change;
use super::super::gate::Decision;
use super::{Outcome, Report, count};

impl Report<'_> {
    /// The exit code of a review that has only this report.
    pub fn exit_code(&self) -> u8 {
        match self.outcome {
            Outcome::NotCompared(_) => 2,
            Outcome::Compared(_) | Outcome::ClientAdded | Outcome::ClientRemoved => {
                u8::from(!self.decision.is_passed())
            }
        }
    }

    /// The result of the gate, as the published JSON has it.
    pub(super) fn gate(&self) -> &'static str {
        match self.exit_code() {
            0 => "passed",
            1 => "failed",
            _ => "not-compared",
        }
    }
}

/// `passed`, or `failed, 2 changes` and the other reasons.
pub(super) fn words(decision: &Decision) -> String {
    match (decision.failing.len(), decision.is_passed()) {
        (_, true) => "passed".to_owned(),
        (0, false) => "failed".to_owned(),
        (changes, false) => format!("failed, {}", count(changes, "change")),
    }
}

/// `old-clients=break, silent=sent`; `None` for a change that passes.
pub(super) fn levels(decision: &Decision, change: &Change) -> Option<String> {
    let levels = decision.failing.get(&change.id)?;
    Some(levels.join(", "))
}

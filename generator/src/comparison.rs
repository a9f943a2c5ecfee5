//! The pipeline of a review: reads both descriptions as the generator does, and compares them.

use std::collections::BTreeSet;

use crate::diagnostics::{Diagnostics, Severity};
use crate::review::render::{Compared, Data, Named, Outcome, Report, SideDiagnostic, Which};
use crate::review::{Review, Side, compare};
use crate::source::Pointer;
use crate::{Input, Lowered, lowered, read};

/// The result of comparing two descriptions.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// The diagnostics of the old description.
    pub old: Diagnostics,
    /// The diagnostics of the new description.
    pub new: Diagnostics,
    /// The differences; `None` if a side can't be read, which is not the same as no difference.
    pub review: Option<Review>,
}

/// Compares two descriptions, each with its own options and lock.
///
/// If the new side has no lock, it starts from the lock of the old side, as `generate` would.
pub fn review(old: &Input, new: &Input) -> Comparison {
    let mut comparison = Comparison::default();
    let before = side(old, None, &mut comparison.old);
    let lock = before.as_ref().map(|(_, lock)| lock.clone());
    let after = side(new, lock, &mut comparison.new);
    comparison.old.add_text(&old.name, old.text.clone());
    comparison.new.add_text(&new.name, new.text.clone());
    if let (Some((before, _)), Some((after, _))) = (before, after) {
        comparison.review = Some(compare(&before, &after));
    }
    comparison
}

/// One side, with the text of its lock.
fn side(input: &Input, lock: Option<String>, diagnostics: &mut Diagnostics) -> Option<(Side, String)> {
    let input = Input {
        lock: input.lock.clone().or(lock),
        ..input.clone()
    };
    let bundle = read(&input, diagnostics)?;
    let Lowered { api, lock, tree } = lowered(bundle, &input, diagnostics)?;
    if diagnostics.has_errors() {
        return None;
    }
    let side = Side::new(api, tree, Pointer::root(&input.name));
    Some((side, lock.render(input.file_name())))
}

/// The maximum number of errors in the report of a failed comparison.
const REASONS: usize = 10;

impl Comparison {
    /// The data that every format of a report is printed from.
    pub fn report<'a>(&'a self, package: &'a str, old: Named<'a>, new: Named<'a>) -> Report<'a> {
        let outcome = match &self.review {
            Some(review) => Outcome::Compared(Compared::new(review, self.old.sources(), self.new.sources())),
            None => Outcome::NotCompared(self.reasons()),
        };
        Report {
            package,
            old,
            new,
            outcome,
            versions: Vec::new(),
        }
    }

    /// The data that the formats for programs are printed from. `names` are those of both inputs; `failing` are the ids of the changes
    /// that fail the gate.
    pub fn data<'a>(
        &'a self,
        report: &'a Report<'a>,
        names: [&'a str; 2],
        failing: &'a BTreeSet<String>,
    ) -> Data<'a> {
        let sides = [(Which::Old, &self.old), (Which::New, &self.new)];
        let reported = sides.into_iter().flat_map(|(side, diagnostics)| {
            let errors = diagnostics
                .iter()
                .filter(|found| found.severity == Severity::Error);
            errors.map(move |found| SideDiagnostic {
                side,
                code: found.code.id(),
                message: found.message.clone(),
                at: found.at.clone(),
            })
        });
        Data {
            report,
            names,
            sources: [self.old.sources(), self.new.sources()],
            diagnostics: reported.collect(),
            failing,
            crate_version: None,
        }
    }

    /// The first errors of both sides.
    fn reasons(&self) -> Vec<String> {
        let sides = [("old", &self.old), ("new", &self.new)];
        let errors = sides.into_iter().flat_map(|(side, diagnostics)| {
            let errors = diagnostics
                .iter()
                .filter(|found| found.severity == Severity::Error);
            errors.map(move |found| {
                let (code, message) = (found.code.id(), &found.message);
                format!(
                    "{side}: error[{code}]: {message} at {}{}",
                    found.at.document(),
                    found.at
                )
            })
        });
        errors.take(REASONS).collect()
    }
}

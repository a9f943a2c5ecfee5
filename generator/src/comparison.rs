//! The pipeline of a review: reads both descriptions as the generator does, and compares them.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Diagnostic, Diagnostics, Part, Severity};
use crate::lock::Lock;
use crate::review::gate::Decision;
use crate::review::render::{Compared, Data, Named, Outcome, Report, SideDiagnostic, Which, use_tree};
use crate::review::{Fault, Review, Side, UseTree, compare, leave_out, trees};
use crate::same::{Requested, is_same};
use crate::source::Pointer;
use crate::{Input, Lowered, faults, lowered, read};

/// The result of comparing two descriptions.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// The diagnostics of the old description.
    pub old: Diagnostics,
    /// The diagnostics of the new description.
    pub new: Diagnostics,
    /// The differences; `None` if a side can't be read, which is not the same as no difference.
    pub review: Option<Review>,
    /// The errors that only the new description has. They are why nothing is compared.
    pub only_new: Vec<Diagnostic>,
}

/// Compares two descriptions, each with its own options and lock.
///
/// If the new side has no lock, it starts from the lock of the old side, as `generate` would. What
/// contains an error is left out of both sides, if the old description has the error too.
pub fn review(old: &Input, new: &Input) -> Comparison {
    Sides::read(old, new).compare()
}

/// Two descriptions that are read, and not compared yet.
#[doc(hidden)] // Only the benches of this repository measure both parts.
pub struct Sides {
    comparison: Comparison,
    both: Option<(Side, Option<Side>)>,
}

impl Sides {
    /// Reads both descriptions.
    pub fn read(old: &Input, new: &Input) -> Self {
        let mut comparison = Comparison::default();
        let both = sides(old, new, &mut comparison);
        let is_unreadable = faults::refuse(&mut comparison.old, &mut comparison.new);
        comparison.old.add_text(&old.name, old.text.clone());
        comparison.new.add_text(&new.name, new.text.clone());
        Self {
            comparison,
            both: both.filter(|_| !is_unreadable),
        }
    }

    /// Compares them.
    pub fn compare(mut self) -> Comparison {
        match self.both {
            Some((before, Some(after))) => self.comparison.compare(before, after),
            Some((both, None)) => self.comparison.review = Some(compare(&both, &both)),
            None => {}
        }
        self.comparison
    }
}

/// Both sides as far as they can be read. There is no new side if it is the old one, and neither has an error.
pub(crate) fn sides(old: &Input, new: &Input, comparison: &mut Comparison) -> Option<(Side, Option<Side>)> {
    let files = Requested::default();
    let before = side(&files.record(old), Lock::default(), &mut comparison.old);
    let (before, lock) = before.unzip();
    let is_read = before.is_some() && !comparison.old.has_errors();
    if is_read && is_same(old, new) && files.are_those_of(new) {
        comparison.new = comparison.old.clone();
        return before.zip(Some(None));
    }
    // Its errors are reported even if the old side can't be read.
    let after = side(new, lock.unwrap_or_default(), &mut comparison.new);
    let ((after, _), before) = after.zip(before)?;
    Some((before, Some(after)))
}

/// One side as far as it can be read, with its lock. Names start from `inherited` if the input has no lock.
fn side(input: &Input, inherited: Lock, diagnostics: &mut Diagnostics) -> Option<(Side, Lock)> {
    let bundle = read(input, diagnostics)?;
    let Lowered { api, lock, tree } = lowered(bundle, input, inherited, diagnostics)?;
    let side = Side::new(api, tree, Pointer::root(&input.name), faults::slips(diagnostics));
    Some((side, lock))
}

impl Comparison {
    fn compare(&mut self, mut before: Side, mut after: Side) {
        self.only_new = only_new(&self.old, &self.new);
        if !self.only_new.is_empty() {
            return;
        }
        let faults = [&self.old, &self.new].map(faults);
        let [old, new] = &faults;
        if let Some(left_out) = leave_out(&mut before, &mut after, [old, new]) {
            self.review = Some(Review {
                left_out,
                ..compare(&before, &after)
            });
        }
    }
}

/// The errors that nothing can be made of. A warning that the user denies takes nothing from the comparison.
fn faults(diagnostics: &Diagnostics) -> Vec<Fault> {
    let errors = diagnostics
        .errors()
        .filter(|found| found.severity == Severity::Error);
    let fault = |found: &Diagnostic| Fault {
        code: found.code.id(),
        at: diagnostics.sources().target(&found.at),
    };
    errors.map(fault).collect()
}

/// The errors of the new side that the old side does not have: neither at the same place, nor the same one at another place, as
/// after something was inserted before it.
fn only_new(old: &Diagnostics, new: &Diagnostics) -> Vec<Diagnostic> {
    let place = |side: &Diagnostics, found: &Diagnostic| {
        let at = side.sources().target(&found.at);
        (found.code.id(), at.fragment().to_owned())
    };
    let known: BTreeSet<_> = old.errors().map(|found| place(old, found)).collect();
    let here: BTreeSet<_> = new.errors().map(|found| place(new, found)).collect();
    let mut moved: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for found in old.errors().filter(|found| !here.contains(&place(old, found))) {
        let number = moved.entry((found.code.id(), &found.message)).or_default();
        *number = number.saturating_add(1);
    }
    let mut only_new = Vec::new();
    for found in new.errors().filter(|found| !known.contains(&place(new, found))) {
        let left = moved.get_mut(&(found.code.id(), found.message.as_str()));
        match left.filter(|number| **number > 0) {
            Some(number) => *number = number.saturating_sub(1),
            None => only_new.push(found.clone()),
        }
    }
    only_new
}

/// Who uses a type or a parameter of one description.
#[derive(Clone, Debug, Default)]
pub struct Used {
    /// The diagnostics of the description.
    pub diagnostics: Diagnostics,
    /// A tree for each type and parameter with the name; `None` where the description can't be read.
    pub trees: Option<Vec<UseTree>>,
}

impl Used {
    /// The trees for a terminal.
    pub fn texts(&self) -> Option<Vec<String>> {
        let sources = self.diagnostics.sources();
        let trees = self.trees.iter().flatten();
        let texts = trees.map(|tree| use_tree(tree, sources)).collect();
        self.trees.is_some().then_some(texts)
    }
}

/// Finds the uses of the types and parameters with this name: in the generated crate or in the description.
pub fn uses(input: &Input, name: &str) -> Used {
    let mut used = Used::default();
    let diagnostics = &mut used.diagnostics;
    let lowered =
        read(input, diagnostics).and_then(|bundle| lowered(bundle, input, Lock::default(), diagnostics));
    used.trees = lowered.map(|lowered| trees(&lowered.api, name));
    used.diagnostics.add_text(&input.name, input.text.clone());
    used
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
            notes: Vec::new(),
            decision: Decision::default(),
        }
    }

    /// The data that the formats for programs are printed from. `names` are those of both inputs.
    pub fn data<'a>(&'a self, report: &'a Report<'a>, names: [&'a str; 2]) -> Data<'a> {
        let sides = [(Which::Old, &self.old), (Which::New, &self.new)];
        let reported = sides.into_iter().flat_map(|(side, diagnostics)| {
            let errors = diagnostics.errors();
            errors.map(move |found| SideDiagnostic {
                side,
                code: found.code.id(),
                message: found.message.clone(),
                at: found.at.clone(),
                position: match found.part {
                    Part::Position { line, column } => Some((line, column)),
                    Part::Value | Part::Key | Part::LastKey => None,
                },
            })
        });
        Data {
            report,
            names,
            sources: [self.old.sources(), self.new.sources()],
            diagnostics: reported.collect(),
            crate_version: None,
        }
    }

    /// The first errors of both sides, or those that only the new side has.
    fn reasons(&self) -> Vec<String> {
        let text = |side: &str, found: &Diagnostic| {
            let (code, message, at) = (found.code.id(), &found.message, &found.at);
            format!("{side}: error[{code}]: {message} at {}{at}", at.document())
        };
        let only_new = self.only_new.iter().map(|found| text("new", found));
        let old = self.old.errors().map(|found| text("old", found));
        let both = old.chain(self.new.errors().map(|found| text("new", found)));
        match self.only_new.is_empty() {
            true => both.take(REASONS).collect(),
            false => only_new.take(REASONS).collect(),
        }
    }
}

//! How much of a description is in the generated code: every occurrence of a keyword counted as typed, annotation, lossy or
//! refused, by what the table of keywords and the diagnostics of a run say of it. Knows nothing of how anything is generated.

mod count;
mod losses;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostics};
use crate::dialect::{Bundle, Object};

/// The occurrences of one keyword, or of all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// They shape the generated code.
    pub typed: usize,
    /// They are its documentation.
    pub annotation: usize,
    /// The code says less than they do, by the code of the diagnostic about it.
    pub lossy: BTreeMap<Code, usize>,
    /// Nothing is generated because of them, by the code of the error.
    pub refused: BTreeMap<Code, usize>,
}

/// What a keyword is counted under: the object that it stands in, and its name. Diagnostics about an object as a whole are
/// counted under an empty name.
pub(crate) type Place = (Object, String);

/// The counts of a description. An occurrence is counted once, with the gravest diagnostic at it or, where no keyword is closer,
/// below it. What is below an ignored keyword is not counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// By object and keyword.
    pub keywords: BTreeMap<Place, Counts>,
}

impl Counts {
    /// How many are lossy.
    pub fn lossy(&self) -> usize {
        self.lossy.values().sum()
    }

    /// How many are refused.
    pub fn refused(&self) -> usize {
        self.refused.values().sum()
    }

    fn add(&mut self, other: &Self) {
        let Self {
            typed,
            annotation,
            lossy,
            refused,
        } = other;
        self.typed += typed;
        self.annotation += annotation;
        for (into, from) in [(&mut self.lossy, lossy), (&mut self.refused, refused)] {
            for (code, count) in from {
                *into.entry(*code).or_default() += count;
            }
        }
    }
}

impl Coverage {
    /// The counts of all keywords together.
    pub fn total(&self) -> Counts {
        let mut total = Counts::default();
        self.keywords.values().for_each(|counts| total.add(counts));
        total
    }
}

/// Counts the keywords of a description that was found to have these problems. `None` where there is no tree.
pub(crate) fn count(bundle: Option<&Bundle>, diagnostics: &Diagnostics) -> Coverage {
    let losses = losses::Losses::new(diagnostics);
    count::count(bundle, &losses)
}

//! Counts how much of a description the generated code covers: each occurrence of a keyword is typed, annotation, lossy or
//! refused, by the keyword table and the diagnostics of a run. This module must not know how code is generated.

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
    /// Occurrences that determine the generated code.
    pub typed: usize,
    /// Occurrences that become documentation.
    pub annotation: usize,
    /// Occurrences that the generated code doesn't fully express, by the code of the diagnostic.
    pub lossy: BTreeMap<Code, usize>,
    /// Occurrences because of which nothing is generated, by the code of the error.
    pub refused: BTreeMap<Code, usize>,
}

/// The key under which a keyword is counted: its object and its name. Diagnostics about an object as a whole have an empty
/// name.
pub(crate) type Place = (Object, String);

/// The counts of a description. Each occurrence is counted once, with the worst diagnostic at it, or below it if no other
/// keyword is closer. Keywords below an ignored keyword are not counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// By object and keyword.
    pub keywords: BTreeMap<Place, Counts>,
}

impl Counts {
    /// The number of lossy occurrences.
    pub fn lossy(&self) -> usize {
        self.lossy.values().sum()
    }

    /// The number of refused occurrences.
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
    /// The sum over all keywords.
    pub fn total(&self) -> Counts {
        let mut total = Counts::default();
        self.keywords.values().for_each(|counts| total.add(counts));
        total
    }
}

/// Counts the keywords of a description with these diagnostics. `None` if the text could not be parsed.
pub(crate) fn count(bundle: Option<&Bundle>, diagnostics: &Diagnostics) -> Coverage {
    let losses = losses::Losses::new(diagnostics);
    count::count(bundle, &losses)
}

//! The error for a text or a number that is not a value of an enum. It is reported before anything is sent.

use std::fmt;
use std::str::FromStr;

use crate::runtime::json::Schema;

/// A value that the description doesn't list for an enum. A received value is kept anyway. Code that needs to send such a
/// value uses the enum's variant for unknown values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownValue {
    type_name: &'static str,
    variant: &'static str,
    shown: String,
    known: &'static [&'static str],
    nearest: Option<&'static str>,
}

/// An open enum of strings, whose `FromStr` accepts the listed values.
pub trait ListedText: Schema + FromStr<Err = UnknownValue> {}

/// An open enum of integers, whose `TryFrom` accepts the listed values.
pub trait ListedInteger: Schema + TryFrom<i64, Error = UnknownValue> {}

/// How many characters of the value the error shows.
const SHOWN: usize = 60;

/// How many known values the error lists.
const LISTED: usize = 12;

impl UnknownValue {
    /// Reports that the enum `type_name` has no value `text` among the `known` ones; `variant` takes any value.
    #[cold]
    pub fn new(
        type_name: &'static str,
        variant: &'static str,
        text: &str,
        known: &'static [&'static str],
    ) -> Self {
        let mut shown: String = text.chars().take(SHOWN).collect();
        // Of values that differ in case alone, the one with the caller's spelling is nearer.
        let far = |known: &&str| (distance(known, &shown), edits(known.chars(), shown.chars()));
        let nearest = known.iter().copied().min_by_key(far);
        // At most a third of the characters may differ; beyond that it is another word.
        let is_near = |known: &&str| distance(known, &shown) <= known.chars().count().div_ceil(3);
        let nearest = nearest.filter(is_near);
        if shown.len() < text.len() {
            shown.push('…');
        }
        Self {
            type_name,
            variant,
            shown,
            known,
            nearest,
        }
    }

    /// The values that the description lists.
    pub fn known(&self) -> &'static [&'static str] {
        self.known
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is not a value of {}: ", self.shown, self.type_name)?;
        if let Some(nearest) = self.nearest {
            write!(f, "did you mean {nearest:?}? ")?;
        }
        f.write_str("the description lists ")?;
        for (number, known) in self.known.iter().take(LISTED).enumerate() {
            write!(f, "{}{known:?}", if number == 0 { "" } else { ", " })?;
        }
        if self.known.len() > LISTED {
            write!(f, " and {} more", self.known.len() - LISTED)?;
        }
        write!(
            f,
            "; to send another value, use {}::{}",
            self.type_name, self.variant
        )
    }
}

impl std::error::Error for UnknownValue {}

/// The Levenshtein distance without regard to case.
fn distance(one: &str, other: &str) -> usize {
    let [one, other] = [one, other].map(|text| text.chars().flat_map(char::to_lowercase));
    edits(one, other)
}

/// The Levenshtein distance: how many characters have to be inserted, removed or replaced.
fn edits(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    let other: Vec<char> = other.collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, c) in one.enumerate() {
        let mut diagonal = line;
        let mut left = line + 1;
        for (above, d) in row.iter_mut().skip(1).zip(&other) {
            let changed = diagonal + usize::from(c != *d);
            diagonal = *above;
            left = changed.min(left + 1).min(diagonal + 1);
            *above = left;
        }
        if let Some(first) = row.first_mut() {
            *first = line + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

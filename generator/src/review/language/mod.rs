//! Decides how the values that an old description allows relate to those that a new one allows.
//!
//! A relation is proved or it is [`Relation::Undecided`]. All of it is total and takes bounded time.

mod assertions;
mod automata;
mod beside;
mod counts;
mod decimal;
mod difference;
mod member;
mod numbers;
mod overlap;
mod rest;
mod sample;
mod set;
mod strings;
#[cfg(test)]
mod tests;
mod witness;
mod work;

pub(crate) use beside::allows;
pub(crate) use member::{is_of, is_same};
pub(crate) use overlap::{Lost, Variants, lost};
pub(crate) use set::{Domain, Values};

#[cfg(test)]
use automata::{Language, Machine};
use rest::Rest;
use serde_json::Value as Json;
use set::Set;
use witness::Witness;
use work::Work;

/// How the new set of values relates to the old one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    /// Both have the same values.
    Equal,
    /// All values of the new set are in the old one. Without an example, it isn't known whether the old one has more.
    Narrower,
    /// All values of the old set are in the new one. Without an example, it isn't known whether the new one has more.
    Wider,
    /// Each has values that the other doesn't have.
    Incomparable,
    /// None of these was proved. An example is proved all the same.
    Undecided,
}

/// A relation, with an example of the values that only one of the two sets has, as JSON or in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Comparison {
    pub relation: Relation,
    pub only_old: Option<String>,
    pub only_new: Option<String>,
}

impl Comparison {
    /// The relation of listed values, by whether each was allowed and is allowed now.
    pub(crate) fn of_listed(values: &[(Json, [Option<bool>; 2])]) -> Self {
        let only = |here: usize, there: usize| {
            values.iter().fold(Rest::Nothing, |rest, (value, allowed)| {
                let found = || match (allowed.get(here), allowed.get(there)) {
                    (Some(Some(true)), Some(Some(false))) => Rest::Example(Witness::of(value.clone())),
                    (Some(Some(false)), _) | (_, Some(Some(true))) => Rest::Nothing,
                    (_, _) => Rest::Unknown,
                };
                rest.or(found)
            })
        };
        Self::new(only(0, 1), only(1, 0))
    }

    fn new(only_old: Rest<Witness>, only_new: Rest<Witness>) -> Self {
        let relation = match (&only_old, &only_new) {
            (Rest::Nothing, Rest::Nothing) => Relation::Equal,
            (Rest::Example(_) | Rest::Unknown, Rest::Nothing) => Relation::Narrower,
            (Rest::Nothing, Rest::Example(_) | Rest::Unknown) => Relation::Wider,
            (Rest::Example(_), Rest::Example(_)) => Relation::Incomparable,
            (Rest::Unknown, Rest::Example(_) | Rest::Unknown) | (Rest::Example(_), Rest::Unknown) => {
                Relation::Undecided
            }
        };
        let text = |rest: Rest<Witness>| match rest {
            Rest::Example(witness) => Some(witness.text),
            Rest::Nothing | Rest::Unknown => None,
        };
        Self {
            relation,
            only_old: text(only_old),
            only_new: text(only_new),
        }
    }
}

/// Compares the values that two constraints allow. The types inside of them are another comparison's: the properties of a
/// struct, the variants of a union, and the items of a list or the values of a map of which no constraint says anything.
pub(crate) fn compare(old: Values<'_>, new: Values<'_>) -> Comparison {
    let (old, new) = (Set::new(old), Set::new(new));
    Comparison::new(
        difference::minus(&old, &new, &Work::new()),
        difference::minus(&new, &old, &Work::new()),
    )
}

#[cfg(test)]
/// Compares the strings that two patterns of ECMA-262 match. One that can't be compiled equals only itself.
pub(crate) fn compare_patterns(old: &str, new: &str) -> Comparison {
    if old == new {
        return Comparison::new(Rest::Nothing, Rest::Nothing);
    }
    let (Ok(old), Ok(new)) = (crate::pattern::compile(old), crate::pattern::compile(new)) else {
        return Comparison::new(Rest::Unknown, Rest::Unknown);
    };
    let [old, new] = [&old, &new].map(|automaton| Machine {
        language: Language::Pattern(automaton),
        least: 0,
        most: None,
    });
    let minus = |one, other| {
        strings::minus(one, Some(other), &Work::new()).and_then(|text| Some(Witness::text(text)))
    };
    Comparison::new(minus(&old, &new), minus(&new, &old))
}

//! Whether assertions follow from others. `false` proves nothing.

use crate::ir::{Api, Assertion, Constraints, Kinds};
use crate::naming::Ident;

/// Two lists of assertions, each with the description that has its patterns.
#[derive(Clone, Copy, Debug)]
pub(super) struct Compared<'a> {
    /// The kinds of the values that they are about.
    pub kinds: Kinds,
    pub one: (&'a [Assertion], &'a Api),
    pub other: (&'a [Assertion], &'a Api),
}

/// Whether all values of the one constraints satisfy the others; turned, the first are those of the other side.
type Within<'w> = &'w dyn Fn(&Constraints, &Constraints, bool) -> bool;

/// Whether each of the other assertions follows from those of the one.
pub(super) fn follow(compared: &Compared<'_>, is_within: Within<'_>) -> bool {
    let (other, _) = compared.other;
    other.iter().all(|wanted| follows(wanted, compared, is_within))
}

fn follows(wanted: &Assertion, compared: &Compared<'_>, is_within: Within<'_>) -> bool {
    let (all, _) = compared.one;
    let within = |one: &Constraints, other: &Constraints| is_within(one, other, false);
    let outside = |one: &Constraints, other: &Constraints| is_within(other, one, true);
    let equal = |one: &Constraints, other: &Constraints| within(one, other) && outside(one, other);
    let is_implied = |own: &Assertion| match wanted {
        Assertion::Kind(kinds) => matches!(own, Assertion::Kind(own) if is_subset(*own, *kinds)),
        // A set that lists values has been compared value by value.
        Assertion::Values(_) | Assertion::Never => false,
        // Several together say it, so they are looked at below.
        Assertion::Required(_) => false,
        Assertion::Dependent(rules) => {
            matches!(own, Assertion::Dependent(own) if has_rules(own, rules, &within))
        }
        Assertion::Properties(rules) => {
            matches!(own, Assertion::Properties(own) if has_rules(own, rules, &within))
        }
        Assertion::Patterns(rules) => {
            matches!(own, Assertion::Patterns(own) if rules.iter().all(|(pattern, of)| {
                own.iter().any(|(own, stricter)| is_same_pattern(own, pattern, compared) && within(stricter, of))
            }))
        }
        Assertion::Others { names, patterns, of } => {
            matches!(own, Assertion::Others { names: own_names, patterns: own_patterns, of: own }
                if own_names.iter().all(|name| names.contains(name))
                    && own_patterns.iter().all(|own| patterns.iter().any(|pattern| is_same_pattern(own, pattern, compared)))
                    && within(own, of))
        }
        Assertion::Names(of) => matches!(own, Assertion::Names(own) if within(own, of)),
        Assertion::Prefix(wanted) => matches!(own, Assertion::Prefix(own)
            if own.len() >= wanted.len() && own.iter().zip(wanted).all(|(own, of)| within(own, of))),
        Assertion::Rest(first, of) => {
            matches!(own, Assertion::Rest(own_first, own) if own_first <= first && within(own, of))
        }
        Assertion::Contains { of, least, most } => {
            matches!(own, Assertion::Contains { of: own, least: own_least, most: own_most }
                if (*least == 0 || (own_least >= least && within(own, of)))
                    && (most.is_none() || (own_most.is_some() && own_most <= most && outside(own, of))))
        }
        Assertion::Not(of) => matches!(own, Assertion::Not(own) if outside(own, of)),
        Assertion::All(wanted) => matches!(own, Assertion::All(own)
            if wanted.iter().all(|of| own.iter().any(|own| within(own, of)))),
        Assertion::Any(wanted) => matches!(own, Assertion::Any(own)
            if own.iter().all(|own| wanted.iter().any(|of| within(own, of)))),
        Assertion::One(wanted) => matches!(own, Assertion::One(own)
            if own.len() == wanted.len() && own.iter().zip(wanted).all(|(own, of)| equal(own, of))),
        Assertion::If(wanted) => {
            let [test, then, otherwise] = &**wanted;
            matches!(own, Assertion::If(own) if {
                let [own_test, own_then, own_otherwise] = &**own;
                equal(own_test, test) && within(own_then, then) && within(own_otherwise, otherwise)
            })
        }
    };
    let is_known = match wanted {
        Assertion::Kind(kinds) => is_subset(compared.kinds, *kinds),
        Assertion::Required(names) => {
            !compared.kinds.object || names.iter().all(|name| all.iter().any(|own| requires(own, name)))
        }
        Assertion::Values(_)
        | Assertion::Dependent(_)
        | Assertion::Properties(_)
        | Assertion::Patterns(_)
        | Assertion::Others { .. }
        | Assertion::Names(_)
        | Assertion::Prefix(_)
        | Assertion::Rest(..)
        | Assertion::Contains { .. }
        | Assertion::Not(_)
        | Assertion::All(_)
        | Assertion::Any(_)
        | Assertion::One(_)
        | Assertion::If(_)
        | Assertion::Never => false,
    };
    is_known || all.iter().any(is_implied)
}

fn requires(assertion: &Assertion, wanted: &String) -> bool {
    matches!(assertion, Assertion::Required(names) if names.contains(wanted))
}

/// Whether each rule is there for the same name, or a stricter one.
fn has_rules(
    own: &[(String, Constraints)],
    wanted: &[(String, Constraints)],
    within: &dyn Fn(&Constraints, &Constraints) -> bool,
) -> bool {
    wanted.iter().all(|(name, of)| {
        let mut own = own.iter();
        own.any(|(own, stricter)| own == name && within(stricter, of))
    })
}

/// Equal automata accept the same texts, and no others do.
fn is_same_pattern(one: &Ident, other: &Ident, compared: &Compared<'_>) -> bool {
    let (_, own) = compared.one;
    let (_, others) = compared.other;
    let found = own.patterns.get(one).zip(others.patterns.get(other));
    found.is_some_and(|(one, other)| one.automaton == other.automaton)
}

fn is_subset(one: Kinds, other: Kinds) -> bool {
    let Kinds {
        null,
        boolean,
        integer,
        number,
        string,
        array,
        object,
    } = one;
    let pairs = [
        (null, other.null),
        (boolean, other.boolean),
        (integer, other.integer || other.number),
        (number, other.number),
        (string, other.string),
        (array, other.array),
        (object, other.object),
    ];
    pairs.into_iter().all(|(own, others)| !own || others)
}

//! What one whole set has and another one doesn't: each kind of value on its own, then the assertions.

use serde_json::Value as Json;

use super::assertions::{self, Compared};
use super::automata::{Language, Machine, Words};
use super::counts;
use super::member::{contains, is_same};
use super::rest::Rest;
use super::sample;
use super::set::{Inside, Set};
use super::strings::{self, Text};
use super::witness::Witness;
use super::work::Work;
use crate::ir::{Assertion, Constraints};

/// How many demanded names are left out one by one.
const MANY_NAMES: usize = 16;

/// A value that the one set has and the other one doesn't.
pub(super) fn minus(one: &Set<'_>, other: &Set<'_>, work: &Work) -> Rest<Witness> {
    if !work.spend_pair() {
        return Rest::Unknown;
    }
    if one.constraints.more.contains(&Assertion::Never) {
        return Rest::Nothing;
    }
    if let Some(listed) = one.listed() {
        return of_listed(&listed, one, other);
    }
    if let Some(listed) = other.listed() {
        return without_listed(one, other, &listed, work);
    }
    let null = || single(one.kinds.null, other.kinds.null, Json::Null);
    let boolean = || single(one.kinds.boolean, other.kinds.boolean, Json::Bool(true));
    let found = strings(one, other, work)
        .or(|| numbers(one, other))
        .or(|| lists(one, other, work))
        .or(|| objects(one, other, work))
        .or(null)
        .or(boolean);
    let found = match found {
        Rest::Example(witness) => verified(witness, one, other),
        Rest::Nothing => Rest::Nothing,
        Rest::Unknown => Rest::Unknown,
    };
    found.or(|| assertion(one, other, work))
}

/// The witness, if it is one: a list that has it doesn't have to be a value of the set, since assertions are judged apart.
fn verified(witness: Witness, one: &Set<'_>, other: &Set<'_>) -> Rest<Witness> {
    let is_right = match &witness.json {
        Some(json) => contains(one, json) == Some(true) && contains(other, json) == Some(false),
        None => one.constraints.more.is_empty(),
    };
    match is_right {
        true => Rest::Example(witness),
        false => Rest::Unknown,
    }
}

fn of_listed(listed: &[Json], one: &Set<'_>, other: &Set<'_>) -> Rest<Witness> {
    let each = listed.iter().map(|value| match contains(one, value) {
        Some(false) => Rest::Nothing,
        Some(true) => match contains(other, value) {
            Some(true) => Rest::Nothing,
            Some(false) => Rest::Example(Witness::of(value.clone())),
            None => Rest::Unknown,
        },
        // It can not be an example, but nothing is lost where the other set has it too.
        None if contains(other, value) == Some(true) => Rest::Nothing,
        None => Rest::Unknown,
    });
    each.fold(Rest::Nothing, |found, next| found.or(|| next))
}

fn without_listed(one: &Set<'_>, other: &Set<'_>, listed: &[Json], work: &Work) -> Rest<Witness> {
    let is_listed = |value: &Json| listed.iter().any(|listed| is_same(listed, value));
    let mut values = Vec::new();
    if one.kinds.string
        && let Some(strings) = one.strings()
    {
        let words = Machine {
            language: Language::Words(Words::new(listed.iter().filter_map(Json::as_str))),
            least: 0,
            most: None,
        };
        if let Rest::Example(Text::Of(text)) = strings::minus(&strings, Some(&words), work) {
            values.push(Json::from(text));
        }
    }
    if one.has_numbers()
        && let Some(numbers) = one.numbers()
    {
        let few = numbers.some(listed.len().saturating_add(1)).0;
        values.extend(
            few.into_iter()
                .filter_map(sample::number)
                .find(|value| !is_listed(value)),
        );
    }
    values.extend(sample::candidates(one));
    values.extend_from_slice(listed);
    let mut values = values.into_iter().map(Witness::of);
    let found = values.find_map(|witness| match verified(witness, one, other) {
        Rest::Example(witness) => Some(witness),
        Rest::Nothing | Rest::Unknown => None,
    });
    match found {
        Some(witness) => Rest::Example(witness),
        None if is_exhausted(one, other, listed, work) => Rest::Nothing,
        None => Rest::Unknown,
    }
}

/// Whether all values of a set that lists none are listed by the other one.
fn is_exhausted(one: &Set<'_>, other: &Set<'_>, listed: &[Json], work: &Work) -> bool {
    let has = |value: &Json| contains(other, value) == Some(true);
    let strings = || {
        let words = listed.iter().filter(|value| has(value)).filter_map(Json::as_str);
        let words = Machine {
            language: Language::Words(Words::new(words)),
            least: 0,
            most: None,
        };
        let own = one.strings();
        own.is_some_and(|own| strings::minus(&own, Some(&words), work) == Rest::Nothing)
    };
    let numbers = || {
        let own = one.numbers();
        own.is_some_and(|own| {
            let (few, is_all) = own.some(listed.len());
            is_all
                && few
                    .into_iter()
                    .filter_map(sample::number)
                    .all(|number| has(&number))
        })
    };
    !(one.kinds.array || one.kinds.object)
        && (!one.kinds.null || has(&Json::Null))
        && (!one.kinds.boolean || (has(&true.into()) && has(&false.into())))
        && (!one.kinds.string || strings())
        && (!one.has_numbers() || numbers())
}

fn single(is_own: bool, is_other: bool, value: Json) -> Rest<Witness> {
    match is_own && !is_other {
        true => Rest::Example(Witness::of(value)),
        false => Rest::Nothing,
    }
}

fn strings(one: &Set<'_>, other: &Set<'_>, work: &Work) -> Rest<Witness> {
    if !one.kinds.string {
        return Rest::Nothing;
    }
    let Some(own) = one.strings() else {
        return Rest::Unknown;
    };
    let found = match other.kinds.string {
        false => strings::minus(&own, None, work),
        true => match other.strings() {
            Some(others) => strings::minus(&own, Some(&others), work),
            None => Rest::Unknown,
        },
    };
    found.and_then(|text| Some(Witness::text(text)))
}

fn numbers(one: &Set<'_>, other: &Set<'_>) -> Rest<Witness> {
    if !one.has_numbers() {
        return Rest::Nothing;
    }
    let Some(own) = one.numbers() else {
        return match has_same_numbers(one, other) {
            true => Rest::Nothing,
            false => Rest::Unknown,
        };
    };
    let found = match other.has_numbers() {
        false => own.minus(None),
        true => match other.numbers() {
            Some(others) => own.minus(Some(&others)),
            None => Rest::Unknown,
        },
    };
    found.and_then(|number| sample::number(number).map(Witness::of))
}

/// Whether two sets say the same of numbers, though it can't be calculated with.
fn has_same_numbers(one: &Set<'_>, other: &Set<'_>) -> bool {
    let said = |set: &Set<'_>| {
        let Constraints {
            minimum,
            maximum,
            multiple_of,
            ..
        } = *set.constraints;
        (set.kinds.integer, set.kinds.number, minimum, maximum, multiple_of)
    };
    said(one) == said(other)
}

fn lists(one: &Set<'_>, other: &Set<'_>, work: &Work) -> Rest<Witness> {
    if !one.kinds.array {
        return Rest::Nothing;
    }
    let count = one.item_count();
    let others = other.kinds.array.then(|| other.item_count());
    if counts::minus(count, None) == Rest::Nothing {
        return Rest::Nothing;
    }
    let found = counts::minus(count, others)
        .and_then(|count| Some(Witness::list(count, sample::list(one, count), false)));
    let is_looser = other.constraints.unique_items && !one.constraints.unique_items;
    let repeated = || match count.0.max(2) {
        repeated if others.is_some() && is_looser && counts::contains(count, repeated) => {
            Rest::Example(Witness::list(repeated, sample::list(one, repeated), true))
        }
        _ => Rest::Nothing,
    };
    let item = || match others.is_some() && counts::contains(count, count.0.max(1)) {
        true => inside(one, other, Inside::Items, work),
        false => Rest::Nothing,
    };
    found.or(repeated).or(item)
}

fn objects(one: &Set<'_>, other: &Set<'_>, work: &Work) -> Rest<Witness> {
    if !one.kinds.object {
        return Rest::Nothing;
    }
    let count = one.property_count();
    let others = other.kinds.object.then(|| other.property_count());
    if counts::minus(count, None) == Rest::Nothing {
        return Rest::Nothing;
    }
    let found = counts::minus(count, others)
        .and_then(|count| Some(Witness::object(count, sample::object(one, count))));
    let value = || match others.is_some() && counts::contains(count, count.0.max(1)) {
        true => inside(one, other, Inside::Values, work),
        false => Rest::Nothing,
    };
    found.or(value)
}

/// Lists that differ in an item, objects that differ in a value.
fn inside(one: &Set<'_>, other: &Set<'_>, part: Inside, work: &Work) -> Rest<Witness> {
    if !one.demands(part) && !other.demands(part) {
        return Rest::Nothing;
    }
    let found = minus(&one.inside(part), &other.inside(part), work);
    found.and_then(|inner| {
        let json = match (inner.json, part) {
            (Some(json), Inside::Items) => Some(sample::list_of(one, json)?),
            (Some(json), Inside::Values) => Some(sample::object_of(one, json)?),
            (None, _) => None,
        };
        Some(json.map_or_else(|| Witness::inside(&inner.text, part), Witness::of))
    })
}

/// What the assertions of the other set keep out.
fn assertion(one: &Set<'_>, other: &Set<'_>, work: &Work) -> Rest<Witness> {
    let compared = Compared {
        kinds: one.kinds,
        one: (&one.constraints.more, one.api),
        other: (&other.constraints.more, other.api),
    };
    let is_within = |one: &Constraints, other: &Constraints, are_turned: bool| {
        let (api, others) = match are_turned {
            true => (compared.other.1, compared.one.1),
            false => (compared.one.1, compared.other.1),
        };
        minus(&Set::any(one, api), &Set::any(other, others), work) == Rest::Nothing
    };
    if assertions::follow(&compared, &is_within) {
        return Rest::Nothing;
    }
    let mut candidates = sample::candidates(one);
    let names = sample::required(&other.constraints);
    let own = sample::required(&one.constraints);
    candidates.extend(names.iter().take(MANY_NAMES).map(|name| {
        let all = own
            .iter()
            .chain(&names)
            .filter(|other| *other != name || own.contains(name));
        sample::object_with(&all.cloned().collect::<Vec<_>>())
    }));
    candidates.extend(sample::candidates(other));
    let mut candidates = candidates.into_iter().map(Witness::of);
    let found = candidates.find_map(|witness| match verified(witness, one, other) {
        Rest::Example(witness) => Some(witness),
        Rest::Nothing | Rest::Unknown => None,
    });
    found.map_or(Rest::Unknown, Rest::Example)
}

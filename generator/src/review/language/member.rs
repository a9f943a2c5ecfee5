//! Whether a JSON value is in a set. `None` where that is not decided.

use serde_json::Value as Json;

use super::counts;
use super::decimal::Decimal;
use super::set::{Inside, Set};
use crate::ir::{Api, Assertion, Constraints, Kinds};
use crate::naming::Ident;

/// Whether all hold; one that doesn't decides.
pub(super) fn all(facts: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    let mut all = Some(true);
    for fact in facts {
        match fact {
            Some(true) => {}
            Some(false) => return Some(false),
            None => all = None,
        }
    }
    all
}

/// How many hold: at least, and at most.
fn count(facts: impl IntoIterator<Item = Option<bool>>) -> (u64, u64) {
    facts.into_iter().fold((0, 0), |(least, most), fact| {
        (
            least + u64::from(fact == Some(true)),
            most + u64::from(fact != Some(false)),
        )
    })
}

fn not(fact: Option<bool>) -> Option<bool> {
    fact.map(|fact| !fact)
}

/// Whether the value is in the set.
pub(super) fn contains(set: &Set<'_>, json: &Json) -> Option<bool> {
    if !is_of(json, set.kinds) {
        return Some(false);
    }
    let is_listed = match &set.listed {
        Some(listed) => listed.iter().any(|value| is_same(value, json)),
        None => true,
    };
    let demands = set
        .constraints
        .more
        .iter()
        .map(|one| satisfies(one, json, set.api));
    all([Some(is_listed), own(set, json)].into_iter().chain(demands))
}

fn own(set: &Set<'_>, json: &Json) -> Option<bool> {
    match json {
        Json::Null | Json::Bool(_) => Some(true),
        Json::Number(number) => set.numbers()?.contains(Decimal::parse(&number.to_string())?),
        Json::String(text) => {
            let length = u64::try_from(text.chars().count()).ok()?;
            let strings = set.strings();
            let is_long_enough = counts::contains(
                (
                    set.constraints.min_length.unwrap_or(0),
                    set.constraints.max_length,
                ),
                length,
            );
            all([
                Some(is_long_enough),
                strings.map(|strings| strings.language.contains(text)),
            ])
        }
        Json::Array(items) => {
            let is_counted = counts::contains(set.item_count(), u64::try_from(items.len()).ok()?);
            let repeats = items
                .iter()
                .enumerate()
                .any(|(index, item)| items.iter().skip(index + 1).any(|other| is_same(item, other)));
            let is_unique = !(set.constraints.unique_items && repeats);
            let facts = [Some(is_counted && is_unique)];
            all(facts.into_iter().chain(inside(set, Inside::Items, items.iter())))
        }
        Json::Object(members) => {
            let is_counted = counts::contains(set.property_count(), u64::try_from(members.len()).ok()?);
            all([Some(is_counted)]
                .into_iter()
                .chain(inside(set, Inside::Values, members.values())))
        }
    }
}

fn inside<'j>(set: &Set<'_>, part: Inside, values: impl Iterator<Item = &'j Json>) -> Vec<Option<bool>> {
    if !set.demands(part) {
        return Vec::new();
    }
    let inner = set.inside(part);
    values.map(|value| contains(&inner, value)).collect()
}

fn is(json: &Json, constraints: &Constraints, api: &Api) -> Option<bool> {
    contains(&Set::any(constraints, api), json)
}

/// Whether the value satisfies an assertion.
fn satisfies(assertion: &Assertion, json: &Json, api: &Api) -> Option<bool> {
    let members = || json.as_object().into_iter().flatten();
    let items = json.as_array().map_or(&[][..], Vec::as_slice);
    let fits = |constraints: &Constraints| is(json, constraints, api);
    match assertion {
        Assertion::Kind(kinds) => Some(is_of(json, *kinds)),
        Assertion::Values(texts) => Some(
            texts
                .iter()
                .filter_map(|text| serde_json::from_str::<Json>(text).ok())
                .any(|value| is_same(&value, json)),
        ),
        Assertion::Required(names) => {
            let has = |name: &String| json.get(name).is_some();
            Some(!json.is_object() || names.iter().all(has))
        }
        Assertion::Dependent(rules) => {
            let asked = rules.iter().filter(|(name, _)| json.get(name).is_some());
            all(asked.map(|(_, of)| fits(of)))
        }
        Assertion::Properties(rules) => all(rules
            .iter()
            .filter_map(|(name, of)| json.get(name).map(|value| is(value, of, api)))),
        Assertion::Patterns(rules) => all(members().flat_map(|(name, value)| {
            let rules = rules.iter();
            rules.map(move |(pattern, of)| match matches(pattern, name, api) {
                Some(true) => is(value, of, api),
                Some(false) => Some(true),
                None => None,
            })
        })),
        Assertion::Others { names, patterns, of } => all(members()
            .filter(|(name, _)| !names.contains(name))
            .map(|(name, value)| {
                let is_free = all(patterns.iter().map(|pattern| not(matches(pattern, name, api))));
                match is_free {
                    Some(true) => is(value, of, api),
                    Some(false) => Some(true),
                    None => None,
                }
            })),
        Assertion::Names(of) => all(members().map(|(name, _)| is(&Json::from(name.as_str()), of, api))),
        Assertion::Prefix(all_of) => all(items.iter().zip(all_of).map(|(item, of)| is(item, of, api))),
        Assertion::Rest(first, of) => {
            let first = usize::try_from(*first).unwrap_or(usize::MAX);
            all(items.iter().skip(first).map(|item| is(item, of, api)))
        }
        Assertion::Contains { of, least, most } => {
            if !json.is_array() {
                return Some(true);
            }
            let (few, many) = count(items.iter().map(|item| is(item, of, api)));
            let range = (*least, *most);
            same(
                counts::contains(range, few),
                counts::contains(range, many),
                few == many,
            )
        }
        Assertion::Not(of) => not(fits(of)),
        Assertion::All(all_of) => all(all_of.iter().map(fits)),
        Assertion::Any(any_of) => not(all(any_of.iter().map(|of| not(fits(of))))),
        Assertion::One(one_of) => {
            let (few, many) = count(one_of.iter().map(fits));
            same(few == 1, many == 1, few == many)
        }
        Assertion::If(three) => {
            let [test, then, otherwise] = &**three;
            match fits(test) {
                Some(true) => fits(then),
                Some(false) => fits(otherwise),
                None => None,
            }
        }
        Assertion::Never => Some(false),
    }
}

/// What holds for the least and for the most, where these are the same.
fn same(least: bool, most: bool, are_same: bool) -> Option<bool> {
    (are_same && least == most).then_some(least)
}

fn matches(pattern: &Ident, text: &str, api: &Api) -> Option<bool> {
    let pattern = api.patterns.get(pattern)?;
    Some(pattern.automaton.is_match(text))
}

/// Whether the value is of one of the kinds.
pub(crate) fn is_of(json: &Json, kinds: Kinds) -> bool {
    match json {
        Json::Null => kinds.null,
        Json::Bool(_) => kinds.boolean,
        Json::Number(number) => {
            let is_whole = Decimal::parse(&number.to_string())
                .and_then(|number| number.count(Decimal::ONE))
                .is_some_and(|(_, is_exact)| is_exact);
            kinds.number || (kinds.integer && is_whole)
        }
        Json::String(_) => kinds.string,
        Json::Array(_) => kinds.array,
        Json::Object(_) => kinds.object,
    }
}

/// Whether two values are the same JSON: `1.0` is 1.
pub(crate) fn is_same(one: &Json, other: &Json) -> bool {
    match (one, other) {
        (Json::Number(one), Json::Number(other)) => {
            let number = |number: &serde_json::Number| Decimal::parse(&number.to_string());
            match (one.as_i64(), other.as_i64()) {
                (Some(one), Some(other)) => one == other,
                (None | Some(_), None | Some(_)) => {
                    one == other || number(one).is_some_and(|one| Some(one) == number(other))
                }
            }
        }
        (Json::Array(one), Json::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same(one, other))
        }
        (Json::Object(one), Json::Object(other)) => {
            let has = |(name, value)| other.get(name).is_some_and(|other| is_same(value, other));
            one.len() == other.len() && one.iter().all(has)
        }
        (one, other) => one == other,
    }
}

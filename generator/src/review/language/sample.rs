//! Small values to try.

use serde_json::Value as Json;

use super::member::{contains, is_same};
use super::rest::Rest;
use super::set::{Inside, Set};
use super::strings::{self, Text};
use super::work::Work;
use crate::ir::{Assertion, Constraints};

/// The longest list and the largest object that is written out.
pub(super) const MANY: u64 = 16;

/// How many states are visited for one value.
const STATES: usize = 10_000;

/// Values of each kind that the set may have. Each is to be checked.
pub(super) fn candidates(set: &Set<'_>) -> Vec<Json> {
    let mut found = set.listed().unwrap_or_default();
    if set.kinds.string
        && let Some(strings) = set.strings()
        && let Rest::Example(Text::Of(text)) = strings::minus(&strings, None, &Work::of(STATES))
    {
        found.push(text.into());
    }
    if set.has_numbers()
        && let Some(numbers) = set.numbers()
    {
        found.extend(numbers.some(2).0.into_iter().filter_map(number));
    }
    found.extend(["a", "b", ""].map(Json::from));
    found.extend([Json::from(0), 1.into(), 0.5.into()]);
    found.extend([true.into(), false.into(), Json::Null]);
    found.extend([Json::Array(Vec::new()), Json::Object(serde_json::Map::new())]);
    found.push(object_with(&required(&set.constraints)));
    found
}

/// The members that an object of these constraints must have.
pub(super) fn required(constraints: &Constraints) -> Vec<String> {
    let names = constraints.more.iter().filter_map(|assertion| match assertion {
        Assertion::Required(names) => Some(names.clone()),
        Assertion::Kind(_)
        | Assertion::Values(_)
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
        | Assertion::Never => None,
    });
    names.flatten().collect()
}

pub(super) fn object_with(names: &[String]) -> Json {
    names.iter().map(|name| (name.clone(), Json::Null)).collect()
}

/// A number as JSON.
pub(super) fn number(number: super::decimal::Decimal) -> Option<Json> {
    serde_json::from_str(&number.to_string()).ok()
}

/// So many values of the set, all different if they must be; `None` where they aren't found.
fn several(set: &Set<'_>, count: u64, are_different: bool) -> Option<Vec<Json>> {
    let count = usize::try_from(count).ok().filter(|_| count <= MANY)?;
    if count == 0 {
        return Some(Vec::new());
    }
    let letters = ('a'..='z').map(|letter| Json::from(letter.to_string()));
    let many = candidates(set)
        .into_iter()
        .chain(letters)
        .chain((2..20).map(Json::from));
    let mut found: Vec<Json> = Vec::new();
    for value in many {
        let is_new = !found.iter().any(|other| is_same(other, &value));
        if is_new && contains(set, &value) == Some(true) {
            found.push(value);
        }
        if found.len() == count || (!are_different && found.len() == 1) {
            break;
        }
    }
    if !are_different {
        let first = found.first()?.clone();
        return Some(vec![first; count]);
    }
    (found.len() == count).then_some(found)
}

/// A list of the set with so many items.
pub(super) fn list(set: &Set<'_>, count: u64) -> Option<Json> {
    several(&set.inside(Inside::Items), count, set.constraints.unique_items).map(Json::Array)
}

/// A list with this item alone, as often as the set demands items.
pub(super) fn list_of(set: &Set<'_>, item: Json) -> Option<Json> {
    let count = set.item_count().0.max(1);
    let count = usize::try_from(count).ok().filter(|_| count <= MANY)?;
    Some(Json::Array(vec![item; count]))
}

/// An object of the set with so many properties.
pub(super) fn object(set: &Set<'_>, count: u64) -> Option<Json> {
    let values = several(&set.inside(Inside::Values), count, false)?;
    Some(names().zip(values).collect())
}

/// An object with this value alone, as often as the set demands properties.
pub(super) fn object_of(set: &Set<'_>, value: Json) -> Option<Json> {
    let count = set.property_count().0.max(1);
    let count = usize::try_from(count).ok().filter(|_| count <= MANY)?;
    Some(names().zip(vec![value; count]).collect())
}

fn names() -> impl Iterator<Item = String> {
    ('a'..='z').map(String::from)
}

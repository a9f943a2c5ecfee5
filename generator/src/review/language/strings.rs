//! Sets of strings: a pattern or a list, and the lengths.

use super::automata::{Language, Machine, search};
use super::rest::Rest;
use super::work::Work;

/// The longest text that is written out.
const LONGEST: u64 = 4096;

/// How many states a search without lengths may visit.
const STATES: usize = 20_000;

/// A string, or only its length where it is too long to write it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Text {
    Of(String),
    Long(u64),
}

/// A shortest string that the one set has and the other one doesn't; `None` is the empty set.
pub(super) fn minus(one: &Machine<'_>, other: Option<&Machine<'_>>, work: &Work) -> Rest<Text> {
    let are_lengths = |machine: &Machine<'_>| match &machine.language {
        Language::Any => true,
        Language::Pattern(_) | Language::Words(_) => false,
    };
    if are_lengths(one) && other.is_none_or(are_lengths) {
        return lengths(one, other).and_then(|length| Some(of_length(length)));
    }
    let found = search(one, other, work);
    match (found, other) {
        (Rest::Example(text), _) => Rest::Example(Text::Of(text)),
        (Rest::Nothing, _) => Rest::Nothing,
        (Rest::Unknown, Some(other)) if is_within(one, other) => Rest::Nothing,
        (Rest::Unknown, _) => Rest::Unknown,
    }
}

/// Whether the languages and the lengths, each on its own, show that all strings of the one are in the other.
fn is_within(one: &Machine<'_>, other: &Machine<'_>) -> bool {
    let (one_free, other_free) = (of_any_length(one), of_any_length(other));
    // The search with lengths has spent everything.
    let found = || search(&one_free, Some(&other_free), &Work::of(STATES));
    lengths(one, Some(other)) == Rest::Nothing && found() == Rest::Nothing
}

fn of_any_length<'a>(machine: &Machine<'a>) -> Machine<'a> {
    Machine {
        least: 0,
        most: None,
        ..machine.clone()
    }
}

/// The least length that the one allows and the other doesn't.
fn lengths(one: &Machine<'_>, other: Option<&Machine<'_>>) -> Rest<u64> {
    super::counts::minus(
        (one.least, one.most),
        other.map(|other| (other.least, other.most)),
    )
}

fn of_length(length: u64) -> Text {
    match usize::try_from(length) {
        Ok(count) if length <= LONGEST => Text::Of("a".repeat(count)),
        Ok(_) | Err(_) => Text::Long(length),
    }
}

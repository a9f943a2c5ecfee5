//! Ranges of counts.

use super::rest::Rest;

/// At least, and at most.
pub(super) type Range = (u64, Option<u64>);

/// The least count that the one range allows and the other doesn't; `None` allows nothing.
pub(super) fn minus(one: Range, other: Option<Range>) -> Rest<u64> {
    let most = other.and_then(|(_, most)| most);
    let above = most
        .and_then(|most| most.checked_add(1))
        .map(|above| above.max(one.0));
    let mut candidates = [Some(one.0), above].into_iter().flatten();
    let is_rest = |count: &u64| contains(one, *count) && !other.is_some_and(|other| contains(other, *count));
    candidates.find(is_rest).map_or(Rest::Nothing, Rest::Example)
}

/// Whether the range allows the count.
pub(super) fn contains((least, most): Range, count: u64) -> bool {
    least <= count && most.is_none_or(|most| count <= most)
}

//! The most frequent of several items, which is what an example shows.

use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The most frequent item, and of several the first.
pub(super) fn most_frequent<'a>(items: impl Iterator<Item = &'a [usize]>) -> Option<&'a [usize]> {
    let mut counts: BTreeMap<&[usize], (usize, Reverse<usize>)> = BTreeMap::new();
    for (at, item) in items.enumerate() {
        counts.entry(item).or_insert((0, Reverse(at))).0 += 1;
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    most.map(|(item, _)| item)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_frequent_credentials_are_the_first_of_several() {
        let usual = |items: &[&'static [usize]]| most_frequent(items.iter().copied());
        assert_eq!(usual(&[]), None);
        assert_eq!(usual(&[&[0], &[2], &[1], &[2]]), Some(&[2_usize][..]));
        assert_eq!(usual(&[&[3], &[0, 1], &[3], &[0, 1]]), Some(&[3_usize][..]));
    }
}

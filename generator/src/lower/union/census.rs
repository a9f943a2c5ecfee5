//! Census: counts over all variants of a union, so that a question of one variant about all others costs time proportional to
//! that variant only. It draws no conclusions from the counts.

use std::collections::{BTreeMap, BTreeSet};

use super::profile::Profile;
use crate::ir::{Kinds, Literal};

/// Counts over several variants of a union.
#[derive(Debug, Default)]
pub(super) struct Census<'p> {
    pub total: usize,
    kinds: BTreeMap<Kinds, usize>,
    items: BTreeMap<Option<Kinds>, usize>,
    members: BTreeMap<&'p str, MemberCounts<'p>>,
}

/// Counts of the variants that name one member.
#[derive(Debug, Default)]
pub(super) struct MemberCounts<'p> {
    pub described: usize,
    pub required: usize,
    /// The number of variants that require the member and allow only certain values.
    pub tagged: usize,
    kinds: BTreeMap<Kinds, usize>,
    literals: BTreeMap<&'p [Literal], usize>,
    /// The number of variants whose limited values include a value.
    values: BTreeMap<&'p Literal, usize>,
    /// The same numbers over the variants that also require the member.
    tags: BTreeMap<&'p Literal, usize>,
}

impl<'p> Census<'p> {
    pub(super) fn new(profiles: impl IntoIterator<Item = &'p Profile>) -> Self {
        let mut census = Self::default();
        for profile in profiles {
            census.add(profile);
        }
        census
    }

    fn add(&mut self, profile: &'p Profile) {
        self.total += 1;
        *self.kinds.entry(profile.kinds).or_default() += 1;
        if profile.kinds.array {
            *self.items.entry(profile.items).or_default() += 1;
        }
        for (name, member) in &profile.members {
            let described = self.members.entry(name).or_default();
            described.described += 1;
            *described.kinds.entry(member.kinds).or_default() += 1;
            if let Some(literals) = &member.literals {
                *described.literals.entry(literals).or_default() += 1;
                for literal in literals.iter().collect::<BTreeSet<_>>() {
                    *described.values.entry(literal).or_default() += 1;
                }
            }
        }
        for name in &profile.required {
            let described = self.members.entry(name).or_default();
            described.required += 1;
            let member = profile.members.get(name);
            if let Some(literals) = member.and_then(|member| member.literals.as_ref()) {
                described.tagged += 1;
                for literal in literals.iter().collect::<BTreeSet<_>>() {
                    *described.tags.entry(literal).or_default() += 1;
                }
            }
        }
    }

    /// The number of variants with exactly these kinds.
    pub(super) fn of_kinds(&self, kinds: Kinds) -> usize {
        self.kinds.get(&kinds).copied().unwrap_or_default()
    }

    /// The number of variants whose kinds satisfy the predicate.
    pub(super) fn with(&self, allows: impl Fn(&Kinds) -> bool) -> usize {
        let kinds = self.kinds.iter().filter(|(kinds, _)| allows(kinds));
        kinds.map(|(_, count)| count).sum()
    }

    /// The number of variants that may be lists with items of exactly these kinds.
    pub(super) fn of_items(&self, items: Option<Kinds>) -> usize {
        self.items.get(&items).copied().unwrap_or_default()
    }

    /// The counts of a member. `None` if no variant names it.
    pub(super) fn member(&self, name: &str) -> Option<&MemberCounts<'p>> {
        self.members.get(name)
    }
}

impl MemberCounts<'_> {
    /// The number of variants in which the member has exactly these kinds.
    pub(super) fn of_kinds(&self, kinds: Kinds) -> usize {
        self.kinds.get(&kinds).copied().unwrap_or_default()
    }

    /// The number of variants in which the member has exactly these allowed values.
    pub(super) fn of_literals(&self, literals: &[Literal]) -> usize {
        self.literals.get(literals).copied().unwrap_or_default()
    }

    /// Whether only one variant has these values, and the others have other values.
    pub(super) fn is_alone_with(&self, literals: &[Literal]) -> bool {
        let with_values: usize = self.literals.values().sum();
        let is_alone = |literal| self.values.get(literal) == Some(&1);
        with_values > 1 && !literals.is_empty() && literals.iter().all(is_alone)
    }

    /// The number of variants that require the member and allow this value for it, possibly among others.
    pub(super) fn of_tag(&self, value: &Literal) -> usize {
        self.tags.get(value).copied().unwrap_or_default()
    }
}

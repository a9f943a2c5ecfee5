//! Evidence: tests of a JSON value that distinguish the variants of a union without decoding it.
//! Each test is a necessary condition of its variant, so it never rejects a value that is valid for the variant.

use super::census::Census;
use super::profile::{Member, Profile};
use crate::ir::{Evidence, Kinds, Literal};
use crate::lower::Lowering;
use crate::lower::schema::facets::Facets;
use crate::lower::schema::forms::literal_of;
use crate::lower::schema::kinds::{kinds, union};
use crate::source::Pointer;

/// The deepest nesting of unions that is examined.
const DEPTH: usize = 8;

impl Lowering<'_, '_> {
    /// The profile of a variant.
    pub(crate) fn profile(&mut self, facets: &Facets, depth: usize) -> Profile {
        let mut profile = Profile {
            kinds: kinds(facets),
            ..Profile::default()
        };
        profile.required = facets.required.clone();
        profile.raw = facets.raw.clone();
        for (name, pointers) in &facets.properties {
            let member = self.member(pointers, depth);
            profile.members.insert(name.clone(), member);
        }
        if let Some((values, _)) = facets
            .enumeration
            .as_ref()
            .filter(|(values, _)| !values.is_empty())
        {
            profile.strings = values
                .iter()
                .map(|value| value.as_str().map(str::to_owned))
                .collect();
        }
        if let Some((pattern, at)) = &facets.raw.pattern {
            profile.pattern = self.pattern(pattern, at);
        }
        if let Some(items) = &facets.items {
            profile.items = Some(self.member(std::slice::from_ref(items), depth).kinds);
        }
        let choices: Vec<Pointer> = facets
            .choices
            .iter()
            .flat_map(|choice| choice.members.clone())
            .collect();
        if !choices.is_empty() && depth < DEPTH {
            let inner: Vec<Profile> = choices
                .iter()
                .filter_map(|at| self.inner_profile(at, depth + 1))
                .collect();
            profile.widen(&inner);
        }
        profile
    }

    /// The profile of a variant of a variant.
    fn inner_profile(&mut self, at: &Pointer, depth: usize) -> Option<Profile> {
        let key = (self.model.resolve(at, self.diagnostics)?, depth);
        if let Some(known) = self.merging.profiles.get(&key) {
            return known.clone();
        }
        let facets = self.facets(std::slice::from_ref(at));
        let profile = facets.map(|facets| self.profile(&facets, depth));
        self.merging.profiles.insert(key, profile.clone());
        profile
    }

    fn member(&mut self, pointers: &[Pointer], depth: usize) -> Member {
        if depth >= DEPTH {
            return Member {
                kinds: Kinds::ANY,
                literals: None,
            };
        }
        let Some(facets) = self.facets(pointers) else {
            return Member {
                kinds: Kinds::ANY,
                literals: None,
            };
        };
        // `null` alone is a kind, not a literal.
        let values = facets
            .enumeration
            .as_ref()
            .filter(|(values, _)| !values.is_empty());
        let literals = values.and_then(|(values, _)| values.iter().map(literal_of).collect());
        let kinds = match facets.choices.is_empty() {
            true => kinds(&facets),
            false => Kinds::ANY,
        };
        Member { kinds, literals }
    }
}

impl Profile {
    /// A nested union: the facts that all its variants share.
    fn widen(&mut self, inner: &[Profile]) {
        let Some((first, rest)) = inner.split_first() else {
            return;
        };
        let mut shared = first.clone();
        for other in rest {
            shared.kinds = union(shared.kinds, other.kinds);
            shared.required.retain(|name| other.required.contains(name));
            shared.members = shared
                .members
                .into_iter()
                .filter_map(|(name, member)| {
                    let other = other.members.get(&name)?;
                    let literals = member.literals.zip(other.literals.clone()).map(|(mut a, b)| {
                        a.extend(b);
                        a
                    });
                    Some((
                        name,
                        Member {
                            kinds: union(member.kinds, other.kinds),
                            literals,
                        },
                    ))
                })
                .collect();
            shared.strings = shared.strings.zip(other.strings.clone()).map(|(mut a, b)| {
                a.extend(b);
                a
            });
            shared.pattern = shared
                .pattern
                .filter(|pattern| other.pattern.as_ref() == Some(pattern));
        }
        if self.kinds == Kinds::ANY {
            self.kinds = shared.kinds;
        }
        self.required.extend(shared.required);
        for (name, member) in shared.members {
            self.members.entry(name).or_insert(member);
        }
        self.strings = self.strings.take().or(shared.strings);
        self.pattern = self.pattern.take().or(shared.pattern);
    }

    /// The only values of a member, spelled as in a discriminator's `mapping`.
    pub(super) fn tag_values(&self, key: &str) -> Option<Vec<String>> {
        let literals = self.members.get(key)?.literals.as_ref()?;
        literals
            .iter()
            .map(|literal| match literal {
                Literal::String(text) => Some(text.clone()),
                Literal::Integer(number) => Some(number.to_string()),
                Literal::Bool(flag) => Some(flag.to_string()),
            })
            .collect()
    }

    /// The values of the member `key` for tags that are spelled as strings: `"1"` is 1 if the member is an integer.
    pub(super) fn tags(&self, key: &str, spelled: &[String]) -> Vec<Literal> {
        let kinds = self.members.get(key).map_or(Kinds::ANY, |member| member.kinds);
        let value = |text: &String| {
            let integer = text.parse().ok().filter(|_| kinds.integer).map(Literal::Integer);
            let flag = text.parse().ok().filter(|_| kinds.boolean).map(Literal::Bool);
            let plain = Literal::String(text.clone());
            integer.or(flag).filter(|_| !kinds.string).unwrap_or(plain)
        };
        spelled.iter().map(value).collect()
    }

    /// The facts that hold for this variant and distinguish it from the others. `all` counts all variants including this one,
    /// `objects` those that may be objects.
    pub(super) fn evidence(&self, all: &Census<'_>, objects: &Census<'_>) -> Vec<Evidence> {
        if let Some(tag) = self.sufficient_literal(all) {
            return tag;
        }
        let mut evidence = Vec::new();
        if all.of_kinds(self.kinds) < all.total {
            evidence.push(Evidence::Kind(self.kinds));
        }
        if self.kinds.object && objects.total > 1 {
            self.object_evidence(objects, &mut evidence);
        }
        if self.kinds.string && all.with(|kinds| kinds.string) > 1 {
            if let Some(values) = &self.strings {
                evidence.push(Evidence::Strings(values.clone()));
            } else if let Some(pattern) = &self.pattern {
                evidence.push(Evidence::Pattern(pattern.clone()));
            }
        }
        if let Some(items) = self.items.filter(|items| *items != Kinds::ANY)
            && all.of_items(Some(items)) < all.with(|kinds| kinds.array)
        {
            evidence.push(Evidence::FirstItem(items));
        }
        if evidence.is_empty() && self.kinds != Kinds::ANY {
            evidence.push(Evidence::Kind(self.kinds));
        }
        evidence
    }

    /// The literal that distinguishes this variant from all others, as a tag does.
    fn sufficient_literal(&self, all: &Census<'_>) -> Option<Vec<Evidence>> {
        if !self.is_only_object() || all.total < 2 || all.of_kinds(self.kinds) < all.total {
            return None;
        }
        self.required.iter().find_map(|name| {
            let mine = self.members.get(name)?.literals.as_ref()?;
            let member = all.member(name)?;
            let is_mine_alone =
                member.tagged == all.total && mine.iter().all(|value| member.of_tag(value) == 1);
            is_mine_alone.then(|| literal_evidence(name, mine))
        })
    }

    /// Whether the census alone distinguishes this variant from every other one.
    pub(super) fn is_distinct_from_all(&self, all: &Census<'_>) -> bool {
        let alone = |name: &String| {
            let described = all.member(name).map_or(0, |member| member.described);
            described == usize::from(self.members.contains_key(name))
        };
        self.required.iter().any(alone) || self.sufficient_literal(all).is_some()
    }

    /// Whether a literal shows that no value fits both this variant and another one.
    pub(super) fn excludes_all(&self, all: &Census<'_>) -> bool {
        self.sufficient_literal(all).is_some()
    }

    fn object_evidence(&self, objects: &Census<'_>, evidence: &mut Vec<Evidence>) {
        for name in &self.required {
            let Some(described) = objects.member(name) else {
                continue;
            };
            let member = self.members.get(name);
            if let Some(literals) = member.and_then(|member| member.literals.as_ref()) {
                if described.of_literals(literals) < objects.total {
                    evidence.extend(literal_evidence(name, literals));
                }
            } else if described.required < objects.total {
                evidence.push(Evidence::Key(name.clone()));
            }
        }
        for (name, member) in self.optional_literals() {
            let literals = member.literals.iter().flatten().cloned().collect::<Vec<_>>();
            let described = objects.member(name);
            if described.is_some_and(|described| described.is_alone_with(&literals)) {
                evidence.push(Evidence::OptionalMember {
                    key: name.clone(),
                    values: literals,
                });
            }
        }
        for (name, member) in &self.members {
            let differs = objects
                .member(name)
                .is_some_and(|described| described.of_kinds(member.kinds) < described.described);
            if differs && member.kinds != Kinds::ANY && member.literals.is_none() {
                evidence.push(Evidence::MemberKind {
                    key: name.clone(),
                    kinds: member.kinds,
                });
            }
        }
    }

    /// The optional members that allow only certain values.
    fn optional_literals(&self) -> impl Iterator<Item = (&String, &Member)> {
        let members = self.members.iter();
        members.filter(|(name, member)| {
            member.literals.is_some() && !member.kinds.null && !self.required.contains(*name)
        })
    }

    /// Whether an optional member of both distinguishes them if it is present.
    pub(super) fn is_distinct_where_present(&self, other: &Profile) -> bool {
        self.members.iter().any(|(name, mine)| {
            let theirs = other
                .members
                .get(name)
                .and_then(|theirs| theirs.literals.as_ref());
            let apart = |(mine, theirs): (&Vec<Literal>, &Vec<Literal>)| {
                !mine.iter().any(|value| theirs.contains(value))
            };
            mine.literals.as_ref().zip(theirs).is_some_and(apart)
        })
    }

    fn is_only_object(&self) -> bool {
        self.kinds
            == Kinds {
                object: true,
                ..Kinds::default()
            }
    }

    /// Whether no value fits both variants.
    pub(super) fn excludes(&self, other: &Profile) -> bool {
        if !self.kinds.overlaps(other.kinds) {
            return true;
        }
        if self.is_only_object() && other.is_only_object() {
            return self.object_excludes(other);
        }
        let only_strings = |profile: &Profile| {
            profile.kinds
                == Kinds {
                    string: true,
                    ..Kinds::default()
                }
        };
        match (&self.strings, &other.strings) {
            (Some(mine), Some(theirs)) if only_strings(self) && only_strings(other) => {
                !mine.iter().any(|text| theirs.contains(text))
            }
            _ => false,
        }
    }

    fn object_excludes(&self, other: &Profile) -> bool {
        self.members.iter().any(|(name, mine)| {
            let Some(theirs) = other.members.get(name) else {
                return false;
            };
            let both_required = self.required.contains(name) && other.required.contains(name);
            let apart = match (&mine.literals, &theirs.literals) {
                (Some(mine), Some(theirs)) => !mine.iter().any(|value| theirs.contains(value)),
                _ => false,
            };
            both_required && (apart || !mine.kinds.overlaps(theirs.kinds))
        })
    }

    /// Whether the two can be distinguished in practice: one requires a member that the other doesn't describe.
    pub(super) fn is_distinct_from(&self, other: &Profile) -> bool {
        let unique = |a: &Profile, b: &Profile| a.required.iter().any(|name| !b.members.contains_key(name));
        self.excludes(other)
            || unique(self, other)
            || unique(other, self)
            || self.text_differs(other)
            || self.range_differs(other)
            || self.items_differ(other)
    }

    /// Whether the first item distinguishes two lists.
    fn items_differ(&self, other: &Profile) -> bool {
        let only_arrays = |profile: &Profile| {
            profile.kinds
                == Kinds {
                    array: true,
                    ..Kinds::default()
                }
        };
        let apart = self
            .items
            .zip(other.items)
            .is_some_and(|(mine, theirs)| !mine.overlaps(theirs));
        only_arrays(self) && only_arrays(other) && apart
    }

    /// Whether the two are numbers with different ranges: the first one that allows a value is chosen.
    fn range_differs(&self, other: &Profile) -> bool {
        let only_numbers = |kinds: Kinds| {
            kinds.integer
                && Kinds {
                    integer: false,
                    number: false,
                    ..kinds
                } == Kinds::default()
        };
        only_numbers(self.kinds) && only_numbers(other.kinds) && self.raw != other.raw
    }

    fn text_differs(&self, other: &Profile) -> bool {
        let strings = self.kinds.string && other.kinds.string && !self.kinds.object && !other.kinds.object;
        strings && (self.pattern != other.pattern || self.strings != other.strings || self.raw != other.raw)
    }

    /// A measure of how specific the variant is. Variants with more constraints are tried first.
    pub(super) fn specificity(&self) -> usize {
        let text = usize::from(self.strings.is_some() || self.pattern.is_some());
        self.required.len() + text
    }
}

/// The test that a member is one of these values.
pub(super) fn literal_evidence(key: &str, literals: &[Literal]) -> Vec<Evidence> {
    let strings = literals.iter().map(|literal| match literal {
        Literal::String(text) => Some(text.clone()),
        Literal::Integer(_) | Literal::Bool(_) => None,
    });
    let integers = literals.iter().map(|literal| match literal {
        Literal::Integer(number) => Some(*number),
        Literal::String(_) | Literal::Bool(_) => None,
    });
    let key = key.to_owned();
    vec![match (strings.collect(), integers.collect(), literals) {
        (Some(values), _, _) => Evidence::Tag { key, values },
        (None, _, [value]) => Evidence::Member {
            key,
            value: value.clone(),
        },
        (None, Some(values), _) => Evidence::Integers { key, values },
        (None, None, _) => Evidence::Key(key),
    }]
}

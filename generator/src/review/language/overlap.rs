//! Unions: which values an existing variant loses to a new one. The evidence of the variants decides, as in generated code.

use serde_json::{Map, Value as Json};

use super::automata::{Language, Machine};
use super::member::{is_of, is_same};
use super::rest::Rest;
use super::strings::{self, Text};
use super::witness::shown;
use super::work::Work;
use crate::ir::{Api, Evidence, Kinds, Literal, UnionVariant};

/// The variants of a union in the order in which they are tried.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Variants<'a> {
    pub variants: &'a [UnionVariant],
    /// The description that they are from, which has the patterns.
    pub api: &'a Api,
}

/// An existing variant that loses values to a new one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Lost {
    /// The index of the variant that had the value, in the old union.
    pub from: usize,
    /// The index of the variant that has it now, in the new union.
    pub to: usize,
    /// Such a value, as JSON.
    pub example: String,
}

/// The variants of the old union that lose values to variants of the new one that `kept` doesn't name. `kept` has the indexes
/// of each variant that both unions have: in the old one, in the new one.
///
/// Each example was tried. Where none was found, values may be lost all the same.
pub(crate) fn lost(old: Variants<'_>, new: Variants<'_>, kept: &[(usize, usize)]) -> Vec<Lost> {
    let mut lost = Vec::new();
    for &(from, _) in kept {
        let Some(own) = old.variants.get(from) else {
            continue;
        };
        for (to, other) in new.variants.iter().enumerate() {
            if kept.iter().any(|&(_, kept)| kept == to) {
                continue;
            }
            let both = Both {
                one: (&own.evidence, old.api),
                other: (&other.evidence, new.api),
            };
            let is_lost = |value: &Json| old.choose(value) == Some(from) && new.choose(value) == Some(to);
            if let Some(example) = both.candidates().iter().find(|value| is_lost(value)) {
                lost.push(Lost {
                    from,
                    to,
                    example: shown(example),
                });
            }
        }
    }
    lost
}

impl Variants<'_> {
    /// The first variant whose evidence all holds.
    fn choose(&self, value: &Json) -> Option<usize> {
        let holds = |variant: &UnionVariant| variant.evidence.iter().all(|fact| holds(fact, value, self.api));
        self.variants.iter().position(holds)
    }
}

fn literal(literal: &Literal) -> Json {
    match literal {
        Literal::String(text) => Json::from(text.as_str()),
        Literal::Integer(number) => Json::from(*number),
        Literal::Bool(flag) => Json::from(*flag),
    }
}

fn holds(fact: &Evidence, value: &Json, api: &Api) -> bool {
    let member = |key: &String| value.get(key);
    let text_of = |key: &String| member(key).and_then(Json::as_str);
    match fact {
        Evidence::Kind(kinds) => is_of(value, *kinds),
        Evidence::Tag { key, values } => {
            text_of(key).is_some_and(|text| values.iter().any(|value| value == text))
        }
        Evidence::OtherTag { key, values } => {
            text_of(key).is_some_and(|text| !values.iter().any(|value| value == text))
        }
        Evidence::DefaultTag { key, values } => {
            value.is_object() && text_of(key).is_none_or(|text| !values.iter().any(|value| value == text))
        }
        Evidence::Member { key, value } => member(key).is_some_and(|found| is_same(found, &literal(value))),
        Evidence::Integers { key, values } => {
            member(key).is_some_and(|found| values.iter().any(|value| is_same(found, &(*value).into())))
        }
        Evidence::Key(key) => member(key).is_some(),
        Evidence::SoleKey(key) => {
            member(key).is_some() && value.as_object().is_some_and(|members| members.len() == 1)
        }
        Evidence::MemberKind { key, kinds } => member(key).is_none_or(|found| is_of(found, *kinds)),
        Evidence::OptionalMember { key, values } => {
            member(key).is_none_or(|found| values.iter().any(|value| is_same(found, &literal(value))))
        }
        Evidence::FirstItem(kinds) => {
            let first = value.as_array().and_then(|items| items.first());
            first.is_none_or(|first| is_of(first, *kinds))
        }
        Evidence::Strings(texts) => value
            .as_str()
            .is_some_and(|value| texts.iter().any(|text| text == value)),
        Evidence::Pattern(name) => {
            let pattern = api.patterns.get(name);
            let matches = |text| pattern.is_some_and(|pattern| pattern.automaton.is_match(text));
            value.as_str().is_some_and(matches)
        }
    }
}

/// The evidence of two variants, each with its description.
struct Both<'a> {
    one: (&'a [Evidence], &'a Api),
    other: (&'a [Evidence], &'a Api),
}

impl Both<'_> {
    fn facts(&self) -> impl Iterator<Item = &Evidence> {
        self.one.0.iter().chain(self.other.0)
    }

    /// Values that may be of both.
    fn candidates(&self) -> Vec<Json> {
        let mut found = vec![Json::Null, true.into(), 1.into(), 0.5.into(), "a".into()];
        found.extend(self.strings());
        found.push(Json::Array(Vec::new()));
        found.extend(basics(Kinds::ANY).map(|item| Json::Array(vec![item])));
        found.extend(self.objects());
        found
    }

    fn strings(&self) -> Vec<Json> {
        let mut found: Vec<Json> = Vec::new();
        for fact in self.facts() {
            if let Evidence::Strings(texts) = fact {
                found.extend(texts.iter().map(|text| Json::from(text.as_str())));
            }
        }
        let machine = |(facts, api): (&[Evidence], &'_ Api)| -> Option<String> {
            let pattern = facts.iter().find_map(|fact| {
                let Evidence::Pattern(name) = fact else {
                    return None;
                };
                api.patterns.get(name)
            })?;
            let machine = Machine {
                language: Language::Pattern(&pattern.automaton),
                least: 0,
                most: None,
            };
            match strings::minus(&machine, None, &Work::new()) {
                Rest::Example(Text::Of(text)) => Some(text),
                Rest::Example(Text::Long(_)) | Rest::Nothing | Rest::Unknown => None,
            }
        };
        found.extend(
            [self.one, self.other]
                .into_iter()
                .filter_map(machine)
                .map(Json::from),
        );
        found
    }

    /// Objects with the members that the facts demand, and with those that they only describe.
    fn objects(&self) -> Vec<Json> {
        let mut demanded = Map::new();
        let mut described = Map::new();
        for fact in self.facts() {
            let Some(key) = key(fact) else { continue };
            let value = self.member(key);
            described.insert(key.to_owned(), value.clone());
            if !matches!(
                fact,
                Evidence::MemberKind { .. } | Evidence::OptionalMember { .. }
            ) {
                demanded.insert(key.to_owned(), value);
            }
        }
        vec![Json::Object(demanded), Json::Object(described)]
    }

    /// A value of the member that all facts allow, if one is found.
    fn member(&self, key: &str) -> Json {
        let own: Vec<&Evidence> = self.facts().filter(|fact| self::key(fact) == Some(key)).collect();
        let mut candidates: Vec<Json> = Vec::new();
        for fact in &own {
            match fact {
                Evidence::Tag { values, .. } => {
                    candidates.extend(values.iter().map(|text| Json::from(text.as_str())))
                }
                Evidence::Member { value, .. } => candidates.push(literal(value)),
                Evidence::Integers { values, .. } => {
                    candidates.extend(values.iter().map(|value| Json::from(*value)))
                }
                Evidence::OptionalMember { values, .. } => candidates.extend(values.iter().map(literal)),
                Evidence::MemberKind { kinds, .. } => candidates.extend(basics(*kinds)),
                Evidence::OtherTag { .. }
                | Evidence::DefaultTag { .. }
                | Evidence::Key(_)
                | Evidence::SoleKey(_)
                | Evidence::Kind(_)
                | Evidence::FirstItem(_)
                | Evidence::Strings(_)
                | Evidence::Pattern(_) => {}
            }
        }
        candidates.extend(["a", "b", "other"].map(Json::from));
        candidates.extend(basics(Kinds::ANY));
        let fits = |value: &Json| {
            let object = Json::Object(Map::from_iter([(key.to_owned(), value.clone())]));
            own.iter().all(|fact| holds(fact, &object, self.one.1))
        };
        let found = candidates.iter().find(|value| fits(value));
        found.or(candidates.first()).cloned().unwrap_or(Json::Null)
    }
}

fn key(fact: &Evidence) -> Option<&str> {
    if let Evidence::SoleKey(key) = fact {
        return Some(key);
    }
    fact.key()
}

/// A value of each kind.
fn basics(kinds: Kinds) -> impl Iterator<Item = Json> {
    let all = [
        "a".into(),
        1.into(),
        0.5.into(),
        true.into(),
        Json::Null,
        Json::Array(Vec::new()),
        Json::Object(Map::new()),
    ];
    all.into_iter().filter(move |value| is_of(value, kinds))
}

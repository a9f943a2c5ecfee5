//! Variant names: readable names for the variants of a union.

use std::collections::BTreeMap;

use super::census::Census;
use super::variant::Variant;
use crate::ir::{Kinds, Literal};
use crate::lower::naming::hints::Hint;
use crate::lower::schema::enums::reserve_unknown;
use crate::naming::{self, Key, Unnamed};
use crate::source::bundle;

/// All variants of a union, from the point of view of one of them.
pub(super) struct Siblings<'a> {
    pub all: Census<'a>,
    /// The variants that may be objects.
    pub objects: Census<'a>,
    titles: BTreeMap<&'a str, usize>,
}

impl<'a> Siblings<'a> {
    pub(super) fn new(variants: &'a [Variant]) -> Self {
        let profiles = || variants.iter().map(|variant| &variant.profile);
        let mut titles = BTreeMap::new();
        for title in variants
            .iter()
            .filter_map(|variant| variant.facets.title.as_deref())
        {
            *titles.entry(title).or_default() += 1;
        }
        Self {
            all: Census::new(profiles()),
            objects: Census::new(profiles().filter(|profile| profile.kinds.object)),
            titles,
        }
    }
}

/// The variants with their preferred names. The lock identifies a variant by the schema that it refers to or, if it is
/// written in place, by its name without a discriminator. An index would change when variants are reordered.
pub(super) fn unnamed(variants: &[Variant], tag: Option<&str>, hint: &Hint) -> Vec<Unnamed> {
    let siblings = Siblings::new(variants);
    let mut used: BTreeMap<Key, usize> = BTreeMap::new();
    let mut unnamed = Vec::new();
    for variant in variants {
        let key = match &variant.target {
            Some(target) => Key::wire(&bundle::key(target)),
            None => Key::of(&name(variant, &siblings, None, hint), "inline"),
        };
        let count = used.entry(key.clone()).or_default();
        *count += 1;
        let key = key.nth(*count);
        unnamed.push(reserve_unknown(Unnamed::new(
            key,
            &name(variant, &siblings, tag, hint),
            &variant.at,
        )));
    }
    unnamed
}

/// The preferred name of the variant: its tag, its title, its schema's name, its literal or its kind.
fn name(variant: &Variant, siblings: &Siblings<'_>, tag: Option<&str>, hint: &Hint) -> String {
    // A tag that is a number or a boolean is less readable than the name of its schema.
    let is_word = |tag: &String| tag.parse::<f64>().is_err() && tag.parse::<bool>().is_err();
    if let (Some(_), [only]) = (tag, variant.tags.as_slice())
        && (is_word(only) || variant.component.is_none())
    {
        return only.clone();
    }
    if let Some(title) = variant
        .facets
        .title
        .as_ref()
        .filter(|title| !naming::camel(title).is_empty())
        && siblings.titles.get(title.as_str()) == Some(&1)
    {
        return without_prefix(&naming::camel(title), &hint.base);
    }
    if let Some(name) = &variant.component {
        return without_prefix(&naming::camel(name), &hint.base);
    }
    if let Some(value) = distinguishing_literal(variant, &siblings.all) {
        return value;
    }
    if variant.profile.kinds.object && siblings.objects.total > 1 {
        let is_required_once = |name: &&String| {
            siblings
                .all
                .member(name)
                .is_some_and(|member| member.required == 1)
        };
        let unique = variant.profile.required.iter().find(is_required_once);
        if let Some(name) = unique.or_else(|| variant.profile.required.iter().next()) {
            return format!("with {name}");
        }
    }
    match variant
        .profile
        .items
        .filter(|_| siblings.all.with(|kinds| kinds.array) > 1)
    {
        Some(items) => list_name(variant, items),
        None => kind_name(variant.profile.kinds).to_owned(),
    }
}

/// The item type in plural, if several variants are lists: `Strings`, `Documents`.
fn list_name(variant: &Variant, items: Kinds) -> String {
    match &variant.items_component {
        Some(name) => format!("{}List", naming::camel(name)),
        None => match kind_name(items) {
            "Any" => "List".to_owned(),
            "Bool" => "Booleans".to_owned(),
            kind => format!("{kind}s"),
        },
    }
}

/// The literal of a required member that no other variant has.
fn distinguishing_literal(variant: &Variant, all: &Census<'_>) -> Option<String> {
    let mut singles = variant
        .profile
        .members
        .iter()
        .filter(|(name, _)| variant.profile.required.contains(*name));
    singles.find_map(|(name, member)| {
        let [literal] = member.literals.as_deref()? else {
            return None;
        };
        if all.member(name)?.of_literals(std::slice::from_ref(literal)) != 1 {
            return None;
        }
        Some(match literal {
            Literal::String(text) => text.clone(),
            Literal::Integer(number) => format!("{name} {number}"),
            Literal::Bool(flag) => format!("{} {name}", if *flag { "with" } else { "without" }),
        })
    })
}

fn without_prefix(name: &str, union: &str) -> String {
    match name.strip_prefix(union) {
        Some(rest) if rest.chars().next().is_some_and(char::is_uppercase) => rest.to_owned(),
        Some(_) | None => name.to_owned(),
    }
}

fn kind_name(kinds: Kinds) -> &'static str {
    let Kinds {
        null: _,
        boolean,
        integer,
        number,
        string,
        array,
        object,
    } = kinds;
    match (boolean, integer, number, string, array, object) {
        (true, false, false, false, false, false) => "Bool",
        (false, true, false, false, false, false) => "Integer",
        (false, _, true, false, false, false) => "Number",
        (false, false, false, true, false, false) => "Text",
        (false, false, false, false, true, false) => "List",
        (false, false, false, false, false, true) => "Object",
        _ => "Any",
    }
}

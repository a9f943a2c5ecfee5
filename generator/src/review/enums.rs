//! Enums: values that come and go.

use std::collections::BTreeMap;

use super::change::Effect::{Break, Caution, None as Nothing};
use super::change::Silent;
use super::fields::directed;
use super::rules::Rule;
use super::walk::{Difference, Site, Walk, effects};
use crate::ir::{Enum, EnumVariant, IntegerVariant};
use crate::surface::{Member, quoted};

/// Compares enums of strings.
pub(super) fn strings(walk: &mut Walk<'_>, old: &Enum<EnumVariant>, new: &Enum<EnumVariant>, site: &Site) {
    let values = |of: &Enum<EnumVariant>| {
        let of = of.variants.iter();
        of.map(|variant| (quoted(&variant.name.wire), variant.name.rust.to_string()))
            .collect()
    };
    values_of(walk, &values(old), values(new), site);
}

/// Compares enums of integers.
pub(super) fn integers(
    walk: &mut Walk<'_>,
    old: &Enum<IntegerVariant>,
    new: &Enum<IntegerVariant>,
    site: &Site,
) {
    let values = |of: &Enum<IntegerVariant>| {
        let of = of.variants.iter();
        of.map(|variant| (variant.value.to_string(), variant.name.to_string()))
            .collect()
    };
    values_of(walk, &values(old), values(new), site);
}

/// Compares values, each with its Rust name.
fn values_of(
    walk: &mut Walk<'_>,
    old: &BTreeMap<String, String>,
    mut new: BTreeMap<String, String>,
    site: &Site,
) {
    for (value, name) in old {
        match new.remove(value) {
            Some(other) if other == *name => {}
            Some(other) => {
                let site = at(walk, site, value);
                super::names::member(walk, &site, name, &other);
            }
            None => removed(walk, value, site),
        }
    }
    for value in new.keys() {
        added(walk, value, site);
    }
}

fn at(walk: &Walk<'_>, site: &Site, value: &str) -> Site {
    let old = site.old.as_ref().map(|at| walk.old_places().value(at, value));
    let new = site.new.as_ref().map(|at| walk.new_places().value(at, value));
    site.inside("", value)
        .member(Member::Value(value.to_owned()))
        .at(old, new)
}

fn added(walk: &mut Walk<'_>, value: &str, site: &Site) {
    let site = at(walk, site, value);
    walk.report(
        Rule::EnumValueAdded,
        &site,
        Difference {
            to: value.to_owned(),
            effects: effects(site.direction, [Nothing, Caution], [Caution, Nothing]),
            silent: match site.direction.response {
                true => Silent::Read,
                false => Silent::No,
            },
            message: format!("{value} is added to `{}`", site.subject),
            wire: directed(
                &site,
                [
                    "old servers refuse it",
                    "old clients read it as `Unknown`; code that matches `Unknown` for it stops matching",
                ],
            ),
            ..Difference::default()
        },
    );
}

fn removed(walk: &mut Walk<'_>, value: &str, site: &Site) {
    let site = at(walk, site, value);
    walk.report(
        Rule::EnumValueRemoved,
        &site,
        Difference {
            from: value.to_owned(),
            effects: effects(site.direction, [Break, Nothing], [Nothing, Caution]),
            silent: match site.direction.request {
                true => Silent::Sent,
                false => Silent::No,
            },
            message: format!("{value} is removed from `{}`", site.subject),
            wire: directed(
                &site,
                [
                    "requests of old clients with it are refused",
                    "new clients read it from old servers as `Unknown`",
                ],
            ),
            ..Difference::default()
        },
    );
}

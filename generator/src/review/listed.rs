//! Listed values that no Rust type shows, such as fractions. Clients send and read any value of the type.

use serde_json::Value as Json;

use super::change::Effect::{Break, Caution, None as Nothing};
use super::change::Silent;
use super::fields::directed;
use super::language::{is_of, is_same};
use super::rules::Rule;
use super::walk::{Difference, Site, Walk, effects};
use crate::ir::Kinds;
use crate::source::{Node, Pointer};

/// Compares the listed values of these kinds.
pub(super) fn compare(walk: &mut Walk<'_>, kinds: Kinds, site: &Site) {
    let (Some(old), Some(new)) = (&site.old, &site.new) else {
        return;
    };
    if walk.is_alike(site) {
        return;
    }
    let sides = [(walk.old_places(), old), (walk.new_places(), new)].map(|(places, at)| {
        let parts = places.parts(at);
        let parts: Vec<&Node> = parts.iter().filter_map(|at| places.tree.at(at)).collect();
        let mut values = list(&parts)?;
        values.retain(|value| is_of(value, kinds));
        Some(values)
    });
    let without = |some: &[Json], others: &[Json]| -> Vec<Json> {
        let is_gone = |value: &&Json| !others.iter().any(|other| is_same(value, other));
        some.iter().filter(is_gone).cloned().collect()
    };
    let [before, after] = sides;
    let key = (site.owners.clone(), old.clone(), new.clone(), kinds);
    if before == after || !walk.lists.insert(key) {
        return;
    }
    match (before, after) {
        (None, None) => {}
        (Some(before), Some(after)) => {
            for value in without(&before, &after) {
                removed(walk, &value, site);
            }
            for value in without(&after, &before) {
                added(walk, &value, site);
            }
        }
        (None, Some(after)) => whole(walk, &after, true, site),
        (Some(before), None) => whole(walk, &before, false, site),
    }
}

/// The values that all parts of a schema list.
pub(super) fn list(parts: &[&Node]) -> Option<Vec<Json>> {
    let lists = parts.iter().filter_map(|part| part.get("enum")?.as_array());
    let lists = lists.map(|values| values.iter().map(Node::to_json).collect::<Vec<Json>>());
    lists.reduce(|all, other| both(all, &other))
}

/// The values of a list that another one has too.
pub(super) fn both(all: Vec<Json>, other: &[Json]) -> Vec<Json> {
    all.into_iter().filter(|value| other.contains(value)).collect()
}

fn at(walk: &Walk<'_>, site: &Site, value: &str) -> Site {
    let place = |at: &Pointer, is_old: bool| match is_old {
        true => walk.old_places().value(at, value),
        false => walk.new_places().value(at, value),
    };
    let old = site.old.as_ref().map(|at| place(at, true));
    let new = site.new.as_ref().map(|at| place(at, false));
    site.inside("", value).at(old, new)
}

fn removed(walk: &mut Walk<'_>, value: &Json, site: &Site) {
    let value = value.to_string();
    let site = at(walk, site, &value);
    walk.report(
        Rule::EnumValueRemoved,
        &site,
        Difference {
            effects: effects(site.direction, [Break, Nothing], [Nothing, Nothing]),
            silent: match site.direction.request {
                true => Silent::Sent,
                false => Silent::No,
            },
            message: format!("{value} is removed from the values of `{}`", site.subject),
            wire: directed(
                &site,
                [
                    "requests of old clients with it are refused",
                    "new clients read it from old servers",
                ],
            ),
            from: value,
            ..Difference::default()
        },
    );
}

fn added(walk: &mut Walk<'_>, value: &Json, site: &Site) {
    let value = value.to_string();
    let site = at(walk, site, &value);
    walk.report(
        Rule::EnumValueAdded,
        &site,
        Difference {
            effects: effects(site.direction, [Nothing, Caution], [Nothing, Nothing]),
            message: format!("{value} is added to the values of `{}`", site.subject),
            wire: directed(&site, ["old servers refuse it", "old clients read it"]),
            to: value,
            ..Difference::default()
        },
    );
}

/// A list that only one side has.
fn whole(walk: &mut Walk<'_>, values: &[Json], comes: bool, site: &Site) {
    let old = site.old.as_ref().map(|at| walk.old_places().keyword(at, "enum"));
    let new = site.new.as_ref().map(|at| walk.new_places().keyword(at, "enum"));
    let site = site.inside("", "enum").at(old, new);
    let text = Json::from(values).to_string();
    let (rule, effects, word, wire) = match comes {
        true => (
            Rule::ConstraintTightened,
            effects(site.direction, [Break, Nothing], [Nothing, Nothing]),
            "now has one of the values",
            "requests of old clients with other values are refused",
        ),
        false => (
            Rule::ConstraintLoosened,
            effects(site.direction, [Nothing, Caution], [Nothing, Nothing]),
            "may now have other values than",
            "old servers refuse other values",
        ),
    };
    let [from, to] = match comes {
        true => [String::new(), format!("enum {text}")],
        false => [format!("enum {text}"), String::new()],
    };
    walk.report(
        rule,
        &site,
        Difference {
            from,
            to,
            effects,
            silent: match comes && site.direction.request {
                true => Silent::Sent,
                false => Silent::No,
            },
            message: format!("`{}` {word} {text}", site.subject),
            wire: directed(&site, [wire, "clients read any value"]),
            ..Difference::default()
        },
    );
}

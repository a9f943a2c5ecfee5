//! Types without a partner: those that a change brings or takes away belong to it, the others are changes of their own.

use std::collections::{BTreeMap, BTreeSet};

use super::rules::Rule;
use super::walk::{Difference, Site, Walk};
use crate::ir::{Api, TypeDef, reachable};
use crate::naming::Ident;
use crate::surface::Owner;

/// Gives each type without a partner to the first change that carries it, and reports those that are left.
pub(super) fn report(walk: &mut Walk<'_>) {
    let old = left(&walk.old.api, |name| walk.pairs.new_of(name).is_none());
    let new = left(&walk.new.api, |name| walk.pairs.old_of(name).is_none());
    let mut free = [old, new];
    let apis = [&walk.old.api, &walk.new.api];
    for carried in &mut walk.carried {
        for ((carried, free), api) in carried.iter_mut().zip(&mut free).zip(apis) {
            if carried.is_empty() {
                continue;
            }
            let reached = close(api, carried, free);
            free.retain(|name| !reached.contains(name));
            *carried = reached;
        }
    }
    let [gone, come] = free;
    for (api, names, is_old) in [(&walk.old.api, gone, true), (&walk.new.api, come, false)] {
        for root in roots(api, &names) {
            if let Some(def) = api.types.get(&root) {
                alone(walk, def, is_old, close(api, &BTreeSet::from([root]), &names));
            }
        }
    }
}

fn left(api: &Api, is_free: impl Fn(&Ident) -> bool) -> BTreeSet<Ident> {
    api.types.keys().filter(|name| is_free(name)).cloned().collect()
}

/// The free types that are reached from these through free types alone.
fn close(api: &Api, from: &BTreeSet<Ident>, free: &BTreeSet<Ident>) -> BTreeSet<Ident> {
    let mut found = BTreeSet::new();
    let mut pending: Vec<Ident> = from.iter().cloned().collect();
    while let Some(name) = pending.pop() {
        if free.contains(&name)
            && let Some(def) = api.types.get(&name)
            && found.insert(name)
        {
            def.shape.mentioned(&mut pending);
        }
    }
    found
}

/// The free types that no other free type is made of, and one of each circle.
fn roots(api: &Api, free: &BTreeSet<Ident>) -> Vec<Ident> {
    let mut used: BTreeMap<Ident, BTreeSet<Ident>> = BTreeMap::new();
    for name in free {
        let mut mentioned = Vec::new();
        if let Some(def) = api.types.get(name) {
            def.shape.mentioned(&mut mentioned);
        }
        for inner in mentioned.into_iter().filter(|inner| inner != name) {
            used.entry(inner).or_default().insert(name.clone());
        }
    }
    let mut reached = BTreeSet::new();
    let mut roots = Vec::new();
    let first = free.iter().filter(|name| !used.contains_key(*name));
    for name in first.chain(free.iter()) {
        if !reached.contains(name) {
            roots.push(name.clone());
            reached.extend(close(api, &BTreeSet::from([name.clone()]), free));
        }
    }
    roots
}

fn alone(walk: &mut Walk<'_>, def: &TypeDef, is_old: bool, with: BTreeSet<Ident>) {
    let owner = Some(Owner::Type(def.name.clone()));
    let pointer = Some(def.pointer.clone());
    let others = with.len().saturating_sub(1);
    let others = match others {
        0 => String::new(),
        1 => " with one that it is made of".to_owned(),
        n => format!(" with {n} that it is made of"),
    };
    let (rule, message, owners, old, new) = match is_old {
        true => (
            Rule::TypeRemoved,
            format!("the type `{}` is removed{others}", def.name),
            [owner, None],
            pointer.clone(),
            pointer.map(|at| walk.new_places().nearest(&at)),
        ),
        false => (
            Rule::TypeAdded,
            format!("the type `{}` is added{others}", def.name),
            [None, owner],
            pointer.clone().map(|at| walk.old_places().nearest(&at)),
            pointer,
        ),
    };
    let site = Site {
        subject: def.name.to_string(),
        identity: def.pointer.fragment().to_owned(),
        owners,
        members: BTreeSet::new(),
        old,
        new,
        direction: def.direction,
    };
    let with: Vec<Ident> = with.into_iter().collect();
    let is_used = def.direction.request
        || def.direction.response
        || reachable::held(walk.new.api.operations()).contains(&def.name);
    walk.report(
        rule,
        &site,
        Difference {
            from: match is_old {
                true => def.name.to_string(),
                false => String::new(),
            },
            to: match is_old {
                true => String::new(),
                false => def.name.to_string(),
            },
            message,
            wire: vec![match is_used {
                true => {
                    "nothing changes by itself; the places that use it are changes of their own".to_owned()
                }
                false => "nothing changes: no operation uses it".to_owned(),
            }],
            carried: match is_old {
                true => [with, Vec::new()],
                false => [Vec::new(), with],
            },
            ..Difference::default()
        },
    );
}

//! Rules over the finished ir, for properties that no single node shows. Each function is one rule with its reason.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Code, Diagnostics, Severity};
use crate::ir::{Api, Field, Presence, Shape, Type, View};
use crate::naming::Ident;

/// Applies every rule.
pub(crate) fn check(api: &mut Api, diagnostics: &mut Diagnostics) {
    values_end(api, diagnostics);
    wire_names_are_unique(api, diagnostics);
}

/// Every type has finite values. A struct that requires itself, directly or indirectly, has none, and a
/// program that built one would not end. So one property of each cycle is made optional.
fn values_end(api: &mut Api, diagnostics: &mut Diagnostics) {
    let ways = ways_back(api);
    let changed = ways.iter().map(|(from, _)| from.clone()).collect();
    for (from, to) in ways {
        let Some(def) = api.types.get_mut(&from) else {
            continue;
        };
        let message = format!("every value of `{to}` requires another value of it, without end");
        let diagnostic = diagnostics.report(Code::CyclicReference, &def.pointer, message);
        diagnostic.help("make one property of the cycle optional, or a list");
        match &mut def.shape {
            Shape::Struct(object) => {
                let is_way = |field: &&mut Field| {
                    field.presence == Presence::Required && contained(&field.ty) == Some(&to)
                };
                for field in object.fields.iter_mut().filter(is_way) {
                    diagnostic.loosened(format!("`{}` is treated as optional", field.name.wire));
                    field.presence = Presence::Optional;
                }
            }
            shape @ (Shape::Newtype(_) | Shape::Alias(_)) => {
                diagnostic.loosened("it accepts any JSON value");
                *shape = Shape::Alias(Type::Json);
            }
            Shape::Union(_) | Shape::StringEnum(_) | Shape::IntegerEnum(_) | Shape::StringNewtype(_) => {}
        }
    }
    set_apart(api, changed);
}

/// Makes types that are changed types of their own, and what contains them.
fn set_apart(api: &mut Api, mut pending: Vec<Ident>) {
    let mut users: BTreeMap<Ident, Vec<Ident>> = BTreeMap::new();
    for def in api.types.values().filter(|_| !pending.is_empty()) {
        let mut inside = Vec::new();
        def.shape.mentioned(&mut inside);
        for name in inside {
            users.entry(name).or_default().push(def.name.clone());
        }
    }
    let mut apart = BTreeSet::new();
    while let Some(name) = pending.pop() {
        if apart.insert(name.clone()) {
            pending.extend(users.remove(&name).unwrap_or_default());
        }
    }
    for def in api.types.values_mut() {
        if apart.contains(&def.name) || def.same_as.as_ref().is_some_and(|kept| apart.contains(kept)) {
            def.same_as = None;
        }
    }
}

/// The requirements that close a cycle, in time linear in the number of requirements. Without them there is no cycle.
fn ways_back(api: &Api) -> Vec<(Ident, Ident)> {
    let needs: BTreeMap<&Ident, Vec<&Ident>> = api
        .types
        .values()
        .map(|def| (&def.name, needed(&def.shape)))
        .collect();
    let mut finished: BTreeSet<&Ident> = BTreeSet::new();
    let mut found = BTreeSet::new();
    for root in needs.keys() {
        let mut way: Vec<&Ident> = Vec::new();
        let mut on_way: BTreeSet<&Ident> = BTreeSet::new();
        let mut pending: Vec<(&Ident, usize)> = vec![(root, 0)];
        while let Some((name, depth)) = pending.pop() {
            for left in way.drain(depth..) {
                on_way.remove(left);
                finished.insert(left);
            }
            if on_way.contains(name) {
                found.extend(way.last().map(|last| ((*last).clone(), name.clone())));
            } else if !finished.contains(name) {
                on_way.insert(name);
                way.push(name);
                let next = needs.get(name).into_iter().flatten();
                pending.extend(next.map(|next| (*next, depth + 1)));
            }
        }
        finished.extend(way);
    }
    found.into_iter().collect()
}

/// The types that every value of a shape contains. A union contains none, since it also accepts unknown values.
fn needed(shape: &Shape) -> Vec<&Ident> {
    match shape {
        Shape::Struct(object) => object
            .fields
            .iter()
            .filter(|field| field.presence == Presence::Required)
            .filter_map(|field| contained(&field.ty))
            .collect(),
        Shape::Newtype(ty) | Shape::Alias(ty) => contained(ty).into_iter().collect(),
        Shape::Union(_) | Shape::StringEnum(_) | Shape::IntegerEnum(_) | Shape::StringNewtype(_) => {
            Vec::new()
        }
    }
}

fn contained(ty: &Type) -> Option<&Ident> {
    match ty.view() {
        View::Named(name) => Some(name),
        View::Boxed(inner) => contained(inner),
        View::Array(_) | View::Map(_) | View::Nullable(_) => None,
        View::Leaf => None,
    }
}

/// No object writes a key twice: a constant from a union's tag could have the key of a property.
fn wire_names_are_unique(api: &Api, diagnostics: &mut Diagnostics) {
    for def in api.types.values() {
        let Shape::Struct(object) = &def.shape else {
            continue;
        };
        let mut seen = BTreeSet::new();
        let constants = object.constants.iter().map(|constant| &constant.wire);
        for wire in constants.chain(object.fields.iter().map(|field| &field.name.wire)) {
            if !seen.insert(wire) {
                diagnostics
                    .report(
                        Code::NameCollision,
                        &def.pointer,
                        format!("`{}` would write the key `{wire}` twice", def.name),
                    )
                    .severity(Severity::Error)
                    .effect("nothing is generated");
            }
        }
    }
}

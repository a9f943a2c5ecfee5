//! Named rules over the finished ir: what no single node shows. Each says why it exists; the caller is a list.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Code, Diagnostics, Severity};
use crate::ir::{Api, Presence, Shape, Type};
use crate::naming::Ident;

/// Applies every rule.
pub fn check(api: &Api, diagnostics: &mut Diagnostics) {
    values_end(api, diagnostics);
    wire_names_are_unique(api, diagnostics);
}

/// A value of each type can be complete. A struct that requires itself, through however many others, has none, and a
/// program that tried to make one would not end.
fn values_end(api: &Api, diagnostics: &mut Diagnostics) {
    let needs: BTreeMap<&Ident, Vec<&Ident>> = api
        .types
        .values()
        .map(|def| (&def.name, needed(&def.shape)))
        .collect();
    for ring in rings(&needs) {
        // Every member is as wrong as the others; the first by name stands for them.
        let Some(def) = ring.iter().min().and_then(|name| api.types.get(*name)) else {
            continue;
        };
        diagnostics
            .report(
                Code::CyclicReference,
                &def.pointer,
                format!("a value of `{}` requires another one, without end", def.name),
            )
            .effect("nothing is generated")
            .help("make one of the properties on the way optional, or a list");
    }
}

/// Rings of needs that share no member, in time linear in the needs. Where there is one at all, it finds one.
fn rings<'a>(needs: &BTreeMap<&'a Ident, Vec<&'a Ident>>) -> Vec<Vec<&'a Ident>> {
    let mut finished: BTreeSet<&Ident> = BTreeSet::new();
    let mut rings = Vec::new();
    let mut in_rings: BTreeSet<&Ident> = BTreeSet::new();
    for root in needs.keys() {
        let mut way: Vec<&'a Ident> = Vec::new();
        let mut on_way: BTreeMap<&Ident, usize> = BTreeMap::new();
        let mut pending: Vec<(&'a Ident, usize)> = vec![(root, 0)];
        while let Some((name, depth)) = pending.pop() {
            for left in way.drain(depth..) {
                on_way.remove(left);
                finished.insert(left);
            }
            if let Some(start) = on_way.get(name) {
                let ring: Vec<&Ident> = way.iter().copied().skip(*start).collect();
                if !ring.iter().any(|name| in_rings.contains(name)) {
                    in_rings.extend(&ring);
                    rings.push(ring);
                }
            } else if !finished.contains(name) {
                on_way.insert(name, depth);
                way.push(name);
                let next = needs.get(name).into_iter().flatten();
                pending.extend(next.map(|next| (*next, depth + 1)));
            }
        }
        finished.extend(way);
    }
    rings
}

/// Types that every value of a shape contains. A union always has a way out: it keeps what it doesn't know.
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
    match ty {
        Type::Named(name) => Some(name),
        Type::Boxed(inner) => contained(inner),
        Type::Array(_) | Type::Map(_) | Type::Nullable(_) => None,
        Type::Bool
        | Type::I64
        | Type::U64
        | Type::F64
        | Type::String
        | Type::Text(_)
        | Type::Custom(_)
        | Type::File
        | Type::Json => None,
    }
}

/// No object writes a key twice: a constant that a union's tag became could meet a property.
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

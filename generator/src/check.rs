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
    let mut reported: BTreeSet<&Ident> = BTreeSet::new();
    for (name, def) in &api.types {
        let mut seen: BTreeSet<&Ident> = BTreeSet::new();
        let mut pending: Vec<&Ident> = needs.get(name).cloned().unwrap_or_default();
        while let Some(next) = pending.pop() {
            if seen.insert(next) {
                pending.extend(needs.get(next).into_iter().flatten());
            }
        }
        // One finding a ring is enough.
        if seen.contains(name) && !reported.iter().any(|other| seen.contains(other)) {
            reported.insert(name);
            diagnostics
                .report(
                    Code::CyclicReference,
                    &def.pointer,
                    format!("a value of `{name}` requires another one, without end"),
                )
                .effect("nothing is generated")
                .help("make one of the properties on the way optional, or a list");
        }
    }
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
        Type::Bool | Type::I64 | Type::U64 | Type::F64 | Type::String | Type::Json => None,
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

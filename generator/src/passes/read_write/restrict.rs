//! Removes `readOnly` properties from types that are only sent, and `writeOnly` properties from types that are only received.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Extra, Field, Presence, Shape, Struct, Type, TypeDef, View};
use crate::naming::Ident;

/// The deepest nesting of unions that is examined.
const DEPTH: usize = 8;

/// Removes `readOnly` properties from types that are only sent, and `writeOnly` ones from types that are only received. A union
/// uses none of them as evidence. Source: OpenAPI 3.0.4, Schema Object, Fixed Fields.
pub(super) fn restrict(types: &mut BTreeMap<Ident, TypeDef>) {
    let missing: BTreeMap<Ident, BTreeSet<String>> = types
        .values()
        .filter_map(|def| Some((def.name.clone(), missing(def)?)))
        .collect();
    if missing.is_empty() {
        return;
    }
    forget_evidence(types, &missing);
    for name in missing.keys() {
        if let Some(def) = types.get_mut(name)
            && let Shape::Struct(object) = &mut def.shape
        {
            if def.direction.request {
                object.fields.retain(|field| !field.is_only_received());
            } else {
                forget_sent(object);
            }
        }
    }
}

/// The properties that never occur in the type's direction.
fn missing(def: &TypeDef) -> Option<BTreeSet<String>> {
    let Shape::Struct(object) = &def.shape else {
        return None;
    };
    let is_missing: fn(&Field) -> bool = match (def.direction.request, def.direction.response) {
        (true, false) => Field::is_only_received,
        (false, true) => Field::is_only_sent,
        (true, true) | (false, false) => return None,
    };
    let fields = object.fields.iter().filter(|field| is_missing(field));
    let names: BTreeSet<String> = fields.map(|field| field.name.wire.clone()).collect();
    (!names.is_empty()).then_some(names)
}

/// A property that a server sends nevertheless is not lost: it is kept with the additional properties
/// or, if that is impossible or if `Debug` must redact it, as an optional field.
fn forget_sent(object: &mut Struct) {
    let keeps = matches!(object.extra, Extra::Keep(_));
    object
        .fields
        .retain(|field| !field.is_only_sent() || field.secret || !keeps);
    for field in object.fields.iter_mut().filter(|field| field.is_only_sent()) {
        field.presence = match field.presence {
            Presence::Required | Presence::Optional => Presence::Optional,
            Presence::Nullable | Presence::OptionalNullable | Presence::OptionalOrNull => {
                Presence::OptionalNullable
            }
        };
    }
}

fn forget_evidence(types: &mut BTreeMap<Ident, TypeDef>, missing: &BTreeMap<Ident, BTreeSet<String>>) {
    let unions = types.values().filter(|def| matches!(def.shape, Shape::Union(_)));
    let names: Vec<Ident> = unions.map(|def| def.name.clone()).collect();
    for name in names {
        let Some(Shape::Union(union)) = types.get(&name).map(|def| &def.shape) else {
            continue;
        };
        let without: Vec<BTreeSet<String>> = union
            .variants
            .iter()
            .map(|variant| missing_in(&variant.ty, types, missing, DEPTH))
            .collect();
        if without.iter().all(BTreeSet::is_empty) {
            continue;
        }
        if let Some(Shape::Union(union)) = types.get_mut(&name).map(|def| &mut def.shape) {
            for (variant, without) in union.variants.iter_mut().zip(without) {
                variant
                    .evidence
                    .retain(|fact| fact.key().is_none_or(|key| !without.contains(key)));
            }
        }
    }
}

/// The removed properties of the type's structs, in any variant.
fn missing_in(
    ty: &Type,
    types: &BTreeMap<Ident, TypeDef>,
    missing: &BTreeMap<Ident, BTreeSet<String>>,
    depth: usize,
) -> BTreeSet<String> {
    let mut pending = vec![(ty, depth)];
    let mut found = BTreeSet::new();
    while let Some((ty, depth)) = pending.pop() {
        let inner = match ty.view() {
            View::Named(name) => name,
            View::Boxed(inner) => {
                pending.push((inner, depth));
                continue;
            }
            View::Array(_) | View::Map(_) | View::Nullable(_) => continue,
            View::Leaf => {
                continue;
            }
        };
        let Some(def) = types.get(inner).filter(|_| depth > 0) else {
            continue;
        };
        match &def.shape {
            Shape::Struct(_) => found.extend(missing.get(inner).into_iter().flatten().cloned()),
            Shape::Alias(ty) | Shape::Newtype(ty) => pending.push((ty, depth - 1)),
            Shape::Union(union) => {
                pending.extend(union.variants.iter().map(|variant| (&variant.ty, depth - 1)))
            }
            Shape::StringEnum(_) | Shape::IntegerEnum(_) | Shape::StringNewtype(_) => {}
        }
    }
    found
}

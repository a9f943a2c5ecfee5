//! Aliases: what a named list, map or number demands is demanded wherever its name is used, since an alias itself can't.

use std::collections::BTreeMap;

use crate::ir::{Constraints, Extra, Group, Shape, Type, TypeDef};
use crate::naming::Ident;
use crate::source::MAX_STEPS;

/// How many aliases of aliases are followed: as many as there can be, and a list or a map among them.
const DEPTH: usize = 2 * MAX_STEPS;

/// Adds the constraints of aliases to the places that use them.
pub(super) fn spread(
    types: &mut BTreeMap<Ident, TypeDef>,
    groups: &mut [Group],
    of_aliases: &BTreeMap<Ident, Constraints>,
) {
    let aliases: BTreeMap<Ident, (Type, Constraints)> = types
        .iter()
        .filter_map(|(name, def)| match &def.shape {
            Shape::Alias(ty) => Some((
                name.clone(),
                (ty.clone(), of_aliases.get(name).cloned().unwrap_or_default()),
            )),
            // What is demanded of such a type is demanded of it alone: nothing of what is in it.
            Shape::StringEnum(_) | Shape::IntegerEnum(_) | Shape::Union(_) | Shape::Newtype(_) => {
                Some((name.clone(), (Type::Json, of_aliases.get(name)?.clone())))
            }
            Shape::Struct(_) | Shape::StringNewtype(_) => None,
        })
        .collect();
    for def in types.values_mut() {
        match &mut def.shape {
            Shape::Struct(object) => {
                for field in &mut object.fields {
                    demand(&field.ty, &mut field.constraints, &aliases, DEPTH);
                }
                if let Extra::Typed(_, ty) = &object.extra {
                    within(ty, &mut object.constraints.values, &aliases, DEPTH);
                }
            }
            Shape::Union(union) => {
                for variant in &mut union.variants {
                    demand(&variant.ty, &mut variant.constraints, &aliases, DEPTH);
                }
            }
            Shape::StringEnum(_)
            | Shape::IntegerEnum(_)
            | Shape::StringNewtype(_)
            | Shape::Newtype(_)
            | Shape::Alias(_) => {}
        }
    }
    for operation in groups.iter_mut().flat_map(|group| &mut group.operations) {
        for parameter in &mut operation.parameters {
            demand(&parameter.ty, &mut parameter.constraints, &aliases, DEPTH);
        }
        for body in operation.bodies_mut() {
            demand(&body.ty, &mut body.constraints, &aliases, DEPTH);
        }
    }
}

/// Adds what the aliases in `ty` demand to what its place does.
fn demand(ty: &Type, place: &mut Constraints, aliases: &BTreeMap<Ident, (Type, Constraints)>, depth: usize) {
    match ty {
        Type::Named(name) if depth > 0 => {
            let Some((inner, constraints)) = aliases.get(name) else {
                return;
            };
            place.add(constraints);
            demand(inner, place, aliases, depth - 1);
        }
        Type::Boxed(inner) | Type::Nullable(inner) => demand(inner, place, aliases, depth),
        Type::Array(inner) => within(inner, &mut place.items, aliases, depth),
        Type::Map(inner) => within(inner, &mut place.values, aliases, depth),
        Type::Named(_)
        | Type::Bool
        | Type::I64
        | Type::U64
        | Type::F64
        | Type::String
        | Type::Text(_)
        | Type::File
        | Type::Json => {}
    }
}

fn within(
    ty: &Type,
    place: &mut Option<Box<Constraints>>,
    aliases: &BTreeMap<Ident, (Type, Constraints)>,
    depth: usize,
) {
    let mut inner = place.take().unwrap_or_default();
    demand(ty, &mut inner, aliases, depth);
    *place = Some(inner).filter(|inner| !inner.is_empty());
}

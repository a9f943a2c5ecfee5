//! Newtypes: a constrained string is a type of its own where a caller provides it; where only the server does, it is a
//! string, since whatever it sent is accepted.

use std::collections::BTreeMap;

use crate::ir::{Documented, Extra, Group, Outcome, Shape, Type, TypeDef};
use crate::naming::Ident;
use crate::source::Pointer;

/// Turns the newtypes that no request can hold into strings: an alias where the schema has a name of its own, no type at
/// all where it has not. Returns the pointers of the types that are gone.
pub(super) fn dissolve(types: &mut BTreeMap<Ident, TypeDef>, groups: &mut [Group]) -> Vec<Pointer> {
    let only_received: Vec<Ident> = types
        .values()
        .filter(|def| {
            matches!(def.shape, Shape::StringNewtype(_)) && def.direction.response && !def.direction.request
        })
        .map(|def| def.name.clone())
        .collect();
    let mut gone = Vec::new();
    for name in &only_received {
        let Some(def) = types.get_mut(name) else { continue };
        if is_component(&def.pointer) {
            def.shape = Shape::Alias(Type::String);
        } else {
            gone.push(name.clone());
        }
    }
    let pointers = gone
        .iter()
        .filter_map(|name| types.remove(name))
        .map(|def| def.pointer)
        .collect();
    for def in types.values_mut() {
        replace_in(&mut def.shape, &gone);
    }
    for operation in groups.iter_mut().flat_map(|group| &mut group.operations) {
        for body in operation
            .cases
            .iter_mut()
            .filter_map(|case| case.content.as_mut())
        {
            replace_documented(body, &gone);
        }
        for outcome in [&mut operation.output, &mut operation.error] {
            match outcome {
                Outcome::Empty => {}
                Outcome::Body(body) | Outcome::Optional(body) => replace_documented(body, &gone),
                Outcome::Enum(outcome) => {
                    for body in outcome
                        .variants
                        .iter_mut()
                        .filter_map(|variant| variant.body.as_mut())
                    {
                        replace_documented(body, &gone);
                    }
                }
            }
        }
    }
    pointers
}

fn is_component(at: &Pointer) -> bool {
    let tokens: Vec<_> = at.tokens().collect();
    matches!(tokens.as_slice(), [components, schemas, _] if components == "components" && schemas == "schemas")
}

fn replace_documented(body: &mut Documented, gone: &[Ident]) {
    match body {
        Documented::Json(ty) => replace(ty, gone),
        Documented::Text | Documented::Bytes => {}
    }
}

fn replace_in(shape: &mut Shape, gone: &[Ident]) {
    match shape {
        Shape::Struct(object) => {
            for field in &mut object.fields {
                replace(&mut field.ty, gone);
            }
            if let Extra::Typed(_, ty) = &mut object.extra {
                replace(ty, gone);
            }
        }
        Shape::Union(union) => {
            for variant in &mut union.variants {
                replace(&mut variant.ty, gone);
            }
        }
        Shape::Alias(ty) | Shape::Newtype(ty) => replace(ty, gone),
        Shape::StringEnum(_) | Shape::IntegerEnum(_) | Shape::StringNewtype(_) => {}
    }
}

fn replace(ty: &mut Type, gone: &[Ident]) {
    match ty {
        Type::Named(name) if gone.contains(name) => *ty = Type::String,
        Type::Boxed(inner) | Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => {
            replace(inner, gone)
        }
        Type::Named(_) | Type::Bool | Type::I64 | Type::U64 | Type::F64 | Type::String | Type::Json => {}
    }
}

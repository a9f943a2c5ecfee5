//! Direction: which way values of each type travel, by reachability from operations.

use std::collections::BTreeMap;

use crate::ir::{Body, BodyContent, Constraints, Documented, Extra, Group, Shape, Type, TypeDef};
use crate::naming::Ident;

/// Marks every type that a request or an answer can hold.
pub(super) fn spread(types: &mut BTreeMap<Ident, TypeDef>, groups: &[Group]) {
    let mut sent = Vec::new();
    let mut received = Vec::new();
    for operation in groups.iter().flat_map(|group| &group.operations) {
        for parameter in &operation.parameters {
            names(&parameter.ty, &mut sent);
        }
        if let Some(Body {
            content: BodyContent::Json { ty, .. },
            ..
        }) = &operation.body
        {
            names(ty, &mut sent);
        }
        for case in &operation.cases {
            match &case.content {
                Some(Documented::Json(ty)) => names(ty, &mut received),
                Some(Documented::Text | Documented::Bytes) | None => {}
            }
        }
    }
    mark(types, sent, |def| {
        std::mem::replace(&mut def.direction.request, true)
    });
    mark(types, received, |def| {
        std::mem::replace(&mut def.direction.response, true)
    });
}

/// Forgets the constraints of what is only received: it is accepted as the server sent it, and never checked.
pub(super) fn accept_received(types: &mut BTreeMap<Ident, TypeDef>) {
    for def in types.values_mut().filter(|def| !def.direction.request) {
        if let Shape::Struct(object) = &mut def.shape {
            for field in &mut object.fields {
                field.constraints = Constraints::default();
            }
        }
    }
}

/// Marks what `pending` reaches; `visit` marks one type and says whether it was marked before.
fn mark(types: &mut BTreeMap<Ident, TypeDef>, mut pending: Vec<Ident>, visit: impl Fn(&mut TypeDef) -> bool) {
    while let Some(name) = pending.pop() {
        let Some(def) = types.get_mut(&name) else { continue };
        if !visit(def) {
            inside(&def.shape, &mut pending);
        }
    }
}

fn inside(shape: &Shape, out: &mut Vec<Ident>) {
    match shape {
        Shape::Struct(object) => {
            for field in &object.fields {
                names(&field.ty, out);
            }
            if let Extra::Typed(_, ty) = &object.extra {
                names(ty, out);
            }
        }
        Shape::Union(union) => union.variants.iter().for_each(|variant| names(&variant.ty, out)),
        Shape::Alias(ty) | Shape::Newtype(ty) => names(ty, out),
        Shape::StringEnum(_) | Shape::IntegerEnum(_) | Shape::StringNewtype(_) => {}
    }
}

fn names(ty: &Type, out: &mut Vec<Ident>) {
    match ty {
        Type::Named(name) => out.push(name.clone()),
        Type::Boxed(inner) | Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => {
            names(inner, out)
        }
        Type::Bool | Type::I64 | Type::U64 | Type::F64 | Type::String | Type::Json => {}
    }
}

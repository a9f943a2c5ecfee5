//! Successes that a client reads although they are not documented: they have the type of the only documented one.

use super::change::Effect;
use super::pairs::TypePairs;
use crate::ir::{Api, Case, Documented, Operation, Shape, StatusKey, Type, View};

/// What a client of `operation` meets at an undocumented success. `None` if it reads the body only by chance.
pub(super) fn undocumented(
    operation: &Operation,
    case: &Case,
    pairs: &TypePairs,
    is_old: bool,
    types: &Api,
) -> Option<Effect> {
    let mut successes = operation.cases.iter().filter(|case| case.success);
    let known = successes.next().filter(|_| successes.next().is_none())?;
    let is_success = |case: &Case| matches!(case.status, StatusKey::Exact(200..=203 | 207..=299));
    let (of, other) = (typed(known)?, typed(case)?);
    let (a, b) = if is_old { (of, other) } else { (other, of) };
    let is_same = is_success(known) && is_success(case) && is_same(a, b, pairs);
    is_same.then(|| match is_evident(other, types) {
        true => Effect::None,
        false => Effect::Caution,
    })
}

fn typed(case: &Case) -> Option<&Type> {
    case.content.as_ref().and_then(Documented::ty)
}

/// Whether a type of the old side is one of the new side.
fn is_same(old: &Type, new: &Type, pairs: &TypePairs) -> bool {
    match (old.view(), new.view()) {
        (View::Named(a), View::Named(b)) => pairs.are_paired(a, b),
        (View::Boxed(a), View::Boxed(b))
        | (View::Array(a), View::Array(b))
        | (View::Map(a), View::Map(b))
        | (View::Nullable(a), View::Nullable(b)) => is_same(a, b, pairs),
        (View::Leaf, View::Leaf) => old == new,
        (
            View::Leaf | View::Named(_) | View::Boxed(_) | View::Array(_) | View::Map(_) | View::Nullable(_),
            _,
        ) => false,
    }
}

/// Whether every body of this type shows that it has the type.
fn is_evident(of: &Type, types: &Api) -> bool {
    match of.view() {
        View::Boxed(inner) => is_evident(inner, types),
        // An empty list shows no type.
        View::Array(_) | View::Map(_) | View::Nullable(_) => false,
        View::Leaf => true,
        View::Named(name) => match types.types.get(name).map(|def| &def.shape) {
            Some(Shape::Struct(object)) => {
                let is_required = |field: &crate::ir::Field| !field.described().is_optional();
                object.fields.iter().any(is_required)
            }
            Some(
                Shape::StringEnum(_) | Shape::IntegerEnum(_) | Shape::StringNewtype(_) | Shape::Newtype(_),
            ) => true,
            Some(Shape::Union(_) | Shape::Alias(_)) | None => false,
        },
    }
}

//! Conversions: the variants that implement `From`. Two implementations for one Rust type would conflict.

use std::collections::BTreeMap;

use crate::ir::{Body, Group, Shape, Type, TypeDef, Union};
use crate::naming::Ident;
use crate::source::MAX_STEPS;

/// Decides for the variants of all unions and of all enums of request bodies.
pub(crate) fn settle(types: &mut BTreeMap<Ident, TypeDef>, groups: &mut [Group]) {
    let aliases = Aliases::of(types);
    for def in types.values_mut() {
        if let Shape::Union(union) = &mut def.shape {
            of_union(&def.name, union, &aliases);
        }
    }
    for operation in groups.iter_mut().flat_map(|group| &mut group.operations) {
        operation.body.iter_mut().for_each(|body| of_body(body, &aliases));
    }
}

/// A variant of a union implements `From` if no other variant holds the same Rust type. The union itself and any JSON have
/// none: every type already implements `From` itself, and any JSON does not determine the variant.
fn of_union(name: &Ident, union: &mut Union, aliases: &Aliases) {
    let held: Vec<Type> = union
        .variants
        .iter()
        .map(|variant| aliases.resolved(&variant.ty))
        .collect();
    let mut holders: BTreeMap<&Type, usize> = BTreeMap::new();
    for ty in &held {
        *holders.entry(ty).or_default() += 1;
    }
    for (variant, ty) in union.variants.iter_mut().zip(&held) {
        let is_itself = matches!(ty, Type::Named(held) if held == name);
        variant.convertible = holders.get(ty) == Some(&1) && *ty != Type::Json && !is_itself;
    }
}

/// An enum of media types implements `From` for its first variant of each type. Bytes count as a type.
fn of_body(body: &mut Body, aliases: &Aliases) {
    let mut before: Vec<Option<Type>> = Vec::new();
    for content in &mut body.contents {
        let ty = content.typed.as_ref().map(|typed| aliases.resolved(&typed.ty));
        content.convertible = !before.contains(&ty);
        before.push(ty);
    }
}

/// The types behind aliases.
struct Aliases(BTreeMap<Ident, Type>);

impl Aliases {
    fn of(types: &BTreeMap<Ident, TypeDef>) -> Self {
        let aliases = types.values().filter_map(|def| match &def.shape {
            Shape::Alias(ty) => Some((def.name.clone(), ty.clone())),
            Shape::Struct(_)
            | Shape::StringEnum(_)
            | Shape::IntegerEnum(_)
            | Shape::Union(_)
            | Shape::StringNewtype(_)
            | Shape::Newtype(_) => None,
        });
        Self(aliases.collect())
    }

    /// The type as the compiler sees it. `From` takes the content of a box.
    fn resolved(&self, ty: &Type) -> Type {
        let mut ty = ty.clone();
        // An alias may refer to another alias.
        for _ in 0..MAX_STEPS {
            let known = ty.clone();
            ty.replace(&self.0);
            if ty == known {
                break;
            }
        }
        let Type::Boxed(inner) = ty else { return ty };
        *inner
    }
}

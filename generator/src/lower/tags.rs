//! Tags: a struct that a union tells by its tag writes that tag, so that no caller can forget it or get it wrong.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Constant, Literal, Shape, Type, TypeDef};
use crate::naming::Ident;

/// A union expects `key` to be `value` in what `ty` writes.
#[derive(Clone, Debug)]
pub(super) struct Expected {
    pub ty: Type,
    pub key: String,
    pub values: Vec<String>,
}

/// Makes each expected tag a constant of its struct, where there is only one value it can have.
pub(super) fn write_tags(types: &mut BTreeMap<Ident, TypeDef>, expected: &[Expected]) {
    let mut wanted: BTreeMap<(Ident, &str), BTreeSet<&str>> = BTreeMap::new();
    for Expected { ty, key, values } in expected {
        if let Some(name) = struct_name(types, ty) {
            wanted
                .entry((name, key))
                .or_default()
                .extend(values.iter().map(String::as_str));
        }
    }
    for ((name, key), values) in wanted {
        let mut values = values.into_iter();
        let (Some(value), None) = (values.next(), values.next()) else {
            continue;
        };
        let Some(Shape::Struct(object)) = types.get_mut(&name).map(|def| &mut def.shape) else {
            continue;
        };
        if object.constants.iter().any(|constant| constant.wire == key) {
            continue;
        }
        object.fields.retain(|field| field.name.wire != key);
        object.constants.push(Constant {
            wire: key.to_owned(),
            value: Literal::String(value.to_owned()),
        });
    }
}

/// The struct behind a type, through aliases.
fn struct_name(types: &BTreeMap<Ident, TypeDef>, ty: &Type) -> Option<Ident> {
    let mut ty = ty;
    for _ in 0..types.len().saturating_add(1) {
        let Type::Named(name) = ty else { return None };
        match &types.get(name)?.shape {
            Shape::Struct(_) => return Some(name.clone()),
            Shape::Alias(inner) => ty = inner,
            Shape::StringEnum(_)
            | Shape::IntegerEnum(_)
            | Shape::Union(_)
            | Shape::StringNewtype(_)
            | Shape::Newtype(_) => return None,
        }
    }
    None
}

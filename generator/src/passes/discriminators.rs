//! Discriminators: a struct whose own property is the discriminator of a union writes that property, so that no caller can omit
//! it or set it wrongly. A tag that the struct's schema doesn't declare is written by the union, since another union may expect
//! another tag.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Constant, ContentPlace, Literal, Shape, Struct, Type, TypeDef, Union, UnionVariant};
use crate::naming::Ident;

/// A union expects `key` to be `value` in what `ty` writes.
#[derive(Clone, Debug)]
pub(crate) struct Expected {
    pub ty: Type,
    pub key: String,
    pub values: Vec<Literal>,
}

/// The number of a union's variants that allow each value of the discriminator.
#[derive(Debug, Default)]
pub(crate) struct Claims(BTreeMap<String, usize>);

impl Claims {
    /// Counts the values that the variants allow, each value once per variant.
    pub(crate) fn of<'v>(variants: impl IntoIterator<Item = &'v Option<Vec<String>>>) -> Self {
        let mut claims = Self::default();
        for values in variants.into_iter().flatten() {
            for value in values.iter().collect::<BTreeSet<_>>() {
                *claims.0.entry(value.clone()).or_default() += 1;
            }
        }
        claims
    }

    /// The values that select a variant because it allows no others. An `enum` that several variants share lists the tags
    /// of all of them; then only the name of the variant's schema selects it. Source: OpenAPI 3.0.4, section 4.7.25.
    pub(crate) fn settled(
        &self,
        values: Option<Vec<String>>,
        component: Option<&str>,
    ) -> Option<Vec<String>> {
        let values = values?;
        let is_shared = values.iter().any(|value| self.0.get(value) > Some(&1));
        if values.len() == 1 || !is_shared {
            return Some(values);
        }
        let named = |value: &&String| component.is_some_and(|name| value.eq_ignore_ascii_case(name));
        let exact = values.iter().find(|value| Some(value.as_str()) == component);
        let spelled = exact.or_else(|| values.iter().find(named));
        spelled.map(|value| vec![value.clone()])
    }
}

/// The deepest nesting of unions that is followed.
const DEPTH: usize = 8;

/// Makes each expected tag a constant of its struct, if only one value is possible.
pub(crate) fn write_tags(types: &mut BTreeMap<Ident, TypeDef>, expected: &[Expected]) {
    let mut wanted: BTreeMap<(Ident, &str), BTreeSet<&Literal>> = BTreeMap::new();
    for Expected { ty, key, values } in expected {
        let mut names = Vec::new();
        // A nested variant determines which of several values it is.
        let depth = if values.len() == 1 { DEPTH } else { 0 };
        structs(types, ty, key, depth, &mut names);
        for name in names {
            wanted.entry((name, key)).or_default().extend(values);
        }
    }
    for ((name, key), values) in wanted {
        let Some(Shape::Struct(object)) = types.get_mut(&name).map(|def| &mut def.shape) else {
            continue;
        };
        match values.into_iter().collect::<Vec<_>>().as_slice() {
            [value] => write_tag(object, key, (*value).clone()),
            _ => keep_field(object, key),
        }
    }
}

fn write_tag(object: &mut Struct, key: &str, value: Literal) {
    if object.constants.iter().any(|constant| constant.wire == key) {
        return;
    }
    let is_own = object.fields.iter().any(|field| field.name.wire == key);
    if !is_own {
        return;
    }
    object.fields.retain(|field| field.name.wire != key);
    object.constants.push(Constant {
        wire: key.to_owned(),
        value,
    });
}

/// A tag with several values remains a field for the caller, in whichever direction the description requires it.
fn keep_field(object: &mut Struct, key: &str) {
    for field in object.fields.iter_mut().filter(|field| field.name.wire == key) {
        field.read_only = false;
        field.write_only = false;
    }
}

/// The structs of a type, through aliases and through unions with another discriminator.
fn structs(types: &BTreeMap<Ident, TypeDef>, ty: &Type, key: &str, depth: usize, out: &mut Vec<Ident>) {
    let mut ty = ty;
    for _ in 0..types.len().saturating_add(1) {
        let Type::Named(name) = ty else { return };
        match types.get(name).map(|def| &def.shape) {
            Some(Shape::Struct(_)) => return out.push(name.clone()),
            Some(Shape::Alias(inner)) => ty = inner,
            Some(Shape::Union(union)) if depth > 0 && !is_distinguished_by(union, key) => {
                let whole = |variant: &&UnionVariant| variant.place == ContentPlace::Whole;
                for variant in union.variants.iter().filter(whole) {
                    structs(types, &variant.ty, key, depth - 1, out);
                }
                return;
            }
            Some(
                Shape::Union(_)
                | Shape::StringEnum(_)
                | Shape::IntegerEnum(_)
                | Shape::StringNewtype(_)
                | Shape::Newtype(_),
            )
            | None => return,
        }
    }
}

fn is_distinguished_by(union: &Union, key: &str) -> bool {
    let mut facts = union.variants.iter().flat_map(|variant| &variant.evidence);
    facts.any(|fact| fact.key() == Some(key))
}

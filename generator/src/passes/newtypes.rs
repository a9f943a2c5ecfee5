//! Newtypes: a constrained string is a type of its own where a caller provides it; where only the server does, it is a
//! string, since whatever it sent is accepted.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Documented, Group, Outcome, Shape, Type, TypeDef};
use crate::lower::naming::hints::is_component;
use crate::naming::Ident;

/// Turns the newtypes that no request can hold into strings: an alias where the schema has a name of its own, no type at
/// all where it has not. Returns the types that are gone.
pub(crate) fn dissolve(types: &mut BTreeMap<Ident, TypeDef>, groups: &mut [Group]) -> BTreeSet<Ident> {
    let only_received: Vec<Ident> = types
        .values()
        .filter(|def| {
            matches!(def.shape, Shape::StringNewtype(_)) && def.direction.response && !def.direction.request
        })
        .map(|def| def.name.clone())
        .collect();
    let mut gone = BTreeSet::new();
    for name in &only_received {
        let Some(def) = types.get_mut(name) else { continue };
        if is_component(&def.pointer) {
            def.shape = Shape::Alias(Type::String);
        } else {
            gone.insert(name.clone());
        }
    }
    types.retain(|name, _| !gone.contains(name));
    let texts: BTreeMap<Ident, Type> = gone.iter().map(|name| (name.clone(), Type::String)).collect();
    for def in types.values_mut() {
        def.shape.replace(&texts);
    }
    for operation in groups.iter_mut().flat_map(|group| &mut group.operations) {
        if let Some(stream) = &mut operation.stream {
            stream.item.replace(&texts);
        }
        for header in &mut operation.headers {
            header.ty.replace(&texts);
        }
        for body in operation
            .cases
            .iter_mut()
            .filter_map(|case| case.content.as_mut())
        {
            replace_documented(body, &texts);
        }
        for outcome in [&mut operation.output, &mut operation.error] {
            match outcome {
                Outcome::Empty => {}
                Outcome::Body(body) | Outcome::Optional(body) => replace_documented(body, &texts),
                Outcome::Enum(outcome) => {
                    for body in outcome
                        .variants
                        .iter_mut()
                        .filter_map(|variant| variant.body.as_mut())
                    {
                        replace_documented(body, &texts);
                    }
                }
            }
        }
    }
    gone
}

fn replace_documented(body: &mut Documented, texts: &BTreeMap<Ident, Type>) {
    match body {
        Documented::Typed(ty) => ty.replace(texts),
        Documented::Text | Documented::Bytes => {}
    }
}

//! Newtypes: a constrained string is a newtype if a caller provides it. If only the server does, it is a
//! string, since any received value is accepted.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Api, Shape, Type};
use crate::naming::Ident;
use crate::source::bundle;

/// Replaces the newtypes that no request can contain by strings. A component becomes an alias, any other newtype is removed.
/// Returns the removed types.
pub(crate) fn dissolve(api: &mut Api) -> BTreeSet<Ident> {
    let types = &mut api.types;
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
        if bundle::is_component(&def.pointer) {
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
    api.each_received(|ty| ty.replace(&texts));
    gone
}

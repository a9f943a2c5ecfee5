//! The surface as code for an earlier client sees it, where types have earlier names.

use std::collections::BTreeMap;

use super::Surface;
use crate::ir::{Api, Type};
use crate::naming::Ident;

/// The surface under the latest of the earlier names, which the previous client had.
pub(super) fn of(api: &Api) -> Option<Surface> {
    let latest = api
        .former
        .iter()
        .map(|former| (former.of.clone(), former.name.clone()));
    let latest: BTreeMap<Ident, Ident> = latest.collect();
    (!latest.is_empty()).then(|| Surface::of(&renamed(api, &latest)))
}

/// The api with other names for these types.
fn renamed(api: &Api, names: &BTreeMap<Ident, Ident>) -> Api {
    let mut api = api.clone();
    let types = names
        .iter()
        .map(|(from, to)| (from.clone(), Type::Named(to.clone())));
    let types: BTreeMap<Ident, Type> = types.collect();
    for (name, mut def) in std::mem::take(&mut api.types) {
        def.shape.replace(&types);
        def.name = names.get(&name).cloned().unwrap_or(name);
        api.types.insert(def.name.clone(), def);
    }
    for operation in api.operations_mut() {
        operation.each_sent(|of| of.replace(&types));
        if let Some(paging) = &mut operation.paging {
            paging.element.replace(&types);
        }
    }
    api.each_received(|of| of.replace(&types));
    api.former
        .retain(|former| names.get(&former.of) != Some(&former.name));
    for former in &mut api.former {
        former.of = names.get(&former.of).unwrap_or(&former.of).clone();
    }
    api
}

//! Reachability: the types that the operations and webhooks of an [`Api`] need.

use std::collections::BTreeSet;

use super::{Api, Operation};
use crate::naming::Ident;

/// The names of the types that the operations use directly.
pub(crate) fn held<'a>(operations: impl IntoIterator<Item = &'a Operation>) -> Vec<Ident> {
    let mut found = Vec::new();
    for operation in operations {
        let types = operation.sent().chain(operation.received());
        types.for_each(|ty| ty.named(&mut found));
    }
    found
}

/// The names of the types that webhooks use directly.
pub(crate) fn payloads(api: &Api) -> Vec<Ident> {
    let mut found = Vec::new();
    api.webhooks
        .iter()
        .for_each(|webhook| webhook.payload.named(&mut found));
    found
}

/// The given types and all types that they contain, directly or indirectly.
pub(crate) fn close(api: &Api, mut pending: Vec<Ident>) -> BTreeSet<Ident> {
    let mut found = BTreeSet::new();
    while let Some(name) = pending.pop() {
        if let Some(def) = api.types.get(&name)
            && found.insert(name)
        {
            def.shape.mentioned(&mut pending);
            pending.extend(def.same_as.clone());
        }
    }
    found
}

//! Direction: which way values of each type travel, by reachability from operations.

use std::collections::BTreeMap;

use crate::ir::{Body, BodyContent, Constraints, Documented, Group, Shape, TypeDef};
use crate::naming::Ident;

/// Marks every type that a request or an answer can hold.
pub(super) fn spread(types: &mut BTreeMap<Ident, TypeDef>, groups: &[Group]) {
    let mut sent = Vec::new();
    let mut received = Vec::new();
    for operation in groups.iter().flat_map(|group| &group.operations) {
        for parameter in &operation.parameters {
            parameter.ty.named(&mut sent);
        }
        if let Some(Body {
            content: BodyContent::Json { ty, .. },
            ..
        }) = &operation.body
        {
            ty.named(&mut sent);
        }
        for case in &operation.cases {
            match &case.content {
                Some(Documented::Json(ty)) => ty.named(&mut received),
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
            def.shape.mentioned(&mut pending);
        }
    }
}

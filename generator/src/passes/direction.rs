//! Direction: which way values of each type travel, by reachability from operations.

use std::collections::BTreeMap;

use crate::ir::{Api, Constraints, Direction, Field, Shape, TypeDef};
use crate::naming::Ident;

/// Marks every type that a request or an answer can hold, and no other.
pub(crate) fn spread(api: &mut Api) {
    let (sent, received) = (api.sent(), api.received());
    let types = &mut api.types;
    for def in types.values_mut() {
        def.direction = Direction::default();
    }
    mark(
        types,
        sent,
        |def| std::mem::replace(&mut def.direction.request, true),
        |field| !field.is_only_received(),
    );
    mark(
        types,
        received,
        |def| std::mem::replace(&mut def.direction.response, true),
        |field| !field.is_only_sent(),
    );
}

/// Lets every type travel both ways: without a client, nobody knows who makes it and who reads it.
pub(crate) fn both(types: &mut BTreeMap<Ident, TypeDef>) {
    for def in types.values_mut() {
        def.direction = Direction {
            request: true,
            response: true,
        };
    }
}

/// Forgets the constraints of what is only received: it is accepted as the server sent it, and never checked.
pub(crate) fn accept_received(types: &mut BTreeMap<Ident, TypeDef>) {
    for def in types.values_mut().filter(|def| !def.direction.request) {
        match &mut def.shape {
            Shape::Struct(object) => {
                object.constraints = Constraints::default();
                for field in &mut object.fields {
                    field.constraints = Constraints::default();
                }
            }
            Shape::Union(union) => {
                for variant in &mut union.variants {
                    variant.constraints = Constraints::default();
                }
            }
            Shape::StringEnum(_)
            | Shape::IntegerEnum(_)
            | Shape::StringNewtype(_)
            | Shape::Newtype(_)
            | Shape::Alias(_) => {}
        }
    }
}

/// Marks what `pending` reaches through properties that travel this way; `visit` marks one type and says whether it was
/// marked before.
fn mark(
    types: &mut BTreeMap<Ident, TypeDef>,
    mut pending: Vec<Ident>,
    visit: impl Fn(&mut TypeDef) -> bool,
    travels: impl Fn(&Field) -> bool,
) {
    while let Some(name) = pending.pop() {
        let Some(def) = types.get_mut(&name) else { continue };
        if !visit(def) {
            def.shape.mentioned_by(&mut pending, &travels);
        }
    }
}

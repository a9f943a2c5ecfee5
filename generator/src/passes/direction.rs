//! Direction: whether values of each type are sent, received or both, by reachability from operations.

use std::collections::BTreeMap;

use crate::ir::{Api, Constraints, Direction, Field, Presence, Shape, TypeDef};
use crate::naming::Ident;

/// Marks the types that a request or a response can contain.
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

/// Marks every type as sent and received, since a package of types alone has no operations.
pub(crate) fn both(types: &mut BTreeMap<Ident, TypeDef>) {
    for def in types.values_mut() {
        def.direction = Direction {
            request: true,
            response: true,
        };
    }
}

/// Removes the constraints of types that are only received: responses are accepted as the server sent them.
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

/// Reads `null` of an optional property as absent in types that are only received. What nobody sends, nobody has to tell apart.
pub(crate) fn merge_null_and_absent(types: &mut BTreeMap<Ident, TypeDef>) {
    let received = types
        .values_mut()
        .filter(|def| def.direction.response && !def.direction.request);
    let fields = received.filter_map(|def| match &mut def.shape {
        Shape::Struct(object) => Some(&mut object.fields),
        Shape::StringEnum(_)
        | Shape::IntegerEnum(_)
        | Shape::Union(_)
        | Shape::StringNewtype(_)
        | Shape::Newtype(_)
        | Shape::Alias(_) => None,
    });
    for field in fields.flatten() {
        field.presence = match field.presence {
            Presence::OptionalNullable => Presence::OptionalOrNull,
            same @ (Presence::Required
            | Presence::Optional
            | Presence::Nullable
            | Presence::OptionalOrNull) => same,
        };
    }
}

/// Marks the types that `pending` reaches through properties of this direction. `visit` marks one type and returns whether it was
/// already marked.
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

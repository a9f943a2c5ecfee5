//! Access: `readOnly` and `writeOnly` properties in a type that travels both ways can be missing on one of them.

use std::collections::BTreeMap;

use crate::ir::{Presence, Shape, TypeDef};
use crate::naming::Ident;

/// Makes optional what one side must not send: a `readOnly` property where requests carry the type, a `writeOnly` one
/// where answers do. Source: OpenAPI 3.0.4, Schema Object, Fixed Fields.
pub(super) fn relax(types: &mut BTreeMap<Ident, TypeDef>) {
    for def in types.values_mut() {
        let Shape::Struct(object) = &mut def.shape else {
            continue;
        };
        for field in &mut object.fields {
            let hidden =
                (field.read_only && def.direction.request) || (field.write_only && def.direction.response);
            if hidden {
                field.presence = match field.presence {
                    Presence::Required | Presence::Optional => Presence::Optional,
                    Presence::Nullable | Presence::OptionalNullable => Presence::OptionalNullable,
                };
            }
        }
    }
}

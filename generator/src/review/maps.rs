//! Objects with properties and maps: what happens to the values of one where the other is expected.

use super::change::Effect::{self, Break, None as Nothing, Unknown};
use crate::ir::{Api, Field, Presence, Shape, Type, View};

/// What happens to values of one form where the other form is expected.
#[derive(Clone, Copy)]
pub(super) struct Expected {
    /// By a server, which checks them.
    pub(super) sent: Effect,
    /// By a client, which decodes them.
    pub(super) read: Effect,
}

/// An object where a map is expected, and a map where the object is.
pub(super) fn object_and_map(
    object: &Type,
    of_object: &Api,
    map: &Type,
    of_map: &Api,
) -> (Expected, Expected) {
    let values = map_values(map, of_map);
    let is_free = values == Some(&Type::Json);
    let decided = |is_decided| if is_decided { Nothing } else { Unknown };
    let fields = fields(object, of_object);
    let is_same = |field: &Field| Some(&field.ty) == values && !is_nullable(field);
    // A client can't read other values under the names of its properties. A server of a free map is not expected to send
    // them, just as it is not where an optional property is removed.
    let read = decided(is_free || fields.iter().all(is_same));
    let as_map = Expected {
        sent: decided(is_free),
        read,
    };
    let is_required = |field: &Field| matches!(field.presence, Presence::Required | Presence::Nullable);
    let as_object = match fields.iter().any(is_required) {
        true => Expected {
            sent: Break,
            read: Break,
        },
        false => Expected { sent: Unknown, read },
    };
    (as_map, as_object)
}

fn is_nullable(field: &Field) -> bool {
    match field.presence {
        Presence::Nullable | Presence::OptionalNullable | Presence::OptionalOrNull => true,
        Presence::Required | Presence::Optional => false,
    }
}

/// The type of the values of a map.
fn map_values<'a>(of: &'a Type, api: &'a Api) -> Option<&'a Type> {
    let mut of = of;
    for _ in 0..64 {
        match of {
            Type::Map(values) => return Some(values),
            Type::Boxed(inner) => of = inner,
            Type::Named(name) => match &api.types.get(name)?.shape {
                Shape::Alias(inner) | Shape::Newtype(inner) => of = inner,
                Shape::Struct(_)
                | Shape::StringEnum(_)
                | Shape::IntegerEnum(_)
                | Shape::Union(_)
                | Shape::StringNewtype(_) => return None,
            },
            Type::Bool
            | Type::I64
            | Type::U64
            | Type::F64
            | Type::String
            | Type::Text(_)
            | Type::File
            | Type::Json
            | Type::Custom(_)
            | Type::Array(_)
            | Type::Nullable(_) => return None,
        }
    }
    None
}

/// The properties of an object.
fn fields<'a>(of: &'a Type, api: &'a Api) -> &'a [Field] {
    let mut of = of;
    for _ in 0..64 {
        let View::Named(name) = of.view() else { return &[] };
        match api.types.get(name).map(|def| &def.shape) {
            Some(Shape::Alias(inner) | Shape::Newtype(inner)) => of = inner,
            Some(Shape::Struct(object)) => return &object.fields,
            Some(
                Shape::StringEnum(_) | Shape::IntegerEnum(_) | Shape::Union(_) | Shape::StringNewtype(_),
            )
            | None => return &[],
        }
    }
    &[]
}

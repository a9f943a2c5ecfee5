//! Objects with properties and maps: what happens to the values of one where the other is expected.

use super::change::Effect::{self, Break, None as Nothing, Unknown};
use crate::ir::{Api, Field, Shape, Type, View};

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
    let is_same = |field: &Field| Some(&field.ty) == values && !field.presence.is_nullable();
    // A client can't read other values under the names of its properties. A server of a free map is not expected to send
    // them, just as it is not where an optional property is removed.
    let read = decided(is_free || fields.iter().all(is_same));
    let as_map = Expected {
        sent: decided(is_free),
        read,
    };
    let is_demanded = fields.iter().any(|field| !field.described().is_optional());
    let is_needed = fields.iter().any(|field| !field.presence.is_optional());
    let as_object = Expected {
        sent: if is_demanded { Break } else { Unknown },
        read: if is_needed { Break } else { read },
    };
    (as_map, as_object)
}

/// The type of the values of a map.
fn map_values<'a>(of: &'a Type, api: &'a Api) -> Option<&'a Type> {
    match behind(of, api).view() {
        View::Map(values) => Some(values),
        View::Leaf | View::Named(_) | View::Boxed(_) | View::Array(_) | View::Nullable(_) => None,
    }
}

/// The properties of an object.
fn fields<'a>(of: &'a Type, api: &'a Api) -> &'a [Field] {
    let View::Named(name) = behind(of, api).view() else {
        return &[];
    };
    match api.types.get(name).map(|def| &def.shape) {
        Some(Shape::Struct(object)) => &object.fields,
        Some(
            Shape::Alias(_)
            | Shape::Newtype(_)
            | Shape::StringEnum(_)
            | Shape::IntegerEnum(_)
            | Shape::Union(_)
            | Shape::StringNewtype(_),
        )
        | None => &[],
    }
}

/// The type behind boxes, aliases and newtypes.
fn behind<'a>(of: &'a Type, api: &'a Api) -> &'a Type {
    let mut of = of;
    // Chains of aliases are at most 64 long.
    for _ in 0..=64 {
        of = match of.view() {
            View::Boxed(inner) => inner,
            View::Named(name) => match api.types.get(name).map(|def| &def.shape) {
                Some(Shape::Alias(inner) | Shape::Newtype(inner)) => inner,
                Some(
                    Shape::Struct(_)
                    | Shape::StringEnum(_)
                    | Shape::IntegerEnum(_)
                    | Shape::Union(_)
                    | Shape::StringNewtype(_),
                )
                | None => return of,
            },
            View::Leaf | View::Array(_) | View::Map(_) | View::Nullable(_) => return of,
        };
    }
    of
}

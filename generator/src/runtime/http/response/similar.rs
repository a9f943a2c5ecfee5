//! An undocumented success that is the documented one under another status, such as 201 for 200. Pure.

use crate::runtime::http::{Media, ResponseSpec, Spec, Status};
use crate::runtime::json::{Field, Object, Presence, Value};
use http::StatusCode;

/// The only documented success of an operation, if a response with this status may have the same body. A part of a body (206) has
/// not.
pub(super) fn only_success(spec: &'static Spec, status: StatusCode) -> Option<&'static ResponseSpec> {
    let mut successes = spec.responses.iter().filter(|case| !case.error);
    let case = successes.next().filter(|_| successes.next().is_none())?;
    let is_documented_success = matches!(case.status, Status::Code(200..=299));
    let is_whole = status.is_success() && status != StatusCode::PARTIAL_CONTENT;
    let is_typed = match case.media {
        Media::Json | Media::Xml(_) => true,
        // Every body can be read as text or bytes, so reading it proves nothing.
        Media::Empty | Media::Text | Media::Bytes => false,
    };
    (is_documented_success && is_whole && is_typed).then_some(case)
}

/// Whether a decoded value shows that the body has its type. A type that accepts every object, or keeps what it doesn't know,
/// decodes other bodies as well.
pub(super) fn is_evident(value: Value<'_>) -> bool {
    match value {
        Value::Absent | Value::Null | Value::Map(_) | Value::Foreign(_) => false,
        Value::Object(object) => is_evident_object(object),
        Value::Union(union) => union.selected().is_some() && is_evident(union.content()),
        Value::List(list) => list.count() > 0 && (0..list.count()).all(|index| is_evident(list.item(index))),
        Value::Bool(_)
        | Value::I64(_)
        | Value::Unlisted(..)
        | Value::U64(_)
        | Value::F64(_)
        | Value::Str(_)
        | Value::Checked(..)
        | Value::Json(_)
        | Value::ExactJson(_)
        | Value::Custom(_) => true,
    }
}

/// Whether an object has a required property, or properties of the type alone.
fn is_evident_object(object: &dyn Object) -> bool {
    let shape = object.shape();
    let is_set = |number: usize| !matches!(object.field_value(number), Value::Absent);
    let has_others = matches!(object.extra_value(), Value::Map(extra) if extra.count() > 0);
    let shows = |(number, field): (usize, &Field)| {
        let is_required =
            field.is_needed || matches!(field.presence, Presence::Required | Presence::Nullable);
        is_set(number) && (is_required || !has_others)
    };
    shape.fields.iter().enumerate().any(shows)
}

// Copied from runtime/json/tolerance.rs of generator 0.1.0; independent of the description.

//! Lenient decoding: required properties may be absent or `null`. An empty value replaces each of them, and the absences are
//! reported.

use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, Visitor};

use crate::runtime::json::context::{Context, DecodeError, Step, render};
use crate::runtime::json::decode::{Seed, decode_text};
use crate::runtime::json::schema::{Object, Slot};

/// A required property that is absent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Absence {
    /// The place of the property, such as `$.data.items[3].name`.
    pub(crate) path: String,
    /// Whether it is there and `null`.
    pub(crate) is_null: bool,
}

/// The additional state of lenient decoding.
#[derive(Default)]
pub(crate) struct Tolerance {
    way: Vec<Step>,
    found: Vec<Absence>,
}

/// How deep objects are searched for types without an empty value: types can contain themselves.
const DEPTH: usize = 16;

/// Decodes JSON text into `slot`, and returns the required properties that are absent.
pub(crate) fn decode_tolerantly(bytes: &[u8], slot: Slot<'_>) -> Result<Vec<Absence>, DecodeError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|_| DecodeError {
        path: String::from("$"),
        message: String::from("invalid UTF-8"),
        position: None,
    })?;
    let mut context = Context::new(Some(text), Context::MAX_DEPTH);
    context.tolerance = Some(Box::default());
    match decode_text(text, slot, &mut context) {
        Ok(()) => Ok(context
            .tolerance
            .map(|tolerance| tolerance.found)
            .unwrap_or_default()),
        Err(error) => Err(context.into_error(error)),
    }
}

impl Context<'_> {
    /// Records that decoding continues in `step`, if decoding is lenient.
    #[inline]
    pub(crate) fn enter(&mut self, step: impl FnOnce() -> Step) {
        if let Some(tolerance) = &mut self.tolerance {
            tolerance.way.push(step());
        }
    }

    /// Records that decoding of a step is over. After an error the path isn't needed.
    #[inline]
    pub(crate) fn exit(&mut self) {
        if let Some(tolerance) = &mut self.tolerance {
            tolerance.way.pop();
        }
    }

    /// Accepts an absent property; `false` if its absence is an error.
    #[cold]
    pub(crate) fn tolerates_missing(&mut self, object: &mut dyn Object, field: usize, name: &str) -> bool {
        if self.tolerance.is_none() || !has_placeholder(object.field_slot(field), DEPTH) {
            return false;
        }
        self.enter(|| Step::Key(name.to_owned()));
        self.note(false);
        self.exit();
        true
    }

    fn note(&mut self, is_null: bool) {
        if let Some(Tolerance { way, found }) = self.tolerance.as_deref_mut() {
            let path = render(way.iter());
            found.push(Absence { path, is_null });
        }
    }
}

/// Whether the slot's placeholder is an empty value: an empty text, list or map, zero, `false`, an unknown variant, or an
/// object of such values. Custom types have no empty value.
fn has_placeholder(slot: Slot<'_>, depth: usize) -> bool {
    match slot {
        Slot::Bool(_)
        | Slot::I64(_)
        | Slot::U64(_)
        | Slot::F64(_)
        | Slot::String(_)
        | Slot::Json(_)
        | Slot::ExactJson(_)
        | Slot::Text(_)
        | Slot::Integer(_)
        | Slot::Nullable(_)
        | Slot::List(_)
        | Slot::Map(_)
        | Slot::Union(_)
        | Slot::Skip => true,
        Slot::Custom(_) | Slot::Foreign(_) => false,
        Slot::Object(object) => {
            let fields = object.shape().fields.iter().enumerate();
            let mut required = fields.filter(|(_, field)| field.presence.is_required());
            depth > 0 && required.all(|(number, _)| has_placeholder(object.field_slot(number), depth - 1))
        }
    }
}

/// Whether `null` is not a value of the slot but can be accepted leniently.
pub(crate) fn is_replaceable(slot: Slot<'_>) -> bool {
    match slot {
        Slot::Json(_) | Slot::ExactJson(_) | Slot::Nullable(_) | Slot::Union(_) | Slot::Skip => false,
        slot @ (Slot::Bool(_)
        | Slot::I64(_)
        | Slot::U64(_)
        | Slot::F64(_)
        | Slot::String(_)
        | Slot::Text(_)
        | Slot::Integer(_)
        | Slot::List(_)
        | Slot::Map(_)
        | Slot::Object(_)
        | Slot::Custom(_)
        | Slot::Foreign(_)) => has_placeholder(slot, DEPTH),
    }
}

/// A value, or `null` instead of it.
pub(crate) struct OrNull<'c, 's, 't> {
    pub(crate) slot: Slot<'s>,
    pub(crate) context: &'c mut Context<'t>,
}

impl<'de> DeserializeSeed<'de> for OrNull<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for OrNull<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("null or a value")
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.context.note(true);
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.visit_none()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        Seed {
            slot: self.slot,
            context: self.context,
        }
        .deserialize(deserializer)
    }
}

//! Decodes objects with known keys.

use std::borrow::Cow;
use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::runtime::json::context::{Context, Step};
use crate::runtime::json::decode::Seed;
use crate::runtime::json::kept::ExactJson;
use crate::runtime::json::schema::{Object, Slot};
use crate::runtime::json::select::is_literal;
use crate::runtime::json::shape::{Field, Shape};
use crate::runtime::json::tolerance::{OrNull, is_replaceable};

/// Fills the fields of an object.
pub(crate) struct ObjectVisitor<'c, 's, 't> {
    pub(crate) object: &'s mut dyn Object,
    pub(crate) context: &'c mut Context<'t>,
}

impl<'de> Visitor<'de> for ObjectVisitor<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object ({})", self.object.shape().name)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let Self { object, context } = self;
        let shape = object.shape();
        let tag = context.tag.take();
        let mut seen = Seen::new(shape.fields.len() + shape.constants.len());
        let mut next = 0;
        while let Some(key) = entries.next_key_seed(KeySeed { shape, next })? {
            let known = match &key {
                Key::Known(Known::Field(field)) => {
                    next = field + 1;
                    Some(*field)
                }
                Key::Known(Known::Constant(constant)) => Some(shape.fields.len() + constant),
                Key::Other(_) => None,
            };
            let decoded = if known.is_some_and(|number| !seen.insert(number)) {
                Err(A::Error::custom("duplicate key"))
            } else {
                match &key {
                    Key::Known(Known::Field(field)) => decode_field(object, *field, &mut entries, context),
                    Key::Known(Known::Constant(constant)) => {
                        decode_constant(object, *constant, &mut entries, context)
                    }
                    // The union that contains the object writes the tag.
                    Key::Other(key) if tag == Some(&**key) => entries.next_value_seed(Seed {
                        slot: Slot::Skip,
                        context: &mut *context,
                    }),
                    Key::Other(key) => decode_other(object, key, &mut entries, context),
                }
            };
            decoded.inspect_err(|_| leave(context, shape, &key))?;
        }
        for (number, field) in shape.fields.iter().enumerate() {
            let is_missing = field.presence.is_required() && !seen.contains(number);
            if is_missing && !context.tolerates_missing(object, number, field.name) {
                let name = field.name;
                return Err(A::Error::custom(format_args!("missing property `{name}`")));
            }
        }
        Ok(())
    }
}

/// Decodes the value of a field.
#[inline]
fn decode_field<'de, A: MapAccess<'de>>(
    object: &mut dyn Object,
    number: usize,
    entries: &mut A,
    context: &mut Context<'_>,
) -> Result<(), A::Error> {
    if context.tolerance.is_some() {
        return decode_field_tolerantly(object, number, entries, context);
    }
    let slot = object.field_slot(number);
    entries.next_value_seed(Seed { slot, context })
}

/// Decodes the value of a field, and accepts `null` for a value that is not nullable.
#[cold]
fn decode_field_tolerantly<'de, A: MapAccess<'de>>(
    object: &mut dyn Object,
    number: usize,
    entries: &mut A,
    context: &mut Context<'_>,
) -> Result<(), A::Error> {
    let field = object.shape().fields.get(number);
    let name = field.map(|field| field.name).unwrap_or_default();
    let is_required = field.is_some_and(|field| field.presence.is_required());
    context.enter(|| Step::Key(name.to_owned()));
    if is_required && is_replaceable(object.field_slot(number)) {
        let slot = object.field_slot(number);
        let seed = OrNull {
            slot,
            context: &mut *context,
        };
        entries.next_value_seed(seed)?;
    } else {
        let slot = object.field_slot(number);
        let seed = Seed {
            slot,
            context: &mut *context,
        };
        entries.next_value_seed(seed)?;
    }
    context.exit();
    Ok(())
}

#[cold]
fn leave(context: &mut Context<'_>, shape: &'static Shape, key: &Key<'_>) {
    let name = match key {
        Key::Known(Known::Field(field)) => shape.fields.get(*field).map(|field| field.name),
        Key::Known(Known::Constant(constant)) => shape.constants.get(*constant).map(|(name, _)| *name),
        Key::Other(name) => Some(&**name),
    };
    context.leave(Step::Key(name.unwrap_or_default().to_owned()));
}

/// Stores a property that the shape doesn't list, if the type keeps such properties, and drops it otherwise.
fn decode_other<'de, A: MapAccess<'de>>(
    object: &mut dyn Object,
    key: &str,
    entries: &mut A,
    context: &mut Context<'_>,
) -> Result<(), A::Error> {
    let slot = if let Slot::Map(map) = object.extra_slot() {
        map.insert_key(key)
            .ok_or_else(|| A::Error::custom("duplicate key"))?
    } else {
        Slot::Skip
    };
    context.enter(|| Step::Key(key.to_owned()));
    entries.next_value_seed(Seed {
        slot,
        context: &mut *context,
    })?;
    context.exit();
    Ok(())
}

/// Decodes a property with a constant value. Another value is stored if the type keeps properties that the shape doesn't list.
fn decode_constant<'de, A: MapAccess<'de>>(
    object: &mut dyn Object,
    constant: usize,
    entries: &mut A,
    context: &Context<'_>,
) -> Result<(), A::Error> {
    if context.text.is_some() {
        let written = entries.next_value::<&RawValue>()?.get();
        return keep_constant(object, constant, written).map_err(A::Error::custom);
    }
    let value = ExactJson::from(entries.next_value::<serde_json::Value>()?);
    keep_unless_constant(object, constant, value);
    Ok(())
}

/// Stores the JSON text of a constant property if it has another value.
pub(crate) fn keep_constant(
    object: &mut dyn Object,
    constant: usize,
    written: &str,
) -> Result<(), serde_json::Error> {
    let literal = object.shape().constants.get(constant);
    // Every tagged object takes this path, so it doesn't allocate.
    if literal.is_some_and(|(_, literal)| is_literal(written, *literal)) {
        return Ok(());
    }
    keep_unless_constant(object, constant, ExactJson::read(written)?);
    Ok(())
}

fn keep_unless_constant(object: &mut dyn Object, constant: usize, value: ExactJson) {
    let Some((key, literal)) = object.shape().constants.get(constant) else {
        return;
    };
    if literal.is(value.json()) {
        return;
    }
    if let Slot::Map(extra) = object.extra_slot() {
        match extra.insert_key(key) {
            Some(Slot::ExactJson(place)) => *place = value,
            Some(Slot::Json(place)) => *place = value.into_json(),
            _ => {}
        }
    }
}

/// The meaning of a key.
enum Key<'de> {
    /// A key that the shape lists.
    Known(Known),
    /// A key that the shape doesn't list.
    Other(Cow<'de, str>),
}

/// The meaning of a key that a shape lists.
pub(crate) enum Known {
    /// The field with this index.
    Field(usize),
    /// The constant with this index.
    Constant(usize),
}

/// Looks up a key. Objects usually have the order of their table, so the search starts at `next`.
#[inline]
pub(crate) fn find(shape: &'static Shape, next: usize, key: &str) -> Option<Known> {
    match shape.fields.get(next) {
        Some(field) if field.name == key => Some(Known::Field(next)),
        _ => search(shape, next, key),
    }
}

fn search(shape: &'static Shape, next: usize, key: &str) -> Option<Known> {
    let (before, after) = shape.fields.split_at_checked(next).unwrap_or_default();
    let is_it = |field: &Field| field.name == key;
    if let Some(number) = after.iter().position(is_it) {
        return Some(Known::Field(next + number));
    }
    if let Some(number) = before.iter().position(is_it) {
        return Some(Known::Field(number));
    }
    let mut constants = shape.constants.iter();
    constants.position(|(name, _)| *name == key).map(Known::Constant)
}

/// Reads a key, and looks it up.
struct KeySeed {
    shape: &'static Shape,
    next: usize,
}

impl KeySeed {
    fn find(&self, key: &str) -> Option<Key<'static>> {
        find(self.shape, self.next, key).map(Key::Known)
    }
}

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Key<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key<'de>, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<'de> Visitor<'de> for KeySeed {
    type Value = Key<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E: Error>(self, key: &'de str) -> Result<Key<'de>, E> {
        Ok(self.find(key).unwrap_or(Key::Other(Cow::Borrowed(key))))
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Key<'de>, E> {
        Ok(self
            .find(key)
            .unwrap_or_else(|| Key::Other(Cow::Owned(key.to_owned()))))
    }
}

/// The set of decoded fields: one bit each, allocated only beyond 64 fields.
pub(crate) struct Seen {
    first: u64,
    rest: Vec<u64>,
}

impl Seen {
    pub(crate) fn new(count: usize) -> Self {
        Self {
            first: 0,
            rest: vec![0; count / 64],
        }
    }

    fn word(&mut self, number: usize) -> Option<&mut u64> {
        match (number / 64).checked_sub(1) {
            None => Some(&mut self.first),
            Some(index) => self.rest.get_mut(index),
        }
    }

    /// Adds a field; `false` if it was in the set already.
    pub(crate) fn insert(&mut self, number: usize) -> bool {
        let bit = 1 << (number % 64);
        self.word(number).is_some_and(|word| {
            let new = *word & bit == 0;
            *word |= bit;
            new
        })
    }

    pub(crate) fn contains(&mut self, number: usize) -> bool {
        self.word(number)
            .is_some_and(|word| *word & (1 << (number % 64)) != 0)
    }
}

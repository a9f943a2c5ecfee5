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
        let mut other = Cow::Borrowed("");
        while let Some(known) = entries.next_key_seed(KeySeed {
            shape,
            next,
            other: &mut other,
        })? {
            let is_new = match known {
                Some(Known::Field(field)) => seen.insert(field),
                Some(Known::Constant(constant)) => seen.insert(shape.fields.len() + constant),
                None => true,
            };
            let decoded = match known {
                _ if !is_new => Err(A::Error::custom("duplicate key")),
                Some(Known::Field(field)) => {
                    next = field + 1;
                    decode_field(object, field, &mut entries, context)
                }
                Some(Known::Constant(constant)) => decode_constant(object, constant, &mut entries, context),
                // The union that contains the object writes the tag.
                None if tag == Some(&*other) => entries.next_value_seed(Seed {
                    slot: Slot::Skip,
                    context: &mut *context,
                }),
                None => decode_other(object, &other, &mut entries, context),
            };
            if let Err(error) = decoded {
                leave(context, shape, known, &other);
                return Err(error);
            }
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
fn leave(context: &mut Context<'_>, shape: &'static Shape, known: Option<Known>, other: &str) {
    let name = match known {
        Some(Known::Field(field)) => shape.fields.get(field).map(|field| field.name),
        Some(Known::Constant(constant)) => shape.constants.get(constant).map(|(name, _)| *name),
        None => Some(other),
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

/// The meaning of a key that a shape lists.
#[derive(Clone, Copy)]
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

/// Reads a key, and looks it up. A key that the shape doesn't list is stored in `other`.
struct KeySeed<'a, 'de> {
    shape: &'static Shape,
    next: usize,
    other: &'a mut Cow<'de, str>,
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_, 'de> {
    type Value = Option<Known>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<Known>, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<'de> Visitor<'de> for KeySeed<'_, 'de> {
    type Value = Option<Known>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    #[inline]
    fn visit_borrowed_str<E: Error>(self, key: &'de str) -> Result<Option<Known>, E> {
        let known = find(self.shape, self.next, key);
        if known.is_none() {
            *self.other = Cow::Borrowed(key);
        }
        Ok(known)
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Option<Known>, E> {
        let known = find(self.shape, self.next, key);
        if known.is_none() {
            *self.other = Cow::Owned(key.to_owned());
        }
        Ok(known)
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
            rest: if count < 64 {
                Vec::new()
            } else {
                vec![0; count / 64]
            },
        }
    }

    #[inline]
    fn word(&mut self, number: usize) -> Option<&mut u64> {
        match (number / 64).checked_sub(1) {
            None => Some(&mut self.first),
            Some(index) => self.rest.get_mut(index),
        }
    }

    /// Adds a field; `false` if it was in the set already.
    #[inline]
    pub(crate) fn insert(&mut self, number: usize) -> bool {
        let bit = 1 << (number % 64);
        self.word(number).is_some_and(|word| {
            let new = *word & bit == 0;
            *word |= bit;
            new
        })
    }

    #[inline]
    pub(crate) fn contains(&mut self, number: usize) -> bool {
        self.word(number)
            .is_some_and(|word| *word & (1 << (number % 64)) != 0)
    }
}

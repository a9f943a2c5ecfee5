//! Decoding: one serde seed over [`Slot`], so that its code is compiled once for each format, not once for each type.

use std::borrow::Cow;
use std::fmt;

use serde::Deserializer;
use serde::de::{self, DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor};
use serde_json::value::RawValue;

use crate::runtime::json::context::{Context, DecodeError, Step, position_of};
use crate::runtime::json::custom::decode_custom;
use crate::runtime::json::kept::{decode_json, decode_kept};
use crate::runtime::json::object::ObjectVisitor;
use crate::runtime::json::read::read;
use crate::runtime::json::schema::{List, Map, Nullable, Schema, Slot, Text};
use crate::runtime::json::union::decode_union;
use crate::runtime::json::whole::{whole_i64, whole_u64};

/// Decodes JSON text into `slot`. A leading byte order mark is skipped (RFC 8259, section 8.1).
///
/// # Errors
/// When the text is not JSON, or not JSON of the slot's type. The slot is then partially filled and must be dropped.
pub fn decode(bytes: &[u8], mut slot: Slot<'_>) -> Result<(), DecodeError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            if read(text, &mut slot, Context::MAX_DEPTH) {
                return Ok(());
            }
            slot.reborrow().clear();
            decode_by_serde(text, slot)
        }
        Err(error) => Err(invalid_utf8(
            bytes.get(..error.valid_up_to()).unwrap_or_default(),
            slot,
        )),
    }
}

/// Decodes JSON text as [`decode`] does, but more slowly. Its errors are those of `decode`.
///
/// # Errors
/// When the text is not JSON of the slot's type.
pub fn decode_by_serde(text: &str, slot: Slot<'_>) -> Result<(), DecodeError> {
    let mut context = Context::new(Some(text), Context::MAX_DEPTH);
    decode_text(text, slot, &mut context).map_err(|error| context.into_error(error))
}

/// Decodes a value from any format. Every implementation of `Deserialize` calls this.
///
/// # Errors
/// Those of the format, preceded by the path.
pub fn deserialize<'de, T: Schema, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::placeholder();
    deserialize_into(value.slot(), deserializer)?;
    Ok(value)
}

fn deserialize_into<'de, D: Deserializer<'de>>(slot: Slot<'_>, deserializer: D) -> Result<(), D::Error> {
    let mut context = Context::new(None, Context::MAX_DEPTH);
    let seed = Seed {
        slot,
        context: &mut context,
    };
    seed.deserialize(deserializer)
        .map_err(|error| D::Error::custom(context.into_error(error)))
}

/// Decodes a text that is the context's text or a part of it. The details of an error are in the context.
pub(crate) fn decode_text(
    text: &str,
    slot: Slot<'_>,
    context: &mut Context<'_>,
) -> Result<(), serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let decoded = Seed {
        slot,
        context: &mut *context,
    }
    .deserialize(&mut deserializer);
    let ended = decoded.and_then(|()| deserializer.end());
    ended.inspect_err(|error| context.fail(error, text))
}

/// Decodes the property `key` of the object `text`. The details of an error are in the context.
pub(crate) fn decode_member(
    text: &str,
    key: &'static str,
    slot: Slot<'_>,
    context: &mut Context<'_>,
) -> Result<(), serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let visitor = MemberVisitor {
        key,
        slot: Some(slot),
        context: &mut *context,
    };
    let decoded = deserializer.deserialize_map(visitor);
    let ended = decoded.and_then(|()| deserializer.end());
    ended.inspect_err(|error| context.fail(error, text))
}

struct MemberVisitor<'c, 's, 't> {
    key: &'static str,
    slot: Option<Slot<'s>>,
    context: &'c mut Context<'t>,
}

impl<'de> Visitor<'de> for MemberVisitor<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with the property `{}`", self.key)
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut entries: A) -> Result<(), A::Error> {
        while let Some(key) = entries.next_key_seed(TextSeed)? {
            let slot = if key == self.key { self.slot.take() } else { None };
            let seed = Seed {
                slot: slot.unwrap_or(Slot::Skip),
                context: &mut *self.context,
            };
            entries
                .next_value_seed(seed)
                .inspect_err(|_| self.context.leave(Step::Key(key.into_owned())))?;
        }
        Ok(())
    }
}

/// The error for a text whose first `valid` bytes are UTF-8. Decoding these bytes finds the path.
#[cold]
fn invalid_utf8(valid: &[u8], slot: Slot<'_>) -> DecodeError {
    let (line, column) = position_of(valid);
    let text = std::str::from_utf8(valid).unwrap_or_default();
    let mut context = Context::new(Some(text), Context::MAX_DEPTH);
    let path = match decode_text(text, slot, &mut context) {
        Ok(()) => String::from("$"),
        Err(error) => context.into_error(error).path,
    };
    DecodeError {
        path,
        message: String::from("invalid UTF-8"),
        position: Some((line, column + 1)),
    }
}

/// A slot that is filled from a deserializer.
pub(crate) struct Seed<'c, 's, 't> {
    pub(crate) slot: Slot<'s>,
    pub(crate) context: &'c mut Context<'t>,
}

impl<'de> DeserializeSeed<'de> for Seed<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let Self { slot, context } = self;
        match slot {
            Slot::Bool(place) => *place = de::Deserialize::deserialize(deserializer)?,
            Slot::I64(place) => *place = deserializer.deserialize_i64(I64Visitor)?,
            Slot::U64(place) => *place = deserializer.deserialize_u64(U64Visitor)?,
            Slot::F64(place) => *place = de::Deserialize::deserialize(deserializer)?,
            Slot::String(place) => *place = de::Deserialize::deserialize(deserializer)?,
            Slot::Json(place) => return decode_json(place, deserializer, context),
            Slot::ExactJson(place) => return decode_kept(place, deserializer, context),
            Slot::Text(place) => return deserializer.deserialize_str(TextVisitor(place)),
            Slot::Integer(place) => place.set(deserializer.deserialize_i64(I64Visitor)?),
            Slot::Nullable(place) => {
                return deserializer.deserialize_option(NullableVisitor { place, context });
            }
            Slot::List(list) => {
                return deeper(context, |context| {
                    deserializer.deserialize_seq(ListVisitor { list, context })
                });
            }
            Slot::Map(map) => {
                return deeper(context, |context| {
                    deserializer.deserialize_map(MapVisitor { map, context })
                });
            }
            Slot::Object(object) => {
                return deeper(context, |context| {
                    deserializer.deserialize_map(ObjectVisitor { object, context })
                });
            }
            Slot::Union(union) => {
                return deeper(context, |context| decode_union(union, deserializer, context));
            }
            Slot::Custom(place) => return decode_custom(place, deserializer, context),
            Slot::Foreign(_) | Slot::Skip => {
                let IgnoredAny = de::Deserialize::deserialize(deserializer)?;
            }
        }
        Ok(())
    }
}

/// Runs `work` one nesting level deeper.
fn deeper<'t, E: Error>(
    context: &mut Context<'t>,
    work: impl FnOnce(&mut Context<'t>) -> Result<(), E>,
) -> Result<(), E> {
    context.depth = context
        .depth
        .checked_sub(1)
        .ok_or_else(|| E::custom("nested too deeply"))?;
    let done = work(context);
    context.depth += 1;
    done
}

struct I64Visitor;

impl Visitor<'_> for I64Visitor {
    type Value = i64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an integer from {} to {}", i64::MIN, i64::MAX)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<i64, E> {
        Ok(number)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<i64, E> {
        number
            .try_into()
            .map_err(|_| E::invalid_value(Unexpected::Unsigned(number), &self))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<i64, E> {
        whole_i64(number).ok_or_else(|| E::invalid_value(Unexpected::Float(number), &self))
    }
}

struct U64Visitor;

impl Visitor<'_> for U64Visitor {
    type Value = u64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an integer from 0 to {}", u64::MAX)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<u64, E> {
        number
            .try_into()
            .map_err(|_| E::invalid_value(Unexpected::Signed(number), &self))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<u64, E> {
        Ok(number)
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<u64, E> {
        whole_u64(number).ok_or_else(|| E::invalid_value(Unexpected::Float(number), &self))
    }
}

struct TextVisitor<'s>(&'s mut dyn Text);

impl Visitor<'_> for TextVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.0.set(text);
        Ok(())
    }
}

struct NullableVisitor<'c, 's, 't> {
    place: &'s mut dyn Nullable,
    context: &'c mut Context<'t>,
}

impl<'de> Visitor<'de> for NullableVisitor<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("null or a value")
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.place.set_null();
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.visit_none()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        Seed {
            slot: self.place.set_some(),
            context: self.context,
        }
        .deserialize(deserializer)
    }
}

struct ListVisitor<'c, 's, 't> {
    list: &'s mut dyn List,
    context: &'c mut Context<'t>,
}

impl<'de> Visitor<'de> for ListVisitor<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let mut index = 0;
        loop {
            self.context.enter(|| Step::Index(index));
            let seed = ItemSeed {
                list: &mut *self.list,
                context: &mut *self.context,
            };
            match items.next_element_seed(seed) {
                Ok(Some(())) => {
                    self.context.exit();
                    index += 1;
                }
                Ok(None) => {
                    self.context.exit();
                    return Ok(());
                }
                Err(error) => {
                    self.context.leave(Step::Index(index));
                    return Err(error);
                }
            }
        }
    }
}

/// Appends an item, if there is one.
struct ItemSeed<'c, 's, 't> {
    list: &'s mut dyn List,
    context: &'c mut Context<'t>,
}

impl<'de> DeserializeSeed<'de> for ItemSeed<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        Seed {
            slot: self.list.push(),
            context: self.context,
        }
        .deserialize(deserializer)
    }
}

struct MapVisitor<'c, 's, 't> {
    map: &'s mut dyn Map,
    context: &'c mut Context<'t>,
}

impl<'de> Visitor<'de> for MapVisitor<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        while let Some(key) = entries.next_key_seed(TextSeed)? {
            decode_entry(self.map, &key, &mut entries, self.context)?;
        }
        Ok(())
    }
}

/// Decodes the value of `key` into a map.
pub(crate) fn decode_entry<'de, A: MapAccess<'de>>(
    map: &mut dyn Map,
    key: &str,
    entries: &mut A,
    context: &mut Context<'_>,
) -> Result<(), A::Error> {
    context.enter(|| Step::Key(key.to_owned()));
    let decoded = match map.insert_key(key) {
        Some(slot) => entries.next_value_seed(Seed {
            slot,
            context: &mut *context,
        }),
        None => Err(A::Error::custom("duplicate key")),
    };
    match decoded {
        Ok(()) => context.exit(),
        Err(_) => context.leave(Step::Key(key.to_owned())),
    }
    decoded
}

/// Decodes a string, borrowed if the format allows it.
pub(crate) struct TextSeed;

impl<'de> DeserializeSeed<'de> for TextSeed {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for TextSeed {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text))
    }
}

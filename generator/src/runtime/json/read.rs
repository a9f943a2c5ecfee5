//! Decodes JSON text without serde, which costs less. It decodes only what serde would decode to the same value. It explains no
//! error: whatever it refuses is decoded again by serde.

use std::borrow::Cow;

use crate::runtime::json::context::Context;
use crate::runtime::json::kept::{ExactJson, nearest};
use crate::runtime::json::object::{Known, Seen, find, keep_constant};
use crate::runtime::json::reader::{Reader, Stop};
use crate::runtime::json::schema::{List, Map, Object, Slot, Union};
use crate::runtime::json::select::choose;
use crate::runtime::json::shape::{Shape, Variant};
use crate::runtime::json::union::prefer_valid;

/// How many levels are decoded here. serde_json has its own limit, so deeper texts are left to it.
const DEPTH: usize = 100;

/// Fills `slot` from JSON text; `false` if serde has to do it. The slot is then partially filled.
pub(crate) fn read(text: &str, slot: &mut Slot<'_>, depth: usize) -> bool {
    let mut decoder = Decoder {
        reader: Reader::new(text),
        context: Context::new(Some(text), depth),
        floor: depth.saturating_sub(DEPTH),
    };
    decoder.value(slot).is_ok() && decoder.reader.peek() == 0 && decoder.reader.position() == text.len()
}

struct Decoder<'t> {
    reader: Reader<'t>,
    context: Context<'t>,
    /// The depth at which decoding ends here.
    floor: usize,
}

impl<'t> Decoder<'t> {
    #[inline]
    fn value(&mut self, slot: &mut Slot<'_>) -> Result<(), Stop> {
        match slot {
            Slot::String(place) => **place = self.reader.string()?.to_owned(),
            Slot::I64(place) => **place = self.reader.i64()?,
            Slot::F64(place) => **place = self.reader.f64()?,
            Slot::Object(object) => return self.object(*object),
            Slot::Bool(_)
            | Slot::U64(_)
            | Slot::Json(_)
            | Slot::ExactJson(_)
            | Slot::Text(_)
            | Slot::Integer(_)
            | Slot::Nullable(_)
            | Slot::List(_)
            | Slot::Map(_)
            | Slot::Union(_)
            | Slot::Custom(_)
            | Slot::Foreign(_)
            | Slot::Skip => return self.other_value(slot),
        }
        Ok(())
    }

    fn other_value(&mut self, slot: &mut Slot<'_>) -> Result<(), Stop> {
        match slot {
            Slot::String(_) | Slot::I64(_) | Slot::F64(_) | Slot::Object(_) => {
                return self.value(slot);
            }
            Slot::Text(place) => place.set(self.reader.string()?),
            Slot::Nullable(place) => {
                if self.reader.peek() != b'n' {
                    return self.value(&mut place.set_some());
                }
                self.reader.word("null")?;
                place.set_null();
            }
            Slot::List(list) => return self.list(*list),
            Slot::Integer(place) => place.set(self.reader.i64()?),
            Slot::U64(place) => **place = self.reader.u64()?,
            Slot::Bool(place) => match self.reader.peek() {
                b't' => {
                    self.reader.word("true")?;
                    **place = true;
                }
                b'f' => {
                    self.reader.word("false")?;
                    **place = false;
                }
                _ => return Err(Stop::Mismatch),
            },
            Slot::Map(map) => return self.map(*map),
            Slot::Union(union) => return self.union(*union),
            Slot::Json(place) => **place = nearest(self.raw()?).map_err(|_| Stop::Unsure)?,
            Slot::ExactJson(place) => **place = ExactJson::read(self.raw()?).map_err(|_| Stop::Unsure)?,
            Slot::Custom(place) => place.read(self.raw()?).map_err(|_| Stop::Unsure)?,
            Slot::Foreign(_) | Slot::Skip => return self.reader.skip(DEPTH),
        }
        Ok(())
    }

    /// The text of the next value.
    fn raw(&mut self) -> Result<&'t str, Stop> {
        self.reader.peek();
        let start = self.reader.position();
        self.reader.skip(DEPTH)?;
        self.reader.since(start)
    }

    /// Enters an array, object or union.
    #[inline]
    fn enter(&mut self) -> Result<(), Stop> {
        if self.context.depth <= self.floor {
            return Err(Stop::Unsure);
        }
        self.context.depth -= 1;
        Ok(())
    }

    #[inline]
    fn open(&mut self, mark: u8) -> Result<(), Stop> {
        if !self.reader.take(mark) {
            return Err(Stop::Mismatch);
        }
        self.enter()
    }

    fn list(&mut self, list: &mut dyn List) -> Result<(), Stop> {
        self.open(b'[')?;
        let mut more = !self.reader.take(b']');
        while more {
            self.value(&mut list.push())?;
            more = self.reader.continues(b']')?;
        }
        self.context.depth += 1;
        Ok(())
    }

    fn map(&mut self, map: &mut dyn Map) -> Result<(), Stop> {
        self.open(b'{')?;
        let mut more = !self.reader.take(b'}');
        while more {
            let key = self.key()?;
            self.entry(&mut map.insert_key(&key))?;
            more = self.reader.continues(b'}')?;
        }
        self.context.depth += 1;
        Ok(())
    }

    /// Reads the value of a map. There is no slot if the key is a duplicate.
    #[inline]
    fn entry(&mut self, slot: &mut Option<Slot<'_>>) -> Result<(), Stop> {
        match slot {
            Some(slot) => self.value(slot),
            None => Err(Stop::Unsure),
        }
    }

    /// Reads a key and its colon.
    fn key(&mut self) -> Result<Cow<'t, str>, Stop> {
        let key = match self.reader.plain_string() {
            Ok(Some(plain)) => Cow::Borrowed(plain),
            Ok(None) => Cow::Owned(self.reader.string()?.to_owned()),
            Err(_) => return Err(Stop::Unsure),
        };
        self.reader.require(b':')?;
        Ok(key)
    }

    fn object(&mut self, object: &mut dyn Object) -> Result<(), Stop> {
        self.open(b'{')?;
        let shape = object.shape();
        let tag = self.context.tag.take();
        let mut seen = Seen::new(shape.fields.len() + shape.constants.len());
        let mut next = 0;
        let mut more = !self.reader.take(b'}');
        while more {
            // Objects usually have the order of their table.
            self.reader.peek();
            match shape.fields.get(next) {
                Some(field) if field.is_plain && self.reader.key(field.name) => {
                    self.reader.require(b':')?;
                    self.field(object, next, &mut seen)?;
                    next += 1;
                }
                Some(_) | None => self.member(object, shape, tag, &mut next, &mut seen)?,
            }
            more = self.reader.continues(b'}')?;
        }
        self.context.depth += 1;
        let mut missing = shape.fields.iter().enumerate();
        match missing.any(|(number, field)| field.presence.is_required() && !seen.contains(number)) {
            true => Err(Stop::Mismatch),
            false => Ok(()),
        }
    }

    #[inline]
    fn field(&mut self, object: &mut dyn Object, number: usize, seen: &mut Seen) -> Result<(), Stop> {
        if !seen.insert(number) {
            return Err(Stop::Unsure);
        }
        self.value(&mut object.field_slot(number))
    }

    /// Reads a member that is not the expected field.
    fn member(
        &mut self,
        object: &mut dyn Object,
        shape: &'static Shape,
        tag: Option<&'static str>,
        next: &mut usize,
        seen: &mut Seen,
    ) -> Result<(), Stop> {
        let key = self.key()?;
        match find(shape, *next, &key) {
            Some(Known::Field(number)) => {
                *next = number + 1;
                self.field(object, number, seen)
            }
            Some(Known::Constant(number)) => {
                if !seen.insert(shape.fields.len() + number) {
                    return Err(Stop::Unsure);
                }
                let written = self.raw()?;
                keep_constant(object, number, written).map_err(|_| Stop::Unsure)
            }
            None if tag == Some(&*key) => self.reader.skip(DEPTH),
            None => {
                if let Slot::Map(map) = object.extra_slot() {
                    self.entry(&mut map.insert_key(&key))
                } else {
                    self.reader.skip(DEPTH)
                }
            }
        }
    }

    /// Decodes the first variant whose tests hold and that can be decoded, as serde does.
    fn union(&mut self, union: &mut dyn Union) -> Result<(), Stop> {
        self.enter()?;
        let depth = self.context.depth;
        let variants = union.shape().variants;
        let is_container = matches!(self.reader.peek(), b'{' | b'[');
        let start = self.reader.position();
        let text = if is_container {
            // The tests read no further than necessary, and not beyond the end of the value.
            self.reader.rest()?
        } else {
            self.raw()?
        };
        let Some(mut chosen) = choose(variants, text) else {
            self.reader.rewind(start);
            self.value(&mut union.select_unknown())?;
            self.context.depth += 1;
            return Ok(());
        };
        let mut is_first = true;
        loop {
            self.reader.rewind(start);
            self.context.depth = depth;
            match self.variant(union, chosen) {
                Ok(()) => break,
                Err(Stop::Mismatch) if self.context.may_retry() => {}
                Err(_) => return Err(Stop::Unsure),
            }
            is_first = false;
            let rest = variants.get(chosen + 1..).unwrap_or_default();
            chosen += 1 + choose(rest, text).ok_or(Stop::Mismatch)?;
        }
        // A tag belongs to one variant only.
        if is_first && variants.get(chosen).and_then(Variant::tag).is_none() {
            let text = self.reader.since(start)?;
            prefer_valid(union, chosen, text, &mut self.context);
        }
        self.context.depth = depth + 1;
        Ok(())
    }

    fn variant(&mut self, union: &mut dyn Union, number: usize) -> Result<(), Stop> {
        let variant = union.shape().variants.get(number);
        self.context.tag = variant.and_then(Variant::tag).map(|(key, _)| key);
        let mut slot = union.select(number);
        let read = match variant.and_then(|variant| variant.key) {
            Some(key) => self.property(key, &mut slot),
            None => self.value(&mut slot),
        };
        self.context.tag = None;
        read
    }

    /// Reads an object of which one property is wanted.
    fn property(&mut self, wanted: &str, slot: &mut Slot<'_>) -> Result<(), Stop> {
        let mut slot = Some(slot);
        if !self.reader.take(b'{') {
            return Err(Stop::Mismatch);
        }
        let mut more = !self.reader.take(b'}');
        while more {
            let key = self.key()?;
            let slot = if key == wanted { slot.take() } else { None };
            self.value(slot.unwrap_or(&mut Slot::Skip))?;
            more = self.reader.continues(b'}')?;
        }
        Ok(())
    }
}

// Copied from runtime/json/union.rs of generator 0.1.0; independent of the description.

//! Decodes unions: reads the raw JSON, chooses one variant, and decodes it in place.
//!
//! The choice stops at the first evidence that decides, so a leading tag costs nothing. Capturing the raw text costs one
//! scan of it, so unions nested `depth` levels cost `depth` scans of the innermost text.

use serde::de::{Deserialize, Deserializer, Error};
use serde_json::value::RawValue;

use crate::runtime::json::capture::capture;
use crate::runtime::json::context::Context;
use crate::runtime::json::decode::{decode, decode_member, decode_text};
use crate::runtime::json::read::read;
use crate::runtime::json::schema::{Slot, Union, Value};
use crate::runtime::json::select::choose;
use crate::runtime::json::shape::Variant;
use crate::runtime::json::validate::is_valid;

/// Decodes the value of `deserializer` into `union`.
pub(crate) fn decode_union<'de, D: Deserializer<'de>>(
    union: &mut dyn Union,
    deserializer: D,
    context: &mut Context<'_>,
) -> Result<(), D::Error> {
    let decoded = if context.text.is_some() {
        let raw = <&RawValue>::deserialize(deserializer)?.get();
        decode_chosen(union, raw, context)
    } else {
        decode_captured(union, &capture(deserializer)?, context)
    };
    // The message and the path are in the context.
    decoded.map_err(D::Error::custom)
}

/// Decodes a union whose JSON text comes from serde.
fn decode_captured(
    union: &mut dyn Union,
    text: &str,
    context: &mut Context<'_>,
) -> Result<(), serde_json::Error> {
    if read(text, &mut Slot::Union(union), context.depth) {
        return Ok(());
    }
    let mut inner = Context::new(Some(text), context.depth);
    decode_chosen(union, text, &mut inner).inspect_err(|_| context.adopt(inner))
}

/// Decodes the first variant whose tests hold. If that fails and the tests of a later variant hold too, the later one is
/// tried, because the description allows either. A tag belongs to one variant only, so an invalid body with a valid tag is
/// an error.
fn decode_chosen(
    union: &mut dyn Union,
    text: &str,
    context: &mut Context<'_>,
) -> Result<(), serde_json::Error> {
    let variants = union.shape().variants;
    let Some(mut chosen) = choose(variants, text) else {
        return decode_text(text, union.select_unknown(), context);
    };
    if context.tolerance.is_some() {
        return decode_tolerantly(union, chosen, text, context);
    }
    let mut first = None;
    loop {
        let depth = context.depth;
        context.tag = variants.get(chosen).and_then(Variant::tag).map(|(key, _)| key);
        let decoded = decode_variant(union, chosen, text, context);
        context.tag = None;
        let rest = variants.get(chosen + 1..).unwrap_or_default();
        let Err(error) = decoded else {
            let is_certain = first.is_some()
                || variants
                    .get(chosen)
                    .is_some_and(|variant| variant.tag().is_some());
            if !is_certain {
                prefer_valid(union, chosen, text, context);
            }
            return Ok(());
        };
        let next = if context.may_retry() {
            choose(rest, text)
        } else {
            None
        };
        let found = context.take_error(depth);
        let (error, found) = first.get_or_insert((error, found));
        match next {
            Some(next) => chosen += 1 + next,
            None => {
                context.restore_error(std::mem::take(found));
                return Err(serde::de::Error::custom(error));
            }
        }
    }
}

/// A received value is accepted whatever constraints it violates. But if several variants can be decoded, the first one
/// whose constraints hold is preferred, so that the value can be sent back. `chosen` has been decoded.
pub(crate) fn prefer_valid(union: &mut dyn Union, chosen: usize, text: &str, context: &mut Context<'_>) {
    let variants = union.shape().variants;
    let mut tried = chosen;
    let mut is_changed = false;
    loop {
        let rest = variants.get(tried + 1..).unwrap_or_default();
        let Some(next) = choose(rest, text) else { break };
        let is_decoded = tried == chosen || is_changed;
        if is_decoded && is_valid(Value::Union(union)) {
            return;
        }
        // A value without parts can't cause repeated attempts.
        if text.starts_with(['{', '[']) && !context.may_retry() {
            break;
        }
        tried += 1 + next;
        is_changed = try_decode(union, tried, text, context);
    }
    let is_last_valid = tried == chosen || (is_changed && is_valid(Value::Union(union)));
    if !is_last_valid {
        try_decode(union, chosen, text, context);
    }
}

/// Decodes the content of a variant from its place.
fn decode_variant(
    union: &mut dyn Union,
    number: usize,
    text: &str,
    context: &mut Context<'_>,
) -> Result<(), serde_json::Error> {
    let variant = union.shape().variants.get(number);
    match variant.and_then(|variant| variant.key) {
        Some(key) => decode_member(text, key, union.select(number), context),
        None => decode_text(text, union.select(number), context),
    }
}

/// Decodes into a variant, and discards the error if it fails.
fn try_decode(union: &mut dyn Union, variant: usize, text: &str, context: &mut Context<'_>) -> bool {
    let depth = context.depth;
    let is_decoded = decode_variant(union, variant, text, context).is_ok();
    context.take_error(depth);
    is_decoded
}

/// Decodes a variant that fits the text exactly, or else the first one, in which absent properties are accepted.
#[cold]
fn decode_tolerantly(
    union: &mut dyn Union,
    chosen: usize,
    text: &str,
    context: &mut Context<'_>,
) -> Result<(), serde_json::Error> {
    let depth = context.depth;
    let tolerance = context.tolerance.take();
    let decoded = decode_chosen(union, text, context);
    context.tolerance = tolerance;
    if decoded.is_ok() {
        return Ok(());
    }
    drop(context.take_error(depth));
    context.tag = union
        .shape()
        .variants
        .get(chosen)
        .and_then(Variant::tag)
        .map(|(key, _)| key);
    let decoded = decode_variant(union, chosen, text, context);
    context.tag = None;
    decoded
}

/// Selects the variant that accepts `null`; `false` if there is none.
pub fn take_null(union: &mut dyn Union) -> bool {
    choose(union.shape().variants, "null")
        .is_some_and(|variant| decode(b"null", union.select(variant)).is_ok())
}

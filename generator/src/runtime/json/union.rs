//! Decoding unions: look at the raw JSON, choose one variant, decode that one in place.
//!
//! Choosing stops at the first evidence that decides, so a tag in front costs nothing. Holding the raw text costs one
//! scan of it, so a chain of unions nested `depth` times costs `depth` scans of the innermost.

use serde::de::{Deserialize, Deserializer, Error};
use serde_json::value::RawValue;

use crate::runtime::json::context::Context;
use crate::runtime::json::decode::{decode, decode_text};
use crate::runtime::json::schema::Union;
use crate::runtime::json::select::choose;
use crate::runtime::json::shape::Variant;

/// Decodes what `deserializer` holds into `union`.
pub(crate) fn decode_union<'de, D: Deserializer<'de>>(
    union: &mut dyn Union,
    deserializer: D,
    context: &mut Context<'_>,
) -> Result<(), D::Error> {
    let decoded = if context.text.is_some() {
        let raw = <&RawValue>::deserialize(deserializer)?.get();
        decode_chosen(union, raw, context)
    } else {
        decode_buffered(
            union,
            &serde_json::Value::deserialize(deserializer)?.to_string(),
            context,
        )
    };
    // The message and the path are in the context.
    decoded.map_err(D::Error::custom)
}

/// Decodes a union that another format holds, over JSON text of it: this is rare, and two engines would be worse.
fn decode_buffered(
    union: &mut dyn Union,
    text: &str,
    context: &mut Context<'_>,
) -> Result<(), serde_json::Error> {
    let mut inner = Context::new(Some(text), context.depth);
    decode_chosen(union, text, &mut inner).inspect_err(|_| context.adopt(inner))
}

/// Decodes the first variant whose tests hold. Where it turns out not to fit and the tests of a later one hold too, the
/// later one is tried: the description allows what any of them takes. A tag holds for one variant only, so a wrong body
/// behind a right tag is an error and nothing else.
fn decode_chosen(
    union: &mut dyn Union,
    text: &str,
    context: &mut Context<'_>,
) -> Result<(), serde_json::Error> {
    let variants = union.shape().variants;
    let Some(mut chosen) = choose(variants, text) else {
        return decode_text(text, union.select_unknown(), context);
    };
    let mut first = None;
    loop {
        let depth = context.depth;
        context.tag = variants.get(chosen).and_then(Variant::tag).map(|(key, _)| key);
        let decoded = decode_text(text, union.select(chosen), context);
        context.tag = None;
        let Err(error) = decoded else { return Ok(()) };
        let rest = variants.get(chosen + 1..).unwrap_or_default();
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

/// Makes `union` the variant that `null` is of; `false` when it is of none.
pub fn take_null(union: &mut dyn Union) -> bool {
    choose(union.shape().variants, "null")
        .is_some_and(|variant| decode(b"null", union.select(variant)).is_ok())
}

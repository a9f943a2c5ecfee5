//! What asks for a page: a parameter of the query, or a place in the JSON body of the request, such as `$.page.cursor`.

use super::path;
use crate::runtime::http::request::encode::Draft;
use crate::runtime::json::Value;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// The text of what a call asks with.
pub(super) fn text(draft: &Draft, name: &str) -> Option<String> {
    if !name.starts_with("$.") {
        return draft.text(name);
    }
    path::scalar(path::find(draft.json_body()?, name).ok()??)
}

/// Makes the call one that asks with this JSON.
///
/// # Errors
/// When the request has another body than JSON with such a place.
pub(super) fn set(draft: &mut Draft, name: &str, json: &str) -> Result<(), &'static str> {
    let Some(place) = name.strip_prefix("$.") else {
        let text = path::scalar(json).unwrap_or_default();
        draft.set_named(name, Value::Str(&text));
        return Ok(());
    };
    let body = draft.json_body().and_then(|body| std::str::from_utf8(body).ok());
    let changed = body.and_then(|body| with(body, place, json));
    let changed = changed.ok_or("the body of the request has no place for what asks for the next page")?;
    draft.set_json_body(changed);
    Ok(())
}

/// The object with this JSON at a path of names; what is not there on the way is an object then. Everything else keeps its
/// text, so that no number loses a digit.
fn with(object: &str, place: &str, json: &str) -> Option<String> {
    let (name, rest) = match place.split_once('.') {
        Some((name, rest)) => (name, Some(rest)),
        None => (place, None),
    };
    let mut all: BTreeMap<String, Box<RawValue>> = serde_json::from_str(object).ok()?;
    let json = match rest {
        Some(rest) => {
            let within = all
                .get(name)
                .map(|value| value.get())
                .filter(|text| *text != "null");
            with(within.unwrap_or("{}"), rest, json)?
        }
        None => json.to_owned(),
    };
    all.insert(name.to_owned(), RawValue::from_string(json).ok()?);
    serde_json::to_string(&all).ok()
}

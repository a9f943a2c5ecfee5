// Copied from runtime/http/pages/asked.rs of generator 0.1.0; independent of the description.

//! The place of a pagination value in a request: a query parameter, or a path in the JSON body such as `$.page.cursor`.

use super::path;
use crate::runtime::http::request::encode::Draft;
use crate::runtime::json::Value;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// The text of the pagination value in a call.
pub(super) fn text(draft: &Draft, name: &str) -> Option<String> {
    if !name.starts_with("$.") {
        return draft.text(name);
    }
    path::scalar(path::find(draft.json_body()?, name).ok()??)
}

/// Sets the pagination value of a call to this JSON.
///
/// # Errors
/// When the request body is not JSON or doesn't have such a place.
pub(super) fn set(draft: &mut Draft, name: &str, json: &str) -> Result<(), &'static str> {
    let Some(place) = name.strip_prefix("$.") else {
        let text = path::scalar(json).unwrap_or_default();
        draft.set_named(name, Value::Str(&text));
        return Ok(());
    };
    let body = draft.json_body().and_then(|body| std::str::from_utf8(body).ok());
    let changed = body.and_then(|body| with(body, place, json));
    let changed = changed.ok_or("the request body has no place for the parameter of the next page")?;
    draft.set_json_body(changed);
    Ok(())
}

/// The object with this JSON at a path of names. Missing values on the path become objects. Everything else keeps its text,
/// so that numbers keep their digits.
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

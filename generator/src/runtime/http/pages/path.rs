//! Finds values in JSON text by paths such as `$.meta.next` or `$.data[-1].id`. The text is never parsed into a tree.

use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// The text of the value at a path of names and `[-1]`; `None` if there is no value, or if it is `null`.
///
/// # Errors
/// When the text along the path is not JSON.
pub(crate) fn find<'t>(body: &'t [u8], path: &str) -> Result<Option<&'t str>, NoJson> {
    let text = std::str::from_utf8(body).map_err(|_| NoJson)?;
    let mut here = text.trim_start_matches('\u{feff}').trim();
    for name in path
        .trim_start_matches('$')
        .split('.')
        .filter(|name| !name.is_empty())
    {
        let (name, is_list) = match name.strip_suffix("[-1]") {
            Some(name) => (name, true),
            None => (name, false),
        };
        let mut found = if name.is_empty() {
            Some(here)
        } else {
            member(here, name)?
        };
        if is_list {
            found = match found {
                Some(list) => last(list)?,
                None => None,
            };
        }
        match found {
            Some(value) => here = value,
            None => return Ok(None),
        }
    }
    Ok(Some(here).filter(|text| *text != "null"))
}

/// The text is not JSON.
#[derive(Debug, PartialEq)]
pub(crate) struct NoJson;

/// A string or a number as the text that is sent; `None` for any other value and for an empty string.
pub(crate) fn scalar(text: &str) -> Option<String> {
    let text = match text.bytes().next()? {
        b'"' => serde_json::from_str(text).ok()?,
        b'-' | b'0'..=b'9' => text.to_owned(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// The length of a list; `None` if the value is not a list.
pub(crate) fn count(text: &str) -> Option<usize> {
    let all: Vec<&RawValue> = serde_json::from_str(text).ok()?;
    Some(all.len())
}

fn member<'t>(text: &'t str, name: &str) -> Result<Option<&'t str>, NoJson> {
    if !text.starts_with('{') {
        return Ok(None);
    }
    let all: BTreeMap<String, &'t RawValue> = serde_json::from_str(text).map_err(|_| NoJson)?;
    Ok(all.get(name).map(|value| value.get()))
}

fn last(text: &str) -> Result<Option<&str>, NoJson> {
    if !text.starts_with('[') {
        return Ok(None);
    }
    let all: Vec<&RawValue> = serde_json::from_str(text).map_err(|_| NoJson)?;
    Ok(all.last().map(|value| value.get()))
}

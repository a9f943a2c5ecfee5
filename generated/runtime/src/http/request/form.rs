// Copied from runtime/http/request/form.rs of generator 0.1.0; independent of the description.

//! Forms: an object as `application/x-www-form-urlencoded`. Pure text; this module must not know operations or requests.
//! Source: OpenAPI 3.0.4, section 4.7.15 and Appendix E. A space is written `%20`, which every server decodes.

use crate::runtime::http::request::escape::escape;
use crate::runtime::http::request::rule::Rule;
use crate::runtime::http::request::style;
use crate::runtime::http::request::style::{Flat, Unwritable};
use crate::runtime::http::{Encoding, Location, Parameter, Style};
use crate::runtime::json::{Parts, Value, encode};

/// The encoded body, or why the value can't be encoded.
pub(crate) fn write(body: Value<'_>, encoding: &[Encoding]) -> Result<String, String> {
    let Parts::Members(members) = body.parts() else {
        return Err("the body of a form must be an object".to_owned());
    };
    let mut out = String::new();
    for (name, value) in members {
        pairs(name, value, &Encoding::find(name, encoding), &mut out)
            .map_err(|_| format!("body {name} has a type that its style doesn't support"))?;
    }
    Ok(out)
}

/// Appends one encoded property. `null` is omitted, like an absent property, as in RFC 6570.
fn pairs(name: &str, value: Value<'_>, row: &Encoding, out: &mut String) -> Result<(), Unwritable> {
    let rule = Rule {
        name,
        location: Location::Query,
        style: row.style.unwrap_or(Style::Form),
        explode: row.explode,
        allow_reserved: row.allow_reserved,
    };
    let mut add = |name: &str, value: &str| {
        if !out.is_empty() {
            out.push('&');
        }
        out.extend([name, "=", value]);
    };
    if row.style == Some(Style::DeepObject) {
        let mut leaves = Vec::new();
        deep(name.to_owned(), value, &mut leaves);
        for (name, value) in leaves {
            add(&escape(&name, &rule), &escape(&value, &rule));
        }
        return Ok(());
    }
    let whole = |value: Value<'_>| Flat::One(text(value).into());
    let flat = match (value.parts(), row.style) {
        (Parts::None, _) => return Ok(()),
        (Parts::Foreign(_), _) => return Err(Unwritable::Undefined),
        (Parts::Leaf | Parts::Document | Parts::Items(_) | Parts::Members(_), None) if row.is_json() => {
            Flat::One(json_text(value).into())
        }
        (Parts::Items(items), None) => {
            let mut items = items.into_iter().filter(is_some);
            return items.try_for_each(|item| style::pairs(&rule, &whole(item), &mut add));
        }
        (Parts::Items(items), Some(_)) => {
            let present = items.into_iter().filter(is_some);
            Flat::Many(present.map(|item| text(item).into()).collect())
        }
        (Parts::Members(members), Some(_)) => {
            let present = members.into_iter().filter(|(_, value)| is_some(value));
            let written = present.map(|(key, value)| (key.into(), text(value).into()));
            Flat::Pairs(written.collect())
        }
        (Parts::Leaf | Parts::Document | Parts::Members(_), _) => whole(value),
    };
    style::pairs(&rule, &flat, add)
}

/// A value as text: itself if it is a scalar, else its JSON.
pub(crate) fn text(value: Value<'_>) -> String {
    let leaf = matches!(value.parts(), Parts::Leaf).then(|| style::flatten(value, Style::Form, false));
    match leaf {
        Some(Ok(Some(Flat::One(text)))) => text.into_owned(),
        _ => json_text(value),
    }
}

/// Appends the leaves of a value under the names of their places, such as `items[0][price]`. Items of arrays are numbered,
/// because otherwise a server couldn't know which properties belong to the same item.
pub(crate) fn deep(name: String, value: Value<'_>, out: &mut Vec<(String, String)>) {
    match value.parts() {
        Parts::None | Parts::Foreign(_) => {}
        Parts::Leaf | Parts::Document => out.push((name, text(value))),
        Parts::Items(items) => {
            for (number, item) in items.into_iter().enumerate() {
                deep(format!("{name}[{number}]"), item, out);
            }
        }
        Parts::Members(members) => {
            for (key, value) in members {
                deep(format!("{name}[{key}]"), value, out);
            }
        }
    }
}

/// A value as JSON text.
pub(crate) fn json_text(value: Value<'_>) -> String {
    String::from_utf8_lossy(&encode(value)).into_owned()
}

fn is_some(value: &Value<'_>) -> bool {
    !matches!(value.parts(), Parts::None)
}

/// Appends an object under the names of its places, at any depth; false if nothing was written.
pub(crate) fn write_deep(
    parameter: &Parameter,
    value: Value<'_>,
    out: &mut String,
) -> Result<bool, Unwritable> {
    let json = document(value);
    let value = json.as_ref().map_or(value, Value::Json);
    let (rule, start) = (parameter.rule(), out.len());
    let mut leaves = Vec::new();
    match value.parts() {
        Parts::None => return Ok(false),
        Parts::Members(_) => deep(parameter.name.to_owned(), value, &mut leaves),
        Parts::Leaf | Parts::Document | Parts::Items(_) | Parts::Foreign(_) => {
            return Err(Unwritable::Undefined);
        }
    }
    for (name, value) in &leaves {
        let separator = if out.len() == start { "" } else { "&" };
        out.extend([separator, &escape(name, &rule), "=", &escape(value, &rule)]);
    }
    Ok(true)
}

/// The JSON of a custom value. Its members are known only there.
pub(crate) fn document(value: Value<'_>) -> Option<serde_json::Value> {
    let Value::Custom(custom) = value else {
        return None;
    };
    serde_json::from_str(&custom.write().ok()?).ok()
}

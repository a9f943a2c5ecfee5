//! Forms: an object as `application/x-www-form-urlencoded`. Pure text; it must not know operations or requests.
//! Source: OpenAPI 3.0.4, section 4.7.15 and Appendix E; a space is `%20`, which every server reads.

use crate::runtime::http::style::{self, Flat, Rule, Unwritable};
use crate::runtime::http::{Encoding, Location, Style};
use crate::runtime::json::{Parts, Value, encode};

/// The body, or why it can't be one.
pub(crate) fn write(body: Value<'_>, encoding: &[Encoding]) -> Result<String, String> {
    let Parts::Members(members) = body.parts() else {
        return Err("the body of a form must be an object".to_owned());
    };
    let mut out = String::new();
    for (name, value) in members {
        let pairs = pairs(name, value, &Encoding::find(name, encoding))
            .map_err(|_| format!("body {name} is of a kind that its style can't write"))?;
        for (name, value) in pairs {
            if !out.is_empty() {
                out.push('&');
            }
            out.extend([name.as_str(), "=", value.as_str()]);
        }
    }
    Ok(out)
}

/// One property, encoded. `null` is written like what is absent, as RFC 6570 does it.
fn pairs(name: &str, value: Value<'_>, row: &Encoding) -> Result<Vec<(String, String)>, Unwritable> {
    let rule = Rule {
        name,
        location: Location::Query,
        style: row.style.unwrap_or(Style::Form),
        explode: row.explode,
        allow_reserved: row.allow_reserved,
    };
    if row.style == Some(Style::DeepObject) {
        let mut leaves = Vec::new();
        deep(name.to_owned(), value, &mut leaves);
        let escape = |text: &str| style::escape(text, &rule);
        return Ok(leaves
            .iter()
            .map(|(name, value)| (escape(name), escape(value)))
            .collect());
    }
    let whole = |value: Value<'_>| Flat::One(text(value));
    let flat = match (value.parts(), row.style) {
        (Parts::None, _) => return Ok(Vec::new()),
        (Parts::Foreign(_), _) => return Err(Unwritable::Undefined),
        (Parts::Leaf | Parts::Items(_) | Parts::Members(_), None) if row.is_json() => json(value),
        (Parts::Items(items), None) => {
            let items = items.into_iter().filter(is_some).map(whole);
            let written = items.map(|item| style::pairs(&rule, &item));
            return Ok(written.collect::<Result<Vec<_>, _>>()?.concat());
        }
        (Parts::Items(items), Some(_)) => Flat::Many(items.into_iter().filter(is_some).map(text).collect()),
        (Parts::Members(members), Some(_)) => {
            let present = members.into_iter().filter(|(_, value)| is_some(value));
            Flat::Pairs(
                present
                    .map(|(key, value)| (key.to_owned(), text(value)))
                    .collect(),
            )
        }
        (Parts::Leaf | Parts::Members(_), _) => whole(value),
    };
    style::pairs(&rule, &flat)
}

/// What a value is as text: its own, or else JSON.
pub(crate) fn text(value: Value<'_>) -> String {
    let leaf = matches!(value.parts(), Parts::Leaf).then(|| style::flatten(value, Style::Form));
    match leaf {
        Some(Ok(Some(Flat::One(text)))) => text,
        _ => json_text(value),
    }
}

/// Adds what is in a value, under the names of its places: `items[0][price]`. Lists are numbered, since a server can't tell
/// otherwise which properties belong together.
pub(crate) fn deep(name: String, value: Value<'_>, out: &mut Vec<(String, String)>) {
    match value.parts() {
        Parts::None | Parts::Foreign(_) => {}
        Parts::Leaf => out.push((name, text(value))),
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

fn json(value: Value<'_>) -> Flat {
    Flat::One(json_text(value))
}

fn is_some(value: &Value<'_>) -> bool {
    !matches!(value.parts(), Parts::None)
}

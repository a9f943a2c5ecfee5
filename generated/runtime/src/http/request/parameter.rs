// Copied from runtime/http/request/parameter.rs of generator 0.1.0; independent of the description.

//! Encodes the value of a parameter. Pure text; this module must not know operations or requests.

use crate::runtime::http::request::form;
use crate::runtime::http::request::style;
use crate::runtime::http::request::style::Flat;
use crate::runtime::http::{Location, Parameter, Style};
use crate::runtime::json::Value;

/// Writes a value in its parameter's style; false if nothing was written.
pub(super) fn write(parameter: &Parameter, value: Value<'_>, out: &mut String) -> Result<bool, String> {
    let refuse = |unwritable| style::describe(parameter, unwritable);
    if parameter.style == Style::DeepObject {
        return form::write_deep(parameter, value, out).map_err(refuse);
    }
    let flat = style::flatten(value, parameter.style, parameter.explode).map_err(refuse)?;
    let Some(flat) = flat else {
        return Ok(false);
    };
    let (rule, start) = (parameter.rule(), out.len());
    let is_sent_empty = parameter.required || parameter.allow_empty;
    if flat.is_empty() && !is_sent_empty {
        return Ok(false);
    }
    let separator = match parameter.location {
        Location::QueryString if matches!(parameter.style, Style::Json | Style::Text) => {
            style::pairs(&rule, &flat, |_, value| out.push_str(value)).map_err(refuse)?;
            return Ok(true);
        }
        Location::Query | Location::QueryString => "&",
        Location::Cookie => "; ",
        Location::Path | Location::Header => {
            style::write(&rule, &flat, out).map_err(refuse)?;
            let empty = match &flat {
                Flat::One(text) => text.is_empty(),
                Flat::Integer(_) => false,
                Flat::Many(_) | Flat::Pairs(_) => flat.is_empty() || out.len() == start,
            };
            if empty && parameter.location == Location::Path {
                let name = parameter.name;
                return Err(format!(
                    "path {name} can't be empty: the URL would be that of another path"
                ));
            }
            return Ok(true);
        }
    };
    let mut add = |name: &str, value: &str| {
        out.extend([if out.len() == start { "" } else { separator }, name, "=", value]);
    };
    if flat.is_empty() {
        // An exploded object has no name of its own.
        if !(parameter.explode && matches!(flat, Flat::Pairs(_))) {
            add(&style::name(&rule), "");
        }
        return Ok(true);
    }
    style::pairs(&rule, &flat, add).map_err(refuse)?;
    Ok(true)
}

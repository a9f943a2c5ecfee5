//! Constraints beside a list of values: they leave some of the values, and only servers check them.

use serde_json::Value as Json;

use super::member::{all, contains};
use super::set::Set;
use crate::ir::{Api, Bound, Constraints, Number, width_of};
use crate::source::Node;

/// Whether the constraints of a schema allow a listed value. `None` where that is not decided.
pub(crate) fn allows(schema: &Node, value: &Json, api: &Api) -> Option<bool> {
    let own = constraints(schema);
    let format = schema.get("format").and_then(Node::as_str);
    let width = format.and_then(width_of).filter(|_| value.is_number());
    let of_format = width.map(|(least, most)| Constraints {
        minimum: inclusive(least),
        maximum: inclusive(most),
        ..Constraints::default()
    });
    all([
        contains(&Set::any(&own, api), value),
        of_format.map_or(Some(true), |of| contains(&Set::any(&of, api), value)),
        matches(schema, value),
    ])
}

fn constraints(schema: &Node) -> Constraints {
    let count = |keyword: &str| schema.get(keyword).and_then(Node::as_number)?.as_u64();
    let number = |keyword: &str| schema.get(keyword).and_then(Node::as_number).and_then(number);
    let is = |keyword: &str| schema.get(keyword).and_then(Node::as_bool) == Some(true);
    let bound = |keyword: &str, exclusive: &str| {
        number(keyword).map(|value| Bound {
            value,
            exclusive: is(exclusive),
        })
    };
    Constraints {
        min_length: count("minLength"),
        max_length: count("maxLength"),
        minimum: bound("minimum", "exclusiveMinimum"),
        maximum: bound("maximum", "exclusiveMaximum"),
        multiple_of: number("multipleOf"),
        min_items: count("minItems"),
        max_items: count("maxItems"),
        unique_items: is("uniqueItems"),
        min_properties: count("minProperties"),
        max_properties: count("maxProperties"),
        ..Constraints::default()
    }
}

fn number(of: &serde_json::Number) -> Option<Number> {
    let signed = of.as_i64().map(Number::I64);
    signed
        .or_else(|| of.as_u64().map(Number::U64))
        .or_else(|| of.as_f64().map(Number::F64))
}

fn inclusive(value: i64) -> Option<Bound> {
    Some(Bound {
        value: Number::I64(value),
        exclusive: false,
    })
}

/// Whether a string matches the pattern of a schema.
fn matches(schema: &Node, value: &Json) -> Option<bool> {
    let pattern = schema.get("pattern").and_then(Node::as_str);
    match (pattern, value.as_str()) {
        (Some(pattern), Some(text)) => Some(crate::pattern::compile(pattern).ok()?.is_match(text)),
        (None, _) | (_, None) => Some(true),
    }
}

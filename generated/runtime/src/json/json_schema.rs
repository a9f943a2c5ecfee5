// Copied from runtime/json/json_schema.rs of generator 0.1.0; independent of the description.

//! The JSON Schemas of generated types (2020-12), for schemars: what their tables say. The documentation of types and the assertions
//! beyond the keywords of OpenAPI 3.0 are not part of them.

use schemars::json_schema;
pub use schemars::{JsonSchema, Schema as JsonSchemaValue, SchemaGenerator};
use serde_json::{Map, Value, json};

use crate::runtime::json::check::{Bound, Check, Number};
use crate::runtime::json::schema::Schema;
use crate::runtime::json::shape::{Literal, Presence, Shape, UnionShape};

/// Any JSON.
pub(crate) fn any() -> JsonSchemaValue {
    true.into()
}

/// A value of a JSON type: `string`, `integer`.
pub(crate) fn of_type(name: &str) -> JsonSchemaValue {
    json_schema!({"type": name})
}

/// A value of either JSON type.
pub(crate) fn of_either(names: [&str; 2]) -> JsonSchemaValue {
    json_schema!({"type": names})
}

/// A list of such items.
pub(crate) fn list(items: JsonSchemaValue) -> JsonSchemaValue {
    json_schema!({"type": "array", "items": items})
}

/// An object with arbitrary keys and such values.
pub(crate) fn map(values: JsonSchemaValue) -> JsonSchemaValue {
    json_schema!({"type": "object", "additionalProperties": values})
}

/// `null` or such a value.
pub(crate) fn nullable(of: JsonSchemaValue) -> JsonSchemaValue {
    json_schema!({"anyOf": [of, {"type": "null"}]})
}

/// A string with constraints.
pub fn text(check: &Check) -> JsonSchemaValue {
    constrained(of_type("string"), check)
}

/// One of some values: strings or integers.
pub fn one_of<T: Into<Value>>(values: impl IntoIterator<Item = T>) -> JsonSchemaValue {
    let values: Vec<Value> = values.into_iter().map(Into::into).collect();
    json_schema!({"enum": values})
}

/// The schema of the field that `field` returns, by the presence of its row.
pub mod row {
    use super::{JsonSchemaValue, Schema, SchemaGenerator};

    /// `T`
    pub fn required<S, T: Schema>(_: fn(&S) -> &T, generator: &mut SchemaGenerator) -> JsonSchemaValue {
        T::json_schema(generator)
    }

    /// `Option<T>`, which is never `null`.
    pub fn optional<S, T: Schema>(
        _: fn(&S) -> &Option<T>,
        generator: &mut SchemaGenerator,
    ) -> JsonSchemaValue {
        T::json_schema(generator)
    }

    /// `Option<T>`, which is `null` if there is no value.
    pub fn nullable<S, T: Schema>(
        _: fn(&S) -> &Option<T>,
        generator: &mut SchemaGenerator,
    ) -> JsonSchemaValue {
        super::nullable(T::json_schema(generator))
    }

    /// `Option<Option<T>>`
    pub fn tristate<S, T: Schema>(
        _: fn(&S) -> &Option<Option<T>>,
        generator: &mut SchemaGenerator,
    ) -> JsonSchemaValue {
        super::nullable(T::json_schema(generator))
    }
}

/// The schema of what a variant contains.
pub fn content<S, T: Schema>(_: fn(T) -> S, generator: &mut SchemaGenerator) -> JsonSchemaValue {
    T::json_schema(generator)
}

/// An object: its fields in the order of the table, and its other properties.
pub fn object(
    shape: &Shape,
    fields: impl IntoIterator<Item = JsonSchemaValue>,
    extra: Option<JsonSchemaValue>,
) -> JsonSchemaValue {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for (name, literal) in shape.constants {
        properties.insert((*name).to_owned(), json!({"const": value(*literal)}));
        required.push(*name);
    }
    for (field, of) in shape.fields.iter().zip(fields) {
        let of = constrained(of, field.check);
        properties.insert(field.name.to_owned(), of.into());
        if field.is_needed || matches!(field.presence, Presence::Required | Presence::Nullable) {
            required.push(field.name);
        }
    }
    let mut schema = json_schema!({"type": "object", "properties": properties});
    if !required.is_empty() {
        schema.insert("required".to_owned(), json!(required));
    }
    let others = extra.as_ref().and_then(|extra| extra.get("additionalProperties"));
    if let Some(others) = others {
        schema.insert("additionalProperties".to_owned(), others.clone());
    }
    match shape.check {
        Some(check) => constrained(schema, check),
        None => schema,
    }
}

/// Any of the listed variants. A variant without content is its key.
pub fn union(
    shape: &UnionShape,
    contents: impl IntoIterator<Item = Option<JsonSchemaValue>>,
) -> JsonSchemaValue {
    let rows = shape.variants.iter().zip(contents);
    let variants: Vec<Value> = rows
        .map(|(variant, content)| {
            let content = content.map(|content| match variant.key {
                Some(key) => {
                    json_schema!({"type": "object", "properties": {key: content}, "required": [key]})
                }
                None => content,
            });
            let content = content.unwrap_or_else(|| one_of(variant.names().iter().copied()));
            let content = match variant.tag() {
                Some((key, tag)) => json_schema!({
                    "allOf": [content],
                    "properties": {key: {"const": value(tag)}},
                    "required": [key],
                }),
                None => content,
            };
            match variant.check {
                Some(check) => constrained(content, check).into(),
                None => content.into(),
            }
        })
        .collect();
    json_schema!({"anyOf": variants})
}

fn value(literal: Literal) -> Value {
    match literal {
        Literal::Str(text) => text.into(),
        Literal::I64(number) => number.into(),
        Literal::Bool(flag) => flag.into(),
    }
}

/// The schema with the keywords of a check. A keyword applies to values of its own JSON type only.
fn constrained(mut schema: JsonSchemaValue, check: &Check) -> JsonSchemaValue {
    if !check.is_none() {
        add(schema.ensure_object(), check);
    }
    schema
}

fn add(schema: &mut Map<String, Value>, check: &Check) {
    let bound = |bound: Option<Bound>, inclusive: &'static str, exclusive: &'static str| {
        let key = |bound: Bound| if bound.exclusive { exclusive } else { inclusive };
        bound.map(|bound| (key(bound), number(bound.limit)))
    };
    let keywords = [
        check.min_length.map(|count| ("minLength", count.into())),
        check.max_length.map(|count| ("maxLength", count.into())),
        check.pattern.map(|pattern| ("pattern", pattern.source().into())),
        check.format.map(|format| ("format", format.name().into())),
        bound(check.minimum, "minimum", "exclusiveMinimum"),
        bound(check.maximum, "maximum", "exclusiveMaximum"),
        check.multiple_of.map(|of| ("multipleOf", number(of))),
        check.min_items.map(|count| ("minItems", count.into())),
        check.max_items.map(|count| ("maxItems", count.into())),
        check.unique_items.then_some(("uniqueItems", Value::Bool(true))),
        check.min_properties.map(|count| ("minProperties", count.into())),
        check.max_properties.map(|count| ("maxProperties", count.into())),
    ];
    let keywords = keywords.into_iter().flatten();
    schema.extend(keywords.map(|(keyword, value)| (keyword.to_owned(), value)));
    for (keyword, inner) in [("items", check.items), ("additionalProperties", check.values)] {
        if let Some(inner) = inner {
            let place = schema.entry(keyword).or_insert(Value::Bool(true));
            let of = JsonSchemaValue::try_from(std::mem::take(place)).unwrap_or_default();
            *place = constrained(of, inner).into();
        }
    }
}

fn number(of: Number) -> Value {
    match of {
        Number::I64(number) => number.into(),
        Number::U64(number) => number.into(),
        Number::F64(number) => number.into(),
    }
}

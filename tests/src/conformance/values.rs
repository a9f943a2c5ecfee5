//! Converts the values that the suite expects on the wire to JSON values of the parameters' types. It follows the standards
//! only, not the runtime. The suite's server detects errors that both have in common.

use std::collections::BTreeMap;

use generator::internals::ir::{Api, Extra, Location, Parameter, Shape, Style, Type};
use serde_json::{Map, Number, Value};

use super::scenario::{Exchange, decoded};

/// The value of a parameter in this request. `None` if it is absent. `captured` has the values of path parameters.
pub(super) fn value(
    parameter: &Parameter,
    exchange: &Exchange,
    captured: &BTreeMap<String, String>,
    others: &[&str],
    api: &Api,
) -> Option<Value> {
    let name = parameter.name.wire.as_str();
    match parameter.location {
        Location::Path => from_path(captured.get(name)?, parameter, api),
        Location::Query | Location::QueryString => from_query(exchange, parameter, others, api),
        Location::Header => from_texts(vec![exchange.header(name)?], ",", parameter, api),
        Location::Cookie => {
            let cookies = exchange.header("cookie")?;
            let mut pairs = cookies.split("; ").filter_map(|pair| pair.split_once('='));
            let (_, text) = pairs.find(|(other, _)| *other == name)?;
            from_texts(vec![text.to_owned()], ",", parameter, api)
        }
    }
}

/// Source: OpenAPI 3.0.4, Style Examples; RFC 6570, sections 3.2.2 to 3.2.7.
fn from_path(raw: &str, parameter: &Parameter, api: &Api) -> Option<Value> {
    let name = &parameter.name.wire;
    let (text, separator) = match parameter.style {
        Style::Label => (raw.strip_prefix('.')?, if parameter.explode { "." } else { "," }),
        Style::Matrix if parameter.explode => (raw.strip_prefix(';')?, ";"),
        Style::Matrix => (
            raw.strip_prefix(';')?
                .strip_prefix(name.as_str())?
                .strip_prefix('=')?,
            ",",
        ),
        Style::Simple
        | Style::Form
        | Style::SpaceDelimited
        | Style::PipeDelimited
        | Style::DeepObject
        | Style::Cookie
        | Style::Json
        | Style::Text => (raw, ","),
    };
    match shape(&parameter.ty, api) {
        Kind::Scalar(ty) => {
            let own = format!("{name}=");
            let text = match parameter.style == Style::Matrix && parameter.explode {
                true => text.strip_prefix(own.as_str())?,
                false => text,
            };
            scalar(&decoded(text), ty, api)
        }
        Kind::Array(item) => {
            let own = format!("{name}=");
            let pieces = text
                .split(separator)
                .map(|piece| piece.strip_prefix(own.as_str()).unwrap_or(piece));
            pieces.map(|piece| scalar(&decoded(piece), item, api)).collect()
        }
        Kind::Object(members) => object(text, separator, parameter.explode, &members, api),
    }
}

/// Source: OpenAPI 3.0.4, Style Examples.
fn from_query(exchange: &Exchange, parameter: &Parameter, others: &[&str], api: &Api) -> Option<Value> {
    let name = parameter.name.wire.as_str();
    let mut all = exchange.query_values();
    let kind = shape(&parameter.ty, api);
    if let Kind::Object(members) = &kind {
        if parameter.style == Style::DeepObject {
            let inner = |key: &str| {
                Some(
                    key.strip_prefix(name)?
                        .strip_prefix('[')?
                        .strip_suffix(']')?
                        .to_owned(),
                )
            };
            let pairs = all
                .iter()
                .filter_map(|(key, texts)| Some((inner(key)?, texts.first()?.clone())));
            return Some(assembled(pairs, members, api)).filter(|value| value != &Value::Object(Map::new()));
        }
        if parameter.style == Style::Form && parameter.explode {
            all.retain(|key, _| members.has(key) && !others.contains(&key.as_str()));
            let pairs = all
                .into_iter()
                .filter_map(|(key, texts)| Some((key, texts.into_iter().next()?)));
            return Some(assembled(pairs, members, api)).filter(|value| value != &Value::Object(Map::new()));
        }
    }
    let texts = all.remove(name)?;
    let separator = match parameter.style {
        Style::SpaceDelimited => " ",
        Style::PipeDelimited => "|",
        Style::Matrix
        | Style::Label
        | Style::Form
        | Style::Simple
        | Style::DeepObject
        | Style::Cookie
        | Style::Json
        | Style::Text => {
            if parameter.explode {
                ""
            } else {
                ","
            }
        }
    };
    from_texts(texts, separator, parameter, api)
}

fn from_texts(texts: Vec<String>, separator: &str, parameter: &Parameter, api: &Api) -> Option<Value> {
    let first = texts.first()?.clone();
    if parameter.style == Style::Json {
        return serde_json::from_str(&first).ok();
    }
    match shape(&parameter.ty, api) {
        Kind::Scalar(ty) => scalar(&first, ty, api),
        Kind::Array(item) if texts.len() > 1 || separator.is_empty() => {
            texts.iter().map(|text| scalar(text, item, api)).collect()
        }
        Kind::Array(_) if first.is_empty() => Some(Value::Array(Vec::new())),
        Kind::Array(item) => first
            .split(separator)
            .map(|text| scalar(text, item, api))
            .collect(),
        Kind::Object(members) => object(&first, separator, parameter.explode, &members, api),
    }
}

/// `a=1,b=2` if exploded, otherwise `a,1,b,2`.
fn object(text: &str, separator: &str, explode: bool, members: &Members<'_>, api: &Api) -> Option<Value> {
    let pieces: Vec<&str> = text.split(separator).collect();
    let pairs: Vec<(String, String)> = match explode {
        true => pieces
            .iter()
            .map(|piece| {
                piece
                    .split_once('=')
                    .map(|(key, text)| (decoded(key), decoded(text)))
            })
            .collect::<Option<_>>()?,
        false => pieces
            .chunks(2)
            .map(|pair| Some((decoded(pair.first()?), decoded(pair.get(1)?))))
            .collect::<Option<_>>()?,
    };
    Some(assembled(pairs.into_iter(), members, api))
}

fn assembled(pairs: impl Iterator<Item = (String, String)>, members: &Members<'_>, api: &Api) -> Value {
    let typed = pairs.filter_map(|(key, text)| {
        let value = scalar(&text, members.of(&key), api)?;
        Some((key, value))
    });
    Value::Object(typed.collect())
}

/// The kind of a type on the wire.
enum Kind<'t> {
    Scalar(&'t Type),
    Array(&'t Type),
    Object(Members<'t>),
}

/// The properties of an object, and the type of additional properties.
struct Members<'t> {
    named: BTreeMap<&'t str, &'t Type>,
    rest: Option<&'t Type>,
}

impl<'t> Members<'t> {
    fn has(&self, key: &str) -> bool {
        self.rest.is_some() || self.named.contains_key(key)
    }

    fn of(&self, key: &str) -> &'t Type {
        self.named.get(key).copied().or(self.rest).unwrap_or(&Type::Json)
    }
}

fn shape<'t>(ty: &'t Type, api: &'t Api) -> Kind<'t> {
    match ty {
        Type::Array(item) => Kind::Array(item),
        Type::Map(value) => Kind::Object(Members {
            named: BTreeMap::new(),
            rest: Some(value),
        }),
        Type::Boxed(inner) | Type::Nullable(inner) => shape(inner, api),
        Type::Named(name) => match api.types.get(name).map(|def| &def.shape) {
            Some(Shape::Alias(inner) | Shape::Newtype(inner)) => shape(inner, api),
            Some(Shape::Struct(object)) => Kind::Object(Members {
                named: object
                    .fields
                    .iter()
                    .map(|field| (field.name.wire.as_str(), &field.ty))
                    .collect(),
                rest: match &object.extra {
                    Extra::Typed(_, ty) => Some(ty),
                    Extra::Keep(_) | Extra::None => None,
                },
            }),
            _ => Kind::Scalar(ty),
        },
        Type::Bool
        | Type::I64
        | Type::U64
        | Type::F64
        | Type::String
        | Type::Text(_)
        | Type::File
        | Type::Json
        | Type::Custom(_) => Kind::Scalar(ty),
    }
}

/// A text as a JSON value of the type. `None` if it isn't one.
fn scalar(text: &str, ty: &Type, api: &Api) -> Option<Value> {
    let number = || text.parse::<Number>().ok().map(Value::Number);
    match ty {
        Type::Bool => text.parse().ok().map(Value::Bool),
        Type::I64 | Type::U64 | Type::F64 => number(),
        Type::Boxed(inner) | Type::Nullable(inner) => scalar(text, inner, api),
        Type::Named(name) => match api.types.get(name).map(|def| &def.shape) {
            Some(Shape::Alias(inner) | Shape::Newtype(inner)) => scalar(text, inner, api),
            Some(Shape::IntegerEnum(_)) => number(),
            _ => Some(Value::String(text.to_owned())),
        },
        Type::String
        | Type::Text(_)
        | Type::File
        | Type::Json
        | Type::Custom(_)
        | Type::Array(_)
        | Type::Map(_) => Some(Value::String(text.to_owned())),
    }
}

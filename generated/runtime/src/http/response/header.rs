// Copied from runtime/http/response/header.rs of generator 0.1.0; independent of the description.

//! Response headers with their documented types: decodes the text of a header into a value (OpenAPI: Header Object, style
//! `simple`). This module must not know operations.

use crate::runtime::json::{Map, Object, Schema, Slot, decode};
use http::HeaderMap;
use serde_json::Value;
use std::fmt;
use std::marker::PhantomData;

/// A documented response header and the type of its value.
pub struct Header<T> {
    name: &'static str,
    form: Form,
    of: PhantomData<fn() -> T>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// `a,b`, `name,Tom,age,7`
    Simple,
    /// `a,b`, `name=Tom,age=7`
    Exploded,
    Json,
    /// The value is the whole text.
    Text,
}

/// A header that doesn't match its documented type. The error doesn't contain the header's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderError {
    name: &'static str,
    problem: String,
}

impl<T: Schema> Header<T> {
    /// A header with this name, in any letter case, in style `simple`.
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            form: Form::Simple,
            of: PhantomData,
        }
    }

    /// Sets `explode: true`: each property of the value is written `name=value`.
    pub const fn exploded(self) -> Self {
        Self {
            form: Form::Exploded,
            ..self
        }
    }

    /// The value is JSON (OpenAPI: `content` with `application/json`).
    pub const fn json(self) -> Self {
        Self {
            form: Form::Json,
            ..self
        }
    }

    /// The value is the whole text.
    pub(crate) const fn text(self) -> Self {
        Self {
            form: Form::Text,
            ..self
        }
    }

    /// The name of the header as sent.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The value of the header; `None` if it is missing.
    pub(crate) fn read(&self, headers: &HeaderMap) -> Result<Option<T>, HeaderError> {
        let mut lines = Vec::new();
        for line in headers.get_all(self.name) {
            let line = std::str::from_utf8(line.as_bytes()).map_err(|_| self.error("it isn't UTF-8"))?;
            lines.push(line.trim());
        }
        if lines.is_empty() {
            return Ok(None);
        }
        let mut value = T::placeholder();
        // A second value is decoded only to learn the type of the text, and then dropped.
        let json = match self.form {
            Form::Json => lines.join(", "),
            Form::Text => leaf(T::placeholder().slot(), &lines.join(", ")).to_string(),
            Form::Simple | Form::Exploded => self.flat(T::placeholder().slot(), &lines).to_string(),
        };
        match decode(json.as_bytes(), value.slot()) {
            Ok(()) => Ok(Some(value)),
            // The received value may be secret, and the message of serde_json contains it.
            Err(_) => Err(self.error("it doesn't match its documented type")),
        }
    }

    fn flat(&self, slot: Slot<'_>, lines: &[&str]) -> Value {
        // RFC 9110, section 5.3: fields with the same name form one list. RFC 6265, section 3: this doesn't hold for cookies.
        let items: Vec<&str> = match self.name.eq_ignore_ascii_case("set-cookie") {
            true => lines.to_vec(),
            false => lines
                .iter()
                .flat_map(|line| line.split(','))
                .map(str::trim)
                .collect(),
        };
        let items = items.into_iter().filter(|item| !item.is_empty());
        match slot {
            Slot::List(list) => items.map(|item| leaf(list.push(), item)).collect(),
            Slot::Map(map) => self.pairs(items, Members::Any(map)),
            Slot::Object(object) => self.pairs(items, Members::Named(object)),
            Slot::Nullable(place) => self.flat(place.set_some(), lines),
            slot @ (Slot::Bool(_)
            | Slot::I64(_)
            | Slot::U64(_)
            | Slot::F64(_)
            | Slot::String(_)
            | Slot::Json(_)
            | Slot::ExactJson(_)
            | Slot::Text(_)
            | Slot::Integer(_)
            | Slot::Union(_)
            | Slot::Custom(_)
            | Slot::Foreign(_)
            | Slot::Skip) => leaf(slot, &lines.join(", ")),
        }
    }

    fn pairs<'a>(&self, items: impl Iterator<Item = &'a str>, mut members: Members<'_>) -> Value {
        let mut object = serde_json::Map::new();
        let mut key = None;
        for item in items {
            let pair = match (self.form, key.take()) {
                (Form::Exploded, _) => item.split_once('='),
                (_, Some(key)) => Some((key, item)),
                (_, None) => {
                    key = Some(item);
                    continue;
                }
            };
            if let Some((key, value)) = pair {
                let value = leaf(members.slot(key), value);
                object.insert(key.to_owned(), value);
            }
        }
        object.into()
    }

    fn error(&self, problem: &str) -> HeaderError {
        HeaderError {
            name: self.name,
            problem: problem.to_owned(),
        }
    }
}

/// The members of an object, from which the types of their texts are known.
enum Members<'m> {
    Any(&'m mut dyn Map),
    Named(&'m mut dyn Object),
}

impl Members<'_> {
    fn slot(&mut self, key: &str) -> Slot<'_> {
        match self {
            Self::Any(map) => map.insert_key(key).unwrap_or(Slot::Skip),
            Self::Named(object) => {
                let mut fields = object.shape().fields.iter();
                let index = fields.position(|field| field.name == key);
                index.map_or(Slot::Skip, |index| object.field_slot(index))
            }
        }
    }
}

/// Converts a text into JSON of the slot's type. A text that doesn't have that type stays a string, which decoding rejects.
fn leaf(slot: Slot<'_>, text: &str) -> Value {
    let literal = || {
        let is_literal = |value: &Value| matches!(value, Value::Bool(_) | Value::Number(_));
        serde_json::from_str(text).ok().filter(is_literal)
    };
    match slot {
        Slot::Bool(_)
        | Slot::I64(_)
        | Slot::U64(_)
        | Slot::F64(_)
        | Slot::Integer(_)
        | Slot::Json(_)
        | Slot::ExactJson(_)
        | Slot::Union(_) => literal().unwrap_or_else(|| text.into()),
        // Only the type knows which JSON it accepts.
        Slot::Custom(place) => match place.read(&Value::from(text).to_string()) {
            Ok(()) => text.into(),
            Err(_) => literal().unwrap_or_else(|| text.into()),
        },
        Slot::Nullable(place) => leaf(place.set_some(), text),
        Slot::String(_)
        | Slot::Text(_)
        | Slot::List(_)
        | Slot::Map(_)
        | Slot::Object(_)
        | Slot::Foreign(_)
        | Slot::Skip => text.into(),
    }
}

impl<T> Clone for Header<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Header<T> {}

impl<T> fmt::Debug for Header<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Header").field(&self.name).finish()
    }
}

impl HeaderError {
    /// The name of the header.
    pub fn name(&self) -> &'static str {
        self.name
    }
}

impl fmt::Display for HeaderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "header {}: {}", self.name, self.problem)
    }
}

impl std::error::Error for HeaderError {}

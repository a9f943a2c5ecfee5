//! Splits values into their parts, for encodings other than JSON.

use std::convert::Infallible;

use crate::runtime::json::custom::leaf;
use crate::runtime::json::members::{Tags, in_unions, visit_members};
use crate::runtime::json::schema::{Foreign, Object, Value};

/// The parts of a value.
pub(crate) enum Parts<'a> {
    /// No value: it is absent or `null`.
    None,
    /// A text, number or boolean.
    Leaf,
    /// A value of a custom type that is not a scalar. It is written as JSON.
    Document,
    /// An array.
    Items(Vec<Value<'a>>),
    /// An object, in the order in which it is encoded.
    Members(Vec<(&'a str, Value<'a>)>),
    /// A value that JSON can't represent.
    Foreign(&'a dyn Foreign),
}

impl<'a> Value<'a> {
    /// The parts of the value.
    pub(crate) fn parts(self) -> Parts<'a> {
        match self {
            Value::Absent | Value::Null => Parts::None,
            Value::Bool(_)
            | Value::I64(_)
            | Value::Unlisted(..)
            | Value::U64(_)
            | Value::F64(_)
            | Value::Str(_)
            | Value::Checked(..) => Parts::Leaf,
            Value::Json(json) => parts_of_json(json),
            Value::ExactJson(kept) => parts_of_json(kept.json()),
            Value::List(list) => Parts::Items((0..list.count()).map(|index| list.item(index)).collect()),
            Value::Map(map) => Parts::Members(map.entries().collect()),
            Value::Object(object) => Parts::Members(members(object, None)),
            Value::Union(_) => in_unions(self, None, |content, tags| {
                if let Value::Object(object) = content {
                    Parts::Members(members(object, tags))
                } else {
                    content.parts()
                }
            }),
            Value::Custom(custom) if leaf(custom).is_some() => Parts::Leaf,
            Value::Custom(_) => Parts::Document,
            Value::Foreign(foreign) => Parts::Foreign(foreign),
        }
    }
}

fn members<'a>(object: &'a dyn Object, tags: Option<&Tags<'_>>) -> Vec<(&'a str, Value<'a>)> {
    let mut members = Vec::new();
    let all = visit_members(object, tags, |name, value| {
        members.push((name.text, *value));
        Ok::<_, Infallible>(())
    });
    match all {
        Ok(()) => members,
    }
}

fn parts_of_json(json: &serde_json::Value) -> Parts<'_> {
    match json {
        serde_json::Value::Null => Parts::None,
        serde_json::Value::Bool(_) | serde_json::Value::Number(_) | serde_json::Value::String(_) => {
            Parts::Leaf
        }
        serde_json::Value::Array(items) => Parts::Items(items.iter().map(Value::Json).collect()),
        serde_json::Value::Object(entries) => {
            let members = entries
                .iter()
                .map(|(key, value)| (key.as_str(), Value::Json(value)));
            Parts::Members(members.collect())
        }
    }
}

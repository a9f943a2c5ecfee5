//! Taking values apart, for what is written otherwise than as JSON.

use crate::runtime::json::custom::leaf;
use crate::runtime::json::encode::{members, tagged};
use crate::runtime::json::schema::{Foreign, Value};

/// What a value consists of.
pub(crate) enum Parts<'a> {
    /// Nothing: it is absent or `null`.
    None,
    /// A text, number or boolean.
    Leaf,
    /// What is no text, and is written as JSON as a whole.
    Document,
    /// An array.
    Items(Vec<Value<'a>>),
    /// An object, in the order in which it is written.
    Members(Vec<(&'a str, Value<'a>)>),
    /// No JSON.
    Foreign(&'a dyn Foreign),
}

impl<'a> Value<'a> {
    /// What it consists of.
    pub(crate) fn parts(self) -> Parts<'a> {
        match self {
            Value::Absent | Value::Null => Parts::None,
            Value::Bool(_)
            | Value::I64(_)
            | Value::U64(_)
            | Value::F64(_)
            | Value::Str(_)
            | Value::Checked(..) => Parts::Leaf,
            Value::Json(json) => parts_of_json(json),
            Value::ExactJson(kept) => parts_of_json(kept.json()),
            Value::List(list) => Parts::Items((0..list.count()).map(|index| list.item(index)).collect()),
            Value::Map(map) => Parts::Members(map.entries().collect()),
            Value::Object(object) => Parts::Members(members(object).collect()),
            Value::Union(union) => match tagged(union) {
                Some(members) => Parts::Members(members.collect()),
                None => union.content().parts(),
            },
            Value::Custom(custom) if leaf(custom).is_some() => Parts::Leaf,
            Value::Custom(_) => Parts::Document,
            Value::Foreign(foreign) => Parts::Foreign(foreign),
        }
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

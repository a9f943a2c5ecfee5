//! Kinds: the JSON types that a schema's values can have.

use super::facets::{Facets, JsonType};
use super::forms::implied;
use super::numbers::is_int_or_string;
use crate::ir::Kinds;

/// The JSON kinds that the keywords of one schema allow.
pub(crate) fn kinds(facets: &Facets) -> Kinds {
    let none = Kinds {
        null: facets.nullable,
        ..Kinds::default()
    };
    if facets.is_unsatisfiable {
        return Kinds::ANY;
    }
    if let Some((values, _)) = &facets.enumeration {
        return values
            .iter()
            .fold(none, |kinds, value| union(kinds, kind_of(value)));
    }
    if is_int_or_string(facets) {
        return Kinds {
            integer: true,
            string: true,
            ..none
        };
    }
    match facets.ty.or_else(|| implied(facets)).or(required_implies(facets)) {
        Some(JsonType::String) => Kinds { string: true, ..none },
        Some(JsonType::Number) => Kinds {
            integer: true,
            number: true,
            ..none
        },
        Some(JsonType::Integer) => Kinds {
            integer: true,
            ..none
        },
        Some(JsonType::Boolean) => Kinds {
            boolean: true,
            ..none
        },
        Some(JsonType::Array) => Kinds { array: true, ..none },
        Some(JsonType::Object) => Kinds { object: true, ..none },
        None => Kinds::ANY,
    }
}

fn required_implies(facets: &Facets) -> Option<JsonType> {
    (!facets.required.is_empty()).then_some(JsonType::Object)
}

fn kind_of(value: &serde_json::Value) -> Kinds {
    let none = Kinds::default();
    match value {
        serde_json::Value::Null => Kinds { null: true, ..none },
        serde_json::Value::Bool(_) => Kinds {
            boolean: true,
            ..none
        },
        serde_json::Value::Number(number) if number.is_f64() => Kinds { number: true, ..none },
        serde_json::Value::Number(_) => Kinds {
            integer: true,
            ..none
        },
        serde_json::Value::String(_) => Kinds { string: true, ..none },
        serde_json::Value::Array(_) => Kinds { array: true, ..none },
        serde_json::Value::Object(_) => Kinds { object: true, ..none },
    }
}

pub(crate) fn union(a: Kinds, b: Kinds) -> Kinds {
    Kinds {
        null: a.null || b.null,
        boolean: a.boolean || b.boolean,
        integer: a.integer || b.integer,
        number: a.number || b.number,
        string: a.string || b.string,
        array: a.array || b.array,
        object: a.object || b.object,
    }
}

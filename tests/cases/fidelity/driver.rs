//! Passes JSON through types of this crate for the tests: it reads lines `TYPE TEXT`, and prints a line of JSON for each.

use std::io::{self, BufRead, Write};

use serde::de::DeserializeOwned;

use crate::runtime::json::{Check, Path, Schema, Value, decode, encode, validate};
use crate::types;

/// Prints a line for each line of standard input.
pub fn run() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let line = line?;
        let (name, text) = line.split_once(' ').unwrap_or((&line, ""));
        writeln!(out, "{}", pass(name, text))?;
    }
    out.flush()
}

/// `shown` returns the `Debug` of the value in the holder, which names the variant of an enum.
fn judge<T: Schema + DeserializeOwned + PartialEq>(text: &str, shown: fn(&T) -> String) -> serde_json::Value {
    let mut value = T::placeholder();
    let decoded = decode(text.as_bytes(), value.slot());
    // The other entry points must give the same result.
    let through_serde = serde_json::from_str::<T>(text).ok();
    let through_a_tree = serde_json::from_str(text)
        .and_then(serde_json::from_value::<T>)
        .ok();
    let same = |other: &Option<T>| match &decoded {
        Ok(()) => other.as_ref() == Some(&value),
        Err(_) => other.is_none(),
    };
    let agree = same(&through_serde) && same(&through_a_tree);
    if let Err(error) = decoded {
        return serde_json::json!({ "agree": agree, "error": error.to_string() });
    }
    let mut violations = Vec::new();
    validate(value.value(), &Check::NONE, Path::Standalone("$"), &mut violations);
    let encoded = String::from_utf8_lossy(&encode(value.value())).into_owned();
    serde_json::json!({
        "agree": agree,
        "encoded": encoded,
        "violations": violations.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "unknown": is_unknown(value.value()) || shown(&value).contains("Unknown("),
    })
}

/// Whether a union in the value has the unknown variant.
fn is_unknown(value: Value<'_>) -> bool {
    match value {
        Value::Union(union) => union.selected().is_none() || is_unknown(union.content()),
        Value::List(list) => (0..list.count()).any(|index| is_unknown(list.item(index))),
        Value::Map(map) => map.entries().any(|(_, value)| is_unknown(value)),
        Value::Object(object) => {
            let fields = (0..object.shape().fields.len()).map(|field| object.field_value(field));
            let is_constant = |key| object.shape().constants.iter().any(|(name, _)| *name == key);
            // A value other than the constant is kept as an additional property.
            let other = match object.extra_value() {
                Value::Map(extra) => extra.entries().any(|(key, _)| is_constant(key)),
                _ => false,
            };
            other || fields.chain([object.extra_value()]).any(is_unknown)
        }
        Value::Absent
        | Value::Null
        | Value::Bool(_)
        | Value::I64(_)
        | Value::Unlisted(..)
        | Value::U64(_)
        | Value::F64(_)
        | Value::Str(_)
        | Value::Checked(..)
        | Value::Custom(_)
        | Value::Foreign(_)
        | Value::Json(_)
        | Value::ExactJson(_) => false,
    }
}


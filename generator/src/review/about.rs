//! Which values the keywords of a schema are about. A keyword allows all values of other kinds.

use serde_json::Value as Json;

use super::language;
use crate::ir::{Kinds, TextFormat, is_numeric, width_of};

/// The format of values that `Debug` hides.
pub(super) const SECRET: &str = "password";

/// The values that a constraint is about. `None` for other keywords.
pub(super) fn constraint(keyword: &str) -> Option<Kinds> {
    Some(match keyword {
        "minLength" | "maxLength" | "pattern" => Kinds::STRING,
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => Kinds::NUMBER,
        "minItems" | "maxItems" | "uniqueItems" => Kinds::ARRAY,
        "minProperties" | "maxProperties" => Kinds::OBJECT,
        _ => return None,
    })
}

/// The values that a format is about, as far as it restricts any. Source: OpenAPI format registry.
fn of_format(format: &str) -> Kinds {
    match (format, TextFormat::of(format)) {
        // They say what the text is for.
        (SECRET | "binary", _) => Kinds::default(),
        ("email" | "hostname", _) => Kinds::STRING,
        (_, Some(TextFormat::IntOrString | TextFormat::Number | TextFormat::Decimal)) => {
            Kinds::STRING.union(Kinds::NUMBER)
        }
        (_, Some(_)) => Kinds::STRING,
        (format, None) if is_numeric(format) => Kinds::NUMBER,
        // Nobody knows which.
        (_, None) => Kinds::ANY,
    }
}

/// Whether a format restricts some of the values of these kinds.
pub(super) fn restricts(format: &str, kinds: Kinds) -> bool {
    let of = of_format(format);
    // A client has no integers beyond 64 bits, and no numbers but doubles.
    let is_held = is_numeric(format) && width_of(format).is_none();
    if is_held && (!kinds.number || matches!(format, "float" | "double")) {
        return false;
    }
    meet(of, kinds)
}

/// Whether a value has a format. `None` where that is not decided.
pub(super) fn has_format(format: &str, value: &Json) -> Option<bool> {
    let is_about = language::is_of(value, of_format(format));
    match (is_about, width_of(format)) {
        (false, _) => Some(true),
        (true, Some((least, most))) => Some(
            value
                .as_i64()
                .is_some_and(|value| (least..=most).contains(&value)),
        ),
        (true, None) if matches!(format, "float" | "double") => Some(true),
        (true, None) if format == "int64" => Some(value.is_i64()),
        (true, None) if format == "uint64" => Some(value.is_u64()),
        (true, None) => None,
    }
}

/// Whether some values are of both kinds.
pub(super) fn meet(one: Kinds, other: Kinds) -> bool {
    let Kinds {
        null,
        boolean,
        integer,
        number,
        string,
        array,
        object,
    } = one;
    [
        null && other.null,
        boolean && other.boolean,
        integer && other.integer,
        number && other.number,
        string && other.string,
        array && other.array,
        object && other.object,
    ]
    .contains(&true)
}

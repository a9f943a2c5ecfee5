//! What the keywords of a schema are for.

use super::view::View;
use crate::dialect::{Dialect, Handling, Keys, NEVER, OTHERS, Object, REST};

/// Whether the values are numbers, so that a format is a pair of bounds.
pub(super) fn is_number(view: &View<'_>) -> bool {
    let types = view.keywords.get("type");
    types.is_some_and(|types| types.iter().all(|of| of == "\"integer\"" || of == "\"number\""))
}

/// What a keyword of a schema is for.
pub(super) enum Kind {
    Documentation,
    /// It restricts values and shapes no type.
    Check,
    Xml,
    /// It chooses a branch.
    Choice,
    Other,
}

pub(super) fn kind(keyword: &str) -> Kind {
    match keyword {
        "xml" => return Kind::Xml,
        "discriminator" => return Kind::Choice,
        NEVER | OTHERS | REST => return Kind::Other,
        "minLength"
        | "maxLength"
        | "pattern"
        | "minimum"
        | "maximum"
        | "exclusiveMinimum"
        | "exclusiveMaximum"
        | "multipleOf"
        | "minItems"
        | "maxItems"
        | "uniqueItems"
        | "minProperties"
        | "maxProperties"
        | "not"
        | "if"
        | "then"
        | "else"
        | "contains"
        | "minContains"
        | "maxContains"
        | "propertyNames"
        | "dependentRequired"
        | "dependentSchemas"
        | "unevaluatedItems"
        | "unevaluatedProperties" => return Kind::Check,
        "default" => return Kind::Other,
        _ => {}
    }
    let Keys::Fixed(rows) = Object::Schema.keys_in(Dialect::OpenApi32) else {
        return Kind::Other;
    };
    match rows.get(keyword).map(|row| row.handling) {
        None | Some(Handling::Annotation | Handling::Ignored | Handling::NotGenerated) => Kind::Documentation,
        Some(Handling::NotEnforced | Handling::Typed) => Kind::Other,
    }
}

//! Keywords that mean the same in another way.

use std::collections::BTreeSet;

use super::view::View;
use crate::ir::{Kinds, TextFormat};
use crate::review::about;

/// Whether a keyword that differs allows the same values as before, together with the other keywords and the types around both.
pub(super) fn is_same(
    keyword: &str,
    old: &View<'_>,
    new: &View<'_>,
    [around_old, around_new]: &[BTreeSet<String>; 2],
) -> bool {
    match keyword {
        "type" => {
            let of = |view: &View<'_>, around: &BTreeSet<String>| {
                types(view).or_else(|| (!around.is_empty()).then(|| around.clone()))
            };
            let before = of(old, around_old);
            (before.is_some() && before == of(new, around_new)) || has_same_values(old, new)
        }
        "nullable" | "enum" | "const" => has_same_values(old, new),
        // Beside listed values, each format is a change.
        "format" => values(old).or(values(new)).is_none() && !restricts(old) && !restricts(new),
        _ => match about::constraint(keyword) {
            Some(of) => !about::meet(of, kinds(old)) && !about::meet(of, kinds(new)),
            None => false,
        },
    }
}

/// Whether a format restricts some of the values.
fn restricts(view: &View<'_>) -> bool {
    let formats = view.keywords.get("format").into_iter().flatten();
    let kinds = kinds(view);
    // Another value than a string is no format.
    let mut names = formats.into_iter().filter(|json| json.starts_with('"'));
    names.any(|json| about::restricts(json.trim_matches('"'), kinds))
}

/// The kinds of the values, by the listed ones or by the types.
fn kinds(view: &View<'_>) -> Kinds {
    let none = Kinds::default();
    let of_type = |json: &String| match json.trim_matches('"') {
        "string" => Kinds::STRING,
        "number" => Kinds::NUMBER,
        "integer" => Kinds::INTEGER,
        "boolean" => Kinds::BOOLEAN,
        "array" => Kinds::ARRAY,
        "object" => Kinds::OBJECT,
        _ => Kinds::ANY,
    };
    let of_value = |json: &String| {
        let names = ["string", "integer", "number", "boolean", "array", "object"];
        let found = names.into_iter().find(|of| is_of(json, of));
        found.map_or(none, |of| of_type(&of.to_owned()))
    };
    let typed = types(view).map(|types| types.iter().map(of_type).fold(none, Kinds::union));
    let listed = values(view).map(|values| values.iter().map(of_value).fold(none, Kinds::union));
    listed.or(typed).unwrap_or(Kinds::ANY)
}

/// The types of a schema, as JSON; those that its other keywords imply, if it has no `type`.
fn types(view: &View<'_>) -> Option<BTreeSet<String>> {
    match view.keywords.get("type") {
        Some(types) => Some(types.clone()),
        None => implied(view).map(|of| BTreeSet::from([format!("\"{of}\"")])),
    }
}

/// The type that the generator reads a schema without `type` as.
fn implied(view: &View<'_>) -> Option<&'static str> {
    if !view.properties.is_empty() || !view.extra.is_empty() || !view.required.is_empty() {
        return Some("object");
    }
    if !view.items.is_empty() {
        return Some("array");
    }
    let has = |keyword: &str| view.keywords.contains_key(keyword);
    let is_text = |keyword: &str| {
        let values = view.keywords.get(keyword).into_iter().flatten();
        values.into_iter().any(|json| json.starts_with('"'))
    };
    let formats = view.keywords.get("format").into_iter().flatten();
    let has_format = formats.into_iter().any(|json| {
        let format = json.trim_matches('"');
        TextFormat::of(format).is_some() || matches!(format, "binary" | "password" | "email" | "hostname")
    });
    let facts = [
        has("pattern"),
        has("minLength") || has("maxLength"),
        has_format,
        is_text("default"),
        is_text("example"),
    ];
    (facts.into_iter().filter(|fact| *fact).count() > 1).then_some("string")
}

/// Whether both sides list values, and `type` and `nullable` leave the same ones.
fn has_same_values(old: &View<'_>, new: &View<'_>) -> bool {
    let values = values(old);
    values.is_some() && values == self::values(new)
}

/// The listed values that `type` and `nullable` allow, as JSON; all of them, if `type` allows none, and `None` without a list.
fn values(view: &View<'_>) -> Option<BTreeSet<String>> {
    let listed = view.keywords.get("enum").or_else(|| view.keywords.get("const"))?;
    let types = view.keywords.get("type");
    let is_nullable = view.keywords.contains_key("nullable");
    let is_allowed = |json: &&String| match types {
        _ if json.as_str() == "null" => true,
        None => true,
        Some(types) => types.iter().any(|of| is_of(json, of.trim_matches('"'))),
    };
    let mut values: BTreeSet<String> = listed.iter().filter(is_allowed).cloned().collect();
    if values.is_empty() {
        values.clone_from(listed);
    }
    if is_nullable {
        values.insert("null".to_owned());
    }
    Some(values)
}

fn is_of(json: &str, of: &str) -> bool {
    let first = json.chars().next().unwrap_or_default();
    match of {
        "string" => first == '"',
        "number" => first == '-' || first.is_ascii_digit(),
        "integer" => (first == '-' || first.is_ascii_digit()) && !json.contains(['.', 'e', 'E']),
        "boolean" => matches!(json, "true" | "false"),
        "array" => first == '[',
        "object" => first == '{',
        _ => false,
    }
}

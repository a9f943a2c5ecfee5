//! Events about received values that the description doesn't list, with the feature `tracing`: a value of an enum, and the kind of
//! a union. A server that has a newer description sends them. Their level is `DEBUG`.

use crate::runtime::json::Value;

#[cfg(not(feature = "tracing"))]
#[inline]
pub(crate) fn report(_: Value<'_>) {}

/// Emits an event for each value that its enum or union doesn't list. Values of secret properties are left out.
#[cfg(feature = "tracing")]
pub(crate) fn report(value: Value<'_>) {
    if tracing::enabled!(tracing::Level::DEBUG) {
        visit(value, crate::runtime::json::Path::Root("$"), false);
    }
}

#[cfg(feature = "tracing")]
fn visit(value: Value<'_>, path: crate::runtime::json::Path<'_>, is_secret: bool) {
    use crate::runtime::json::Path;
    match value {
        Value::Checked(text, check) => {
            if let Some(name) = check.unlisted {
                event(name, path, (!is_secret).then_some(text));
            }
        }
        Value::Unlisted(number, name) => {
            event(name, path, (!is_secret).then(|| number.to_string()).as_deref());
        }
        Value::Object(object) => {
            for (number, field) in object.shape().fields.iter().enumerate() {
                let is_secret = is_secret || field.secret;
                visit(
                    object.field_value(number),
                    Path::Key(&path, field.name),
                    is_secret,
                );
            }
            visit(object.extra_value(), path, is_secret);
        }
        Value::List(list) => {
            for index in 0..list.count() {
                visit(list.item(index), Path::Index(&path, index), is_secret);
            }
        }
        Value::Map(map) => map.visit(&mut |key, value| {
            visit(value, Path::Key(&path, key), is_secret);
            true
        }),
        Value::Union(union) => match union.selected() {
            Some(_) => visit(union.content(), path, is_secret),
            None => event(union.shape().name, path, None),
        },
        Value::Absent
        | Value::Null
        | Value::Bool(_)
        | Value::I64(_)
        | Value::U64(_)
        | Value::F64(_)
        | Value::Str(_)
        | Value::Json(_)
        | Value::ExactJson(_)
        | Value::Custom(_)
        | Value::Foreign(_) => {}
    }
}

/// How many characters of a value an event shows.
#[cfg(feature = "tracing")]
const SHOWN: usize = 60;

#[cfg(feature = "tracing")]
fn event(name: &str, path: crate::runtime::json::Path<'_>, value: Option<&str>) {
    let value: Option<String> = value.map(|value| value.chars().take(SHOWN).collect());
    tracing::debug!(
        "enum" = name,
        %path,
        value = value.as_deref(),
        "the description doesn't list a received value"
    );
}

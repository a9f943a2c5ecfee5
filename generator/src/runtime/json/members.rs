//! The members of an object, as they are encoded.

use crate::runtime::json::schema::{MapValue, Object, Union, Value};
use crate::runtime::json::shape::{Field, Literal, Presence, Variant};

/// The name of a member.
#[derive(Clone, Copy)]
pub(crate) struct Name<'a> {
    pub(crate) text: &'a str,
    /// Whether the name is known to be the same in JSON text.
    pub(crate) is_plain: bool,
}

/// The tags of the unions around an object, from the innermost outwards. Each key occurs once.
pub(crate) struct Tags<'t> {
    key: &'static str,
    literal: Literal,
    outer: Option<&'t Tags<'t>>,
}

/// Calls `then` with the value in the unions, and with the tags of these unions.
pub(crate) fn in_unions<'a, R>(
    value: Value<'a>,
    tags: Option<&Tags<'_>>,
    then: impl FnOnce(Value<'a>, Option<&Tags<'_>>) -> R,
) -> R {
    let Value::Union(union) = value else {
        return then(value, tags);
    };
    in_union(union, tags, |_, content, tags| in_unions(*content, tags, then))
}

/// Calls `then` with the variant of a union (`None` if it is unknown), its content, and the tags with that of the union.
#[inline]
pub(crate) fn in_union<'a, R>(
    union: &'a dyn Union,
    tags: Option<&Tags<'_>>,
    then: impl FnOnce(Option<&'static Variant>, &Value<'a>, Option<&Tags<'_>>) -> R,
) -> R {
    let variant = union
        .selected()
        .and_then(|number| union.shape().variants.get(number));
    match variant.and_then(Variant::tag) {
        Some((key, literal)) if !has_tag(tags, key) => {
            let tags = Tags {
                key,
                literal,
                outer: tags,
            };
            then(variant, &union.content(), Some(&tags))
        }
        Some(_) | None => then(variant, &union.content(), tags),
    }
}

/// Visits the encoded members of an object: tags that it doesn't contain itself, constants, fields in the order of the table,
/// then extra properties.
#[inline]
pub(crate) fn visit_members<'a, E>(
    object: &'a dyn Object,
    tags: Option<&Tags<'_>>,
    mut visit: impl FnMut(Name<'a>, &Value<'a>) -> Result<(), E>,
) -> Result<(), E> {
    let shape = object.shape();
    let extra = if let Value::Map(extra) = object.extra_value() {
        Some(extra).filter(|extra| extra.count() > 0)
    } else {
        None
    };
    if tags.is_some() {
        visit_tags(object, extra, tags, &mut visit)?;
    }
    for (key, literal) in shape.constants {
        // A value that was received instead of the constant is among the extra properties.
        if !extra.is_some_and(|extra| contains(extra, key)) {
            visit(Name::of(key), &literal.value())?;
        }
    }
    for (number, field) in shape.fields.iter().enumerate() {
        let value = object.field_value(number);
        if is_encoded(field, &value) {
            let name = Name {
                text: field.name,
                is_plain: field.is_plain,
            };
            visit(name, &value)?;
        }
    }
    match extra {
        Some(extra) => visit_extra(shape.fields, extra, &mut visit),
        None => Ok(()),
    }
}

fn visit_tags<'a, E>(
    object: &'a dyn Object,
    extra: Option<&'a dyn MapValue>,
    tags: Option<&Tags<'_>>,
    visit: &mut impl FnMut(Name<'a>, &Value<'a>) -> Result<(), E>,
) -> Result<(), E> {
    let Some(tag) = tags else { return Ok(()) };
    visit_tags(object, extra, tag.outer, visit)?;
    if has_member(object, extra, tag.key) {
        return Ok(());
    }
    visit(Name::of(tag.key), &tag.literal.value())
}

fn visit_extra<'a, E>(
    fields: &'static [Field],
    extra: &'a dyn MapValue,
    visit: &mut impl FnMut(Name<'a>, &Value<'a>) -> Result<(), E>,
) -> Result<(), E> {
    for (key, value) in extra.entries() {
        // A property can't be encoded twice, so the field takes precedence.
        if fields.iter().all(|field| field.name != key) {
            visit(Name::of(key), &value)?;
        }
    }
    Ok(())
}

/// Whether `key` is among the encoded members of the object itself.
fn has_member(object: &dyn Object, extra: Option<&dyn MapValue>, key: &str) -> bool {
    let shape = object.shape();
    let is_extra = || extra.is_some_and(|extra| contains(extra, key));
    let is_constant = shape.constants.iter().any(|(name, _)| *name == key);
    match shape.fields.iter().position(|field| field.name == key) {
        Some(number) => {
            let field = shape.fields.get(number);
            field.is_some_and(|field| is_encoded(field, &object.field_value(number)))
                || (is_constant && !is_extra())
        }
        None => is_constant || is_extra(),
    }
}

fn has_tag(mut tags: Option<&Tags<'_>>, key: &str) -> bool {
    while let Some(tag) = tags {
        if tag.key == key {
            return true;
        }
        tags = tag.outer;
    }
    false
}

/// Whether a field is not omitted.
#[inline]
fn is_encoded(field: &Field, value: &Value<'_>) -> bool {
    !matches!(
        (value, field.presence),
        (Value::Absent, Presence::Optional | Presence::Tristate)
    )
}

fn contains(extra: &dyn MapValue, key: &str) -> bool {
    extra.entries().any(|(other, _)| other == key)
}

impl<'a> Name<'a> {
    pub(crate) const fn of(text: &'a str) -> Self {
        Self {
            text,
            is_plain: false,
        }
    }
}

impl Literal {
    const fn value(&self) -> Value<'static> {
        match self {
            Self::Str(text) => Value::Str(text),
            Self::I64(number) => Value::I64(*number),
            Self::Bool(value) => Value::Bool(*value),
        }
    }
}

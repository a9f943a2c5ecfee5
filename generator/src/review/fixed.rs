//! Properties without a field: those with one possible value, and those that the schema doesn't name.

use super::change::Effect::{Break, Caution, None as Nothing};
use super::fields::directed;
use super::objects::at;
use super::rules::Rule;
use super::types::uses;
use super::walk::{Difference, Site, Walk, effects, told};
use crate::ir::Extra;
use crate::source::Pointer;
use crate::surface::{Member, ty};

/// Where a constant was or is.
#[derive(Clone, Copy)]
pub(super) enum Moved {
    Value,
    ToField,
    FromField,
    Came,
    Gone,
}

pub(super) fn constant(walk: &mut Walk<'_>, site: &Site, wire: &str, from: &str, to: &str, moved: Moved) {
    let site = at(walk, site, wire);
    let (request, response, what) = match moved {
        Moved::Value => ([Break, Break], [Nothing, Nothing], "has another only value"),
        Moved::ToField => (
            [Nothing, Caution],
            [Caution, Nothing],
            "has more than one value now",
        ),
        Moved::FromField => ([Break, Nothing], [Nothing, Caution], "has only one value now"),
        Moved::Came => (
            [Break, Caution],
            [Nothing, Nothing],
            "is sent with every value now",
        ),
        Moved::Gone => ([Caution, Break], [Nothing, Nothing], "is no longer sent"),
    };
    walk.report(
        Rule::ConstantChanged,
        &site,
        Difference {
            from: from.to_owned(),
            to: to.to_owned(),
            effects: effects(site.direction, request, response),
            message: format!("`{}` {what}", site.subject),
            wire: directed(
                &site,
                [
                    "requests contain the value that their client was generated with",
                    "clients don't check the value in responses",
                ],
            ),
            ..Difference::default()
        },
    );
}

pub(super) fn extra(walk: &mut Walk<'_>, old: &Extra, new: &Extra, site: &Site) {
    let text = |extra: &Extra| match extra {
        Extra::Keep(_) => "any".to_owned(),
        Extra::Typed(_, of) => ty(of),
        Extra::None => "none".to_owned(),
    };
    let place = |schema: &Option<Pointer>, is_old: bool| {
        let places = if is_old {
            walk.old_places()
        } else {
            walk.new_places()
        };
        schema
            .as_ref()
            .map(|schema| places.keyword(schema, "additionalProperties"))
    };
    let site = site
        .inside(".*", "additionalProperties")
        .member(Member::Extra)
        .at(place(&site.old, true), place(&site.new, false));
    let name = |extra: &Extra| match extra {
        Extra::Keep(name) | Extra::Typed(name, _) => Some(name.to_string()),
        Extra::None => None,
    };
    if let (Some(a), Some(b)) = (name(old), name(new))
        && a != b
    {
        super::names::member(walk, &site, &a, &b);
    }
    let (request, response) = match (old, new) {
        (Extra::Keep(_), Extra::Keep(_)) | (Extra::None, Extra::None) => return,
        (Extra::Typed(_, a), Extra::Typed(_, b)) => return uses(walk, a, b, &site),
        (Extra::None, Extra::Keep(_) | Extra::Typed(..)) => ([Nothing, Caution], [Nothing, Nothing]),
        (Extra::Keep(_) | Extra::Typed(..), Extra::None) => ([Break, Nothing], [Nothing, Nothing]),
        (Extra::Keep(_), Extra::Typed(..)) => ([Break, Nothing], [Nothing, Break]),
        (Extra::Typed(..), Extra::Keep(_)) => ([Nothing, Caution], [Break, Nothing]),
    };
    walk.report(
        Rule::AdditionalPropertiesChanged,
        &site,
        Difference {
            from: text(old),
            to: text(new),
            effects: effects(site.direction, request, response),
            wire: told(site.direction, request, response),
            message: format!(
                "`{}`: other properties were {}, and are {} now",
                site.subject,
                text(old),
                text(new)
            ),
            ..Difference::default()
        },
    );
}

//! Keywords that no Rust type shows, read from the trees: `default`, formats without a type, and constraints beside listed values.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::change::Effect::{Break, Caution, None as Nothing};
use super::change::{Effect, Silent};
use super::language::{self, Comparison};
use super::listed::{self, both, list};
use super::places::Places;
use super::rules::Rule;
use super::types::unboxed;
use super::walk::{Difference, Site, Walk, effects};
use super::{about, constraints};
use crate::ir::{Kinds, Shape, Type, TypeDef, width_of};
use crate::source::{Node, Pointer};

/// Compares the default of a value that can be left out.
pub(super) fn default(walk: &mut Walk<'_>, site: &Site) {
    if walk.is_alike(site) {
        return;
    }
    let (before, after) = texts(walk, site, "default");
    if before == after {
        return;
    }
    let site = at(walk, site, "default");
    walk.report(
        Rule::DefaultChanged,
        &site,
        Difference {
            from: before.clone().unwrap_or_default(),
            to: after.clone().unwrap_or_default(),
            effects: effects(site.direction, [Caution, Caution], [Nothing, Nothing]),
            silent: match site.direction.request {
                true => Silent::Sent,
                false => Silent::Read,
            },
            message: format!(
                "the default of `{}` was {} and is {} now",
                site.subject,
                before.as_deref().unwrap_or("not declared"),
                after.as_deref().unwrap_or("not declared"),
            ),
            wire: vec!["a value that is left out has another meaning".to_owned()],
            ..Difference::default()
        },
    );
}

/// Compares the keywords of a value without a named type.
pub(super) fn of_value(walk: &mut Walk<'_>, of: &Type, site: &Site) {
    let kinds = constraints::kinds(of, &walk.new.api);
    let is_shown = |format: &str| match unboxed(of) {
        Type::Text(_) | Type::File | Type::Custom(_) => true,
        // They are bounds.
        Type::I64 | Type::U64 | Type::F64 => width_of(format).is_some(),
        Type::String => format == about::SECRET,
        Type::Bool | Type::Json | Type::Named(_) | Type::Array(_) | Type::Map(_) => false,
        Type::Boxed(_) | Type::Nullable(_) => false,
    };
    of_schema(walk, kinds, &is_shown, site);
    listed::compare(walk, kinds, site);
}

/// Compares the keywords of two named types.
pub(super) fn of_types(walk: &mut Walk<'_>, old: &TypeDef, new: &TypeDef, site: &Site) {
    let is_secret = |format: &str| format == about::SECRET;
    match (&old.shape, &new.shape) {
        (Shape::StringNewtype(_), Shape::StringNewtype(_)) => {
            of_schema(walk, Kinds::STRING, &is_secret, site);
        }
        (Shape::Struct(_), Shape::Struct(_)) => {
            of_schema(walk, Kinds::OBJECT, &|_| false, site);
            listed::compare(walk, Kinds::OBJECT, site);
        }
        (Shape::StringEnum(_), Shape::StringEnum(_))
        | (Shape::IntegerEnum(_), Shape::IntegerEnum(_))
        | (Shape::Union(_), Shape::Union(_)) => {
            let kinds = constraints::kinds(&Type::Named(new.name.clone()), &walk.new.api);
            of_schema(walk, kinds, &|_| false, site);
        }
        // What they stand for is compared as a value, and another shape is another type.
        (
            Shape::StringNewtype(_)
            | Shape::StringEnum(_)
            | Shape::IntegerEnum(_)
            | Shape::Struct(_)
            | Shape::Union(_)
            | Shape::Newtype(_)
            | Shape::Alias(_),
            _,
        ) => {}
    }
}

fn of_schema(walk: &mut Walk<'_>, kinds: Kinds, is_shown: &dyn Fn(&str) -> bool, site: &Site) {
    if walk.is_alike(site) {
        return;
    }
    let (Some(old), Some(new)) = (&site.old, &site.new) else {
        return;
    };
    let key = (site.owners.clone(), old.clone(), new.clone());
    if !walk.schemas.insert(key) {
        return;
    }
    let listed = Listed::new(walk, old, new);
    format(walk, kinds, is_shown, listed.as_ref(), site);
    if let Some(listed) = listed {
        beside(walk, &listed, site);
    }
}

/// The values that both sides list, each with whether the other keywords of the old and of the new side allow it.
struct Listed {
    values: Vec<(Json, [Option<bool>; 2])>,
    /// The constraints beside the list, on each side, as JSON.
    constraints: [BTreeMap<String, BTreeSet<String>>; 2],
}

impl Listed {
    fn new(walk: &Walk<'_>, old: &Pointer, new: &Pointer) -> Option<Self> {
        let sides = [(walk.old_places(), old), (walk.new_places(), new)].map(|(places, at)| {
            let parts = places.parts(at);
            let parts: Vec<&Node> = parts.iter().filter_map(|at| places.tree.at(at)).collect();
            parts
        });
        let [before, after] = &sides;
        let values = both(list(before)?, &list(after)?);
        let api = &walk.new.api;
        let allowed = |parts: &[&Node], value: &Json| {
            let mut facts = parts.iter().map(|part| language::allows(part, value, api));
            facts.try_fold(Some(true), |all, fact| match fact {
                Some(false) => Err(Some(false)),
                Some(true) => Ok(all),
                None => Ok(None),
            })
        };
        let allowed = |parts: &[&Node], value: &Json| allowed(parts, value).unwrap_or_else(|fact| fact);
        let judged = values.into_iter().map(|value| {
            let both = [allowed(before, &value), allowed(after, &value)];
            (value, both)
        });
        let values: Vec<(Json, [Option<bool>; 2])> = judged.collect();
        let constraints = [before, after].map(|parts| constraints_of(parts, &values));
        Some(Self { values, constraints })
    }
}

/// The constraints of a schema that are about some of the listed values.
fn constraints_of(
    parts: &[&Node],
    values: &[(Json, [Option<bool>; 2])],
) -> BTreeMap<String, BTreeSet<String>> {
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (keyword, value) in parts
        .iter()
        .flat_map(|part| part.as_object().into_iter().flatten())
    {
        let is_about = |kinds: Kinds| values.iter().any(|(value, _)| language::is_of(value, kinds));
        if about::constraint(keyword).is_some_and(is_about) {
            all.entry(keyword.clone())
                .or_default()
                .insert(value.to_json().to_string());
        }
    }
    all
}

/// Reports other constraints beside a list. A client sends any of the values.
fn beside(walk: &mut Walk<'_>, listed: &Listed, site: &Site) {
    let [before, after] = &listed.constraints;
    // Clients check nothing that they receive.
    if before == after || !site.direction.request {
        return;
    }
    let has_pattern = |side: &BTreeMap<String, BTreeSet<String>>| side.contains_key("pattern");
    let without = |side: &BTreeMap<String, BTreeSet<String>>| -> Vec<(String, BTreeSet<String>)> {
        let rest = side.iter().filter(|(keyword, _)| *keyword != "pattern");
        rest.map(|(keyword, texts)| (keyword.clone(), texts.clone()))
            .collect()
    };
    let is_pattern = has_pattern(before) && has_pattern(after) && without(before) == without(after);
    let text = |side: &BTreeMap<String, BTreeSet<String>>| {
        let texts = side
            .iter()
            .flat_map(|(keyword, texts)| texts.iter().map(move |text| format!("{keyword} {text}")));
        texts.collect::<Vec<String>>().join(", ")
    };
    let comparison = Comparison::of_listed(&listed.values);
    constraints::beside(walk, comparison, is_pattern, [text(before), text(after)], site);
}

/// Reports a format that no Rust type shows. `is_shown` tells whether the type shows a format.
fn format(
    walk: &mut Walk<'_>,
    kinds: Kinds,
    is_shown: &dyn Fn(&str) -> bool,
    listed: Option<&Listed>,
    site: &Site,
) {
    let (before, after) = formats(walk, site);
    // A list keeps its type, whatever the format is.
    let is_shown = |format: &Option<String>| listed.is_none() && format.as_deref().is_some_and(is_shown);
    if before == after || is_shown(&before) || is_shown(&after) {
        return;
    }
    let restricts = |format: &Option<String>| format.as_deref().is_some_and(|of| about::restricts(of, kinds));
    // The tree counts a format of other values than these.
    if !restricts(&before) && !restricts(&after) && listed.is_none() {
        return;
    }
    let request = match listed {
        Some(listed) => of_listed(listed, before.as_deref(), after.as_deref()),
        None => [
            if restricts(&after) { Break } else { Nothing },
            if restricts(&before) { Caution } else { Nothing },
        ],
    };
    let is_other = request != [Nothing, Nothing];
    let site = at(walk, site, "format");
    walk.report(
        Rule::FormatChanged,
        &site,
        Difference {
            from: before.map(quoted).unwrap_or_default(),
            to: after.map(quoted).unwrap_or_default(),
            effects: effects(site.direction, request, [Nothing, Nothing]),
            silent: match site.direction.request && is_other {
                true => Silent::Sent,
                false => Silent::No,
            },
            message: format!("the format of `{}` changes", site.subject),
            wire: vec![
                match is_other {
                    true => "servers may check it; clients don't",
                    false => "all listed values have it",
                }
                .to_owned(),
            ],
            ..Difference::default()
        },
    );
}

fn quoted(text: String) -> String {
    Json::from(text).to_string()
}

/// What servers make of listed values under another format, which can refuse each that it is not proved to allow.
fn of_listed(listed: &Listed, before: Option<&str>, after: Option<&str>) -> [Effect; 2] {
    let allows = |format: Option<&str>, value: &Json| match format {
        Some(format) => about::has_format(format, value),
        None => Some(true),
    };
    let refused = |old: Option<&str>, new: Option<&str>| {
        let mut values = listed.values.iter().map(|(value, _)| value);
        values.any(|value| allows(old, value) != Some(false) && allows(new, value) != Some(true))
    };
    [
        if refused(before, after) { Break } else { Nothing },
        if refused(after, before) { Caution } else { Nothing },
    ]
}

fn formats(walk: &Walk<'_>, site: &Site) -> (Option<String>, Option<String>) {
    let of = |places: Places<'_>, at: &Option<Pointer>| {
        let format = places.keyword_of(at.as_ref()?, "format")?.as_str()?;
        Some(format.to_owned())
    };
    (of(walk.old_places(), &site.old), of(walk.new_places(), &site.new))
}

/// A keyword on both sides, as JSON.
fn texts(walk: &Walk<'_>, site: &Site, keyword: &str) -> (Option<String>, Option<String>) {
    let of = |places: Places<'_>, at: &Option<Pointer>| {
        let node = places.keyword_of(at.as_ref()?, keyword)?;
        Some(node.to_json().to_string())
    };
    (of(walk.old_places(), &site.old), of(walk.new_places(), &site.new))
}

fn at(walk: &Walk<'_>, site: &Site, keyword: &str) -> Site {
    let old = site.old.as_ref().map(|at| walk.old_places().keyword(at, keyword));
    let new = site.new.as_ref().map(|at| walk.new_places().keyword(at, keyword));
    site.inside("", keyword).at(old, new)
}

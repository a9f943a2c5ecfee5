//! Parameters: what is in a request beside its body.

use super::change::Effect::{self, Break, Caution, None as Nothing};
use super::pairs::emptied;
use super::relations::values;
use super::rules::Rule;
use super::types::{carried, deprecation};
use super::walk::{Difference, Site, Walk};
use crate::ir::{Operation, Parameter, Type};
use crate::source::Pointer;
use crate::surface::{literal, parameter_member, style, ty};

pub(super) fn compare(walk: &mut Walk<'_>, old: &Operation, new: &Operation, site: &Site) {
    let mut left: Vec<&Parameter> = new.parameters.iter().collect();
    let mut unmatched = Vec::new();
    let mut take = |is_it: &dyn Fn(&Parameter) -> bool| {
        let index = left.iter().position(|parameter| is_it(parameter))?;
        Some(left.remove(index))
    };
    let mut pairs = Vec::new();
    for a in &old.parameters {
        match take(&|b| (b.location, &b.name.wire) == (a.location, &a.name.wire)) {
            Some(b) => pairs.push((a, b)),
            None => unmatched.push(a),
        }
    }
    let mut gone = Vec::new();
    for a in unmatched {
        // The names in a path mean nothing on the wire: the n-th stays the n-th.
        let turn = turn(old, a);
        let same_turn = |b: &Parameter| {
            turn.is_some() && self::turn(new, b) == turn && emptied(&old.path) == emptied(&new.path)
        };
        match take(&|b| b.name.wire == a.name.wire || same_turn(b)) {
            Some(b) => pairs.push((a, b)),
            None => gone.push(a),
        }
    }
    for (a, b) in pairs {
        parameter(walk, a, b, site);
    }
    for a in gone {
        parameter_removed(walk, a, site);
    }
    for b in left {
        parameter_added(walk, b, site);
    }
}

/// Which placeholder of the path a parameter fills.
fn turn(operation: &Operation, parameter: &Parameter) -> Option<usize> {
    let placeholder = format!("{{{}}}", parameter.name.wire);
    let at = operation.path.find(&placeholder)?;
    operation.path.get(..at).map(|before| before.matches('{').count())
}

fn parameter_site(site: &Site, old: Option<&Parameter>, new: Option<&Parameter>) -> Option<Site> {
    let either = old.or(new)?;
    let member = |parameter: Option<&Parameter>| parameter.map(parameter_member);
    let mut inside = site
        .inside(
            &format!("({})", new.unwrap_or(either).name.wire),
            &format!("{} {}", either.location.as_str(), either.name.wire),
        )
        .at(old.map(|of| of.pointer.clone()), new.map(|of| of.pointer.clone()));
    inside.members = [member(old), member(new)].into_iter().flatten().collect();
    Some(inside)
}

fn parameter(walk: &mut Walk<'_>, old: &Parameter, new: &Parameter, site: &Site) {
    let Some(site) = parameter_site(site, Some(old), Some(new)) else {
        return;
    };
    let Parameter {
        pointer: _,
        name,
        location,
        ty: of,
        required: _,
        is_kept: _,
        constant,
        constraints: checks,
        style: form,
        explode,
        allow_reserved,
        allow_empty,
        docs: _,
        deprecated,
        // The keywords are compared in the tree.
        default: _,
        minimum: _,
    } = old;
    if *location != new.location {
        let (from, to) = (location.as_str(), new.location.as_str());
        let message = format!("`{}` moves from {from} to {to}", site.subject);
        let effects = match old.is_described_required() || new.is_described_required() {
            true => [Break, Break],
            false => [Caution, Caution],
        };
        plain(
            walk,
            Rule::ParameterMoved,
            &site,
            (from, to),
            effects,
            message,
            "each side ignores or refuses the other's",
        );
    }
    if name.rust != new.name.rust && !old.required && !new.required {
        super::names::member(walk, &site, name.rust.as_str(), new.name.rust.as_str());
    }
    if old.is_described_required() != new.is_described_required() {
        requirement(walk, &site, new.is_described_required());
    }
    let fixed = |constant: &Option<crate::ir::Literal>| constant.as_ref().map(literal).unwrap_or_default();
    if *constant != new.constant {
        let message = format!("the only value of `{}` changes", site.subject);
        let values = (fixed(constant), fixed(&new.constant));
        plain(
            walk,
            Rule::ConstantChanged,
            &site,
            (&values.0, &values.1),
            [Break, Break],
            message,
            "another value is sent",
        );
    }
    let written = |parameter: &Parameter| {
        let reserved = if parameter.allow_reserved {
            ", reserved characters"
        } else {
            ""
        };
        let empty = if parameter.allow_empty {
            ", also when empty"
        } else {
            ""
        };
        format!("{}{reserved}{empty}", style(parameter.style, parameter.explode))
    };
    let is_same = (form, explode, allow_reserved, allow_empty)
        == (&new.style, &new.explode, &new.allow_reserved, &new.allow_empty);
    if !is_same && *location == new.location {
        let message = format!("`{}` is written in another way", site.subject);
        let forms = (written(old), written(new));
        let wire = "each side misreads the other's values";
        plain(
            walk,
            Rule::ParameterStyleChanged,
            &site,
            (&forms.0, &forms.1),
            [Break, Break],
            message,
            wire,
        );
    }
    let schema = site
        .clone()
        .at(schema(&site.old, walk, true), schema(&site.new, walk, false));
    values(walk, (of, checks), (&new.ty, &new.constraints), &schema);
    super::keywords::default(walk, &schema);
    if *deprecated != new.deprecated {
        deprecation(walk, &site, new.deprecated);
    }
}

/// The schema of a parameter or of its content, or else the parameter.
fn schema(at: &Option<Pointer>, walk: &Walk<'_>, is_old: bool) -> Option<Pointer> {
    let places = if is_old {
        walk.old_places()
    } else {
        walk.new_places()
    };
    let at = places.resolved(at.as_ref()?);
    Some(
        places
            .content_schema(&at)
            .unwrap_or_else(|| places.keyword(&at, "schema")),
    )
}

/// Reports that something optional must be given now, or the other way round.
pub(super) fn requirement(walk: &mut Walk<'_>, site: &Site, now: bool) {
    let (rule, effects, message, wire) = match now {
        true => (
            Rule::BecameRequired,
            [Break, Nothing],
            "becomes required",
            "requests of old clients that omit it are refused",
        ),
        false => (
            Rule::BecameOptional,
            [Nothing, Caution],
            "becomes optional",
            "old servers refuse requests that omit it",
        ),
    };
    let message = format!("`{}` {message}", site.subject);
    let text = |is: bool| if is { "required" } else { "optional" };
    plain(walk, rule, site, (text(!now), text(now)), effects, message, wire);
}

pub(super) fn plain(
    walk: &mut Walk<'_>,
    rule: Rule,
    site: &Site,
    (from, to): (&str, &str),
    effects: [Effect; 2],
    message: String,
    wire: &str,
) {
    walk.report(
        rule,
        site,
        Difference {
            from: from.to_owned(),
            to: to.to_owned(),
            effects,
            message,
            wire: vec![wire.to_owned()],
            ..Difference::default()
        },
    );
}

fn parameter_added(walk: &mut Walk<'_>, parameter: &Parameter, site: &Site) {
    let Some(inside) = parameter_site(site, None, Some(parameter)) else {
        return;
    };
    let nearest = site
        .old
        .as_ref()
        .map(|at| walk.old_places().keyword(at, "parameters"));
    let inside = inside.at(nearest, Some(parameter.pointer.clone()));
    let (rule, effects, kind, wire) = match parameter.is_described_required() {
        true => (
            Rule::RequiredParameterAdded,
            [Break, Caution],
            "required",
            "requests of old clients lack it and are refused",
        ),
        false => (
            Rule::ParameterAdded,
            [Nothing, Caution],
            "optional",
            "old servers ignore or refuse it",
        ),
    };
    let carried = carried(walk, &Type::Bool, &parameter.ty);
    walk.report(
        rule,
        &inside,
        Difference {
            to: ty(&parameter.ty),
            effects,
            message: format!(
                "the {kind} {} parameter `{}` is added",
                parameter.location.as_str(),
                parameter.name.wire
            ),
            wire: vec![wire.to_owned()],
            help: parameter
                .is_described_required()
                .then(|| "make it optional until all clients send it".to_owned()),
            carried,
            ..Difference::default()
        },
    );
}

fn parameter_removed(walk: &mut Walk<'_>, parameter: &Parameter, site: &Site) {
    let Some(inside) = parameter_site(site, Some(parameter), None) else {
        return;
    };
    let nearest = site
        .new
        .as_ref()
        .map(|at| walk.new_places().keyword(at, "parameters"));
    let inside = inside.at(Some(parameter.pointer.clone()), nearest);
    let (rule, effects, kind) = match parameter.is_described_required() {
        true => (Rule::RequiredParameterRemoved, [Caution, Break], "required"),
        false => (Rule::ParameterRemoved, [Caution, Nothing], "optional"),
    };
    let carried = carried(walk, &parameter.ty, &Type::Bool);
    let mut wire = vec!["servers ignore or refuse it in requests of old clients".to_owned()];
    if parameter.is_described_required() {
        wire.push("old servers refuse requests of new clients, which lack it".to_owned());
    }
    walk.report(
        rule,
        &inside,
        Difference {
            from: ty(&parameter.ty),
            effects,
            message: format!(
                "the {kind} {} parameter `{}` is removed",
                parameter.location.as_str(),
                parameter.name.wire
            ),
            wire,
            carried,
            ..Difference::default()
        },
    );
}

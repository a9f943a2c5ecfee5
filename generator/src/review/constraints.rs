//! Constraints: what a client refuses to send. Values that come back are not checked.

use std::collections::BTreeSet;

use super::about;
use super::change::Effect::{Break, Caution, None as Nothing, Unknown};
use super::change::Rust;
use super::codes;
use super::language::{self, Comparison, Domain, Relation, Values};
use super::rules::Rule;
use super::types::unboxed;
use super::walk::{Difference, Site, Walk, effects};
use crate::ir::{Api, Constraints, Kinds, Shape, Type};
use crate::naming::Ident;
use crate::surface::checks;

/// Compares the constraints of a value of these kinds.
pub(super) fn compare(walk: &mut Walk<'_>, kinds: Kinds, old: &Constraints, new: &Constraints, site: &Site) {
    let (from, to) = (checks(old, &walk.old.api), checks(new, &walk.new.api));
    if from == to {
        return;
    }
    report(walk, kinds, old, new, site, Form::Value);
}

/// Compares the constraints of a type that exists because of them. Its constants are checked when they are compiled.
pub(super) fn newtype(walk: &mut Walk<'_>, old: &Constraints, new: &Constraints, site: &Site) {
    if checks(old, &walk.old.api) != checks(new, &walk.new.api) {
        report(walk, Kinds::STRING, old, new, site, Form::Newtype);
    }
}

/// A string with constraints in the place of one without, or the other way round.
pub(super) fn replaced(
    walk: &mut Walk<'_>,
    old: &Constraints,
    new: &Constraints,
    site: &Site,
    carried: [Vec<Ident>; 2],
) {
    report(walk, Kinds::STRING, old, new, site, Form::Replaced(carried));
}

/// Constraints beside a list of values, as texts.
pub(super) fn beside(
    walk: &mut Walk<'_>,
    comparison: Comparison,
    is_pattern: bool,
    texts: [String; 2],
    site: &Site,
) {
    told(walk, comparison, is_pattern, texts, site, Form::Listed);
}

/// What has the constraints.
enum Form {
    /// A value of a type that has none.
    Value,
    /// A type of its own on both sides.
    Newtype,
    /// A type of its own on one side. These types come and go.
    Replaced([Vec<Ident>; 2]),
    /// A list of values, beside which a client has none.
    Listed,
}

fn report(walk: &mut Walk<'_>, kinds: Kinds, old: &Constraints, new: &Constraints, site: &Site, form: Form) {
    let (before, after) = (
        values(kinds, old, &walk.old.api),
        values(kinds, new, &walk.new.api),
    );
    let is_pattern = old.pattern.is_some() && new.pattern.is_some() && rest_is_equal(old, new);
    let texts = [checks(old, &walk.old.api), checks(new, &walk.new.api)];
    told(
        walk,
        language::compare(before, after),
        is_pattern,
        texts,
        site,
        form,
    );
}

/// Reports how the values that constraints allow relate.
fn told(
    walk: &mut Walk<'_>,
    comparison: Comparison,
    is_pattern: bool,
    [from, to]: [String; 2],
    site: &Site,
    form: Form,
) {
    let Comparison {
        relation,
        only_old,
        only_new,
    } = comparison;
    let (rule, request, what) = match (relation, is_pattern) {
        (Relation::Equal, _) => (
            Rule::ConstraintRespelled,
            [Nothing, Nothing],
            "is checked by other constraints that allow the same values",
        ),
        (Relation::Narrower, true) => (Rule::PatternStricter, [Break, Nothing], "has a stricter pattern"),
        (Relation::Narrower, false) => (
            Rule::ConstraintTightened,
            [Break, Nothing],
            "has stricter constraints",
        ),
        (Relation::Wider, true) => (Rule::PatternLooser, [Nothing, Caution], "has a looser pattern"),
        (Relation::Wider, false) => (
            Rule::ConstraintLoosened,
            [Nothing, Caution],
            "has looser constraints",
        ),
        (Relation::Incomparable, true) => (Rule::PatternChanged, [Break, Caution], "has another pattern"),
        (Relation::Incomparable, false) => {
            (Rule::ConstraintChanged, [Break, Caution], "has other constraints")
        }
        (Relation::Undecided, _) => (
            if is_pattern {
                Rule::PatternChanged
            } else {
                Rule::ConstraintChanged
            },
            [
                if only_old.is_some() { Break } else { Unknown },
                if only_new.is_some() { Caution } else { Unknown },
            ],
            "has other constraints, and which values they allow is not decided",
        ),
    };
    let mut wire = Vec::new();
    if site.direction.request {
        wire.extend(
            only_old
                .iter()
                .map(|value| format!("{value} was valid and is refused now (proved)")),
        );
        wire.extend(
            only_new
                .iter()
                .map(|value| format!("{value} is valid now and was refused (proved)")),
        );
    }
    let is_stricter = !matches!(relation, Relation::Equal | Relation::Wider);
    let none: &[&str] = &[];
    wire.push(
        match form {
            Form::Listed => "servers refuse an invalid value; clients send any listed value",
            Form::Value | Form::Newtype | Form::Replaced(_) => {
                "clients refuse an invalid value before they send it; responses are not checked"
            }
        }
        .to_owned(),
    );
    let (rust, codes, carried) = match form {
        Form::Newtype if is_stricter => (Rust::Major, codes::CONSTANT, Default::default()),
        Form::Value | Form::Newtype | Form::Listed => (Rust::Patch, none, Default::default()),
        Form::Replaced(carried) => (Rust::Patch, none, carried),
    };
    let place = of_keyword(walk, site);
    walk.report(
        rule,
        &place,
        Difference {
            effects: effects(site.direction, request, [Nothing, Nothing]),
            message: format!("`{}` {what}", site.subject),
            wire,
            witness: only_old.or(only_new),
            from,
            to,
            // What was valid is still sent as it was.
            is_audible: !is_stricter,
            rust,
            codes,
            carried,
            ..Difference::default()
        },
    );
}

/// The place of the keyword of a schema that differs, if it is the only one.
fn of_keyword(walk: &Walk<'_>, site: &Site) -> Site {
    let (Some(old), Some(new)) = (&site.old, &site.new) else {
        return site.clone();
    };
    let (before, after) = (walk.old_places().keywords(old), walk.new_places().keywords(new));
    let keywords: BTreeSet<&str> = before.keys().chain(after.keys()).copied().collect();
    let mut differing = keywords
        .into_iter()
        .filter(|keyword| before.get(keyword) != after.get(keyword));
    match (differing.next(), differing.next()) {
        (Some(keyword), None) if about::constraint(keyword).is_some() => {
            let old = walk.old_places().keyword(old, keyword);
            let new = walk.new_places().keyword(new, keyword);
            site.clone().at(Some(old), Some(new))
        }
        (_, _) => site.clone(),
    }
}

fn values<'a>(kinds: Kinds, constraints: &'a Constraints, api: &'a Api) -> Values<'a> {
    Values {
        domain: Domain::Kinds(kinds),
        constraints,
        api,
    }
}

/// Whether two constraints differ in their patterns alone.
fn rest_is_equal(old: &Constraints, new: &Constraints) -> bool {
    let without = |of: &Constraints| Constraints {
        pattern: None,
        ..of.clone()
    };
    without(old) == without(new)
}

/// The kinds of the values of a type.
pub(super) fn kinds(of: &Type, api: &Api) -> Kinds {
    match unboxed(of) {
        Type::Bool => Kinds::BOOLEAN,
        Type::I64 | Type::U64 => Kinds::INTEGER,
        Type::F64 => Kinds::NUMBER,
        Type::String | Type::Text(_) | Type::File => Kinds::STRING,
        Type::Json | Type::Custom(_) => Kinds::ANY,
        Type::Array(_) => Kinds::ARRAY,
        Type::Map(_) => Kinds::OBJECT,
        Type::Boxed(inner) | Type::Nullable(inner) => kinds(inner, api),
        Type::Named(name) => match api.types.get(name).map(|def| &def.shape) {
            Some(Shape::Struct(_)) => Kinds::OBJECT,
            Some(Shape::StringEnum(_) | Shape::StringNewtype(_)) => Kinds::STRING,
            Some(Shape::IntegerEnum(_)) => Kinds::INTEGER,
            Some(Shape::Union(_) | Shape::Newtype(_) | Shape::Alias(_)) | None => Kinds::ANY,
        },
    }
}

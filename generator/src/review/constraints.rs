//! Constraints: what a client refuses to send. Values that come back are not checked.

use super::change::Effect::{Break, Caution, None as Nothing, Unknown};
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
    report(walk, kinds, old, new, site, [Vec::new(), Vec::new()]);
}

/// A string with constraints in the place of one without, or the other way round.
pub(super) fn replaced(
    walk: &mut Walk<'_>,
    old: &Constraints,
    new: &Constraints,
    site: &Site,
    carried: [Vec<Ident>; 2],
) {
    report(walk, Kinds::STRING, old, new, site, carried);
}

fn report(
    walk: &mut Walk<'_>,
    _kinds: Kinds,
    old: &Constraints,
    new: &Constraints,
    site: &Site,
    carried: [Vec<Ident>; 2],
) {
    let (from, to) = (checks(old, &walk.old.api), checks(new, &walk.new.api));
    let is_pattern = old.pattern.is_some() && new.pattern.is_some();
    let (rule, request, what) = match (from.is_empty(), to.is_empty()) {
        (true, _) => (Rule::ConstraintTightened, [Break, Nothing], "is checked now"),
        (_, true) => (
            Rule::ConstraintLoosened,
            [Nothing, Caution],
            "is not checked any more",
        ),
        (false, false) if is_pattern => (Rule::PatternChanged, [Unknown, Unknown], "is checked differently"),
        (false, false) => (
            Rule::ConstraintChanged,
            [Unknown, Unknown],
            "is checked differently",
        ),
    };
    walk.report(
        rule,
        site,
        Difference {
            effects: effects(site.direction, request, [Nothing, Nothing]),
            message: format!("`{}` {what}", site.subject),
            wire: vec![
                "clients refuse such a value before they send it; responses are not checked".to_owned(),
            ],
            from,
            to,
            carried,
            ..Difference::default()
        },
    );
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

//! Relations: how the values of one type relate to those of another that stands in its place.

use super::change::Effect::{self, Break, Caution, None as Nothing, Unknown};
use super::constraints;
use super::maps::object_and_map;
use super::rules::Rule;
use super::types::{carried, shapes, unboxed, uses};
use super::walk::{Difference, Site, Walk, effects, told};
use crate::ir::{Api, Constraints, Kinds, Shape, Type};
use crate::surface::{Owner, ty};

/// Compares the values of a place: their types and constraints. A string with a type of its own has its constraints in there.
pub(super) fn values(
    walk: &mut Walk<'_>,
    old: (&Type, &Constraints),
    new: (&Type, &Constraints),
    site: &Site,
) {
    let own = (checks(old.0, &walk.old.api), checks(new.0, &walk.new.api));
    let is_replaced = own.0.is_some() != own.1.is_some();
    let all = |own: Option<&Constraints>, here: &Constraints| match own {
        Some(own) if is_replaced && here.is_empty() => own.clone(),
        Some(_) | None => here.clone(),
    };
    let (before, after) = (all(own.0, old.1), all(own.1, new.1));
    let domains = [
        Domain::of(old.0, &walk.old.api, 0),
        Domain::of(new.0, &walk.new.api, 0),
    ];
    if is_replaced && domains.iter().all(|domain| domain.base == Base::String) {
        let carried = carried(walk, old.0, new.0);
        return constraints::replaced(walk, &before, &after, site, carried);
    }
    uses(walk, old.0, new.0, site);
    // The change of a type of both sides says nothing about constraints that move from it to its place.
    let are_paired = match (unboxed(old.0), unboxed(new.0)) {
        (Type::Named(a), Type::Named(b)) => walk.pairs.are_paired(a, b),
        (_, _) => false,
    };
    if is_replaced && are_paired {
        return constraints::replaced(walk, &before, &after, site, Default::default());
    }
    let kinds = constraints::kinds(new.0, &walk.new.api);
    constraints::compare(walk, kinds, &before, &after, site);
}

/// One type in the place of another.
pub(super) fn replaced(walk: &mut Walk<'_>, old: &Type, new: &Type, site: &Site) {
    let (a, b) = (
        Domain::of(old, &walk.old.api, 0),
        Domain::of(new, &walk.new.api, 0),
    );
    // A newtype of a string differs from a string by its constraints alone.
    if a.base == Base::String && b.base == Base::String && a.is_checked != b.is_checked {
        let none = Constraints::default();
        let before = checks(old, &walk.old.api).unwrap_or(&none).clone();
        let after = checks(new, &walk.new.api).unwrap_or(&none).clone();
        let carried = carried(walk, old, new);
        constraints::replaced(walk, &before, &after, site, carried);
        return;
    }
    let relation = relation(walk, old, new, &a, &b, site);
    let (rule, request, response, what) = match relation {
        Relation::Equal => (
            Rule::TypeRespelled,
            [Nothing; 2],
            [Nothing; 2],
            "for the same values",
        ),
        Relation::Wider => (
            Rule::TypeWidened,
            [Nothing, Caution],
            [Break, Nothing],
            "which allows more",
        ),
        Relation::WiderText => (
            Rule::TypeWidened,
            [Nothing, Caution],
            [Caution, Nothing],
            "which allows more",
        ),
        Relation::WiderFormat => (
            Rule::TypeWidened,
            [Nothing, Caution],
            [Nothing; 2],
            "which allows more",
        ),
        Relation::Narrower => (
            Rule::TypeNarrowed,
            [Break, Nothing],
            [Nothing, Break],
            "which allows less",
        ),
        Relation::NarrowerText => (
            Rule::TypeNarrowed,
            [Break, Nothing],
            [Nothing, Caution],
            "which allows less",
        ),
        Relation::NarrowerFormat => (
            Rule::TypeNarrowed,
            [Break, Nothing],
            [Nothing; 2],
            "which allows less",
        ),
        Relation::Signed => (
            Rule::TypeWidened,
            [Nothing, Caution],
            [Break, Break],
            "which allows negative numbers, and none above the largest `i64`",
        ),
        Relation::Unsigned => (
            Rule::TypeNarrowed,
            [Break, Nothing],
            [Break, Break],
            "which allows no negative numbers, and some above the largest `i64`",
        ),
        Relation::Other => (
            Rule::TypeChanged,
            [Break, Break],
            [Break, Break],
            "which allows other values",
        ),
        Relation::Undecided(worst) => (Rule::TypeChanged, worst, worst, "which allows other values"),
    };
    let carried = carried(walk, old, new);
    // Lines show what an alias stands for.
    let is_alias =
        site.members.is_empty() && matches!(site.owners, [Some(Owner::Type(_)), Some(Owner::Type(_))]);
    walk.report(
        rule,
        site,
        Difference {
            from: ty(old),
            to: ty(new),
            effects: effects(site.direction, request, response),
            wire: told(site.direction, request, response),
            message: format!(
                "`{}` is `{}` instead of `{}`, {what}",
                site.subject,
                ty(new),
                ty(old)
            ),
            mentions: is_alias || matches!((old, new), (Type::Named(_), Type::Named(_))),
            carried,
            ..Difference::default()
        },
    );
}

fn checks<'a>(of: &Type, api: &'a Api) -> Option<&'a Constraints> {
    let Type::Named(name) = unboxed(of) else {
        return None;
    };
    match &api.types.get(name)?.shape {
        Shape::StringNewtype(newtype) => Some(&newtype.constraints),
        Shape::Alias(inner) | Shape::Newtype(inner) => checks(inner, api),
        Shape::Struct(_) | Shape::StringEnum(_) | Shape::IntegerEnum(_) | Shape::Union(_) => None,
    }
}

/// How the values of two types relate.
enum Relation {
    Equal,
    Wider,
    /// Wider, but a client reads any string there.
    WiderText,
    Narrower,
    /// Narrower, but a client reads any string there.
    NarrowerText,
    /// Wider in requests, and the same for a client, which keeps any text.
    WiderFormat,
    /// Narrower in requests, and the same for a client, which keeps any text.
    NarrowerFormat,
    /// Numbers with a sign instead of larger ones.
    Signed,
    /// Larger numbers instead of those with a sign.
    Unsigned,
    Other,
    /// Members decide: these are the worst effects.
    Undecided([Effect; 2]),
}

/// The values of a type, roughly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Domain {
    base: Base,
    kinds: Kinds,
    /// Whether it is a string with constraints.
    is_checked: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Base {
    Boolean,
    Integer,
    Unsigned,
    Number,
    String,
    Format,
    Values,
    Integers,
    Array,
    Map,
    Object,
    Union,
    Any,
}

impl Domain {
    fn of(of: &Type, api: &Api, depth: usize) -> Self {
        let plain = |base, kinds| Self {
            base,
            kinds,
            is_checked: false,
        };
        match of {
            Type::Bool => plain(Base::Boolean, Kinds::BOOLEAN),
            Type::I64 => plain(Base::Integer, Kinds::INTEGER),
            Type::U64 => plain(Base::Unsigned, Kinds::INTEGER),
            Type::F64 => plain(Base::Number, Kinds::NUMBER),
            Type::String => plain(Base::String, Kinds::STRING),
            Type::Text(_) | Type::File => plain(Base::Format, Kinds::STRING),
            Type::Json | Type::Custom(_) => plain(Base::Any, Kinds::ANY),
            Type::Array(_) => plain(Base::Array, Kinds::ARRAY),
            Type::Map(_) => plain(Base::Map, Kinds::OBJECT),
            Type::Boxed(inner) => Self::of(inner, api, depth),
            Type::Nullable(inner) => Self::of(inner, api, depth),
            Type::Named(name) => match api.types.get(name).filter(|_| depth < 64) {
                Some(def) => Self::of_shape(&def.shape, api, depth.saturating_add(1)),
                None => plain(Base::Any, Kinds::ANY),
            },
        }
    }

    fn of_shape(shape: &Shape, api: &Api, depth: usize) -> Self {
        let plain = |base, kinds| Self {
            base,
            kinds,
            is_checked: false,
        };
        match shape {
            Shape::Struct(_) => plain(Base::Object, Kinds::OBJECT),
            Shape::StringEnum(_) => plain(Base::Values, Kinds::STRING),
            Shape::IntegerEnum(_) => plain(Base::Integers, Kinds::INTEGER),
            Shape::Union(union) => {
                let kinds = union.variants.iter().fold(Kinds::default(), |all, variant| {
                    all.union(Self::of(&variant.ty, api, depth).kinds)
                });
                plain(Base::Union, kinds)
            }
            Shape::StringNewtype(_) => Self {
                base: Base::String,
                kinds: Kinds::STRING,
                is_checked: true,
            },
            Shape::Newtype(inner) | Shape::Alias(inner) => Self::of(inner, api, depth),
        }
    }
}

fn relation(walk: &mut Walk<'_>, old: &Type, new: &Type, a: &Domain, b: &Domain, site: &Site) -> Relation {
    let text = |base: Base| matches!(base, Base::String | Base::Format | Base::Values);
    match (a.base, b.base) {
        (Base::Values, Base::String | Base::Format) => return Relation::WiderText,
        (Base::String | Base::Format, Base::Values) => return Relation::NarrowerText,
        // Clients keep any text of a format, so only requests see a stricter one.
        (Base::String, Base::Format) => return Relation::NarrowerFormat,
        (Base::Format, Base::String) => return Relation::WiderFormat,
        (Base::Unsigned, Base::Integer) => return Relation::Signed,
        (Base::Integer, Base::Unsigned) => return Relation::Unsigned,
        (Base::Integers, Base::Integer) => return Relation::WiderText,
        (Base::Integer, Base::Integers) => return Relation::NarrowerText,
        (Base::Integer | Base::Unsigned | Base::Integers, Base::Number) => return Relation::Wider,
        (Base::Number, Base::Integer | Base::Unsigned | Base::Integers) => return Relation::Narrower,
        (_, Base::Any) if a.base != Base::Any => return Relation::Wider,
        (Base::Any, _) if b.base != Base::Any => return Relation::Narrower,
        (x, y) if text(x) && text(y) && x == y => {}
        _ => {}
    }
    match (a.base, b.base) {
        (Base::Object, Base::Map) => {
            let (here, back) = object_and_map(old, &walk.old.api, new, &walk.new.api);
            let received = [back.read, here.read.max(Caution)];
            return Relation::Undecided(effects(site.direction, [here.sent, back.sent], received));
        }
        (Base::Map, Base::Object) => {
            let (here, back) = object_and_map(new, &walk.new.api, old, &walk.old.api);
            let received = [here.read, back.read.max(Caution)];
            return Relation::Undecided(effects(site.direction, [back.sent, here.sent], received));
        }
        _ => {}
    }
    if a.base == b.base {
        return members(walk, old, new, site);
    }
    match (a.kinds.is_within(b.kinds), b.kinds.is_within(a.kinds)) {
        (true, true) => Relation::Undecided(effects(site.direction, [Unknown, Unknown], [Unknown, Unknown])),
        (true, false) => Relation::Wider,
        (false, true) => Relation::Narrower,
        (false, false) => Relation::Other,
    }
}

/// Two types of one form: what they are made of decides.
fn members(walk: &mut Walk<'_>, old: &Type, new: &Type, site: &Site) -> Relation {
    const DEEPEST: usize = 16;
    if walk.depth >= DEEPEST {
        return Relation::Undecided([Unknown; 2]);
    }
    let (Type::Named(a), Type::Named(b)) = (old, new) else {
        return match old == new {
            true => Relation::Equal,
            false => Relation::Undecided(effects(site.direction, [Break, Caution], [Nothing, Nothing])),
        };
    };
    let (Some(a), Some(b)) = (walk.old_type(a), walk.new_type(b)) else {
        return Relation::Undecided([Unknown; 2]);
    };
    match walk.probe(|walk| shapes(walk, a, b, site)) {
        Some(worst) => Relation::Undecided(worst),
        None => Relation::Equal,
    }
}

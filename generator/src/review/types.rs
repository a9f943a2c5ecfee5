//! Types: each pair of named types once, and the types at a place of use.

use std::collections::BTreeSet;

use super::change::Effect::{Break, Caution, None as Nothing};
use super::change::Rust;
use super::relations::replaced;
use super::rules::Rule;
use super::walk::{Difference, Site, Walk, effects};
use super::{constraints, enums, objects, unions};
use crate::ir::{Direction, Presence, Shape, Type, TypeDef, View};
use crate::naming::Ident;
use crate::surface::{Owner, ty};

/// Compares all pairs, those that the comparison finds too, and reports the types that have no partner.
pub(super) fn compare(walk: &mut Walk<'_>) {
    let mut done: BTreeSet<(Ident, Ident)> = BTreeSet::new();
    loop {
        let pending: Vec<(Ident, Ident)> = walk
            .pairs
            .all()
            .map(|(old, new)| (old.clone(), new.clone()))
            .filter(|pair| !done.contains(pair))
            .collect();
        if pending.is_empty() {
            break;
        }
        for (old, new) in pending {
            if let (Some(a), Some(b)) = (walk.old_type(&old), walk.new_type(&new)) {
                pair(walk, a, b);
            }
            done.insert((old, new));
        }
    }
}

/// Compares two named types that stand for the same thing.
fn pair(walk: &mut Walk<'_>, old: &TypeDef, new: &TypeDef) {
    let site = site(old, new);
    if old.name != new.name {
        walk.report(
            Rule::TypeRenamed,
            &site,
            Difference {
                from: old.name.to_string(),
                to: new.name.to_string(),
                message: format!("the type `{}` is now `{}`", old.name, new.name),
                wire: vec!["nothing changes".to_owned()],
                mentions: true,
                ..Difference::default()
            },
        );
    }
    if old.deprecated != new.deprecated {
        deprecation(walk, &site, new.deprecated);
    }
    if old.direction != new.direction {
        direction(walk, &site, old.direction, new.direction);
    }
    if std::mem::discriminant(&old.shape) == std::mem::discriminant(&new.shape) {
        traits(walk, old, new, &site);
    }
    super::keywords::of_types(walk, old, new, &site);
    shapes(walk, old, new, &site);
}

/// The place of two named types.
pub(super) fn site(old: &TypeDef, new: &TypeDef) -> Site {
    Site {
        subject: new.name.to_string(),
        identity: old.pointer.fragment().to_owned(),
        owners: [
            Some(Owner::Type(old.name.clone())),
            Some(Owner::Type(new.name.clone())),
        ],
        members: BTreeSet::new(),
        old: Some(old.pointer.clone()),
        new: Some(new.pointer.clone()),
        // Both sides must write or read a value for one of them to notice that it changes.
        direction: Direction {
            request: old.direction.request && new.direction.request,
            response: old.direction.response && new.direction.response,
        },
    }
}

/// Reports that something is deprecated now, or no longer.
pub(super) fn deprecation(walk: &mut Walk<'_>, site: &Site, is_deprecated: bool) {
    let (rule, message) = match is_deprecated {
        true => (Rule::Deprecated, "is deprecated"),
        false => (Rule::DeprecationRemoved, "is no longer deprecated"),
    };
    walk.report(
        rule,
        site,
        Difference {
            from: (!is_deprecated).to_string(),
            to: is_deprecated.to_string(),
            // Code that denies the lint fails, which is not a reason for a new major version.
            rust: match is_deprecated {
                true => Rust::Minor,
                false => Rust::Patch,
            },
            message: format!("`{}` {message}", site.subject),
            wire: vec!["nothing changes".to_owned()],
            ..Difference::default()
        },
    );
}

/// Reports the traits that a type derives on one side alone. Another type that it contains can be the reason.
fn traits(walk: &mut Walk<'_>, old: &TypeDef, new: &TypeDef, site: &Site) {
    let before = walk.old.api.derived(&old.name);
    let after = walk.new.api.derived(&new.name);
    let without = |of: &BTreeSet<String>, others: &BTreeSet<String>| {
        let only: Vec<String> = of.difference(others).map(|one| format!("`{one}`")).collect();
        only.join(", ")
    };
    let (lost, gained) = (without(&before, &after), without(&after, &before));
    let message = match (lost.is_empty(), gained.is_empty()) {
        (true, true) => return,
        (false, true) => format!("`{}` no longer derives {lost}", site.subject),
        (true, false) => format!("`{}` derives {gained} too", site.subject),
        (false, false) => format!("`{}` derives {gained} instead of {lost}", site.subject),
    };
    let list = |of: BTreeSet<String>| of.into_iter().collect::<Vec<_>>().join(", ");
    walk.report(
        Rule::TraitsChanged,
        site,
        Difference {
            from: list(before),
            to: list(after),
            message,
            wire: vec!["nothing changes".to_owned()],
            mentions: true,
            ..Difference::default()
        },
    );
}

fn direction(walk: &mut Walk<'_>, site: &Site, old: Direction, new: Direction) {
    let way = |direction: Direction| match (direction.request, direction.response) {
        (true, true) => "sent and received",
        (true, false) => "sent",
        (false, true) => "received",
        (false, false) => "unused",
    };
    walk.report(
        Rule::DirectionChanged,
        site,
        Difference {
            from: way(old).to_owned(),
            to: way(new).to_owned(),
            message: format!("`{}` was {} and is now {}", site.subject, way(old), way(new)),
            wire: vec!["nothing changes for the values themselves".to_owned()],
            mentions: true,
            ..Difference::default()
        },
    );
}

/// Compares what two named types are.
pub(super) fn shapes(walk: &mut Walk<'_>, old: &TypeDef, new: &TypeDef, site: &Site) {
    match (&old.shape, &new.shape) {
        (Shape::Struct(a), Shape::Struct(b)) => objects::compare(walk, a, b, site),
        (Shape::StringEnum(a), Shape::StringEnum(b)) => enums::strings(walk, a, b, site),
        (Shape::IntegerEnum(a), Shape::IntegerEnum(b)) => enums::integers(walk, a, b, site),
        (Shape::Union(a), Shape::Union(b)) => unions::compare(walk, a, b, site),
        (Shape::StringNewtype(a), Shape::StringNewtype(b)) => {
            constraints::newtype(walk, &a.constraints, &b.constraints, site);
            if a.secret != b.secret {
                secret(walk, site, b.secret);
            }
        }
        (Shape::Newtype(a), Shape::Newtype(b)) | (Shape::Alias(a), Shape::Alias(b)) => uses(walk, a, b, site),
        (
            Shape::Struct(_)
            | Shape::StringEnum(_)
            | Shape::IntegerEnum(_)
            | Shape::Union(_)
            | Shape::StringNewtype(_)
            | Shape::Newtype(_)
            | Shape::Alias(_),
            _,
        ) => replaced(
            walk,
            &Type::Named(old.name.clone()),
            &Type::Named(new.name.clone()),
            site,
        ),
    }
}

/// Reports that a value is hidden from `Debug` now, or no longer.
pub(super) fn secret(walk: &mut Walk<'_>, site: &Site, is_secret: bool) {
    walk.report(
        Rule::SecretChanged,
        site,
        Difference {
            from: (!is_secret).to_string(),
            to: is_secret.to_string(),
            message: match is_secret {
                true => format!("`Debug` hides `{}`", site.subject),
                false => format!("`Debug` shows `{}`", site.subject),
            },
            wire: vec!["nothing changes".to_owned()],
            ..Difference::default()
        },
    );
}

/// Compares the types at a place of use.
pub(super) fn uses(walk: &mut Walk<'_>, old: &Type, new: &Type, site: &Site) {
    match (unboxed(old).view(), unboxed(new).view()) {
        (View::Array(a), View::Array(b)) => uses(walk, a, b, &inside(walk, site, "items")),
        (View::Map(a), View::Map(b)) => uses(walk, a, b, &inside(walk, site, "additionalProperties")),
        (View::Nullable(a), View::Nullable(b)) => uses(walk, a, b, site),
        (View::Nullable(a), _) => {
            nullable(walk, &site.inside("[]", "null"), false);
            uses(walk, a, new, site);
        }
        (_, View::Nullable(b)) => {
            nullable(walk, &site.inside("[]", "null"), true);
            uses(walk, old, b, site);
        }
        (View::Named(a), View::Named(b)) if walk.pairs.are_paired(a, b) => {
            if is_boxed(old) != is_boxed(new) {
                respelled(walk, old, new, site);
            }
        }
        (View::Named(a), View::Named(b)) if is_free(walk, a, b) => {
            walk.pairs.pair(a, b);
        }
        (
            View::Leaf | View::Named(_) | View::Boxed(_) | View::Array(_) | View::Map(_),
            View::Leaf | View::Named(_) | View::Boxed(_) | View::Array(_) | View::Map(_),
        ) => {
            if unboxed(old) != unboxed(new) || !walk_equal(walk, old, new) {
                return replaced(walk, unboxed(old), unboxed(new), site);
            }
            if old != new {
                respelled(walk, old, new, site);
            }
            super::keywords::of_value(walk, new, site);
        }
    }
}

/// The place of the items of a list or of the values of a map, whose schemas the keyword has.
fn inside(walk: &Walk<'_>, site: &Site, keyword: &str) -> Site {
    let old = site.old.as_ref().map(|at| walk.old_places().keyword(at, keyword));
    let new = site.new.as_ref().map(|at| walk.new_places().keyword(at, keyword));
    site.inside("[]", "*").at(old, new)
}

/// Whether neither type has a partner and both have the same form, so that one is the other under another name.
fn is_free(walk: &Walk<'_>, old: &Ident, new: &Ident) -> bool {
    if walk.pairs.new_of(old).is_some() || walk.pairs.old_of(new).is_some() {
        return false;
    }
    let (Some(a), Some(b)) = (walk.old_type(old), walk.new_type(new)) else {
        return false;
    };
    std::mem::discriminant(&a.shape) == std::mem::discriminant(&b.shape)
}

/// Whether equal types mean the same on both sides: a name must stand for the same thing.
fn walk_equal(walk: &Walk<'_>, old: &Type, new: &Type) -> bool {
    match (unboxed(old), unboxed(new)) {
        (Type::Named(a), Type::Named(b)) => walk.pairs.are_paired(a, b),
        _ => true,
    }
}

fn is_boxed(of: &Type) -> bool {
    matches!(of.view(), View::Boxed(_))
}

/// A type without its boxes.
pub(super) fn unboxed(of: &Type) -> &Type {
    match of {
        Type::Boxed(inner) => unboxed(inner),
        Type::Bool
        | Type::I64
        | Type::U64
        | Type::F64
        | Type::String
        | Type::Text(_)
        | Type::File
        | Type::Json
        | Type::Custom(_)
        | Type::Named(_)
        | Type::Array(_)
        | Type::Map(_)
        | Type::Nullable(_) => of,
    }
}

/// Reports that an item or a value may be null now, or no longer.
fn nullable(walk: &mut Walk<'_>, site: &Site, now: bool) {
    let (rule, message, effects, wires) = match now {
        true => (
            Rule::BecameNullable,
            "may be null",
            effects(site.direction, [Nothing, Caution], [Break, Nothing]),
            [
                "old servers refuse `null`",
                "old clients can't read a response with `null`, however deep it stands",
            ],
        ),
        false => (
            Rule::NoLongerNullable,
            "may no longer be null",
            effects(site.direction, [Break, Nothing], [Nothing, Break]),
            [
                "requests of old clients with `null` are refused",
                "new clients can't read `null` of old servers",
            ],
        ),
    };
    walk.report(
        rule,
        site,
        Difference {
            from: (!now).to_string(),
            to: now.to_string(),
            effects,
            wire: super::fields::directed(site, wires),
            message: format!("`{}` {message}", site.subject),
            ..Difference::default()
        },
    );
}

/// Only the spelling in Rust differs: a box, or an alias.
fn respelled(walk: &mut Walk<'_>, old: &Type, new: &Type, site: &Site) {
    walk.report(
        Rule::TypeRespelled,
        site,
        Difference {
            from: ty(old),
            to: ty(new),
            message: format!("`{}` is `{}` instead of `{}`", site.subject, ty(new), ty(old)),
            wire: vec!["nothing changes".to_owned()],
            ..Difference::default()
        },
    );
}

/// The types without a partner that a use of one type instead of another takes away and brings.
pub(super) fn carried(walk: &Walk<'_>, old: &Type, new: &Type) -> [Vec<Ident>; 2] {
    let mut gone = Vec::new();
    let mut come = Vec::new();
    old.named(&mut gone);
    new.named(&mut come);
    gone.retain(|name| walk.pairs.new_of(name).is_none());
    come.retain(|name| walk.pairs.old_of(name).is_none());
    [gone, come]
}

/// The presence of a member in words.
pub(super) fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Required => "required",
        Presence::Optional => "optional",
        Presence::Nullable => "required, nullable",
        Presence::OptionalNullable | Presence::OptionalOrNull => "optional, nullable",
    }
}

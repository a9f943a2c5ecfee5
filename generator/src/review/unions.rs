//! Unions: variants that come and go, and the evidence that chooses between them.

use std::collections::BTreeMap;

use super::change::Effect::{Break, Caution, None as Nothing};
use super::change::Silent;
use super::fields::directed;
use super::language::{self, Lost, Variants};
use super::relations::values;
use super::rules::Rule;
use super::types::{carried, unboxed};
use super::walk::{Difference, Site, Walk, effects};
use crate::ir::{Api, Type, Union, UnionVariant};
use crate::naming::Ident;
use crate::source::Pointer;
use crate::surface::{Member, evidence, ty};

/// Compares two unions.
pub(super) fn compare(walk: &mut Walk<'_>, old: &Union, new: &Union, site: &Site) {
    let mut left: BTreeMap<String, &UnionVariant> = new
        .variants
        .iter()
        .map(|variant| (variant.name.to_string(), variant))
        .collect();
    let mut gone = Vec::new();
    let mut both = Vec::new();
    for a in &old.variants {
        match left.remove(a.name.as_str()) {
            Some(b) => both.push((a, b)),
            None => gone.push(a),
        }
    }
    for a in gone {
        // The same content under another name is a variant that was renamed.
        let same = left
            .iter()
            .find(|(_, b)| stands_for(walk, a, b))
            .map(|(name, _)| name.clone());
        match same.and_then(|name| left.remove(&name)) {
            Some(b) => {
                let site = at(walk, site, a, b);
                super::names::member(walk, &site, a.name.as_str(), b.name.as_str());
                both.push((a, b));
            }
            None => removed(walk, a, site),
        }
    }
    let lost = lost(walk, old, new, &both);
    for (a, b) in both {
        variant(walk, a, b, site);
    }
    for b in left.values() {
        let lost: Vec<String> = lost
            .iter()
            .filter(|(name, _)| *name == b.name)
            .map(|(_, text)| text.clone())
            .collect();
        added(walk, b, site, lost);
    }
}

/// What new variants take from those that were there: the new variant, and a sentence with an example.
fn lost(
    walk: &Walk<'_>,
    old: &Union,
    new: &Union,
    both: &[(&UnionVariant, &UnionVariant)],
) -> Vec<(Ident, String)> {
    let index =
        |of: &Union, variant: &UnionVariant| of.variants.iter().position(|other| other.name == variant.name);
    let kept = both
        .iter()
        .filter_map(|(a, b)| Some((index(old, a)?, index(new, b)?)));
    let kept: Vec<(usize, usize)> = kept.collect();
    let before = Variants {
        variants: &old.variants,
        api: &walk.old.api,
    };
    let after = Variants {
        variants: &new.variants,
        api: &walk.new.api,
    };
    let lost = language::lost(before, after, &kept);
    let text = |lost: Lost| {
        let (from, to) = (old.variants.get(lost.from)?, new.variants.get(lost.to)?);
        let text = format!(
            "{} was read as `{}` and is read as `{}` now (proved)",
            lost.example, from.name, to.name
        );
        Some((to.name.clone(), text))
    };
    lost.into_iter().filter_map(text).collect()
}

/// Whether two variants have the same content, by the evidence that chooses them.
fn stands_for(walk: &Walk<'_>, old: &UnionVariant, new: &UnionVariant) -> bool {
    let text = |variant: &UnionVariant, api: &Api| -> Vec<String> {
        variant.evidence.iter().map(|one| evidence(one, api)).collect()
    };
    let same_type = match (&old.ty, &new.ty) {
        (Type::Named(a), Type::Named(b)) => walk.pairs.are_paired(a, b),
        (a, b) => a == b,
    };
    same_type || (old.place == new.place && text(old, &walk.old.api) == text(new, &walk.new.api))
}

fn at(walk: &Walk<'_>, site: &Site, old: &UnionVariant, new: &UnionVariant) -> Site {
    let of = |variant: &UnionVariant, api: &Api| -> Option<Pointer> {
        let Type::Named(name) = unboxed(&variant.ty) else {
            return None;
        };
        api.types.get(name).map(|def| def.pointer.clone())
    };
    let before = site.old.as_ref().map(|at| {
        walk.old_places()
            .branch(at, of(old, &walk.old.api).as_ref(), type_of(&old.ty))
    });
    let after = site.new.as_ref().map(|at| {
        walk.new_places()
            .branch(at, of(new, &walk.new.api).as_ref(), type_of(&new.ty))
    });
    let mut site = site
        .inside(&format!("::{}", new.name), old.name.as_str())
        .member(Member::Variant(old.name.to_string()))
        .at(before, after);
    site.members.insert(Member::Variant(new.name.to_string()));
    site
}

/// The `type` of a schema without a name.
fn type_of(of: &Type) -> Option<&'static str> {
    match of {
        Type::Bool => Some("boolean"),
        Type::I64 | Type::U64 => Some("integer"),
        Type::F64 => Some("number"),
        Type::String | Type::Text(_) | Type::File => Some("string"),
        Type::Array(_) => Some("array"),
        Type::Map(_) => Some("object"),
        Type::Boxed(inner) | Type::Nullable(inner) => type_of(inner),
        Type::Json | Type::Custom(_) | Type::Named(_) => None,
    }
}

/// Compares a variant that both sides have.
fn variant(walk: &mut Walk<'_>, old: &UnionVariant, new: &UnionVariant, site: &Site) {
    let UnionVariant {
        name: _,
        ty: of,
        convertible,
        place,
        evidence: before,
        constraints: checks,
        docs: _,
    } = old;
    let site = at(walk, site, old, new);
    values(walk, (of, checks), (&new.ty, &new.constraints), &site);
    let text = |all: &[crate::ir::Evidence], api: &Api| {
        let all: Vec<String> = all.iter().map(|one| evidence(one, api)).collect();
        all.join(", ")
    };
    let (from, to) = (text(before, &walk.old.api), text(&new.evidence, &walk.new.api));
    if from != to || *place != new.place {
        walk.report(
            Rule::EvidenceChanged,
            &site,
            Difference {
                message: format!("`{}` is chosen by other evidence", site.subject),
                effects: effects(site.direction, [Caution, Caution], [Caution, Caution]),
                silent: Silent::Read,
                wire: vec![
                    format!("it was chosen where: {from}"),
                    format!("it is chosen where: {to}"),
                ],
                from,
                to,
                ..Difference::default()
            },
        );
    }
    if *convertible != new.convertible {
        let text = |is: bool| match is {
            true => "From",
            false => "no From",
        };
        walk.report(
            Rule::TypeRespelled,
            &site,
            Difference {
                from: text(*convertible).to_owned(),
                to: text(new.convertible).to_owned(),
                message: format!(
                    "`{}` is {} converted from its content",
                    site.subject,
                    match new.convertible {
                        true => "now",
                        false => "no longer",
                    }
                ),
                wire: vec!["nothing changes".to_owned()],
                ..Difference::default()
            },
        );
    }
}

fn added(walk: &mut Walk<'_>, variant: &UnionVariant, site: &Site, lost: Vec<String>) {
    let mut site = at(walk, site, variant, variant);
    site.old = site.old.map(|at| walk.old_places().nearest(&at));
    let carried = carried(walk, &Type::Bool, &variant.ty);
    walk.report(
        Rule::VariantAdded,
        &site,
        Difference {
            to: ty(&variant.ty),
            effects: effects(site.direction, [Nothing, Caution], [Caution, Nothing]),
            silent: match site.direction.response {
                true => Silent::Read,
                false => Silent::No,
            },
            message: format!("`{}` is added", site.subject),
            wire: lost
                .into_iter()
                .chain(directed(
                    &site,
                    [
                        "old servers refuse it",
                        "old clients read it as `Unknown`; code that matches `Unknown` for it stops matching",
                    ],
                ))
                .collect(),
            carried,
            ..Difference::default()
        },
    );
}

fn removed(walk: &mut Walk<'_>, variant: &UnionVariant, site: &Site) {
    let mut site = at(walk, site, variant, variant);
    site.new = site.new.map(|at| walk.new_places().nearest(&at));
    let carried = carried(walk, &variant.ty, &Type::Bool);
    walk.report(
        Rule::VariantRemoved,
        &site,
        Difference {
            from: ty(&variant.ty),
            effects: effects(site.direction, [Break, Nothing], [Nothing, Caution]),
            message: format!("`{}` is removed", site.subject),
            wire: directed(
                &site,
                [
                    "requests of old clients with it are refused",
                    "new clients read it from old servers as `Unknown`",
                ],
            ),
            carried,
            ..Difference::default()
        },
    );
}

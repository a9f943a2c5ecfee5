//! Objects: properties, constants and what happens to other properties.

use std::collections::BTreeMap;

use super::change::Effect::{Break, Caution, None as Nothing};
use super::constraints;
use super::fields::{access, declared, field};
use super::fixed::{Moved, constant};
use super::places::Places;
use super::rules::Rule;
use super::types::{carried, presence};
use super::walk::{Difference, Site, Walk, effects};
use crate::ir::{Api, Constant, Field, Kinds, Struct, Type};
use crate::source::Pointer;
use crate::surface::{Member, Owner, literal, ty};

/// Compares two objects.
pub(super) fn compare(walk: &mut Walk<'_>, old: &Struct, new: &Struct, site: &Site) {
    let Struct {
        constants,
        fields,
        extra,
        constraints: checks,
    } = old;
    let by_wire = |fields: &[Field]| -> BTreeMap<String, Field> {
        fields
            .iter()
            .map(|field| (field.name.wire.clone(), field.clone()))
            .collect()
    };
    let (mut after, before) = (by_wire(&new.fields), by_wire(fields));
    let fixed = |constants: &[Constant]| -> BTreeMap<String, Constant> {
        constants
            .iter()
            .map(|constant| (constant.wire.clone(), constant.clone()))
            .collect()
    };
    let (mut constants_after, constants_before) = (fixed(&new.constants), fixed(constants));
    for (wire, a) in &constants_before {
        if constants_after.contains_key(wire) || after.contains_key(wire) {
            written(walk, [None, after.get(wire)], site, wire);
        }
        match (constants_after.remove(wire), after.remove(wire)) {
            (Some(b), _) if b.value == a.value => {
                let site = at(walk, site, wire);
                super::keywords::of_value(walk, &Type::Json, &site);
            }
            (Some(b), _) => constant(
                walk,
                site,
                wire,
                &literal(&a.value),
                &literal(&b.value),
                Moved::Value,
            ),
            (None, Some(b)) => constant(walk, site, wire, &literal(&a.value), &ty(&b.ty), Moved::ToField),
            (None, None) => constant(walk, site, wire, &literal(&a.value), "", Moved::Gone),
        }
    }
    for (wire, a) in &before {
        if constants_after.contains_key(wire) {
            written(walk, [Some(a), None], site, wire);
        }
        match (after.remove(wire), constants_after.remove(wire)) {
            (Some(b), _) => field(walk, a, &b, site),
            (None, Some(b)) => constant(walk, site, wire, &ty(&a.ty), &literal(&b.value), Moved::FromField),
            (None, None) => removed(walk, a, site),
        }
    }
    for b in after.values() {
        added(walk, b, site);
    }
    for (wire, b) in &constants_after {
        constant(walk, site, wire, "", &literal(&b.value), Moved::Came);
    }
    super::fixed::extra(walk, extra, &new.extra, site);
    constraints::compare(walk, Kinds::OBJECT, checks, &new.constraints, site);
    order(walk, fields, &new.fields, site);
}

/// Compares `readOnly` and `writeOnly` of a property that is a constant on a side, which clients write in any case.
fn written(walk: &mut Walk<'_>, fields: [Option<&Field>; 2], site: &Site, wire: &str) {
    let both = declared(walk, fields, site, wire);
    let site = at(walk, site, wire);
    access(walk, both, true, &site);
}

/// The place of a property.
pub(super) fn at(walk: &Walk<'_>, site: &Site, wire: &str) -> Site {
    let place = |schema: &Option<Pointer>, places: Places<'_>, api: &Api, owner: &Option<Owner>| {
        let schema = schema.as_ref()?;
        let def = match owner {
            Some(Owner::Type(name)) => api.types.get(name),
            Some(_) | None => None,
        };
        let others = def.map_or(&[][..], |def| &def.others);
        let mut schemas = std::iter::once(schema).chain(others);
        let declared = schemas.find_map(|schema| places.declared(schema, wire));
        Some(declared.unwrap_or_else(|| places.property(schema, wire)))
    };
    let [old_owner, new_owner] = &site.owners;
    let old = place(&site.old, walk.old_places(), &walk.old.api, old_owner);
    let new = place(&site.new, walk.new_places(), &walk.new.api, new_owner);
    site.inside(&format!(".{wire}"), wire)
        .member(Member::Property(wire.to_owned()))
        .at(old, new)
}

pub(super) fn is_required(field: &Field) -> bool {
    !field.described().is_optional()
}

fn added(walk: &mut Walk<'_>, field: &Field, site: &Site) {
    let mut site = at(walk, site, &field.name.wire);
    site.old = site.old.map(|at| walk.old_places().nearest(&at));
    let required = is_required(field);
    let mut direction = site.direction;
    direction.request &= !field.is_only_received();
    direction.response &= !field.is_only_sent();
    let (rule, effects) = match required {
        true => (
            Rule::RequiredPropertyAdded,
            effects(direction, [Break, Caution], [Nothing, Break]),
        ),
        false => (
            Rule::PropertyAdded,
            effects(direction, [Nothing, Caution], [Nothing, Nothing]),
        ),
    };
    let mut wire = Vec::new();
    if direction.request {
        wire.push(match required {
            true => "requests of old clients lack it".to_owned(),
            false => "old servers ignore or refuse it".to_owned(),
        });
    }
    if direction.response {
        wire.push(match required {
            true => "new clients can't read responses of old servers, which lack it".to_owned(),
            false => "old clients find it in `extra`; code that reads it from there finds nothing any more"
                .to_owned(),
        });
    }
    let carried = carried(walk, &Type::Bool, &field.ty);
    let default = site.new.as_ref().map(|at| at.child("default"));
    let has_default = default.is_some_and(|at| walk.new.tree.at(&at).is_some());
    let help = match has_default {
        true => {
            "the default does not make it optional: accept the change if servers take requests without it, or make it optional"
        }
        false => "make it optional until all servers and clients know it",
    };
    walk.report(
        rule,
        &site,
        Difference {
            to: ty(&field.ty),
            effects,
            message: format!("`{}` is added ({})", site.subject, presence(field.described())),
            wire,
            help: required.then(|| help.to_owned()),
            carried,
            ..Difference::default()
        },
    );
}

fn removed(walk: &mut Walk<'_>, field: &Field, site: &Site) {
    let mut site = at(walk, site, &field.name.wire);
    site.new = site.new.map(|at| walk.new_places().nearest(&at));
    let required = is_required(field);
    let mut direction = site.direction;
    direction.request &= !field.is_only_received();
    direction.response &= !field.is_only_sent();
    let (rule, effects) = match required {
        true => (
            Rule::RequiredPropertyRemoved,
            effects(direction, [Caution, Break], [Break, Nothing]),
        ),
        false => (
            Rule::PropertyRemoved,
            effects(direction, [Caution, Nothing], [Caution, Nothing]),
        ),
    };
    let mut wire = Vec::new();
    if direction.request {
        wire.push("servers ignore or refuse it in requests of old clients".to_owned());
    }
    if direction.response {
        wire.push(match required {
            true => "old clients can't read responses without it".to_owned(),
            false => "old clients read `None`".to_owned(),
        });
    }
    let carried = carried(walk, &field.ty, &Type::Bool);
    walk.report(
        rule,
        &site,
        Difference {
            from: ty(&field.ty),
            effects,
            message: format!("`{}` is removed ({})", site.subject, presence(field.described())),
            wire,
            help: Some("deprecate it for a release first".to_owned()),
            carried,
            ..Difference::default()
        },
    );
}

/// The order of what `new` takes, where only the order differs.
fn order(walk: &mut Walk<'_>, old: &[Field], new: &[Field], site: &Site) {
    let wires = |fields: &[Field]| -> Vec<String> {
        let fields = fields.iter().filter(|field| !field.presence.is_optional());
        fields.map(|field| field.name.wire.clone()).collect()
    };
    super::names::order(walk, &wires(old), &wires(new), site, "new", |wire| {
        Member::Property(wire.to_owned())
    });
}

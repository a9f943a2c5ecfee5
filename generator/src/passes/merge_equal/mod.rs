//! Equal types become one. Descriptions repeat inline schemas, and each type costs the users of a crate compile time. Every type
//! keeps its name: that of an equal type is a second name of the one that is kept.
//!
//! The kept type is an equal component or, without one, the equal type that was named first. The lock pins it. Types are equal if
//! only their own docs differ. Everything else that Rust or the wire shows is compared, so the types in a type are compared before
//! it. A type that contains itself through inline types alone is not compared, and neither is a type that contains it.
//!
//! These types stay apart:
//! - components, and types whose names the user chose;
//! - an inline type and a component whose docs contradict each other;
//! - variants of one union and bodies of one request, whose conversions would conflict;
//! - types of different directions: a later change may add constraints to what is sent, and only to that;
//! - newtypes with different names, since they keep different values apart.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use crate::ir::{Api, Shape, Type, TypeDef};
use crate::naming::{Ident, Kind, Names, Standing};
use crate::source::{MAX_STEPS, bundle};

/// Finds equal types, and makes all but one of each group names of that one.
pub(crate) fn merge(api: &mut Api, names: &mut Names<'_>) {
    let equal = Equal::find(api, names).replaced;
    names.pin_equal(&equal);
    for (name, kept) in equal {
        if let Some(def) = api.types.get_mut(&name) {
            def.same_as = Some(kept);
        }
    }
}

/// Equal types, of which one is kept.
struct Group<'a> {
    kept: &'a TypeDef,
    shape: Shape,
    /// The choices between types that have one of them.
    choices: BTreeSet<usize>,
}

/// The search for equal types.
struct Equal<'a> {
    groups: Vec<Group<'a>>,
    /// The groups by the hash of their shapes.
    by_hash: BTreeMap<u64, Vec<usize>>,
    /// The types that are not kept, each with the one that is.
    replaced: BTreeMap<Ident, Ident>,
    /// The choices that have a type.
    choices: BTreeMap<Ident, BTreeSet<usize>>,
}

/// The order in which the types of a round are considered.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Rank<'n> {
    Component,
    Inline(Standing<'n>),
}

impl<'a> Equal<'a> {
    fn find(api: &'a Api, names: &Names<'_>) -> Self {
        let mut found = Self {
            groups: Vec::new(),
            by_hash: BTreeMap::new(),
            replaced: BTreeMap::new(),
            choices: choices(api),
        };
        for round in rounds(&api.types) {
            let ranked = round.into_iter().filter(|def| is_comparable(def, names));
            let ranked = ranked.map(|def| match bundle::is_component(&def.pointer) {
                true => (Rank::Component, &def.name, def),
                false => (Rank::Inline(names.standing(&def.name)), &def.name, def),
            });
            let mut ranked: Vec<(Rank<'_>, &Ident, &TypeDef)> = ranked.collect();
            ranked.sort_by(|(rank, name, _), (other, than, _)| (rank, name).cmp(&(other, than)));
            for (rank, _, def) in ranked {
                found.add(&rank, def);
            }
        }
        found
    }

    /// Adds a type to the group of an equal one, or starts a group.
    fn add(&mut self, rank: &Rank<'_>, def: &'a TypeDef) {
        let shape = self.shape(def);
        let mut hasher = DefaultHasher::new();
        shape.hash(&mut hasher);
        let hash = hasher.finish();
        let choices = self.choices.get(&def.name).cloned().unwrap_or_default();
        let joined = self.group(rank, def, (hash, &shape), &choices);
        match joined.and_then(|index| self.groups.get_mut(index)) {
            Some(group) => {
                group.choices.extend(choices);
                self.replaced.insert(def.name.clone(), group.kept.name.clone());
            }
            None => {
                self.by_hash.entry(hash).or_default().push(self.groups.len());
                self.groups.push(Group {
                    kept: def,
                    shape,
                    choices,
                });
            }
        }
    }

    /// The group of equal types that a type joins: the one of the run before, otherwise the first.
    fn group(
        &self,
        rank: &Rank<'_>,
        def: &TypeDef,
        (hash, shape): (u64, &Shape),
        choices: &BTreeSet<usize>,
    ) -> Option<usize> {
        let Rank::Inline(standing) = rank else { return None };
        let before = match standing {
            Standing::Replaced(by) => Some(*by),
            // Such a type keeps its other names.
            Standing::Kept => return None,
            Standing::Alone | Standing::New(_) => None,
        };
        let mut first = None;
        for index in self.by_hash.get(&hash).into_iter().flatten() {
            let Some(group) = self.groups.get(*index) else {
                continue;
            };
            if group.shape == *shape && fits(group.kept, def) && group.choices.is_disjoint(choices) {
                if before.is_none() || before == Some(group.kept.name.as_str()) {
                    return Some(*index);
                }
                first = first.or(Some(*index));
            }
        }
        first
    }

    /// The shape of a type, in which equal types have one name.
    fn shape(&self, def: &TypeDef) -> Shape {
        let mut shape = def.shape.clone();
        shape.each_type(|ty| {
            if let Type::Named(name) = ty.core_mut()
                && let Some(kept) = self.replaced.get(name)
            {
                *name = kept.clone();
            }
        });
        shape
    }
}

/// Whether a type may be equal to another one. An alias defines no type.
fn is_comparable(def: &TypeDef, names: &Names<'_>) -> bool {
    match &def.shape {
        Shape::Alias(_) => false,
        Shape::Struct(_)
        | Shape::StringEnum(_)
        | Shape::IntegerEnum(_)
        | Shape::Union(_)
        | Shape::StringNewtype(_)
        | Shape::Newtype(_) => names.chosen(Kind::Type, &def.pointer).is_none(),
    }
}

/// Whether a type with the shape of the kept one can be the same type.
fn fits(kept: &TypeDef, def: &TypeDef) -> bool {
    let is_distinguished = matches!(def.shape, Shape::StringNewtype(_));
    let contradicts = match (&kept.docs.text, &def.docs.text) {
        (Some(text), Some(other)) => text != other && bundle::is_component(&kept.pointer),
        (None, _) | (_, None) => false,
    };
    (kept.direction, kept.deprecated) == (def.direction, def.deprecated) && !is_distinguished && !contradicts
}

/// The unions and the request bodies between whose types a caller chooses, by type.
fn choices(api: &Api) -> BTreeMap<Ident, BTreeSet<usize>> {
    let unions = api
        .types
        .values()
        .filter(|def| matches!(def.shape, Shape::Union(_)));
    let unions = unions.map(|def| {
        let mut variants = Vec::new();
        def.shape.mentioned(&mut variants);
        variants
    });
    let bodies = api.operations().map(|operation| {
        let mut bodies = Vec::new();
        operation.bodies().for_each(|body| body.ty.named(&mut bodies));
        bodies
    });
    let mut found: BTreeMap<Ident, BTreeSet<usize>> = BTreeMap::new();
    for (number, choice) in unions.chain(bodies).enumerate() {
        for name in choice {
            let name = behind_aliases(&api.types, name);
            found.entry(name).or_default().insert(number);
        }
    }
    found
}

/// The type that a name stands for.
fn behind_aliases(types: &BTreeMap<Ident, TypeDef>, mut name: Ident) -> Ident {
    for _ in 0..MAX_STEPS {
        let Some(Shape::Alias(ty)) = types.get(&name).map(|def| &def.shape) else {
            break;
        };
        let mut inside = Vec::new();
        ty.named(&mut inside);
        let Some(inner) = inside.pop() else { break };
        name = inner;
    }
    name
}

/// The types in rounds: a type comes after the types without a component in it. Types that contain themselves through such types
/// are left out, with everything that contains them.
fn rounds(types: &BTreeMap<Ident, TypeDef>) -> Vec<Vec<&TypeDef>> {
    let is_inline = |name: &Ident| {
        let def = types.get(name);
        def.is_some_and(|def| !bundle::is_component(&def.pointer))
    };
    let mut users: BTreeMap<Ident, Vec<&TypeDef>> = BTreeMap::new();
    let mut waiting: BTreeMap<&Ident, usize> = BTreeMap::new();
    let mut round = Vec::new();
    for def in types.values() {
        let mut inside = Vec::new();
        def.shape.mentioned(&mut inside);
        inside.retain(is_inline);
        match inside.len() {
            0 => round.push(def),
            number => drop(waiting.insert(&def.name, number)),
        }
        for name in inside {
            users.entry(name).or_default().push(def);
        }
    }
    let mut rounds = Vec::new();
    while !round.is_empty() {
        let mut next = Vec::new();
        for user in round
            .iter()
            .flat_map(|def| users.get(&def.name).into_iter().flatten())
        {
            if let Some(number) = waiting.get_mut(&user.name) {
                *number = number.saturating_sub(1);
                if *number == 0 {
                    next.push(*user);
                }
            }
        }
        rounds.push(std::mem::replace(&mut round, next));
    }
    rounds
}

//! Boxing: if a type would contain itself by value, the edge gets a `Box`. An alias that leads back to itself becomes
//! a newtype.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Extra, Shape, Type, TypeDef, View};
use crate::naming::Ident;

/// Boxes the edges of each cycle.
pub(crate) fn box_recursion(types: &mut BTreeMap<Ident, TypeDef>) {
    break_alias_cycles(types);
    let edges: BTreeMap<Ident, BTreeSet<Ident>> = types
        .iter()
        .map(|(name, def)| (name.clone(), by_value(&def.shape)))
        .collect();
    let component = components(&edges);
    for (name, def) in types.iter_mut() {
        let within = |other: &Ident| {
            let same = component.get(other) == component.get(name);
            same && (other != name || edges.get(name).is_some_and(|targets| targets.contains(name)))
        };
        let in_cycle = |other: &Ident| within(other) && is_cyclic(name, &edges, &component);
        match &mut def.shape {
            Shape::Struct(object) => {
                for field in &mut object.fields {
                    box_type(&mut field.ty, &in_cycle);
                }
            }
            Shape::Union(union) => {
                for variant in &mut union.variants {
                    box_type(&mut variant.ty, &in_cycle);
                }
            }
            Shape::Newtype(ty) => box_type(ty, &in_cycle),
            Shape::StringEnum(_) | Shape::IntegerEnum(_) | Shape::StringNewtype(_) | Shape::Alias(_) => {}
        }
    }
}

/// An alias on a cycle, through lists and maps too, that contains no struct or union: rustc would expand it forever.
fn break_alias_cycles(types: &mut BTreeMap<Ident, TypeDef>) {
    let edges: BTreeMap<Ident, BTreeSet<Ident>> = types
        .iter()
        .map(|(name, def)| {
            let targets = match &def.shape {
                Shape::Alias(ty) => {
                    let mut all = Vec::new();
                    ty.named(&mut all);
                    all.into_iter().collect()
                }
                Shape::Struct(_)
                | Shape::StringEnum(_)
                | Shape::IntegerEnum(_)
                | Shape::Union(_)
                | Shape::StringNewtype(_)
                | Shape::Newtype(_) => BTreeSet::new(),
            };
            (name.clone(), targets)
        })
        .collect();
    let component = components(&edges);
    for (name, def) in types.iter_mut() {
        if let Shape::Alias(ty) = &def.shape
            && is_cyclic(name, &edges, &component)
        {
            def.shape = Shape::Newtype(ty.clone());
        }
    }
}

fn is_cyclic(
    name: &Ident,
    edges: &BTreeMap<Ident, BTreeSet<Ident>>,
    component: &BTreeMap<Ident, usize>,
) -> bool {
    let Some(targets) = edges.get(name) else {
        return false;
    };
    targets
        .iter()
        .any(|target| target == name || component.get(target) == component.get(name))
}

/// The types that a value contains directly, not in a list or a map.
fn by_value(shape: &Shape) -> BTreeSet<Ident> {
    let mut out = BTreeSet::new();
    match shape {
        Shape::Struct(object) => {
            for field in &object.fields {
                direct(&field.ty, &mut out);
            }
            match &object.extra {
                // Additional properties are in a map.
                Extra::Keep(_) | Extra::Typed(_, _) | Extra::None => {}
            }
        }
        Shape::Union(union) => {
            for variant in &union.variants {
                direct(&variant.ty, &mut out);
            }
        }
        Shape::Alias(ty) | Shape::Newtype(ty) => direct(ty, &mut out),
        Shape::StringEnum(_) | Shape::IntegerEnum(_) | Shape::StringNewtype(_) => {}
    }
    out
}

fn direct(ty: &Type, out: &mut BTreeSet<Ident>) {
    match ty.view() {
        View::Named(name) => {
            out.insert(name.clone());
        }
        View::Nullable(inner) => direct(inner, out),
        View::Boxed(_) | View::Array(_) | View::Map(_) => {}
        View::Leaf => {}
    }
}

fn box_type(ty: &mut Type, in_cycle: &dyn Fn(&Ident) -> bool) {
    if let Type::Nullable(inner) = ty {
        box_type(inner, in_cycle);
    } else if matches!(ty, Type::Named(name) if in_cycle(name)) {
        *ty = Type::Boxed(Box::new(ty.clone()));
    }
}

/// The strongly connected component of each name: Kosaraju's two passes, without recursion.
fn components(edges: &BTreeMap<Ident, BTreeSet<Ident>>) -> BTreeMap<Ident, usize> {
    let mut reversed: BTreeMap<&Ident, Vec<&Ident>> = BTreeMap::new();
    for (from, targets) in edges {
        for to in targets {
            reversed.entry(to).or_default().push(from);
        }
    }
    let mut component: BTreeMap<Ident, usize> = BTreeMap::new();
    for (number, root) in finishing_order(edges).into_iter().rev().enumerate() {
        let mut stack = vec![root];
        while let Some(name) = stack.pop() {
            if component.contains_key(name) {
                continue;
            }
            component.insert(name.clone(), number);
            stack.extend(reversed.get(name).into_iter().flatten().copied());
        }
    }
    component
}

fn finishing_order(edges: &BTreeMap<Ident, BTreeSet<Ident>>) -> Vec<&Ident> {
    let mut seen: BTreeSet<&Ident> = BTreeSet::new();
    let mut order = Vec::new();
    for root in edges.keys() {
        let mut stack = vec![(root, false)];
        while let Some((name, done)) = stack.pop() {
            if done {
                order.push(name);
            } else if seen.insert(name) {
                stack.push((name, true));
                let targets = edges.get(name).into_iter().flatten();
                stack.extend(targets.filter(|to| edges.contains_key(*to)).map(|to| (to, false)));
            }
        }
    }
    order
}

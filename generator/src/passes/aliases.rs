//! Aliases: the constraints of a named list, map or number are copied to each use of the name, since an alias can't carry them.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Code, Diagnostics};
use crate::ir::{Api, Constraints, Extra, Shape, Type, View};
use crate::naming::Ident;
use crate::source::MAX_STEPS;

/// The limit of aliases of aliases that are followed, including lists and maps between them.
const DEPTH: usize = 2 * MAX_STEPS;

/// The aliased types and their constraints.
struct Aliases {
    by_name: BTreeMap<Ident, (Type, Constraints)>,
    /// The stack of aliases that are being followed.
    open: Vec<Ident>,
    /// The recursive aliases with constraints.
    recursive: BTreeSet<Ident>,
}

/// Adds the constraints of aliases to the places that use them. Reports recursive aliases, whose constraints are not checked
/// for the inner values.
pub(crate) fn spread(
    api: &mut Api,
    of_aliases: &BTreeMap<Ident, Constraints>,
    diagnostics: &mut Diagnostics,
) {
    let types = &mut api.types;
    let by_name = types
        .iter()
        .filter_map(|(name, def)| match &def.shape {
            Shape::Alias(ty) => Some((
                name.clone(),
                (ty.clone(), of_aliases.get(name).cloned().unwrap_or_default()),
            )),
            // The constraints of such a type apply to it alone, not to its contents.
            Shape::StringEnum(_) | Shape::IntegerEnum(_) | Shape::Union(_) | Shape::Newtype(_) => {
                Some((name.clone(), (Type::Json, of_aliases.get(name)?.clone())))
            }
            Shape::Struct(_) | Shape::StringNewtype(_) => None,
        })
        .collect();
    let mut aliases = Aliases {
        by_name,
        open: Vec::new(),
        recursive: BTreeSet::new(),
    };
    for def in types.values_mut() {
        match &mut def.shape {
            Shape::Struct(object) => {
                for field in &mut object.fields {
                    aliases.add_constraints(&field.ty, &mut field.constraints);
                }
                if let Extra::Typed(_, ty) = &object.extra {
                    aliases.within(ty, &mut object.constraints.values);
                }
            }
            Shape::Union(union) => {
                for variant in &mut union.variants {
                    aliases.add_constraints(&variant.ty, &mut variant.constraints);
                }
            }
            Shape::StringEnum(_)
            | Shape::IntegerEnum(_)
            | Shape::StringNewtype(_)
            | Shape::Newtype(_)
            | Shape::Alias(_) => {}
        }
    }
    for operation in api.operations_mut() {
        for parameter in &mut operation.parameters {
            aliases.add_constraints(&parameter.ty, &mut parameter.constraints);
        }
        for body in operation.bodies_mut() {
            aliases.add_constraints(&body.ty, &mut body.constraints);
        }
    }
    for def in aliases.recursive.iter().filter_map(|name| api.types.get(name)) {
        let message = "this list or map contains itself and constrains its contents";
        diagnostics
            .report(Code::Lossy, &def.pointer, message)
            .effect("the outermost value is checked before it is sent; the inner ones are not");
    }
}

impl Aliases {
    /// Adds the constraints of the aliases in `ty` to those of its place.
    fn add_constraints(&mut self, ty: &Type, place: &mut Constraints) {
        match ty.view() {
            View::Named(name) => self.follow(name, place),
            View::Boxed(inner) | View::Nullable(inner) => self.add_constraints(inner, place),
            View::Array(inner) => self.within(inner, &mut place.items),
            View::Map(inner) => self.within(inner, &mut place.values),
            View::Leaf => {}
        }
    }

    fn follow(&mut self, name: &Ident, place: &mut Constraints) {
        let Some((inner, constraints)) = self.by_name.get(name).cloned() else {
            return;
        };
        if self.open.contains(name) {
            if !constraints.is_empty() {
                self.recursive.insert(name.clone());
            }
            return;
        }
        if self.open.len() == DEPTH {
            return;
        }
        place.add(&constraints);
        self.open.push(name.clone());
        self.add_constraints(&inner, place);
        self.open.pop();
    }

    fn within(&mut self, ty: &Type, place: &mut Option<Box<Constraints>>) {
        let mut inner = place.take().unwrap_or_default();
        self.add_constraints(ty, &mut inner);
        *place = Some(inner).filter(|inner| !inner.is_empty());
    }
}

//! Types at their places of use: which place shares a type with another one, and what a new one is called.

use super::used::Use;
use crate::ir::{Constraints, Direction, Docs, Shape, Type, TypeDef};
use crate::lower::Lowering;
use crate::lower::naming::hints::{Hint, target_name};
use crate::naming::{Ident, Identity, Kind};
use crate::source::{Pointer, bundle};

impl Lowering<'_, '_> {
    /// A form as a type at its place of use: what is no alias gets a type of its own.
    pub(crate) fn placed(&mut self, shape: Shape, hint: &Hint, docs: Docs) -> (Type, Docs) {
        match (shape, &hint.identity) {
            (Shape::Alias(ty), _) => (ty, docs),
            (shape, Some(identity)) => {
                let ty = self.anonymous(shape, identity, hint, &docs);
                (Type::Named(ty), docs)
            }
            // A type stands for something.
            (_, None) => (Type::Json, docs),
        }
    }

    fn anonymous(&mut self, shape: Shape, identity: &Identity, hint: &Hint, docs: &Docs) -> Ident {
        if let Some(name) = self.known(&shape, identity) {
            return name;
        }
        // Schemas that want one name and say the same are one type, however often a description repeats them.
        let wanted = hint.candidates().first().copied().unwrap_or_default().to_owned();
        let same = self.same(&shape, identity, &wanted, docs);
        if let Some(name) = same.filter(|_| self.names.chosen(Kind::Type, identity.at()).is_none()) {
            self.names.share(identity, &name);
            self.place(identity, &name);
            return name;
        }
        let name = self.take_name(identity, &hint.candidates());
        self.place(identity, &name);
        let def = TypeDef {
            name: name.clone(),
            pointer: identity.at().clone(),
            docs: docs.clone(),
            deprecated: false,
            direction: Direction::default(),
            shape,
        };
        self.made.types.insert(name.clone(), def);
        self.uses.anonymous.entry(wanted).or_default().push(name.clone());
        name
    }

    /// A type that says the same: the one that the lock has for this or, where it has none, one that wanted the same name.
    fn same(&self, shape: &Shape, identity: &Identity, wanted: &str, docs: &Docs) -> Option<Ident> {
        let is_same = |name: &&Ident| {
            let other = self.made.types.get(*name);
            other.is_some_and(|other| other.docs == *docs && other.shape == *shape)
        };
        match self.names.pinned_type(identity) {
            Some(pinned) if is_same(&&pinned) => return Some(pinned),
            // It takes the name that it has.
            Some(pinned) if !self.made.types.contains_key(&pinned) => return None,
            Some(_) | None => {}
        }
        let names = self.uses.anonymous.get(wanted)?;
        names.iter().find(is_same).cloned()
    }

    /// The type that stands for this already.
    fn known(&self, shape: &Shape, identity: &Identity) -> Option<Ident> {
        if let Identity::Schema(at) = identity
            && let Some(name) = self.schemas.declared.get(at)
        {
            return Some(name.clone());
        }
        let mut names = self.uses.placed.get(identity)?.iter();
        let is_it = |name: &&Ident| self.made.types.get(*name).is_some_and(|def| def.shape == *shape);
        names.find(is_it).cloned()
    }

    pub(super) fn place(&mut self, identity: &Identity, name: &Ident) {
        self.uses
            .placed
            .entry(identity.clone())
            .or_default()
            .push(name.clone());
    }

    /// `$ref`: the named type. The outer `None` follows a finding; the inner one says that it is no reference.
    pub(super) fn by_reference(&mut self, at: &Pointer) -> Option<Option<Use>> {
        if self.model.reference(at).is_none() {
            return Some(None);
        }
        let target = self.model.resolve(at, self.diagnostics)?;
        // A component that only refers to another one keeps its own name.
        let named = self
            .model
            .reference(at)
            .filter(|next| self.schemas.declared.contains_key(next))
            .unwrap_or(target);
        let mut used = self.named(&named);
        // 3.0 ignores it, but servers that say it send `null`.
        used.nullable |= self.says(at, "nullable");
        Some(Some(used))
    }

    /// The use of a schema that has, or gets, a name.
    pub(crate) fn named(&mut self, target: &Pointer) -> Use {
        let name = self.declare_target(target);
        Use {
            ty: Type::Named(name),
            nullable: self.is_nullable(target),
            constraints: Constraints::default(),
            docs: self.first_paragraph(target),
            deprecated: false,
            secret: self.is_secret(target, 0),
            read_only: self.says(target, "readOnly"),
            write_only: self.says(target, "writeOnly"),
        }
    }

    /// The name of a schema that is referred to.
    fn declare_target(&mut self, target: &Pointer) -> Ident {
        if bundle::is_component(target) {
            return self.declare(target, &[&target_name(target)]);
        }
        let hint = self.home(target);
        let title = self
            .model
            .node(target)
            .and_then(|node| node.get("title")?.as_str());
        let hint = title.map_or(hint.clone(), |title| hint.titled(title));
        self.declare(target, &hint.candidates())
    }
}

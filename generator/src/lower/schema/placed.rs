//! Types at their places of use: which places share a type, and how a new type is named.

use super::used::Use;
use crate::ir::{Constraints, Direction, Docs, Shape, Type, TypeDef};
use crate::lower::Lowering;
use crate::lower::naming::hints::{Hint, target_name};
use crate::naming::{Ident, Identity, Kind};
use crate::source::{Pointer, bundle};

impl Lowering<'_, '_> {
    /// A form as a type at its place of use. Any form but an alias becomes a named type.
    pub(crate) fn placed(&mut self, shape: Shape, hint: &Hint, docs: Docs) -> (Type, Docs) {
        match (shape, &hint.identity) {
            (Shape::Alias(ty), _) => (ty, docs),
            (shape, Some(identity)) => {
                let ty = self.anonymous(shape, identity, hint, &docs);
                (Type::Named(ty), docs)
            }
            // A type always represents at least one schema.
            (_, None) => (Type::Json, docs),
        }
    }

    fn anonymous(&mut self, shape: Shape, identity: &Identity, hint: &Hint, docs: &Docs) -> Ident {
        if let Some(name) = self.known(&shape, identity) {
            return name;
        }
        // Equal schemas with the same preferred name are one type, however often a description repeats them.
        let wanted = hint.candidates().first().copied().unwrap_or_default().to_owned();
        let same = self.same(&shape, identity, &wanted, docs);
        if let Some(name) = same.filter(|_| self.names.chosen(Kind::Type, identity.at()).is_none()) {
            self.names.record_shared_type(identity, &name);
            self.place(identity, &name);
            return name;
        }
        let name = self.take_name(identity, &hint.candidates());
        self.place(identity, &name);
        let def = TypeDef {
            name: name.clone(),
            pointer: identity.at().clone(),
            others: identity.others(),
            docs: docs.clone(),
            deprecated: false,
            direction: Direction::default(),
            shape,
            same_as: None,
        };
        self.lowered.types.insert(name.clone(), def);
        self.uses.anonymous.entry(wanted).or_default().push(name.clone());
        name
    }

    /// An equal type: the one that the lock has for these schemas or, without one, a type with the same preferred name.
    fn same(&self, shape: &Shape, identity: &Identity, wanted: &str, docs: &Docs) -> Option<Ident> {
        let is_same = |name: &&Ident| {
            let other = self.lowered.types.get(*name);
            other.is_some_and(|other| other.docs == *docs && other.shape == *shape)
        };
        match self.names.pinned_type(identity) {
            Some(pinned) if is_same(&&pinned) => return Some(pinned),
            // It takes the existing name.
            Some(pinned) if !self.lowered.types.contains_key(&pinned) => return None,
            Some(_) | None => {}
        }
        let names = self.uses.anonymous.get(wanted)?;
        names.iter().find(is_same).cloned()
    }

    /// The type that already represents these schemas.
    fn known(&self, shape: &Shape, identity: &Identity) -> Option<Ident> {
        if let Identity::Schema(at) = identity
            && let Some(name) = self.schemas.declared.get(at)
        {
            return Some(name.clone());
        }
        let mut names = self.uses.placed.get(identity)?.iter();
        let is_it = |name: &&Ident| {
            self.lowered
                .types
                .get(*name)
                .is_some_and(|def| def.shape == *shape)
        };
        names.find(is_it).cloned()
    }

    pub(super) fn place(&mut self, identity: &Identity, name: &Ident) {
        self.uses
            .placed
            .entry(identity.clone())
            .or_default()
            .push(name.clone());
    }

    /// `$ref`: the named type. The outer `None` follows a diagnostic; the inner `None` means that the schema is not a reference.
    pub(super) fn by_reference(&mut self, at: &Pointer) -> Option<Option<Use>> {
        if self.model.reference(at).is_none() {
            return Some(None);
        }
        let target = self.model.resolve(at, self.diagnostics)?;
        // A component that only refers to another component keeps its own name.
        let named = self
            .model
            .reference(at)
            .filter(|next| self.schemas.declared.contains_key(next))
            .unwrap_or(target);
        let mut used = self.named(&named);
        // OpenAPI 3.0 ignores `nullable` here, but servers that declare it send `null`.
        used.nullable |= self.is_true(at, "nullable");
        Some(Some(used))
    }

    /// A use of a schema that has a name or gets one.
    pub(crate) fn named(&mut self, target: &Pointer) -> Use {
        let name = self.declare_target(target);
        Use {
            ty: Type::Named(name),
            nullable: self.is_nullable(target),
            constraints: Constraints::default(),
            docs: self.first_paragraph(target),
            deprecated: false,
            secret: self.is_secret(target, 0),
            read_only: self.is_true(target, "readOnly"),
            write_only: self.is_true(target, "writeOnly"),
        }
    }

    /// The name of a referenced schema.
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

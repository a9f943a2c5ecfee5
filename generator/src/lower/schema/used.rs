//! A use of a schema: its type, constraints and documentation at one place.

use crate::ir::{Constraints, Docs, Type};

/// A schema at a place of use.
#[derive(Clone, Debug)]
pub(crate) struct Use {
    pub ty: Type,
    pub nullable: bool,
    pub constraints: Constraints,
    pub docs: Docs,
    pub deprecated: bool,
    pub secret: bool,
    pub read_only: bool,
    pub write_only: bool,
}

impl Use {
    /// A type without constraints and documentation.
    pub(crate) fn of(ty: Type) -> Self {
        Self {
            ty,
            nullable: false,
            constraints: Constraints::default(),
            docs: Docs::default(),
            deprecated: false,
            secret: false,
            read_only: false,
            write_only: false,
        }
    }

    /// The type as an item of a list or a value of a map.
    pub(crate) fn element(&self) -> Type {
        if self.nullable && self.ty != Type::Json {
            Type::Nullable(Box::new(self.ty.clone()))
        } else {
            self.ty.clone()
        }
    }
}

//! Objects: properties become fields, constants or extras.

use super::Lowering;
use super::facets::{Additional, Facets};
use super::hints::Hint;
use super::reserved;
use super::schemas::Formed;
use super::used::Use;
use crate::diagnostics::Code;
use crate::ir::{Constant, Constraints, Extra, Field, Presence, Shape, Struct, Type};
use crate::naming::{self, Kind, Members, Name, Scope};
use crate::source::Pointer;

impl Lowering<'_, '_> {
    /// An object: a struct where it has properties, a map where it has none.
    pub(super) fn object(&mut self, facets: &Facets, at: &Pointer, hint: &Hint) -> Option<Formed> {
        if facets.properties.is_empty()
            && facets.required.is_empty()
            && facets.additional != Additional::Denied
        {
            return self.map(facets, hint);
        }
        let (object, values) = self.structure(facets, at, hint)?;
        Some(Formed {
            shape: Shape::Struct(object),
            constraints: Constraints {
                values,
                ..Constraints::default()
            },
        })
    }

    /// The struct, and what is demanded of the values of its extras.
    fn structure(
        &mut self,
        facets: &Facets,
        at: &Pointer,
        hint: &Hint,
    ) -> Option<(Struct, Option<Box<Constraints>>)> {
        // A setter has its field's name.
        let wires = facets.properties.keys().map(String::as_str);
        let list = at.child("properties");
        let mut scope = self
            .names
            .members(Kind::Value, reserved::OBJECT_METHODS, &list, wires);
        let mut constants = Vec::new();
        let mut fields = Vec::new();
        let mut complete = true;
        for (wire, pointers) in &facets.properties {
            let required = facets.required.contains(wire);
            if required && let Some(value) = self.literal(pointers) {
                constants.push(Constant {
                    wire: wire.clone(),
                    value,
                });
                continue;
            }
            match self.field(wire, pointers, required, &mut scope, hint) {
                Some(field) => fields.push(field),
                None => complete = false,
            }
        }
        for wire in facets
            .required
            .iter()
            .filter(|wire| !facets.properties.contains_key(*wire))
        {
            fields.push(self.undescribed(wire, at, &mut scope));
        }
        let (extra, values) = self.extra(&facets.additional, scope.scope(), at, hint)?;
        let object = Struct {
            constants,
            fields,
            extra,
            constraints: Constraints::default(),
        };
        complete.then_some((object, values))
    }

    fn field(
        &mut self,
        wire: &str,
        pointers: &[Pointer],
        required: bool,
        scope: &mut Members,
        hint: &Hint,
    ) -> Option<Field> {
        let at = pointers.first()?;
        let name = self.member_name(wire, scope, at);
        let Use {
            ty,
            nullable,
            constraints,
            docs,
            deprecated,
            secret,
            read_only,
            write_only,
        } = self.used(pointers, &self.inner(pointers, hint, hint.child(wire)));
        // A property of any type can hold `null` itself; no `Option` stands for it.
        let presence = match (required, nullable && ty != Type::Json) {
            (true, false) => Presence::Required,
            (false, false) => Presence::Optional,
            (true, true) => Presence::Nullable,
            (false, true) => Presence::OptionalNullable,
        };
        Some(Field {
            name,
            ty,
            presence,
            constraints,
            docs,
            deprecated,
            secret,
            read_only,
            write_only,
        })
    }

    /// The name of a member, wire and Rust.
    pub(super) fn member_name(&mut self, wire: &str, scope: &mut Members, at: &Pointer) -> Name {
        let longer = format!("{wire} value");
        let is_method = reserved::OBJECT_METHODS.contains(&naming::ident(Kind::Value, wire).as_str());
        let wanted = if is_method { longer.as_str() } else { wire };
        let taken = self.names.member(scope, wire, &[wanted], at);
        self.report_collision(&taken, at, "name");
        Name {
            wire: wire.to_owned(),
            rust: taken.ident,
        }
    }

    /// A name in `required` that `properties` doesn't describe: any value.
    fn undescribed(&mut self, wire: &str, at: &Pointer, scope: &mut Members) -> Field {
        let mut finding = crate::diagnostics::Diagnostic::new(
            Code::Lossy,
            &at.child("required"),
            format!("`{wire}` is required and `properties` doesn't describe it"),
        );
        finding
            .effect("it takes any JSON value")
            .help(format!("describe `{wire}` in `properties`"));
        self.diagnostics.push(finding);
        Field {
            name: self.member_name(wire, scope, &at.child("required")),
            ty: Type::Json,
            presence: Presence::Required,
            constraints: Constraints::default(),
            docs: Default::default(),
            deprecated: false,
            secret: false,
            read_only: false,
            write_only: false,
        }
    }

    fn extra(
        &mut self,
        additional: &Additional,
        scope: &mut Scope,
        at: &Pointer,
        hint: &Hint,
    ) -> Option<(Extra, Option<Box<Constraints>>)> {
        let extra = match additional {
            Additional::Denied => Extra::None,
            Additional::Absent | Additional::Any => Extra::Keep(scope.take(&["extra", "other"], at).ident),
            Additional::Schema(schema) => {
                let ident = scope.take(&["extra", "other"], at).ident;
                let schema = std::slice::from_ref(schema);
                let inner = self.inner(schema, hint, hint.value());
                let used = self.used(schema, &inner);
                let ty = used.element();
                let extra = match ty == Type::Json {
                    true => Extra::Keep(ident),
                    false => Extra::Typed(ident, ty),
                };
                let values = Some(used.constraints).filter(|values| !values.is_empty());
                return Some((extra, values.map(Box::new)));
            }
        };
        Some((extra, None))
    }
}

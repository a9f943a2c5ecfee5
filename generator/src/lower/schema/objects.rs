//! Objects: properties become fields, constants or entries of `extra`.

use std::collections::BTreeMap;

use super::facets::{Additional, Facets};
use super::forms::Formed;
use super::used::Use;
use crate::diagnostics::Code;
use crate::ir::{Constant, Constraints, Extra, Field, Presence, Shape, Struct, Type};
use crate::lock::{self, Absence};
use crate::lower::Lowering;
use crate::lower::naming::hints::Hint;
use crate::lower::naming::reserved;
use crate::naming::{self, Ident, Key, Kind, List, Members, Name, Unnamed};
use crate::source::Pointer;

impl Lowering<'_, '_> {
    /// An object: a struct if it has properties, otherwise a map.
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

    /// The struct, and the constraints of its additional properties.
    fn structure(
        &mut self,
        facets: &Facets,
        at: &Pointer,
        hint: &Hint,
    ) -> Option<(Struct, Option<Box<Constraints>>)> {
        let item = fields_at(at, hint).item();
        let mut constants = BTreeMap::new();
        let mut properties = Vec::new();
        for (wire, pointers) in &facets.properties {
            let required = facets.required.contains(wire);
            let property = Property::new(wire, pointers, required);
            let kept = self.names.kept_absence(&item, &property.key);
            let is_constant = required && kept.unwrap_or_default() == Absence::default();
            match is_constant.then(|| self.literal(pointers)).flatten() {
                Some(value) => drop(constants.insert(wire.clone(), value)),
                None => properties.push(property),
            }
        }
        let undescribed_property = |wire: &&String| !facets.properties.contains_key(*wire);
        let undescribed_property = facets.required.iter().filter(undescribed_property);
        properties.extend(undescribed_property.map(|wire| Property::new(wire, &[], true)));
        let names = self.field_names(facets, &properties, at, hint);
        let fields = names.in_order(
            properties,
            |property| &property.key,
            |property, name| self.field(&property, name, (at, &item), hint),
        );
        let fields: Option<Vec<Field>> = fields.into_iter().collect();
        let rest = names.get(&Key::added(EXTRA)).map(|member| member.name.clone());
        let (extra, values) = self.extra(&facets.additional, rest, hint);
        let constants = constants.into_iter();
        let object = Struct {
            constants: constants.map(|(wire, value)| Constant { wire, value }).collect(),
            fields: fields?,
            extra,
            constraints: Constraints::default(),
        };
        Some((object, values))
    }

    /// The names of the fields, and the name of the field for additional properties.
    fn field_names(
        &mut self,
        facets: &Facets,
        properties: &[Property<'_>],
        at: &Pointer,
        hint: &Hint,
    ) -> Members {
        let described = properties.iter().map(|property| {
            let required = || at.child("required");
            let place = property.pointers.first().cloned().unwrap_or_else(required);
            let longer = format!("{} value", property.wire);
            let name = naming::ident(Kind::Value, property.wire);
            let is_method = reserved::OBJECT_METHODS.contains(&name.as_str());
            let wanted = if is_method { &longer } else { property.wire };
            Unnamed::new(property.key.clone(), wanted, &place)
        });
        let has_rest = facets.additional != Additional::Denied;
        let rest = has_rest.then(|| Unnamed::added(EXTRA, &["extra", "other"], at));
        let unnamed: Vec<Unnamed> = described.chain(rest).collect();
        // A setter has its field's name.
        self.members(
            Kind::Value,
            reserved::OBJECT_METHODS,
            fields_at(at, hint),
            &unnamed,
            Some("name"),
        )
    }

    /// The field for a property of the object at a place, which is this item in the lock.
    fn field(
        &mut self,
        property: &Property<'_>,
        rust: Ident,
        (at, item): (&Pointer, &lock::Key),
        hint: &Hint,
    ) -> Option<Field> {
        let name = Name {
            wire: property.wire.to_owned(),
            rust,
        };
        if property.pointers.is_empty() {
            return Some(self.undescribed_property(name, at));
        }
        let Use {
            ty,
            nullable,
            constraints,
            mut docs,
            deprecated,
            secret,
            read_only,
            write_only,
        } = {
            let inner = self.inner(property.pointers, hint, hint.child(property.wire));
            self.used(property.pointers, &inner)
        };
        // A property of any JSON type can hold `null` itself, so it needs no `Option` for it.
        let described = Absence {
            missing: !property.required,
            null: nullable && ty != Type::Json,
        };
        let earlier = self.names.kept_absence(item, &property.key);
        let kept = earlier.map_or(described, |earlier| described.kept_as(earlier));
        self.names.keep_absence(item, &property.key, kept);
        docs.notes.extend(kept_note(kept, described));
        Some(Field {
            name,
            ty,
            presence: presence(kept),
            described: (kept != described).then(|| presence(described)),
            constraints,
            docs,
            deprecated,
            secret,
            read_only,
            write_only,
        })
    }

    /// A name in `required` that `properties` doesn't describe: any JSON value.
    fn undescribed_property(&mut self, name: Name, at: &Pointer) -> Field {
        let wire = &name.wire;
        let mut diagnostic = crate::diagnostics::Diagnostic::new(
            Code::Lossy,
            &at.child("required"),
            format!("`{wire}` is required, but `properties` does not describe it"),
        );
        diagnostic
            .effect("it takes any JSON value")
            .help(format!("describe `{wire}` in `properties`"));
        self.diagnostics.push(diagnostic);
        Field {
            name,
            ty: Type::Json,
            presence: Presence::Required,
            described: None,
            constraints: Constraints::default(),
            docs: Default::default(),
            deprecated: false,
            secret: false,
            read_only: false,
            write_only: false,
        }
    }

    /// The handling of additional properties, and their constraints.
    fn extra(
        &mut self,
        additional: &Additional,
        name: Option<Ident>,
        hint: &Hint,
    ) -> (Extra, Option<Box<Constraints>>) {
        let (schema, name) = match (additional, name) {
            (Additional::Denied, _) | (_, None) => return (Extra::None, None),
            (Additional::Absent | Additional::Any, Some(name)) => return (Extra::Keep(name), None),
            (Additional::Schema(schema), Some(name)) => (schema, name),
        };
        let schema = std::slice::from_ref(schema);
        let inner = self.inner(schema, hint, hint.value());
        let used = self.used(schema, &inner);
        let ty = used.element();
        let extra = match ty == Type::Json {
            true => Extra::Keep(name),
            false => Extra::Typed(name, ty),
        };
        let values = Some(used.constraints).filter(|values| !values.is_empty());
        (extra, values.map(Box::new))
    }
}

/// The key of the field for additional properties in the lock.
const EXTRA: &str = "extra";

/// The presence of a property that can be left out like this.
fn presence(absence: Absence) -> Presence {
    match (absence.missing, absence.null) {
        (false, false) => Presence::Required,
        (true, false) => Presence::Optional,
        (false, true) => Presence::Nullable,
        (true, true) => Presence::OptionalNullable,
    }
}

/// What the `Option` of a field doesn't show, where the lock keeps it.
fn kept_note(kept: Absence, described: Absence) -> Option<String> {
    let demand = match (kept.missing && !described.missing, kept.null && !described.null) {
        (true, true) => "is required and is never `null`",
        (true, false) => "is required",
        (false, true) => "is never `null`",
        (false, false) => return None,
    };
    Some(format!(
        "The property {demand}; the field stays an `Option` for this release."
    ))
}

/// The fields of the object at `at`, for the lock.
fn fields_at<'a>(at: &'a Pointer, hint: &'a Hint) -> List<'a> {
    List {
        of: hint.identity.as_ref(),
        ..List::new("fields", at)
    }
}

/// A property that becomes a field.
struct Property<'f> {
    key: Key,
    wire: &'f str,
    /// The schemas of the property. Empty if only `required` names it.
    pointers: &'f [Pointer],
    required: bool,
}

impl<'f> Property<'f> {
    fn new(wire: &'f str, pointers: &'f [Pointer], required: bool) -> Self {
        Self {
            key: Key::wire(wire),
            wire,
            pointers,
            required,
        }
    }
}

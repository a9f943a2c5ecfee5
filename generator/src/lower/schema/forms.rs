//! Forms: the kind of Rust type that a schema becomes.

use std::borrow::Cow;

use super::docs;
use super::facets::{Additional, Facets, JsonType};
use super::recursion::FormResult;
use super::used::Use;
use crate::diagnostics::Code;
use crate::ir::{
    Assertion, Constraints, Direction, Docs, Literal, Shape, StringNewtype, TextFormat, Type, TypeDef,
    is_numeric,
};
use crate::lower::Lowering;
use crate::lower::naming::hints::Hint;
use crate::naming::{Ident, Identity};
use crate::source::Pointer;

/// The form of a schema before it has a name.
#[derive(Debug)]
pub(crate) struct Formed {
    pub shape: Shape,
    /// Constraints that the shape itself doesn't enforce, for its place of use.
    pub constraints: Constraints,
}

impl Formed {
    fn plain(ty: Type) -> Self {
        Self {
            shape: Shape::Alias(ty),
            constraints: Constraints::default(),
        }
    }

    /// Adds these constraints.
    fn with(mut self, assertions: &[Assertion]) -> Self {
        self.constraints.more.extend_from_slice(assertions);
        self
    }
}

impl Lowering<'_, '_> {
    /// Defines a named type for a declared schema, or for several schemas that must all hold.
    pub(crate) fn define(&mut self, pointers: &[Pointer], name: Ident) {
        let [at, others @ ..] = pointers else { return };
        let formed = if !others.is_empty() || self.lowered.custom.replaces(at) {
            self.formed(pointers, &name)
        } else if self.model.reference(at).is_some() {
            self.lowered_use(pointers, &Hint::new(name.as_str())).map(|used| {
                (
                    Shape::Alias(used.ty),
                    used.constraints,
                    used.docs,
                    used.deprecated,
                )
            })
        } else {
            match self.base(at, &name) {
                Some(Some((shape, docs, deprecated))) => {
                    Some((shape, Constraints::default(), docs, deprecated))
                }
                Some(None) => self.formed(pointers, &name),
                None => None,
            }
        };
        // A schema that can't be read has been reported. Where that is allowed, it accepts any JSON value.
        let any = || {
            (
                Shape::Alias(Type::Json),
                Constraints::default(),
                Docs::default(),
                false,
            )
        };
        let (shape, constraints, docs, deprecated) = formed.unwrap_or_else(any);
        if !enforces_constraints(&shape) && !constraints.is_empty() {
            self.lowered.of_aliases.insert(name.clone(), constraints);
        }
        let def = TypeDef {
            name: name.clone(),
            pointer: at.clone(),
            others: others.to_vec(),
            docs,
            deprecated,
            direction: Direction::default(),
            shape,
            same_as: None,
        };
        self.lowered.types.insert(name, def);
    }

    fn formed(&mut self, pointers: &[Pointer], name: &Ident) -> Option<(Shape, Constraints, Docs, bool)> {
        let facets = self.facets(pointers)?;
        let hint = Hint::new(name.as_str().trim_start_matches("r#")).of(Identity::of(pointers));
        let formed = self.form(&facets, pointers.first()?, &hint)?;
        let docs = documented(&facets, &formed);
        Some((formed.shape, formed.constraints, docs, facets.deprecated))
    }

    /// The type of the schemas at `pointers`, all of which must hold, at a place of use. It is any JSON value after a diagnostic.
    pub(crate) fn used(&mut self, pointers: &[Pointer], hint: &Hint) -> Use {
        let distinct = self.distinct(pointers);
        let pointers = distinct.as_deref().unwrap_or(pointers);
        if let Some(known) = self.uses.known.get(pointers) {
            return known.clone();
        }
        match self.lowered_use(pointers, hint) {
            Some(used) => {
                self.uses.known.insert(pointers.to_vec(), used.clone());
                used
            }
            None => Use::of(Type::Json),
        }
    }

    fn lowered_use(&mut self, pointers: &[Pointer], hint: &Hint) -> Option<Use> {
        let replaced = pointers.iter().find(|at| self.lowered.custom.replaces(at));
        if let [at] = pointers
            && replaced.is_none()
            && let Some(used) = self.by_reference(at)?
        {
            return Some(used);
        }
        let facets = self.facets(pointers)?;
        let at = replaced.or(pointers.first())?;
        let is_chosen = replaced.is_some() || self.lowered.custom.is_named_by(&facets);
        if !is_chosen && let Some(used) = self.wrapped(pointers, &facets)? {
            return Some(used);
        }
        let hint = match &facets.title {
            Some(title) => &hint.titled(title),
            None => hint,
        };
        let hint = &hint.clone().of(Identity::of(pointers));
        let (ty, constraints, docs) = match self.once(pointers, hint, |this| this.form(&facets, at, hint)) {
            FormResult::Recursive(name) => (
                Type::Named(name),
                Constraints::default(),
                docs::of(&facets, &Constraints::default()),
            ),
            FormResult::Done(formed) => {
                let formed = formed?;
                let docs = documented(&facets, &formed);
                let constraints = match enforces_constraints(&formed.shape) {
                    true => Constraints::default(),
                    false => formed.constraints,
                };
                let (ty, docs) = self.placed(formed.shape, hint, docs);
                (ty, constraints, docs)
            }
        };
        Some(Use {
            ty,
            nullable: facets.nullable,
            constraints,
            docs,
            deprecated: facets.deprecated,
            secret: facets.format.as_deref() == Some("password") || self.is_secret(at, 0),
            read_only: facets.read_only,
            write_only: facets.write_only,
        })
    }

    /// The form of a schema.
    pub(crate) fn form(&mut self, facets: &Facets, at: &Pointer, hint: &Hint) -> Option<Formed> {
        if let Some(ty) = self.replacement(facets, at) {
            return Some(Formed::plain(ty));
        }
        if facets.is_unsatisfiable {
            return Some(Formed::plain(Type::Json));
        }
        if let Some((values, enum_at)) = &facets.enumeration {
            let formed = self.enumeration(facets, values, enum_at, hint)?;
            return Some(formed.with(&facets.assertions));
        }
        if !facets.choices.is_empty() {
            return self.choice(facets, at, hint);
        }
        let ty = facets.ty.or_else(|| implied(facets));
        if let Some(formed) = self.number_or_string(facets, ty, at) {
            return Some(formed);
        }
        let chosen = self.of_format(facets, ty, at);
        if let Some(own @ Type::Custom(_)) = chosen {
            return Some(Formed::plain(own));
        }
        let facets = &match facets.ty == ty {
            true => Cow::Borrowed(facets),
            false => Cow::Owned(Facets { ty, ..facets.clone() }),
        };
        let constraints = self.constraints(facets, at);
        let formed = match ty {
            Some(JsonType::Object) => self.object(facets, at, hint)?,
            Some(JsonType::Array) => self.array(facets, hint)?,
            // Length constraints do not turn a file into a string.
            Some(JsonType::String) if !is_file(facets) && self.is_newtype(facets, &constraints, at) => {
                let secret = facets.format.as_deref() == Some("password");
                let shape = Shape::StringNewtype(StringNewtype {
                    constraints: constraints.clone(),
                    secret,
                    example: example(facets),
                });
                // The type enforces them. They are kept for its documentation.
                return Some(Formed { shape, constraints });
            }
            Some(JsonType::String) => Formed::plain(chosen.unwrap_or_else(|| text(facets))),
            Some(JsonType::Integer) => Formed::plain(chosen.unwrap_or(integer_type(facets))),
            Some(JsonType::Number) => Formed::plain(chosen.unwrap_or(Type::F64)),
            Some(JsonType::Boolean) => Formed::plain(Type::Bool),
            None => Formed::plain(Type::Json),
        };
        let mut formed = Formed {
            constraints: merged(constraints, formed.constraints),
            ..formed
        };
        if let Shape::Struct(object) = &mut formed.shape {
            object.constraints = formed.constraints.clone();
        }
        Some(formed)
    }

    /// Whether a constrained string is a newtype. A limit of the length of an inline string says nothing about what the
    /// string is, so it is checked where the string is used. A path parameter identifies something, which a type names. A variant
    /// of a union may be selected by its length, and its type distinguishes it from other strings.
    fn is_newtype(&self, facets: &Facets, constraints: &Constraints, at: &Pointer) -> bool {
        let is_limited = constraints.min_length.is_some() || constraints.max_length.is_some();
        let is_named = || {
            facets.format.is_some()
                || self.schemas.declared.contains_key(at)
                || self.is_path_parameter(at)
                || is_variant(at)
        };
        constraints.pattern.is_some() || (is_limited && is_named())
    }

    /// Whether this is the schema of a path parameter.
    fn is_path_parameter(&self, at: &Pointer) -> bool {
        let parameter = at.parent().filter(|_| at.last().as_deref() == Some("schema"));
        let place = parameter.and_then(|at| self.model.node(&at)?.get("in")?.as_str());
        place == Some("path")
    }

    fn array(&mut self, facets: &Facets, hint: &Hint) -> Option<Formed> {
        let Some(items) = &facets.items else {
            return Some(Formed::plain(Type::Array(Box::new(Type::Json))));
        };
        let items = std::slice::from_ref(items);
        let inner = self.inner(items, hint, hint.item());
        let used = self.used(items, &inner);
        let items = Some(used.constraints.clone())
            .filter(|c| !c.is_empty())
            .map(Box::new);
        let shape = Shape::Alias(Type::Array(Box::new(used.element())));
        Some(Formed {
            shape,
            constraints: Constraints {
                items,
                ..Constraints::default()
            },
        })
    }

    /// An object without properties: a map.
    pub(super) fn map(&mut self, facets: &Facets, hint: &Hint) -> Option<Formed> {
        let Additional::Schema(values) = &facets.additional else {
            return Some(Formed::plain(Type::Map(Box::new(Type::Json))));
        };
        let values = std::slice::from_ref(values);
        let inner = self.inner(values, hint, hint.value());
        let used = self.used(values, &inner);
        let values = Some(used.constraints.clone())
            .filter(|c| !c.is_empty())
            .map(Box::new);
        let shape = Shape::Alias(Type::Map(Box::new(used.element())));
        Some(Formed {
            shape,
            constraints: Constraints {
                values,
                ..Constraints::default()
            },
        })
    }

    /// The only value that the schemas at `pointers` allow. `None` if there are several.
    pub(crate) fn literal(&mut self, pointers: &[Pointer]) -> Option<Literal> {
        if !pointers.iter().any(|at| self.may_enumerate(at)) {
            return None;
        }
        let facets = self.facets(pointers)?;
        let (values, _) = facets.enumeration?;
        match values.as_slice() {
            [value] if !facets.nullable && !facets.is_unsatisfiable => literal_of(value),
            _ => None,
        }
    }

    /// A cheap check: whether the schema, or the direct target of its reference, has `enum` or merges other schemas.
    fn may_enumerate(&self, at: &Pointer) -> bool {
        let target = self.model.reference(at).unwrap_or_else(|| at.clone());
        let Some(node) = self.model.node(&target) else {
            return false;
        };
        ["enum", "allOf", "$ref"]
            .iter()
            .any(|key| node.get(key).is_some())
    }

    pub(crate) fn lossy(&mut self, at: &Pointer, message: &str, effect: &str) {
        self.diagnostics.report(Code::Lossy, at, message).effect(effect);
    }
}

/// Whether the schema is written as a variant of a union.
fn is_variant(at: &Pointer) -> bool {
    let list = at.parent().and_then(|list| list.last());
    matches!(list.as_deref(), Some("oneOf" | "anyOf"))
}

/// The documentation of a schema. A type of the user expresses the format itself.
fn documented(facets: &Facets, formed: &Formed) -> Docs {
    if !matches!(formed.shape, Shape::Alias(Type::Custom(_))) {
        return docs::of(facets, &formed.constraints);
    }
    let facets = Facets {
        format: None,
        ..facets.clone()
    };
    docs::of(&facets, &formed.constraints)
}

/// Whether the type enforces its own constraints.
pub(crate) fn enforces_constraints(shape: &Shape) -> bool {
    match shape {
        Shape::StringNewtype(_) | Shape::Struct(_) => true,
        Shape::StringEnum(_)
        | Shape::IntegerEnum(_)
        | Shape::Union(_)
        | Shape::Newtype(_)
        | Shape::Alias(_) => false,
    }
}

/// A short `example` of the schema.
fn example(facets: &Facets) -> Option<String> {
    let text = facets.example.as_ref().or(facets.default.as_ref())?.as_str()?;
    (text.chars().count() <= 60).then(|| text.to_owned())
}

/// `value` as a literal, if Rust has one for it.
pub(crate) fn literal_of(value: &serde_json::Value) -> Option<Literal> {
    match value {
        serde_json::Value::String(text) => Some(Literal::String(text.clone())),
        serde_json::Value::Number(number) => number.as_i64().map(Literal::Integer),
        serde_json::Value::Bool(flag) => Some(Literal::Bool(*flag)),
        serde_json::Value::Null | serde_json::Value::Array(_) | serde_json::Value::Object(_) => None,
    }
}

/// The type that other keywords imply if `type` is missing: keywords for parts of a value, or two keywords
/// for strings. A single string keyword also allows numbers, which it does not constrain.
pub(crate) fn implied(facets: &Facets) -> Option<JsonType> {
    if !facets.properties.is_empty() || matches!(facets.additional, Additional::Schema(_)) {
        return Some(JsonType::Object);
    }
    if facets.items.is_some() {
        return Some(JsonType::Array);
    }
    let raw = &facets.raw;
    let is_string = |value: &Option<serde_json::Value>| value.as_ref().map(serde_json::Value::is_string);
    let format = facets.format.as_deref();
    let facts = [
        raw.pattern.as_ref().map(|_| true),
        raw.min_length.or(raw.max_length).map(|_| true),
        format.and_then(of_strings),
        is_string(&facets.default),
        is_string(&facets.example),
    ];
    let of_strings = facts.iter().filter(|fact| **fact == Some(true)).count();
    (of_strings > 1 && !facts.contains(&Some(false))).then_some(JsonType::String)
}

/// `Some(true)` for a format of strings only, `Some(false)` for a format of other types too.
fn of_strings(format: &str) -> Option<bool> {
    match TextFormat::of(format) {
        Some(TextFormat::IntOrString | TextFormat::Number) => Some(false),
        Some(_) => Some(true),
        None if is_numeric(format) => Some(false),
        None => matches!(format, "binary" | "password" | "email" | "hostname").then_some(true),
    }
}

fn is_file(facets: &Facets) -> bool {
    facets.format.as_deref() == Some("binary")
}

/// A string without constraints: the type of its format, if there is one.
fn text(facets: &Facets) -> Type {
    match facets.format.as_deref() {
        Some("binary") => Type::File,
        format => format.and_then(TextFormat::of).map_or(Type::String, Type::Text),
    }
}

/// An integer, by its format.
fn integer_type(facets: &Facets) -> Type {
    match facets.format.as_deref() {
        Some("uint64") => Type::U64,
        Some(_) | None => Type::I64,
    }
}

fn merged(own: Constraints, inner: Constraints) -> Constraints {
    Constraints {
        items: inner.items,
        values: inner.values,
        ..own
    }
}

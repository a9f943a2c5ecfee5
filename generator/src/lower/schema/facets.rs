//! Facets: a schema with its `allOf` merged into it. Each keyword occurs once, and properties keep their order.
//! No later stage knows `allOf`.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use openapiv3 as oa;

use super::keywords::Raw;
use crate::diagnostics::Code;
use crate::ir::Assertion;
use crate::lower::Lowering;
use crate::source::Pointer;

/// The JSON types that `type` can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum JsonType {
    String,
    Number,
    Integer,
    Boolean,
    Array,
    Object,
}

impl JsonType {
    fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "string" => Self::String,
            "number" => Self::Number,
            "integer" => Self::Integer,
            "boolean" => Self::Boolean,
            "array" => Self::Array,
            "object" => Self::Object,
            _ => return None,
        })
    }

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Number => "number",
            Self::Integer => "integer",
            Self::Boolean => "boolean",
            Self::Array => "array",
            Self::Object => "object",
        }
    }
}

/// `additionalProperties`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Additional {
    /// Absent: any additional property is allowed.
    #[default]
    Absent,
    Any,
    Denied,
    Schema(Pointer),
}

/// `oneOf` or `anyOf`.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    pub at: Pointer,
    pub members: Vec<Pointer>,
}

/// The keywords of a schema and of all schemas that it merges.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facets {
    pub ty: Option<JsonType>,
    /// Whether its parts contradict each other, so that no value is valid.
    pub is_unsatisfiable: bool,
    pub nullable: bool,
    /// The schemas of each property. There are several if parts of an `allOf` declare the property more than once.
    pub properties: IndexMap<String, Vec<Pointer>>,
    pub required: BTreeSet<String>,
    pub additional: Additional,
    pub items: Option<Pointer>,
    pub enumeration: Option<(Vec<serde_json::Value>, Pointer)>,
    pub choices: Vec<Choice>,
    pub discriminator: Option<(oa::Discriminator, Pointer)>,
    pub format: Option<String>,
    pub raw: Raw,
    /// The assertions that no type expresses.
    pub assertions: Vec<Assertion>,
    pub title: Option<String>,
    pub description: Option<String>,
    pub default: Option<serde_json::Value>,
    pub example: Option<serde_json::Value>,
    pub deprecated: bool,
    pub read_only: bool,
    pub write_only: bool,
    /// The `x-` extensions of the schema itself.
    pub extensions: IndexMap<String, serde_json::Value>,
}

/// The deepest `allOf` that is followed.
const DEPTH: usize = 64;

impl Lowering<'_, '_> {
    /// The merged keywords of the schemas at `pointers`, all of which must hold. `None` after a diagnostic.
    pub(crate) fn facets(&mut self, pointers: &[Pointer]) -> Option<Facets> {
        let mut merged: Option<Facets> = None;
        for at in pointers {
            let facets = self.facets_at(at)?;
            merged = Some(match merged {
                None => facets,
                Some(mut first) => {
                    self.merge(&mut first, facets, at);
                    first
                }
            });
        }
        merged
    }

    fn facets_at(&mut self, at: &Pointer) -> Option<Facets> {
        let at = self.model.resolve(at, self.diagnostics)?;
        if let Some(known) = self.merging.merged.get(&at) {
            return known.clone();
        }
        if self.merging.open.len() >= DEPTH {
            self.diagnostics
                .report(
                    Code::TooDeep,
                    &at,
                    format!("`allOf` is nested more than {DEPTH} levels deep"),
                )
                .loosened("the outer schemas are read without it");
            return Some(Facets::default());
        }
        if self.merging.open.contains(&at) {
            self.diagnostics
                .report(
                    Code::CyclicReference,
                    &at,
                    "this schema is part of its own `allOf`",
                )
                .loosened("it is read without that part")
                .help("remove the schema from its own `allOf`: it adds no constraint");
            return Some(Facets::default());
        }
        self.merging.open.push(at.clone());
        let facets = self.own_and_merged(&at);
        self.merging.open.pop();
        // Merged schemas are cached, since each schema that contains them asks for them.
        let is_compound = self.model.node(&at).is_some_and(|node| {
            ["allOf", "oneOf", "anyOf"]
                .iter()
                .any(|keyword| node.get(keyword).is_some())
        });
        if is_compound || facets.is_none() {
            self.merging.merged.insert(at, facets.clone());
        }
        facets
    }

    fn own_and_merged(&mut self, at: &Pointer) -> Option<Facets> {
        let schema = self.model.schema(at, self.diagnostics)?;
        let (own, all_of) = self.own(schema, at);
        if all_of.is_empty() {
            return Some(own);
        }
        let mut merged: Option<Facets> = None;
        for member in &all_of {
            let mut facets = self.facets_at(member)?;
            self.forget_variants(&mut facets, at);
            match &mut merged {
                None => merged = Some(facets),
                Some(first) => self.merge(first, facets, member),
            }
        }
        let mut merged = merged.unwrap_or_default();
        let nullable = own.nullable || (merged.nullable && own.ty.is_none());
        merged.forget_annotations();
        self.merge(&mut merged, own, at);
        merged.nullable = nullable;
        Some(merged)
    }

    /// The union and the discriminator of a base do not apply to a schema that is one of the base's variants.
    fn forget_variants(&self, part: &mut Facets, at: &Pointer) {
        let is_it = |member: &Pointer| self.model.reference(member).as_ref() == Some(at);
        part.choices.retain(|choice| !choice.members.iter().any(is_it));
        if part.choices.is_empty() {
            part.discriminator = None;
        }
    }

    fn own(&mut self, schema: oa::Schema, at: &Pointer) -> (Facets, Vec<Pointer>) {
        let oa::Schema {
            schema_data: data,
            schema_kind: kind,
        } = schema;
        let mut facets = Facets {
            nullable: data.nullable,
            discriminator: data.discriminator.map(|d| (d, at.child("discriminator"))),
            title: data.title,
            description: data.description,
            default: data.default,
            example: data.example,
            deprecated: data.deprecated,
            read_only: data.read_only,
            write_only: data.write_only,
            extensions: data.extensions,
            ..Facets::default()
        };
        let all_of = self.kind(&mut facets, kind, at);
        if let Some(node) = self.model.node(at) {
            facets.raw.exact(node);
        }
        facets.assertions = self.assertions(at);
        self.take_required_alternatives(&mut facets);
        if let Some((values, _)) = &mut facets.enumeration {
            let before = values.len();
            values.retain(|value| !value.is_null());
            facets.nullable |= values.len() < before;
        }
        self.settle_null(&mut facets);
        self.check_enum(at);
        self.check_default(&mut facets, at);
        (facets, all_of)
    }

    /// openapiv3 reads an empty list as an absent one.
    fn check_enum(&mut self, at: &Pointer) {
        let at = at.child("enum");
        let values = self.model.node(&at).and_then(|values| values.as_array());
        if values.is_some_and(|values| values.is_empty()) {
            self.diagnostics
                .report(Code::InvalidEnum, &at, "an `enum` without values allows no value")
                .severity(crate::diagnostics::Severity::Warning)
                .effect("it is ignored");
        }
    }

    fn kind(&mut self, facets: &mut Facets, kind: oa::SchemaKind, at: &Pointer) -> Vec<Pointer> {
        match kind {
            oa::SchemaKind::Type(oa::Type::String(string)) => {
                facets.ty = Some(JsonType::String);
                facets.format = text_format(&string.format, |f| string_format(*f).to_owned());
                facets
                    .raw
                    .string(string.pattern, string.min_length, string.max_length, at);
                facets.enumerate(string.enumeration, at, serde_json::Value::String);
            }
            oa::SchemaKind::Type(oa::Type::Number(number)) => {
                facets.ty = Some(JsonType::Number);
                facets.format = text_format(&number.format, |f| number_format(*f).to_owned());
                facets.enumerate(number.enumeration.clone(), at, serde_json::Value::from);
                facets.raw.number(&number);
            }
            oa::SchemaKind::Type(oa::Type::Integer(integer)) => {
                facets.ty = Some(JsonType::Integer);
                facets.format = text_format(&integer.format, |f| integer_format(*f).to_owned());
                facets.enumerate(integer.enumeration.clone(), at, serde_json::Value::from);
                facets.raw.integer(&integer);
            }
            oa::SchemaKind::Type(oa::Type::Boolean(boolean)) => {
                facets.ty = Some(JsonType::Boolean);
                facets.enumerate(boolean.enumeration, at, serde_json::Value::from);
            }
            oa::SchemaKind::Type(oa::Type::Object(object)) => {
                facets.ty = Some(JsonType::Object);
                facets.raw.min_properties = object.min_properties.map(|n| n as u64);
                facets.raw.max_properties = object.max_properties.map(|n| n as u64);
                facets.object(
                    object.properties.keys(),
                    object.required,
                    object.additional_properties,
                    at,
                );
            }
            oa::SchemaKind::Type(oa::Type::Array(array)) => {
                facets.ty = Some(JsonType::Array);
                facets
                    .raw
                    .array(array.min_items, array.max_items, array.unique_items);
                facets.items = array.items.is_some().then(|| at.child("items"));
            }
            oa::SchemaKind::OneOf { one_of } => facets.choose("oneOf", one_of.len(), at),
            oa::SchemaKind::AnyOf { any_of } => facets.choose("anyOf", any_of.len(), at),
            oa::SchemaKind::AllOf { all_of } => return members(at, "allOf", all_of.len()),
            // The excluded values are among the assertions.
            oa::SchemaKind::Not { not: _ } => {}
            oa::SchemaKind::Any(any) => return self.any(facets, any, at),
        }
        Vec::new()
    }

    fn any(&mut self, facets: &mut Facets, any: oa::AnySchema, at: &Pointer) -> Vec<Pointer> {
        facets.ty = any.typ.as_deref().and_then(JsonType::parse);
        facets.format = any.format.clone();
        facets.raw.any(&any, at);
        facets.object(any.properties.keys(), any.required, any.additional_properties, at);
        facets.items = any.items.is_some().then(|| at.child("items"));
        if !any.enumeration.is_empty() {
            facets.enumeration = Some((any.enumeration, at.child("enum")));
        }
        if !any.one_of.is_empty() {
            facets.choose("oneOf", any.one_of.len(), at);
        }
        if !any.any_of.is_empty() {
            facets.choose("anyOf", any.any_of.len(), at);
        }
        members(at, "allOf", any.all_of.len())
    }
}

impl Facets {
    fn object<'n>(
        &mut self,
        names: impl Iterator<Item = &'n String>,
        required: Vec<String>,
        additional: Option<oa::AdditionalProperties>,
        at: &Pointer,
    ) {
        let properties = at.child("properties");
        self.properties = names
            .map(|name| (name.clone(), vec![properties.child(name)]))
            .collect();
        self.required = required.into_iter().collect();
        self.additional = match additional {
            None => Additional::Absent,
            Some(oa::AdditionalProperties::Any(true)) => Additional::Any,
            Some(oa::AdditionalProperties::Any(false)) => Additional::Denied,
            Some(oa::AdditionalProperties::Schema(_)) => Additional::Schema(at.child("additionalProperties")),
        };
    }

    fn choose(&mut self, keyword: &str, count: usize, at: &Pointer) {
        self.choices.push(Choice {
            at: at.child(keyword),
            members: members(at, keyword, count),
        });
    }

    fn enumerate<T>(&mut self, values: Vec<Option<T>>, at: &Pointer, json: impl Fn(T) -> serde_json::Value) {
        if !values.is_empty() {
            let values = values
                .into_iter()
                .map(|value| value.map_or(serde_json::Value::Null, &json))
                .collect();
            self.enumeration = Some((values, at.child("enum")));
        }
    }

    /// Whether the schema has keywords other than annotations.
    pub(crate) fn is_unconstrained(&self) -> bool {
        self.ty.is_none()
            && self.properties.is_empty()
            && self.required.is_empty()
            && self.additional == Additional::Absent
            && self.items.is_none()
            && self.enumeration.is_none()
            && self.choices.is_empty()
            && self.assertions.is_empty()
            && self.raw == Raw::default()
    }
}

fn members(at: &Pointer, keyword: &str, count: usize) -> Vec<Pointer> {
    let list = at.child(keyword);
    (0..count).map(|index| list.index(index)).collect()
}

fn text_format<F>(format: &oa::VariantOrUnknownOrEmpty<F>, known: impl Fn(&F) -> String) -> Option<String> {
    match format {
        oa::VariantOrUnknownOrEmpty::Item(format) => Some(known(format)),
        oa::VariantOrUnknownOrEmpty::Unknown(format) => Some(format.clone()),
        oa::VariantOrUnknownOrEmpty::Empty => None,
    }
}

fn string_format(format: oa::StringFormat) -> &'static str {
    match format {
        oa::StringFormat::Date => "date",
        oa::StringFormat::DateTime => "date-time",
        oa::StringFormat::Password => "password",
        oa::StringFormat::Byte => "byte",
        oa::StringFormat::Binary => "binary",
    }
}

fn number_format(format: oa::NumberFormat) -> &'static str {
    match format {
        oa::NumberFormat::Float => "float",
        oa::NumberFormat::Double => "double",
    }
}

fn integer_format(format: oa::IntegerFormat) -> &'static str {
    match format {
        oa::IntegerFormat::Int32 => "int32",
        oa::IntegerFormat::Int64 => "int64",
    }
}

//! Facets: a schema with its `allOf` merged into it. Each keyword occurs once, and properties keep their order.
//! No later stage knows `allOf`.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use openapiv3 as oa;

use super::keywords::Raw;
use crate::diagnostics::Code;
use crate::ir::Assertion;
use crate::lower::Lowering;
use crate::source::{Node, Pointer};

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
        let keywords = self.model.schema(at, self.diagnostics)?;
        let (own, all_of) = self.own(&keywords, at);
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

    fn own(&mut self, keywords: &[(&str, &Node)], at: &Pointer) -> (Facets, Vec<Pointer>) {
        let mut facets = Facets::default();
        let mut all_of = Vec::new();
        for (keyword, value) in keywords {
            match *keyword {
                "allOf" => all_of = objects(value, &at.child(keyword)),
                "discriminator" => {
                    let at = at.child(keyword);
                    let read = self.model.discriminator(&at, self.diagnostics);
                    facets.discriminator = read.map(|read| (read, at));
                }
                _ => facets.read(keyword, value, at),
            }
        }
        if let Some(node) = self.model.node(at) {
            facets.raw.bounds(node);
        }
        facets.assertions = self.assertions(at);
        self.take_required_alternatives(&mut facets);
        if let Some((values, _)) = &mut facets.enumeration {
            let before = values.len();
            values.retain(|value| !value.is_null());
            facets.nullable |= values.len() < before;
        }
        self.settle_null(&mut facets);
        all_of.extend(self.take_sole_alternative(&mut facets));
        self.check_enum(at);
        self.check_default(&mut facets, at);
        (facets, all_of)
    }

    /// An empty list is read as an absent one.
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
}

impl Facets {
    /// Reads one keyword. The model has checked the type of its value.
    fn read(&mut self, keyword: &str, value: &Node, at: &Pointer) {
        let text = || value.as_str().map(str::to_owned);
        let flag = || value.as_bool().unwrap_or_default();
        let json = || Some(value.to_json()).filter(|value| !value.is_null());
        match keyword {
            "type" => self.ty = value.as_str().and_then(JsonType::parse),
            "format" => self.format = text(),
            "title" => self.title = text(),
            "description" => self.description = text(),
            "nullable" => self.nullable = flag(),
            "deprecated" => self.deprecated = flag(),
            "readOnly" => self.read_only = flag(),
            "writeOnly" => self.write_only = flag(),
            "default" => self.default = json(),
            "example" => self.example = json(),
            "properties" => self.properties = properties(value, &at.child(keyword)),
            "required" => {
                let names = value.as_array().unwrap_or_default().iter();
                self.required = names.filter_map(Node::as_str).map(str::to_owned).collect();
            }
            "additionalProperties" => {
                self.additional = match value.as_bool() {
                    Some(true) => Additional::Any,
                    Some(false) => Additional::Denied,
                    None => Additional::Schema(at.child(keyword)),
                };
            }
            "items" => self.items = Some(at.child(keyword)),
            "enum" => {
                let values = value.as_array().filter(|values| !values.is_empty());
                let values = values.map(|values| values.iter().map(Node::to_json).collect());
                self.enumeration = values.map(|values| (values, at.child(keyword)));
            }
            "oneOf" => self.choose(0, value, at.child(keyword)),
            "anyOf" => self.choose(self.choices.len(), value, at.child(keyword)),
            _ if keyword.starts_with("x-") => {
                self.extensions.insert(keyword.to_owned(), value.to_json());
            }
            _ => self.raw.read(keyword, value, at),
        }
    }

    fn choose(&mut self, position: usize, value: &Node, at: Pointer) {
        let members = objects(value, &at);
        if !members.is_empty() {
            self.choices.insert(position, Choice { at, members });
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

/// The places of the objects in an array.
fn objects(list: &Node, at: &Pointer) -> Vec<Pointer> {
    let items = list.as_array().unwrap_or_default().iter().enumerate();
    let objects = items.filter(|(_, item)| item.as_object().is_some());
    objects.map(|(index, _)| at.index(index)).collect()
}

/// The properties that have a schema, each with its place.
fn properties(properties: &Node, at: &Pointer) -> IndexMap<String, Vec<Pointer>> {
    let members = properties.as_object().into_iter().flatten();
    let schemas = members.filter(|(_, schema)| schema.as_object().is_some());
    schemas
        .map(|(name, _)| (name.clone(), vec![at.child(name)]))
        .collect()
}

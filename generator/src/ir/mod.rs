//! The meaning of a description in Rust, as plain data. Every name, box, tag, direction and order is decided here, so that
//! `emit` only prints. This module knows neither openapiv3 nor tokens.

mod arguments;
mod constraints;
mod derives;
mod features;
mod fields;
mod formats;
mod libraries;
mod operation;
mod outcome;
mod parameter;
mod passed;
mod presence;
mod quoting;
pub(crate) mod reachable;
mod security;
mod spelling;
mod types;
mod visit;
mod webhook;
mod xml;

use std::collections::{BTreeMap, BTreeSet};

pub use arguments::Argument;
pub use constraints::{Assertion, Bound, Constraints, Number};
pub use derives::{Derives, StdTrait};
pub use features::{Feature, Features, Part};
pub use fields::Field;
pub use formats::{TextFormat, is_numeric, width_of};
pub use libraries::Library;
pub use operation::{
    Body, BodyContent, BodyFormat, Case, Documented, Encoding, FormerMethod, Framing, Group, Header,
    HeaderForm, Method, NextPage, OTHER_PARTS, Operation, Paging, Sequence, Server, StatusKey, Tag,
    TypedBody, Variable,
};
pub use outcome::{Outcome, OutcomeEnum, OutcomeForm, OutcomeVariant};
pub use parameter::{Location, Parameter, Style};
pub use passed::Passed;
pub use presence::Presence;
pub(crate) use quoting::{code, is_break, is_plain, longest_run};
pub use security::{Flow, Scheme, SchemeKind};
pub use types::{
    Constant, ContentPlace, Direction, Docs, Enum, EnumVariant, Evidence, Extra, IntegerVariant, Kinds,
    Literal, Shape, StringNewtype, Struct, Type, TypeDef, UNKNOWN, Union, UnionVariant,
};

pub use visit::View;
pub use webhook::Webhook;
pub use xml::{Xml, XmlContent, XmlElement, XmlMember, XmlObject, XmlPlace, XmlRest};

use crate::Signature;
use crate::naming::Ident;
use crate::pattern::Automaton;
use crate::rust_path::RustPath;

/// All data that a generated crate is printed from.
#[derive(Clone, Debug, Default)]
pub struct Api {
    pub info: Info,
    /// `servers` of the description. The first one is the default base URL.
    pub servers: Vec<Server>,
    /// `components/securitySchemes`, in the order of the description. Operations refer to them by index.
    pub schemes: Vec<Scheme>,
    /// All named types.
    pub types: BTreeMap<Ident, TypeDef>,
    /// Earlier names of types that are now called otherwise, for each type the latest one last.
    pub former: Vec<FormerType>,
    /// All distinct patterns, keyed by the name of their tables.
    pub patterns: BTreeMap<Ident, Pattern>,
    /// The operations grouped by tag, in the order of the description.
    pub groups: Vec<Group>,
    /// Webhooks and callbacks with a JSON body.
    pub webhooks: Vec<Webhook>,
    /// How the server signs webhooks, from `generator.toml`.
    pub signature: Option<Signature>,
    pub features: Features,
    /// The user's own types, each with its placeholder if it does not implement `Default`.
    pub custom: BTreeMap<RustPath, Option<RustPath>>,
    /// The libraries of types that fields have. The package needs their features.
    pub libraries: BTreeSet<Library>,
    /// What types derive, and their further attributes, by their names.
    pub derives: BTreeMap<Ident, Derives>,
    /// Whether every type has a JSON Schema, so that the feature `schemars` is on by default.
    pub has_json_schemas: bool,
    /// How values are represented in XML bodies.
    pub xml: Xml,
}

/// An earlier name of a type, which code may still use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormerType {
    pub name: Ident,
    /// The type.
    pub of: Ident,
}

impl Api {
    /// The traits that the user wants a type to derive, and that it can: `Eq`, `my_types::Audit`.
    pub fn derived(&self, name: &Ident) -> BTreeSet<String> {
        let derives = self.derives.get(name);
        let std = derives.into_iter().flat_map(|all| &all.std);
        let macros = derives.into_iter().flat_map(|all| &all.macros);
        let std = std.map(|one| one.name().to_owned());
        std.chain(macros.map(ToString::to_string)).collect()
    }

    /// Removes the XML tables that no body needs.
    pub fn prune_xml(&mut self) {
        let mut used: BTreeSet<Ident> = BTreeSet::new();
        for operation in self.operations() {
            used.extend(operation.bodies().filter_map(|body| body.xml.clone()));
            used.extend(operation.cases.iter().filter_map(|case| case.xml.clone()));
        }
        self.xml.prune(|name| used.contains(name));
    }

    /// Removes the patterns that no constraint uses.
    pub fn prune_patterns(&mut self) {
        let mut used: BTreeSet<Ident> = BTreeSet::new();
        for def in self.types.values() {
            match &def.shape {
                Shape::StringNewtype(newtype) => newtype.constraints.patterns(&mut used),
                Shape::Struct(object) => {
                    object.constraints.patterns(&mut used);
                    object
                        .fields
                        .iter()
                        .for_each(|field| field.constraints.patterns(&mut used));
                }
                Shape::Union(union) => {
                    for variant in &union.variants {
                        variant.constraints.patterns(&mut used);
                    }
                    for evidence in union.variants.iter().flat_map(|variant| &variant.evidence) {
                        if let Evidence::Pattern(name) = evidence {
                            used.insert(name.clone());
                        }
                    }
                }
                Shape::StringEnum(_) | Shape::IntegerEnum(_) | Shape::Newtype(_) | Shape::Alias(_) => {}
            }
        }
        for operation in self.operations() {
            operation
                .parameters
                .iter()
                .for_each(|parameter| parameter.constraints.patterns(&mut used));
            operation
                .bodies()
                .for_each(|body| body.constraints.patterns(&mut used));
        }
        self.patterns.retain(|name, _| used.contains(name));
    }
}

/// The Info Object of the description (`#/info`).
#[derive(Clone, Debug, Default)]
pub struct Info {
    pub title: String,
    pub version: String,
    pub docs: Docs,
}

/// A compiled `pattern`.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// The regular expression in the description.
    pub source: String,
    pub automaton: Automaton,
}

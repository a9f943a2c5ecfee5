//! What a description means in Rust, as plain data: every name, box, tag, direction and order is decided here, so that
//! emission only prints. Knows neither openapiv3 nor tokens.

mod arguments;
mod constraints;
mod features;
mod formats;
mod operation;
mod parameter;
mod quoting;
pub(crate) mod reachable;
mod types;
mod visit;
mod webhook;
mod xml;

use std::collections::{BTreeMap, BTreeSet};

pub use arguments::Argument;
pub use constraints::{Assertion, Bound, Constraints, Number};
pub use features::{Feature, Features, Part};
pub use formats::TextFormat;
pub use operation::{
    Body, BodyContent, BodyFormat, Case, Documented, Encoding, Flow, Framing, Group, Header, HeaderForm,
    Method, Operation, Outcome, OutcomeEnum, OutcomeVariant, Paging, Scheme, SchemeKind, Sequence, Server,
    StatusKey, Tag, Turn, TypedBody, Variable,
};
pub use parameter::{Location, Parameter, Style};
pub(crate) use quoting::{code, is_break, is_plain, longest_run};
pub use types::{
    Constant, ContentPlace, Direction, Docs, Enum, EnumVariant, Evidence, Extra, Field, IntegerVariant,
    Kinds, Literal, Presence, Shape, StringNewtype, Struct, Type, TypeDef, UNKNOWN, Union, UnionVariant,
};

pub use visit::View;
pub use webhook::Webhook;
pub use xml::{Xml, XmlContent, XmlElement, XmlMember, XmlObject, XmlPlace, XmlRest};

use crate::Signature;
use crate::naming::Ident;
use crate::pattern::Automaton;

/// Everything a generated crate is printed from.
#[derive(Clone, Debug, Default)]
pub struct Api {
    pub info: Info,
    /// `servers`, the first being the default base URL.
    pub servers: Vec<Server>,
    /// `components/securitySchemes`, in the description's order; operations refer to them by index.
    pub schemes: Vec<Scheme>,
    /// Every named type.
    pub types: BTreeMap<Ident, TypeDef>,
    /// Every distinct pattern, under the name of its table.
    pub patterns: BTreeMap<Ident, Pattern>,
    /// Operations by tag, in the description's order.
    pub groups: Vec<Group>,
    /// Webhooks and callbacks that carry JSON.
    pub webhooks: Vec<Webhook>,
    /// How they are signed, which the user says.
    pub signature: Option<Signature>,
    pub features: Features,
    /// The types that the user names, with the value of each that is no `Default`.
    pub custom: BTreeMap<String, Option<String>>,
    /// How values stand in bodies of XML.
    pub xml: Xml,
}

impl Api {
    /// Leaves out the tables of XML that no body needs any more.
    pub fn prune_xml(&mut self) {
        let mut used: BTreeSet<Ident> = BTreeSet::new();
        for operation in self.operations() {
            used.extend(operation.bodies().filter_map(|body| body.xml.clone()));
            used.extend(operation.cases.iter().filter_map(|case| case.xml.clone()));
        }
        self.xml.prune(|name| used.contains(name));
    }

    /// Leaves out the patterns that nothing is checked against any more.
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

/// `info` of the description.
#[derive(Clone, Debug, Default)]
pub struct Info {
    pub title: String,
    pub version: String,
    pub docs: Docs,
}

/// One `pattern`, compiled.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// The ECMA-262 source, as the description spells it.
    pub source: String,
    pub automaton: Automaton,
}

//! What a description means in Rust, as plain data: every name, box, tag, direction and order is decided here, so that
//! emission only prints. Knows neither openapiv3 nor tokens.

mod operation;
mod types;

use std::collections::BTreeMap;

pub use operation::{
    Body, BodyContent, Case, Documented, Group, Location, Method, Operation, Outcome, OutcomeEnum,
    OutcomeVariant, Parameter, Scheme, SchemeKind, Server, StatusKey, Style, Tag,
};
pub use types::{
    Bound, Constant, Constraints, Direction, Docs, Enum, EnumVariant, Evidence, Extra, Field, IntegerVariant,
    Kinds, Literal, Number, Presence, Shape, StringNewtype, Struct, Type, TypeDef, Union, UnionVariant,
};

use crate::naming::Ident;
use crate::pattern::Automaton;

/// Everything a generated crate is printed from.
#[derive(Clone, Debug)]
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
}

/// `info` of the description.
#[derive(Clone, Debug)]
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

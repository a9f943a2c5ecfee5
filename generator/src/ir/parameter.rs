//! Parameters: what is in a request beside its body.

use super::constraints::Constraints;
use super::types::{Docs, Literal, Type};
use crate::naming::Name;
use crate::source::Pointer;

/// A parameter.
#[derive(Clone, Debug)]
pub struct Parameter {
    pub pointer: Pointer,
    pub name: Name,
    pub location: Location,
    pub ty: Type,
    pub required: bool,
    /// The only value that it can have: every call sends it, and no caller gives it.
    pub constant: Option<Literal>,
    pub constraints: Constraints,
    /// The integer that its schema has as `default`.
    pub default: Option<i64>,
    /// The integer that its schema has as `minimum`.
    pub minimum: Option<i64>,
    pub style: Style,
    pub explode: bool,
    pub allow_reserved: bool,
    /// Whether a list without items is sent, though the parameter isn't required.
    pub allow_empty: bool,
    pub docs: Docs,
    pub deprecated: bool,
}

impl Parameter {
    /// Whether the method of the operation takes it.
    pub fn is_argument(&self) -> bool {
        self.required && self.constant.is_none()
    }
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Location {
    Path,
    Query,
    Header,
    Cookie,
}

impl Location {
    /// The value of `in`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// How a parameter is written. Source: OpenAPI 3.0.4, Style Values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Style {
    Matrix,
    Label,
    Form,
    Simple,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    /// The value as JSON: a parameter with `content`.
    Json,
    /// The value as text: a parameter with `content` of another media type.
    Text,
}

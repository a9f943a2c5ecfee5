//! Parameters in the path, query, headers and cookies of a request.

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
    /// Whether a call must have it.
    pub required: bool,
    /// Whether the description has it as optional. The lock keeps the argument.
    pub is_kept: bool,
    /// The only allowed value. Every call sends it, and it is not an argument.
    pub constant: Option<Literal>,
    pub constraints: Constraints,
    /// The integer that its schema has as `default`.
    pub default: Option<i64>,
    /// The integer that its schema has as `minimum`.
    pub minimum: Option<i64>,
    pub style: Style,
    pub explode: bool,
    pub allow_reserved: bool,
    /// Whether an empty list is sent although the parameter is optional.
    pub allow_empty: bool,
    pub docs: Docs,
    pub deprecated: bool,
}

impl Parameter {
    /// Whether the description requires it.
    pub fn is_described_required(&self) -> bool {
        self.required && !self.is_kept
    }

    /// Whether it is an argument of the operation's method.
    pub fn is_argument(&self) -> bool {
        self.required && self.constant.is_none()
    }
}

/// The location of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Location {
    Path,
    Query,
    /// The whole query (OpenAPI 3.2).
    QueryString,
    Header,
    Cookie,
}

impl Location {
    /// The value of `in`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::QueryString => "querystring",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// The serialization of a parameter. Source: OpenAPI 3.0.4, Style Values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Style {
    Matrix,
    Label,
    Form,
    Simple,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    /// `form` without escapes, for cookies (OpenAPI 3.2).
    Cookie,
    /// `content` with a JSON media type: the value as JSON.
    Json,
    /// `content` with another media type: the value as text.
    Text,
}

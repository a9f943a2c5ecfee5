//! Fields: the properties of an object that have a Rust field.

use super::{Constraints, Docs, Presence, Type};
use crate::naming::Name;

/// A property.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Field {
    pub name: Name,
    pub ty: Type,
    /// The presence of the Rust field.
    pub presence: Presence,
    /// The presence in the description, where the lock keeps an earlier one for the Rust field.
    pub described: Option<Presence>,
    pub constraints: Constraints,
    pub docs: Docs,
    pub deprecated: bool,
    /// `format: password`: redacted by `Debug`.
    pub secret: bool,
    pub read_only: bool,
    pub write_only: bool,
}

impl Field {
    /// Whether it is never sent. Source: OpenAPI 3.0.4, Schema Object: a property "MUST NOT be marked as both `readOnly` and
    /// `writeOnly`", so both together have no effect.
    pub fn is_only_received(&self) -> bool {
        self.read_only && !self.write_only
    }

    /// The presence in the description.
    pub fn described(&self) -> Presence {
        self.described.unwrap_or(self.presence)
    }

    /// Whether a request needs a value, although the field can be absent.
    pub fn is_needed(&self) -> bool {
        let is_described = self.described.is_some_and(|presence| !presence.is_optional());
        is_described && self.presence.is_optional() && !self.is_only_received()
    }

    /// Whether a request must not have `null`, although the field can be `null`.
    pub fn is_never_null(&self) -> bool {
        let is_described = self.described.is_some_and(|presence| !presence.is_nullable());
        is_described && self.presence.is_nullable() && !self.is_only_received()
    }

    /// Whether it is never received.
    pub fn is_only_sent(&self) -> bool {
        self.write_only && !self.read_only
    }
}

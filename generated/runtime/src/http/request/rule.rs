// Copied from runtime/http/request/rule.rs of generator 0.1.0; independent of the description.

//! How a value is serialized. Pure data.

use crate::runtime::http::{Location, Parameter, Style};

/// How one value is serialized and where, as declared by a [`Parameter`] or a form property.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rule<'a> {
    pub(crate) name: &'a str,
    pub(crate) location: Location,
    pub(crate) style: Style,
    pub(crate) explode: bool,
    pub(crate) allow_reserved: bool,
}

impl Parameter {
    /// How the parameter's value is serialized.
    pub(crate) const fn rule(&self) -> Rule<'static> {
        Rule {
            name: self.name,
            location: self.location,
            style: self.style,
            explode: self.explode,
            allow_reserved: self.allow_reserved,
        }
    }
}

//! Arguments: what a caller must give to an operation, in order.

use super::operation::{Body, Operation};
use super::parameter::Parameter;

/// What a caller must give to an operation.
#[derive(Clone, Copy, Debug)]
pub enum Argument<'a> {
    Parameter(&'a Parameter),
    Body(&'a Body),
}

impl Operation {
    /// What a caller must give, in order.
    pub fn arguments(&self) -> Vec<Argument<'_>> {
        let required = self.parameters.iter().filter(|parameter| parameter.is_argument());
        let mut arguments: Vec<Argument<'_>> = required.map(Argument::Parameter).collect();
        if let Some(body) = self.body.as_ref().filter(|body| body.required) {
            arguments.insert(body.after.min(arguments.len()), Argument::Body(body));
        }
        arguments
    }
}

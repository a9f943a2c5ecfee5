//! Arguments: the required parameters and the required body of an operation, in order.

use super::operation::{Body, Operation};
use super::parameter::Parameter;

/// An argument of an operation's method.
#[derive(Clone, Copy, Debug)]
pub enum Argument<'a> {
    Parameter(&'a Parameter),
    Body(&'a Body),
}

impl Operation {
    /// The required parameters and the required body, in the order of the method's arguments.
    pub fn arguments(&self) -> Vec<Argument<'_>> {
        let required = self.parameters.iter().filter(|parameter| parameter.is_argument());
        let mut arguments: Vec<Argument<'_>> = required.map(Argument::Parameter).collect();
        if let Some(body) = self.body.as_ref().filter(|body| body.required) {
            arguments.insert(body.after.min(arguments.len()), Argument::Body(body));
        }
        arguments
    }
}

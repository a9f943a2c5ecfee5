//! Outcomes: the Rust types of the documented successes and errors of an operation.

use super::{Docs, Documented, StatusKey};
use crate::naming::Ident;

/// The Rust type of all success responses, or of all error responses, of an operation.
#[derive(Clone, Debug)]
pub struct Outcome {
    pub form: OutcomeForm,
    /// If the lock keeps an earlier form: the form that has a place for every documented response.
    pub whole: Option<OutcomeForm>,
}

impl Outcome {
    /// The enum with a variant for each documented response, if there is one.
    pub fn variants(&self) -> Option<&OutcomeEnum> {
        let whole = self.whole.as_ref().and_then(OutcomeForm::variants);
        whole.or_else(|| self.form.variants())
    }
}

/// How documented responses become a Rust type.
#[derive(Clone, Debug)]
pub enum OutcomeForm {
    /// No documented body: `()`.
    Empty,
    /// Exactly one documented body: its type.
    Body(Documented),
    /// One documented body, or no body: `Option`.
    Optional(Documented),
    /// Several documented bodies: an enum.
    Enum(OutcomeEnum),
}

impl OutcomeForm {
    fn variants(&self) -> Option<&OutcomeEnum> {
        match self {
            Self::Enum(several) => Some(several),
            Self::Empty | Self::Body(_) | Self::Optional(_) => None,
        }
    }

    /// Whether it has a place for a documented response with this body. `()` has one for every response.
    pub fn holds(&self, body: Option<&Documented>) -> bool {
        match self {
            Self::Body(only) => body == Some(only),
            Self::Optional(only) => body.is_none_or(|body| body == only),
            Self::Empty | Self::Enum(_) => true,
        }
    }
}

/// An enum with a variant for each documented response.
#[derive(Clone, Debug)]
pub struct OutcomeEnum {
    pub name: Ident,
    pub variants: Vec<OutcomeVariant>,
}

/// A variant of [`OutcomeEnum`].
#[derive(Clone, Debug)]
pub struct OutcomeVariant {
    pub name: Ident,
    pub status: StatusKey,
    /// The media types of this variant. Empty if no other variant has the same status.
    pub media_types: Vec<String>,
    /// `None` for a response without a body.
    pub body: Option<Documented>,
    pub docs: Docs,
}

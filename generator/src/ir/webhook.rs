//! Webhooks: requests that the server sends to the user's program.

use super::types::{Docs, Type};
use crate::naming::Ident;

/// A webhook, or a callback of an operation, with a JSON body.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// Its name in the description.
    pub name: String,
    /// The type that represents it in `webhooks`.
    pub marker: Ident,
    pub docs: Docs,
    pub deprecated: bool,
    /// The type of its body.
    pub payload: Type,
}

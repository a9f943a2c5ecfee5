//! Webhooks: requests that the server sends to the user's program.

use super::operation::Method;
use super::types::{Docs, Type};
use crate::naming::Ident;
use crate::source::Pointer;

/// A webhook, or a callback of an operation, with a JSON body.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// The Operation Object.
    pub pointer: Pointer,
    /// The Media Type Object of its body.
    pub content: Pointer,
    pub method: Method,
    /// Its name in the description.
    pub name: String,
    /// The type that represents it in `webhooks`.
    pub marker: Ident,
    pub docs: Docs,
    pub deprecated: bool,
    /// The type of its body.
    pub payload: Type,
}

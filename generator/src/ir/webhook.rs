//! Webhooks: what the server sends on its own.

use super::types::{Docs, Type};
use crate::naming::Ident;

/// A webhook, or a callback of an operation, that carries JSON.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// Its name in the description.
    pub name: String,
    /// The type that stands for it.
    pub marker: Ident,
    pub docs: Docs,
    pub deprecated: bool,
    /// What it carries.
    pub payload: Type,
}

//! The constraint keywords of a schema, before it is known whether they apply to its type.

use crate::ir::{Bound, Number};
use crate::source::Pointer;

/// The constraint keywords of a schema, before it is known whether they apply to its type.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Raw {
    pub pattern: Option<(String, Pointer)>,
    pub min_length: Option<u64>,
    pub max_length: Option<u64>,
    pub minimum: Option<Bound>,
    pub maximum: Option<Bound>,
    pub multiple_of: Option<Number>,
    pub min_items: Option<u64>,
    pub max_items: Option<u64>,
    pub unique_items: bool,
    pub min_properties: Option<u64>,
    pub max_properties: Option<u64>,
}

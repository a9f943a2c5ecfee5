//! ir → ir: what only the whole Api shows. Each file is one pass; this list is their order.

pub(crate) mod aliases;
pub(crate) mod boxing;
pub(crate) mod conversions;
pub(crate) mod direction;
pub(crate) mod discriminators;
pub(crate) mod files;
pub(crate) mod newtypes;
pub(crate) mod pagination;
pub(crate) mod read_write;
pub(crate) mod split;

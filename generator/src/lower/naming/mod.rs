//! Names: what the parts of a description would like to be called, and how the lock refers to them.

pub(crate) mod hints;
pub(super) mod homes;
pub(super) mod lists;
pub(super) mod moves;
pub(super) mod overrides;
pub(super) mod reserved;

//! Names: the preferred names of the parts of a description, and their keys in the lock.

pub(super) mod former;
pub(crate) mod hints;
pub(super) mod homes;
pub(super) mod lists;
pub(super) mod moves;
pub(super) mod overrides;
pub(super) mod own_names;
pub(super) mod reserved;

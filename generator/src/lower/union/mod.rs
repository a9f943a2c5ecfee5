//! Unions: `oneOf`, `anyOf` and inheritance, and the evidence that distinguishes their variants.

pub(super) mod census;
pub(super) mod evidence;
pub(super) mod external;
pub(super) mod inheritance;
pub(super) mod listed;
pub(super) mod overlap;
pub(super) mod profile;
pub(super) mod variant;
pub(super) mod variant_names;
pub(super) mod variants;

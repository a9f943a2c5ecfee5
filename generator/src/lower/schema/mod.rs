//! Schemas: from keywords to types of the ir.

pub(super) mod annotations;
pub(super) mod assertions;
pub(super) mod constraints;
pub(super) mod defaults;
pub(super) mod docs;
pub(super) mod enums;
pub(super) mod facets;
pub(super) mod forms;
pub(super) mod keywords;
pub(super) mod kinds;
pub(super) mod merge;
pub(super) mod mixed;
pub(super) mod null;
pub(super) mod numbers;
pub(super) mod objects;
pub(super) mod patterns;
pub(super) mod placed;
pub(super) mod recursion;
pub(super) mod replaced;
pub(super) mod unreachable;
pub(super) mod used;
pub(super) mod wrapped;

//! Schemas: from the keywords of a schema to a type of the ir.

pub(super) mod annotations;
pub(super) mod constraints;
pub(super) mod custom;
pub(super) mod defaults;
pub(super) mod docs;
pub(super) mod enums;
pub(super) mod facets;
pub(super) mod kinds;
pub(super) mod merge;
pub(super) mod mixed;
pub(super) mod null;
pub(super) mod numbers;
pub(super) mod objects;
pub(super) mod patterns;
pub(super) mod placed;
pub(super) mod rings;
pub(super) mod rules;
pub(super) mod schemas;
pub(super) mod unneeded;
pub(super) mod used;
pub(super) mod wrapped;

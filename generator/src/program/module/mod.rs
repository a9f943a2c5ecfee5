//! Modules that are written into an existing crate: where the crate is, and what its manifest lacks.

mod lacking;
mod place;

pub(super) use lacking::Lacking;
pub(super) use place::Place;
